"""What is new among the published reports."""

import datetime as dt
from typing import Any

from django.db.models import QuerySet

from evaluations.models import Evaluation
from evaluations.report.parts import what_came_of
from kyodo_portal.publishing.feeds import ListFeed, latest


class ReportFeed(ListFeed):
    """Reports as they are published."""

    def newest(self, found: QuerySet[Any]) -> QuerySet[Any]:
        return found.select_related("project", "reflection").order_by("-published_at", "-pk")

    def told(self, item: Evaluation) -> str:
        return what_came_of(item)

    def item_pubdate(self, item: Evaluation) -> dt.datetime | None:
        return item.published_at

    def item_updateddate(self, item: Evaluation) -> dt.datetime:
        return latest(item.published_at, item.updated_at)
