"""The lines of the registry of groups: what a list shows of each group, drawn once."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from groups.models import Group, GroupStatus, PictureRole
from kyodo_portal.cities.choices import group_kind_name
from kyodo_portal.ui.drawn import drawn_once
from kyodo_portal.ui.pictures import Photo


@dataclass(frozen=True, slots=True)
class GroupLine:
    """One group as a list shows it, in the language of the page; `status_label` is empty while the
    group is registered, as nearly all are; where it has no photo, `field` gives its picture."""

    pk: int
    url: str
    photo: Photo | None
    field: int | None
    name: str
    status_label: str
    status_tone: str
    kind_label: str
    is_recruiting: bool
    is_network: bool
    is_adviser: bool
    text: str
    field_labels: tuple[str, ...]
    area: str
    members_count: int


def lines_of(groups: Iterable[Any]) -> list[GroupLine]:
    """The lines of these groups with their list parts, in their order."""
    return [_line(group) for group in groups]


def card_of(line: GroupLine) -> SafeString:
    """A line as a card. The same line is drawn once, whoever looks at it."""
    return drawn_once("groups/_card.html", group=line)


def _line(group: Any) -> GroupLine:
    is_registered = group.live_status == GroupStatus.REGISTERED
    return GroupLine(
        pk=group.pk,
        url=group.get_absolute_url(),
        photo=_photo(group),
        field=next((row.number for row in group.fields.all()), None),
        name=group.name,
        status_label="" if is_registered else str(group.status_label),
        status_tone="" if is_registered else group.status_tone,
        kind_label=group_kind_name(group.kind),
        is_recruiting=group.looks_for_people,
        is_network=group.is_network,
        is_adviser=bool(group.advises_on),
        text=group.lead,
        field_labels=tuple(group.field_labels),
        area=group.area,
        members_count=group.members_count,
    )


def _photo(group: Group) -> Photo | None:
    if group.is_hidden:
        return None
    photo = next((each for each in group.pictures.all() if each.role == PictureRole.PHOTO), None)
    return Photo(photo.small_url, photo.width, photo.height, photo.alt) if photo else None
