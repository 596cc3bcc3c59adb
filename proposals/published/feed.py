"""What is new among the calls."""

import datetime as dt
from typing import Any

from django.db.models import QuerySet

from kyodo_portal.publishing.feeds import ListFeed, clean, latest
from proposals.models import Call


class CallFeed(ListFeed):
    """Calls; an entry is renewed when its call opens, closes and is decided."""

    def newest(self, found: QuerySet[Any]) -> QuerySet[Any]:
        return found.order_by("-opens_at", "-pk")

    def appeared_at(self, item: Call) -> dt.datetime | None:
        return item.opens_at

    def item_title(self, item: Call) -> str:
        return clean(f"{item.title}（{item.status_label}）")

    def item_updateddate(self, item: Call) -> dt.datetime:
        return latest(item.updated_at, item.opens_at, item.closes_at, item.decided_at)

    def item_categories(self, item: Call) -> list[str]:
        return [item.get_kind_display()]
