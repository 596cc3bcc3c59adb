"""Who keeps the committees and holds their meetings."""

from groups.rules.people import is_coordinator
from kyodo_portal.life.flows import not_yours
from kyodo_portal.life.people import Person
from kyodo_portal.life.verdicts import ALLOWED, Verdict


def may_keep_committees(person: Person) -> Verdict:
    """The coordinators, who are their office (事務局)."""
    return ALLOWED if is_coordinator(person) else not_yours("協働担当の職員")
