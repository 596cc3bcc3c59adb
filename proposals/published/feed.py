"""What is new among the calls."""

import datetime as dt
from typing import Any

from django.db.models import QuerySet

from kyodo_portal.publishing.feeds import ListFeed, clean, latest
from kyodo_portal.publishing.records import EVERYBODY
from proposals.models import Call
from proposals.published.filters import IN_PLACE, CallFilterSet


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
