"""What can be followed: each app names its own kind of record in `news.py`, a field is a number of the
city's profile, and a list under conditions is any that has filters and a feed."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Model, QuerySet
from django.http import QueryDict
from django.urls import reverse

from groups.models.follows import Follow, FollowKind
from kyodo_portal.cities.choices import field_name, fields_found
from kyodo_portal.life.people import Person
from kyodo_portal.lists.filters import NO_CONDITIONS
from kyodo_portal.publishing.kinds import PublicKind, all_kinds
from kyodo_portal.words.languages import Words, later


@dataclass(frozen=True, slots=True)
class Followable:
    """One kind of record that can be followed, and which of them somebody sees."""

    kind: FollowKind
    model: type[Model]
    seen_by: Callable[[Person], QuerySet[Any]]


FOLLOWABLE: dict[str, Followable] = {}


def register(*kinds: Followable) -> None:
    """Add what can be followed."""
    FOLLOWABLE.update({each.kind.value: each for each in kinds})


def kind_of(record: Any) -> str:
    """As what this record is followed. Raises `LookupError` for one that cannot be."""
    for each in FOLLOWABLE.values():
        if isinstance(record, each.model):
            return each.kind.value
    raise LookupError(f"{record!r} cannot be followed")


def found(person: Person, kind: str, number: int) -> Any:
    """The record this person may follow, or the name of the field; None where there is none."""
    if kind == FollowKind.FIELD:
        return field_name(number) if number in offered_fields() else None
    each = FOLLOWABLE.get(kind)
    return each.seen_by(person).filter(pk=number).first() if each else None


def offered_fields() -> dict[int, str]:
    """The fields of the city, by number, as the lists offer them."""
    return {int(number): str(name) for number, name in fields_found()}


def followed(person: Person, follows: Iterable[Follow]) -> list[tuple[Follow, Words, str]]:
    """Each of these with the name and the address of what is followed, both empty where this person
    does not see it any more; one query for each kind of record."""
    follows = list(follows)
    records: dict[str, dict[int, Any]] = {}
    for kind, each in FOLLOWABLE.items():
        ids = [follow.target_id for follow in follows if follow.kind == kind]
        records[kind] = each.seen_by(person).in_bulk(ids) if ids else {}
    return [(follow, *_named(follow, records)) for follow in follows]


def _named(follow: Follow, records: dict[str, dict[int, Any]]) -> tuple[Words, str]:
    if follow.kind == FollowKind.SEARCH:
        listed = list_of(follow.slug)
        page = f"{reverse(listed.list_page)}?{follow.query}" if listed else ""
        return follow.name, page
    if follow.kind == FollowKind.FIELD:
        page = f"{reverse('projects:list')}?field={follow.target_id}"
        return later(field_name, follow.target_id), page
    record = records[follow.kind].get(follow.target_id)
    return (str(record), record.get_absolute_url()) if record else ("", "")


def list_of(slug: str) -> PublicKind[Any] | None:
    """The list of this name whose conditions can be saved."""
    return next(
        (
            kind
            for kind in all_kinds()
            if kind.slug == slug and kind.filters and kind.feed and kind.list_page
        ),
        None,
    )


def conditions(query: QueryDict) -> str:
    """What narrows a list in an address, as it is kept: in one order, without what narrows nothing."""
    pairs = [
        (name, value)
        for name, values in sorted(query.lists())
        if name not in NO_CONDITIONS and not name.startswith("utm_")
        for value in sorted(set(values))
        if value.strip()
    ]
    return urlencode(pairs)
