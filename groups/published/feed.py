"""What is new among the groups."""

import datetime as dt
from typing import Any

from django.db.models import QuerySet

from groups.models import Group
from kyodo_portal.publishing.feeds import ListFeed, latest


class GroupFeed(ListFeed):
    """Groups as they are registered."""

    def newest(self, found: QuerySet[Any]) -> QuerySet[Any]:
        return found.order_by("-registered_at", "-pk")

    def told(self, item: Group) -> str:
        return item.lead

    def item_pubdate(self, item: Group) -> dt.datetime:
        return item.registered_at or item.created_at

    def item_updateddate(self, item: Group) -> dt.datetime:
        return latest(item.registered_at, item.updated_at)

    def item_categories(self, item: Group) -> list[str]:
        return [item.get_kind_display()]
