"""Atom feeds: what is new in each list, with the filters of the list in the query string.

A feed shows what everybody may see, whoever asks for it, so that its address can be handed on.
"""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any

from django.contrib.syndication.views import Feed
from django.db.models import Max, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape

from kyodo_portal.cities import city
from kyodo_portal.lists.filters import PortalFilterSet
from kyodo_portal.publishing.records import PublicRecords
from kyodo_portal.templatetags.ui_sharing import handed_on
from kyodo_portal.web.linked_data import absolute

NEWEST = 30
"""Entries of a feed; whoever wants all takes the open data."""

BEFORE_ALL = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Asked:
    """One request for a feed: its address, its query, and the filters the query came to."""

    path: str
    query: str
    filters: PortalFilterSet

    @property
    def unused(self) -> str:
        """A sentence for each filter that could not be used."""
        return "".join(map(str, self.filters.unusable_conditions))


class DatedFeed(Atom1Feed):
    """A feed whose own date is that of its newest entry, and where no entry has one, `changed_at`:
    Django would take the present moment, and a reader would be told of news at each look."""

    changed_at = BEFORE_ALL

    def latest_post_date(self) -> dt.datetime:
        dated = [
            moment
            for entry in self.items
            for moment in (entry["pubdate"], entry["updateddate"])
            if moment is not None
        ]
        return max(dated, default=self.changed_at)


class ListFeed(Feed):
    """The view of the feed of one kind of public record: what the feeds share. `among` are the
    records among which the filters choose."""

    feed_type = DatedFeed

    def __init__(self, of: PublicRecords[Any]) -> None:
        self.of, self.among = of, of.within or of

    def newest(self, found: QuerySet[Any]) -> QuerySet[Any]:
        """The records found, the newest first."""
        raise NotImplementedError

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Asked:
        return Asked(request.path, handed_on(request), self.among.narrowed(request.GET))

    def appeared_at(self, item: Any) -> dt.datetime | None:
        """When the record came up in the list, which is what `newest` sorts by."""
        moment: dt.datetime | None = self.item_pubdate(item)
        return moment

    def title(self, asked: Asked) -> str:
        return f"{self.of.name} — 協働ポータル（{city().name}）"

    def subtitle(self, asked: Asked) -> str:
        narrowed = "条件に合うもののうち、" if asked.query else ""
        return clean(f"{narrowed}新しいものから{NEWEST}件までをお知らせします。{asked.unused}")

    def link(self, asked: Asked) -> str:
        """The list under the same filters. A page that knows none stands for what is told when
        nothing is asked."""
        page = self.among.list_page if asked.query else self.of.list_page
        return absolute(f"{reverse(page)}{asked.query}")

    def feed_url(self, asked: Asked) -> str:
        return absolute(f"{asked.path}{asked.query}")

    feed_guid = feed_url

    def changed_at(self) -> dt.datetime:
        """When a record of the list last changed, whatever the filters choose; before there is any,
        the beginning of all dates."""
        last: dt.datetime | None = self.among.records().aggregate(last=Max("updated_at"))["last"]
        return last or BEFORE_ALL

    def get_feed(self, obj: Asked, request: HttpRequest) -> Any:
        """A reader shows entries and seldom the line above them: what was left out of the conditions
        is an entry too, the first."""
        feed = super().get_feed(obj, request)
        if isinstance(feed, DatedFeed) and not feed.items:
            feed.changed_at = self.changed_at()
        if obj.unused:
            feed.add_item(
                title="使えなかった条件があります",
                link=self.link(obj),
                description=clean(obj.unused),
                unique_id=f"{self.feed_url(obj)}#unused",
                pubdate=feed.latest_post_date(),
                updateddate=feed.latest_post_date(),
            )
            feed.items.insert(0, feed.items.pop())
        return feed

    def author_name(self, asked: Asked) -> str:
        return f"{city().name} {city().desk.name}"

    def items(self, asked: Asked) -> list[Any]:
        return list(self.newest(asked.filters.qs)[:NEWEST])

    def item_title(self, item: Any) -> str:
        return clean(str(item))

    def item_link(self, item: Any) -> str:
        return absolute(item.get_absolute_url())

    def item_description(self, item: Any) -> str:
        return escape(clean(self.told(item)))

    def told(self, item: Any) -> str:
        """What the entry says, as plain text."""
        return str(item.summary)


def clean(text: str) -> str:
    """The text without the characters that no XML file may hold."""
    return _NOT_IN_XML.sub("", text)


def latest(*moments: dt.datetime | None) -> dt.datetime:
    """The latest of the moments that have come."""
    now = timezone.now()
    return max(moment for moment in moments if moment is not None and moment <= now)
