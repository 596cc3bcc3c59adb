"""Who is told what: the news of the public record, sorted by what people follow."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable
from dataclasses import dataclass, field, replace

from django.http import QueryDict
from django.utils.translation import ngettext

from groups.models import Follow, FollowKind, NoticeKind
from groups.notices import personal
from groups.notices.followable import followed
from kyodo_portal.life.people import EVERYBODY
from kyodo_portal.publishing.news import Item, narrowed_to, news_between
from kyodo_portal.words.languages import Words, later

FROM_NARROW_TO_WIDE = (
    *(FollowKind.PROJECT, FollowKind.PLACE, FollowKind.CALL, FollowKind.GROUP),
    *(FollowKind.SEARCH, FollowKind.FIELD),
)
"""A thing that concerns several of what somebody follows is told once, where it says most."""


@dataclass(frozen=True, slots=True)
class Part:
    """What is told together: of one thing that is followed (`kind` and its name), or of one kind of
    personal notice, whose name is empty."""

    kind: Words
    name: Words
    items: list[Item]


@dataclass(slots=True)
class News:
    """The news of a stretch of time, read once for however many people."""

    since: dt.datetime
    until: dt.datetime
    items: list[Item] = field(init=False)
    _found: dict[tuple[str, str], set[int]] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        self.items = news_between(self.since, self.until)

    def of(self, follow: Follow) -> list[Item]:
        """What is news of one thing that is followed."""
        if follow.kind == FollowKind.SEARCH:
            return self._hits(follow.slug, follow.query)
        return [item for item in self.items if follow.topic in item.topics]

    def _hits(self, slug: str, query: str) -> list[Item]:
        come_up = [item for item in self.items if item.slug == slug]
        if (slug, query) not in self._found and come_up:
            pks = {item.pk for item in come_up}
            self._found[slug, query] = narrowed_to(slug, QueryDict(query), pks)
        return [item for item in come_up if item.pk in self._found[slug, query]]


def sorted_for(
    follows: Iterable[Follow], names: dict[int, Words], news: News, *, since: dt.datetime
) -> list[Part]:
    """What somebody who follows these is told since then, each thing once: of several steps that are
    told alike the last."""
    told: set[tuple[str, int, str]] = set()
    parts = []
    for follow in sorted(
        follows, key=lambda each: FROM_NARROW_TO_WIDE.index(FollowKind(each.kind))
    ):
        fresh = []
        for item in reversed(news.of(follow)):
            key = (item.record._meta.label_lower, item.pk, str(item.told))
            if item.at > since and key not in told:
                told.add(key)
                fresh.append(item)
        if fresh and names.get(follow.pk):
            kind = FollowKind(follow.kind).label
            parts.append(Part(kind, names[follow.pk], once_a_series(reversed(fresh))))
    return parts


def once_a_series(items: Iterable[Item]) -> list[Item]:
    """Of the days of a series that are told alike the first, and how many more there are."""
    together: dict[Hashable, list[Item]] = {}
    for item in items:
        told = item.record._meta.label_lower, item.series, str(item.told)
        together.setdefault(id(item) if item.series is None else told, []).append(item)
    return [_first_of(alike) for alike in together.values()]


def _first_of(alike: list[Item]) -> Item:
    """They come up in one moment; they were made day by day."""
    first, more = min(alike, key=lambda item: item.pk), len(alike) - 1
    return replace(first, when=later(_and_more, first.when, more)) if more else first


def _and_more(when: Words, more: int) -> str:
    told = ngettext("{when}　ほか{n}日", "{when}　ほか{n}日", more)
    return told.format(when=when, n=more)


def follows_of(user_ids: Collection[int]) -> dict[int, list[Follow]]:
    """What each of these follows, in one query."""
    found: dict[int, list[Follow]] = defaultdict(list)
    for follow in Follow.objects.filter(user__in=user_ids).order_by("pk"):
        found[follow.user_id].append(follow)
    return found


def names_of(follows: Iterable[Follow]) -> dict[int, Words]:
    """What each is called that everybody may see, by the number of the follow; one query for each kind
    of record. What is hidden has no name, and is not told of."""
    return {follow.pk: name for follow, name, _ in followed(EVERYBODY, follows)}


def personal_parts(
    kind: str, user_ids: Collection[int], since: dt.datetime, until: dt.datetime
) -> dict[int, list[Part]]:
    """What is told to each of these of their own, of one kind."""
    found: dict[int, list[Part]] = defaultdict(list)
    for source in personal.SOURCES.get(kind, ()) if user_ids else ():
        for user_id, items in source(user_ids, since, until).items():
            if items := list(items):
                found[user_id].append(Part(NoticeKind(kind).label, "", items))
    return found
