"""Groups whose names a reader takes for one and the same: in whatever width, kana, kanji and signs."""

from collections.abc import Iterable
from dataclasses import dataclass

from groups.models import Group, GroupStatus, Membership
from groups.models.people import User
from kyodo_portal.words.alike import as_read, likeness

APPLYING = (GroupStatus.APPLIED, GroupStatus.RETURNED)


@dataclass(frozen=True, slots=True)
class Alike:
    """What is there under a name like this one.

    own       the application this person has made and that is still open.
    unfinished  one of their own that was not accepted, and can be mended instead.
    public    groups that everybody sees.
    applying  whether somebody else is applying with such a name.
    """

    own: Group | None = None
    unfinished: Group | None = None
    public: tuple[Group, ...] = ()
    applying: bool = False

    def __bool__(self) -> bool:
        return bool(self.own or self.unfinished or self.public or self.applying)


def is_alike(name: str, other: str) -> bool:
    """Whether two names are read alike."""
    return likeness(name) == likeness(other) or as_read(name) == as_read(other)


def alike_groups(name: str, *, but: int | None = None) -> list[Group]:
    """The groups and applications with a name like this one, save that of this number: the public ones
    first. Two queries."""
    rows = Group.objects.exclude(status=GroupStatus.DELETED).exclude(pk=but or 0)
    same = [pk for pk, other in rows.values_list("pk", "name") if is_alike(name, other)]
    found = Group.objects.filter(pk__in=same).order_by("name_kana", "pk")
    return sorted(found, key=lambda group: not group.is_public)


def what_is_alike(name: str, *, by: User, but_key: object = None) -> Alike:
    """What somebody who applies under this name is to be told. The application of `but_key` is the very
    one they are sending, arriving a second time."""
    groups = [each for each in alike_groups(name) if each.submission_key != but_key]
    places = Membership.objects.running().filter(user=by).values_list("group", flat=True)
    own = set(places) if groups else set()
    theirs = [each for each in groups if each.pk in own]
    return Alike(
        own=_first(each for each in theirs if each.status in APPLYING),
        unfinished=_first(each for each in theirs if each.status == GroupStatus.NOT_ACCEPTED),
        public=tuple(each for each in groups if each.is_public),
        applying=any(each.status in APPLYING and each not in theirs for each in groups),
    )


def _first(groups: Iterable[Group]) -> Group | None:
    return next(iter(groups), None)
