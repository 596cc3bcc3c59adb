"""What is new in the public record: records that have come up, and what has happened to those there.

It is read afresh each time, as everybody may read it at that moment: what was hidden or taken back
meanwhile is not in it. Each app names in `news.py` of what it has news, and whom these concern: the
topics that people follow (a project, a group, a field, a place).
"""

import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from django.db.models import Model, QuerySet

from kyodo_portal.life.audit import AuditEntry
from kyodo_portal.life.flows import REGISTRY
from kyodo_portal.life.people import EVERYBODY
from kyodo_portal.life.recorded import Reader
from kyodo_portal.publishing.kinds import PublicKind, all_kinds
from kyodo_portal.words.languages import Words, later

MOST = 500
"""New records of one kind, and entries of the record, that are looked at once; more than that are no news
but a list taken in."""

FIRST = 40
"""New records of one kind that are looked at first; the rest only where all of these are new."""


BROAD = {"field"}
"""Kinds of topic so wide that only what comes up is news of them, and not every step of it."""


class Topic(NamedTuple):
    """What somebody may follow: its kind (project, group, field, place, call) and its number."""

    kind: str
    id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsOf:
    """One kind of record of which there is news.

    model      the kind of record.
    public     those of them that everybody may read now.
    topics     the topics that each of these records concerns, by its number; of many at once.
    slug       the kind of public record that they are; empty where they come up in no list.
    appeared   what is told of one that has come up.
    about      the record that is named in its news, where that is another (the project of a report).
    when       when it takes place, where that is what people have to know of it.
    series     of what it is one of several (a day of a series); None where it stands alone.
    """

    model: type[Model]
    public: Callable[[], QuerySet[Any]]
    topics: Callable[[Sequence[Any]], Mapping[int, Collection[Topic]]]
    slug: str = ""
    appeared: Words = ""
    about: Callable[[Any], str] = str
    when: Callable[[Any], str] | None = None
    series: Callable[[Any], int | None] = lambda _: None

    def item(self, at: dt.datetime, told: Words, record: Any, topics: frozenset[Topic]) -> "Item":
        """One piece of news of this record; when it takes place is said in the language of the reader."""
        when = later(self.when, record) if self.when else ""
        series = self.series(record)
        return Item(at, told, self.about(record), record, topics, when=when, series=series)


@dataclass(frozen=True, slots=True)
class Item:
    """One piece of news: when, what is told, of what, where to read it, and whom it concerns. `slug`
    and `pk` name a record that has come up in a list; `slug` is empty for what happened to one. `when` says
    when it takes place, if it does. Of a series (`series`) what is told alike is told once."""

    at: dt.datetime
    told: Words
    title: str
    record: Any
    topics: frozenset[Topic]
    slug: str = ""
    when: Words = ""
    series: int | None = None

    @property
    def pk(self) -> int:
        number: int = self.record.pk
        return number

    @property
    def url(self) -> str:
        """The address of its page, in the language of the page being made."""
        address: str = self.record.get_absolute_url()
        return address


A_MOMENT = dt.timedelta(minutes=1)
"""Longer than one act takes, shorter than what people do one after the other."""

NEWS: list[NewsOf] = []


def register(*news: NewsOf) -> None:
    """Add an app's kinds of news."""
    NEWS.extend(news)


def news_between(since: dt.datetime, until: dt.datetime) -> list[Item]:
    """What is new after `since` and up to `until`, the oldest first: the number of queries depends on
    the kinds alone. What happened to a record on the way to its page is told by its coming up."""
    found: list[Item] = []
    kinds = {kind.slug: kind for kind in all_kinds()}
    for news in NEWS:
        kind = kinds.get(news.slug)
        come = _come_up(news, kind, since, until) if kind and news.appeared else {}
        moved = _moved(news, since, until)
        records = {**{record.pk: record for record, _ in come.values()}, **moved.records}
        topics = news.topics(list(records.values())) if records else {}
        for pk, (record, at) in come.items():
            concerned = frozenset(topics.get(pk, ()))
            found.append(replace(news.item(at, news.appeared, record, concerned), slug=news.slug))
        for entry, happened in moved.entries:
            pk = entry.target_id
            if pk not in records:
                continue
            up = come[pk][1] if pk in come else _appeared_at(news, kind, records[pk], entry.at)
            if up is None or entry.at > up + A_MOMENT:
                concerned = frozenset(each for each in topics.get(pk, ()) if each.kind not in BROAD)
                found.append(news.item(entry.at, happened, records[pk], concerned))
    return sorted(found, key=lambda item: item.at)


def _appeared_at(
    news: NewsOf, kind: PublicKind[Any] | None, record: Any, before: dt.datetime
) -> dt.datetime | None:
    """When a record came up that was told already, where that was before this moment: the act that brought
    it there may have been written down just after what was told then."""
    if kind is None or kind.feed is None or not news.appeared:
        return None
    appeared = kind.feed(kind).appeared_at(record)
    return appeared if appeared is not None and appeared <= before else None


@dataclass(frozen=True, slots=True)
class _Moved:
    entries: list[tuple[AuditEntry, Words]]
    records: dict[int, Any]


def _come_up(
    news: NewsOf, kind: PublicKind[Any], since: dt.datetime, until: dt.datetime
) -> dict[int, tuple[Any, dt.datetime]]:
    """The records that came up in their list, each with when, by number."""
    if kind.feed is None:
        return {}
    feed = kind.feed(kind)
    newest = feed.newest(kind.within.records() if kind.within else news.public())
    dated: list[tuple[Any, dt.datetime | None]] = []
    for first, last in ((0, FIRST), (FIRST, MOST)):
        dated += [(record, feed.appeared_at(record)) for record in newest[first:last]]
        if len(dated) < last or (dated[-1][1] or since) <= since:
            break
    return {record.pk: (record, at) for record, at in dated if at and since < at <= until}


def _moved(news: NewsOf, since: dt.datetime, until: dt.datetime) -> _Moved:
    """What the course of such records tells everybody, and the records."""
    flow = REGISTRY.get(news.model._meta.label_lower)
    if flow is None:
        return _Moved([], {})
    kinds = {flow.action(kind.name): kind for kind in flow.recorded.values()}
    public = [
        action for action, kind in kinds.items() if kind.happened and kind.read_by == Reader.PUBLIC
    ]
    entries = AuditEntry.objects.filter(
        target_model=news.model._meta.label_lower, action__in=public, at__gt=since, at__lte=until
    ).order_by("-at", "-pk")[:MOST]
    told = [
        (entry, kinds[entry.action].happened)
        for entry in reversed(entries)
        if kinds[entry.action].told_if(entry)
    ]
    ids = {entry.target_id for entry, _ in told}
    records = {record.pk: record for record in news.public().filter(pk__in=ids)} if ids else {}
    return _Moved(told, records)


def narrowed_to(slug: str, query: Any, pks: Collection[int]) -> set[int]:
    """Which of these records of a list are found under these conditions, as everybody finds them."""
    kind = next((each for each in all_kinds() if each.slug == slug), None)
    if kind is None or kind.filters is None or not pks:
        return set()
    among = kind.listed_for(EVERYBODY).filter(pk__in=list(pks))
    return set(kind.narrowed(query, among).qs.values_list("pk", flat=True))
