"""What the page of one project shows beside its course: its picture, who does what, what it costs."""

from collections.abc import Iterable
from dataclasses import dataclass

from projects.models import Project, RoleItem, Update, UpdatePhoto
from projects.models.terms import Bearer


@dataclass(frozen=True, slots=True)
class Hand:
    """One who takes roles on: the group, both together, or the city."""

    side: str
    label: str
    roles: list[RoleItem]


@dataclass(frozen=True, slots=True)
class Shares:
    """How a planned sum is shared, in yen; the city's part in whole percent, as the drawing has it."""

    city: int
    others: int
    percent: int


HANDS = (Bearer.GROUP, Bearer.BOTH, Bearer.CITY)


def hands_of(project: Project) -> list[Hand]:
    """The role table by who bears the roles, each in the order of the work; who has none is left out."""
    roles = list(project.roles.all())
    order = ("preparation", "work", "afterwards")
    roles.sort(key=lambda role: order.index(role.stage))
    hands = [
        Hand(bearer.value, str(bearer.label), [role for role in roles if role.bearer == bearer])
        for bearer in HANDS
    ]
    return [hand for hand in hands if hand.roles]


def shares_of(project: Project) -> Shares | None:
    """How the city and the others share what is planned; none where it is not known or does not add up."""
    total, city = project.budget_total, project.budget_city
    if not total or city is None or city > total:
        return None
    return Shares(city, total - city, round(100 * city / total))


def photo_of(updates: Iterable[Update]) -> UpdatePhoto | None:
    """The newest picture that the project has shown on its way."""
    shown = (
        photo
        for update in updates
        if not update.is_hidden
        for photo in update.photos.all()
        if not photo.is_hidden
    )
    return next(shown, None)
