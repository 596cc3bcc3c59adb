"""Who keeps the menu of lectures."""

from groups.rules.people import is_coordinator, is_department_staff, works_in
from kyodo_portal.life.flows import not_yours
from kyodo_portal.life.people import Person
from kyodo_portal.life.verdicts import ALLOWED, Verdict
from projects.models import Lecture

KEEPERS = "担当課と協働担当の職員"


def may_write_lectures(person: Person) -> Verdict:
    """The city's staff: each department for itself, the coordinators for all."""
    theirs = is_coordinator(person) or is_department_staff(person)
    return ALLOWED if theirs else not_yours(KEEPERS)


def may_change_lecture(person: Person, lecture: Lecture) -> Verdict:
    """Those who hold it, and the coordinators."""
    theirs = is_coordinator(person) or works_in(person, [lecture.department_id])
    return ALLOWED if theirs else not_yours(KEEPERS)


def may_keep_menu(person: Person) -> Verdict:
    """The coordinators copy the menu of the year before, take in lists, and bring the menu out."""
    return ALLOWED if is_coordinator(person) else not_yours("協働担当の職員")
