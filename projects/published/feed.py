"""What is new among the projects, and what they tell on their way."""

import datetime as dt
from typing import Any

from django.db.models import QuerySet

from kyodo_portal.cities.choices import form_name, pattern_name
from kyodo_portal.publishing.feeds import ListFeed, clean, latest
from kyodo_portal.words.languages import Words
from projects.models import Project, Update


class ProjectFeed(ListFeed):
    """Projects as they are published."""

    def newest(self, found: QuerySet[Any]) -> QuerySet[Any]:
        return found.order_by("-published_at", "-pk")

    def told(self, item: Project) -> str:
        return item.summary or item.purpose

    def item_pubdate(self, item: Project) -> dt.datetime | None:
        return item.published_at

    def item_updateddate(self, item: Project) -> dt.datetime:
        return latest(item.published_at, item.updated_at, item.started_at, item.completed_at)

    def item_categories(self, item: Project) -> list[Words]:
        pattern = pattern_name(item.start_pattern)
        return [*([pattern] if pattern else []), form_name(item.main_form)]


class UpdateFeed(ListFeed):
    """What the projects tell on their way; the filters choose among the projects."""

    def newest(self, found: QuerySet[Any]) -> QuerySet[Any]:
        updates = self.of.records().select_related("project")
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
