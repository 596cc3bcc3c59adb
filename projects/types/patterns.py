"""How a collaboration starts: the letters under which records keep it. What they are called and mean,
the profile of a city says whose guideline has them; other cities ask for none.
"""

from enum import StrEnum


class StartPattern(StrEnum):
    """Who began, and how the other came to it."""

    TOGETHER = "A"
    JOINED = "B"
    CITY_LED = "C"
    CITIZEN_LED = "D"
