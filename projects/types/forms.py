"""What form a collaboration takes: the numbers under which records keep it. What a form is called, and all
that is told of it, stands in the profile of the city (`cities.rows.Form`); a city's own forms have the
numbers 20 to 39, and no name here.
"""

from enum import IntEnum


class CollaborationForm(IntEnum):
    """The twelve forms every city may use, by which the portal itself tells them apart."""

    COHOSTING = 1
    SPONSORSHIP = 2
    COOPERATION = 3
    ADOPTION = 4
    PLANNING = 5
    COMMITTEE = 6
    COMMISSION = 7
    SUBSIDY = 8
    MANAGEMENT = 9
    EXCHANGE = 10
    STUDY = 11
    SUPPORT = 12
