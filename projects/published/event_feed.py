"""What is newly announced among the days to come."""

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from kyodo_portal.publishing.feeds import ListFeed, clean, latest
from kyodo_portal.words.calendar import day_label, span_label
from projects.models import Event


class EventFeed(ListFeed):
    """Days as they are announced."""

    def newest(self, found: QuerySet[Any]) -> QuerySet[Any]:
        return found.order_by("-published_at", "-pk")

    def item_title(self, item: Event) -> str:
        return clean(f"{day_label(timezone.localdate(item.starts_at))} {item.title}")

    def told(self, item: Event) -> str:
        hours = span_label(item.starts_at, item.ends_at)
        return "　".join(filter(None, (hours, item.where, item.text)))

    def item_pubdate(self, item: Event) -> dt.datetime | None:
        return item.published_at

    def item_updateddate(self, item: Event) -> dt.datetime:
        return latest(item.published_at, item.updated_at, item.cancelled_at)

    def item_categories(self, item: Event) -> list[str]:
        return [item.kind_name]
