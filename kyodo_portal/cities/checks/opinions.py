"""The days for which opinions are taken, put right, and remembered; those of a department's opinion."""

from kyodo_portal.cities.mistakes import Notes
from kyodo_portal.cities.profile import City

DAYS = ("days", "correction_days", "forget_days")


def check_opinions(parsed: City, notes: Notes) -> None:
    """Each of them is a day or more."""
    for name in DAYS:
        if getattr(parsed.opinions, name) < 1:
            notes.wrong(("opinions", name), "1 以上の整数にしてください。")
    for name in ("days", "answer_days"):
        if getattr(parsed.department_opinion, name) < 1:
            notes.wrong(("department_opinion", name), "1 以上の整数にしてください。")
