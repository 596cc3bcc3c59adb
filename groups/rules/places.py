"""Who keeps the places."""

from groups.rules.people import is_coordinator
from kyodo_portal.life.flows import not_yours
from kyodo_portal.life.people import Person
from kyodo_portal.life.verdicts import ALLOWED, Verdict


def may_keep_places(person: Person) -> Verdict:
    """The coordinators, who answer for what the portal says of them."""
    return ALLOWED if is_coordinator(person) else not_yours("協働担当の職員")
