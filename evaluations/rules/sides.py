"""For which of the two sides of a project somebody stands."""

from evaluations.models import Side
from groups.rules.people import belongs_to, manages
from kyodo_portal.life.people import Person
from projects.models import Project
from projects.rules import is_city_side


def belongs_to_side(person: Person, project: Project, side: str) -> bool:
    """Is a member of a partner group, or on the staff of a responsible department."""
    if side == Side.GROUP:
        return belongs_to(person, project.partner_group_ids())
    return is_city_side(person, project)


def belongs_to_both(person: Person, project: Project) -> bool:
    """Would break the seal: belongs to the group and works in the department."""
    return all(belongs_to_side(person, project, side) for side in Side)


def side_of(person: Person, project: Project) -> Side | None:
    """The side a person writes for: managers for the group, the staff for the city; none for who
    belongs to both."""
    if belongs_to_both(person, project):
        return None
    if manages(person, project.partner_group_ids()):
        return Side.GROUP
    return Side.CITY if is_city_side(person, project) else None


def own_side(person: Person, project: Project) -> Side | None:
    """The side whose sheet a person may read while the seal holds: members and managers the
    group's, the staff the city's; none for who belongs to both or to neither."""
    if belongs_to_both(person, project):
        return None
    return next((side for side in Side if belongs_to_side(person, project, side)), None)


def is_on_a_side(person: Person, project: Project) -> bool:
    """Belongs to one of the two sides, whether or not they may speak for it."""
    return any(belongs_to_side(person, project, side) for side in Side)
