"""Atom feeds: what is new in each list, with the filters of the list in the query string.

A feed shows what everybody may see, whoever asks for it, so that its address can be handed on.
"""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.contrib.syndication.views import Feed
from django.db.models import Max, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape

from evaluations.filters import EvaluationFilterSet
from evaluations.models import Evaluation
from groups.filters import GroupFilter
from groups.models import Group
from kyodo_portal.cities import city
from kyodo_portal.lists.filters import PortalFilterSet
from kyodo_portal.site.home import what_came_of
from kyodo_portal.templatetags.ui_sharing import handed_on
from kyodo_portal.web.linked_data import absolute
from projects.filters import ProjectFilterSet
from projects.models import Project, Update
from projects.types import CollaborationForm
from proposals.filters import CallFilterSet
from proposals.models import Call
from proposals.views.calls import IN_PLACE

NEWEST = 30
"""Entries of a feed; whoever wants all takes the open data."""

EVERYBODY = AnonymousUser()
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
    """What the feeds share. A feed names its list, its words, its records and its filters."""

    feed_type = DatedFeed
    list_name: str
    name: str
    filters: type[PortalFilterSet]

    def records(self) -> QuerySet[Any]:
        """The public records among which the filters choose."""
        raise NotImplementedError

    def newest(self, found: QuerySet[Any]) -> QuerySet[Any]:
        """The records found, the newest first."""
        raise NotImplementedError

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Asked:
        filters = self.filters(request.GET, queryset=self.records())
        return Asked(request.path, handed_on(request), filters)

    def title(self, asked: Asked) -> str:
        return f"{self.name} — 協働ポータル（{city().name}）"

    def subtitle(self, asked: Asked) -> str:
        narrowed = "条件に合うもののうち、" if asked.query else ""
        return clean(f"{narrowed}新しいものから{NEWEST}件までをお知らせします。{asked.unused}")

    def link(self, asked: Asked) -> str:
        return absolute(f"{reverse(self.list_name)}{asked.query}")

    def feed_url(self, asked: Asked) -> str:
        return absolute(f"{asked.path}{asked.query}")

    feed_guid = feed_url

    def changed_at(self) -> dt.datetime:
        """When a record of the list last changed, whatever the filters choose; before there is any,
        the beginning of all dates."""
        last: dt.datetime | None = self.records().aggregate(last=Max("updated_at"))["last"]
        return last or BEFORE_ALL

    def get_feed(self, obj: Asked, request: HttpRequest) -> Any:
        """A reader shows entries and seldom the line above them: what was left out of the conditions
        is an entry too, the first."""
        feed = super().get_feed(obj, request)
        if not feed.items:
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


class ProjectFeed(ListFeed):
    """Projects as they are published."""

    name, list_name, filters = "協働事業", "projects:list", ProjectFilterSet

    def records(self) -> QuerySet[Any]:
        return Project.objects.visible_to(EVERYBODY)

    def newest(self, found: QuerySet[Any]) -> QuerySet[Any]:
        return found.order_by("-published_at", "-pk")

    def told(self, item: Project) -> str:
        return item.summary or item.purpose

    def item_pubdate(self, item: Project) -> dt.datetime | None:
        return item.published_at

    def item_updateddate(self, item: Project) -> dt.datetime:
        return latest(item.published_at, item.updated_at, item.started_at, item.completed_at)

    def item_categories(self, item: Project) -> list[str]:
        return [item.pattern.label, CollaborationForm(item.main_form).label]


class GroupFeed(ListFeed):
    """Groups as they are registered."""

    name, list_name, filters = "団体", "groups:list", GroupFilter

    def records(self) -> QuerySet[Any]:
        return Group.objects.visible_to(EVERYBODY)

    def newest(self, found: QuerySet[Any]) -> QuerySet[Any]:
        return found.order_by("-registered_at", "-pk")

    def told(self, item: Group) -> str:
        return item.message or item.purpose

    def item_pubdate(self, item: Group) -> dt.datetime:
        return item.registered_at or item.created_at

    def item_updateddate(self, item: Group) -> dt.datetime:
        return latest(item.registered_at, item.updated_at)

    def item_categories(self, item: Group) -> list[str]:
        return [item.get_kind_display()]


class CallFeed(ListFeed):
    """Calls; an entry is renewed when its call opens, closes and is decided."""

    name, list_name, filters = "募集", "calls:list", CallFilterSet

    def records(self) -> QuerySet[Any]:
        calls = Call.objects.visible_to(EVERYBODY).with_current_status()
        return calls.annotate(place=IN_PLACE)

    def newest(self, found: QuerySet[Any]) -> QuerySet[Any]:
        return found.order_by("-opens_at", "-pk")

    def item_title(self, item: Call) -> str:
        return clean(f"{item.title}（{item.status_label}）")

    def item_updateddate(self, item: Call) -> dt.datetime:
        return latest(item.updated_at, item.opens_at, item.closes_at, item.decided_at)

    def item_categories(self, item: Call) -> list[str]:
        return [item.get_kind_display()]


class ReportFeed(ListFeed):
    """Reports as they are published."""

    name, list_name, filters = "評価と報告", "evaluations:list", EvaluationFilterSet

    def records(self) -> QuerySet[Any]:
        reports = Evaluation.objects.visible_to(EVERYBODY).published()
        return reports.select_related("project", "reflection")

    def newest(self, found: QuerySet[Any]) -> QuerySet[Any]:
        return found.order_by("-published_at", "-pk")

    def told(self, item: Evaluation) -> str:
        return what_came_of(item)

    def item_pubdate(self, item: Evaluation) -> dt.datetime | None:
        return item.published_at

    def item_updateddate(self, item: Evaluation) -> dt.datetime:
        return latest(item.published_at, item.updated_at)


class UpdateFeed(ListFeed):
    """What the projects tell on their way; the filters choose among the projects."""

    name, list_name, filters = "活動の報告", "projects:list", ProjectFilterSet

    def link(self, asked: Asked) -> str:
        """The reports' own page knows no filters; narrowed, the feed belongs to the chosen projects."""
        return super().link(asked) if asked.query else absolute(reverse("projects:updates"))

    def records(self) -> QuerySet[Any]:
        return Project.objects.visible_to(EVERYBODY)

    def newest(self, found: QuerySet[Any]) -> QuerySet[Any]:
        updates = Update.objects.visible_to(EVERYBODY).select_related("project")
        chosen = updates.filter(project__in=found.order_by().values("pk"))
        return chosen.order_by("-created_at", "-pk")

    def item_title(self, item: Update) -> str:
        return clean(f"{item.project.title}：{item.title}")

    def told(self, item: Update) -> str:
        return item.body

    def item_author_name(self, item: Update) -> str:
        return clean(item.side_label)

    def item_pubdate(self, item: Update) -> dt.datetime:
        return item.created_at

    def item_updateddate(self, item: Update) -> dt.datetime:
        return item.updated_at
