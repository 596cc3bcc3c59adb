"""What is told to one person alone: whoever has such things names where they are found."""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping

from groups.models import Frequency, NoticeKind, NoticePreference, User
from groups.models.follows import USUAL
from kyodo_portal.publishing.news import Item

Source = Callable[[Collection[int], dt.datetime, dt.datetime], Mapping[int, Iterable[Item]]]
"""Takes accounts by number and a stretch of time (after, up to), and gives what each may be told of it now."""

SOURCES: dict[str, list[Source]] = {}

BY_LETTER = {NoticeKind.MESSAGES.value}
"""Kinds of which a letter of its own is written as each comes, to those who want it at once."""


def register(kind: NoticeKind, source: Source) -> None:
    """Add where things of this kind are found."""
    SOURCES.setdefault(kind.value, []).append(source)


def wanting_at_once(people: Iterable[User], kind: NoticeKind) -> list[User]:
    """Those of these people who want to be told of each thing of this kind as it comes: whoever writes
    such a letter asks here first. The others find it in their digest, or on my page alone."""
    people = list(people)
    chosen = dict(
        NoticePreference.objects.filter(user__in=people, kind=kind).values_list(
            "user_id", "frequency"
        )
    )
    return [person for person in people if chosen.get(person.pk, USUAL[kind]) == Frequency.AT_ONCE]
