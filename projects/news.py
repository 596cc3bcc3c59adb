"""What is told of projects to those who follow them, their groups or their fields."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from groups.models import FollowKind
from groups.notices import followable
from groups.notices.followable import Followable
from kyodo_portal.publishing.news import NewsOf, Topic, register
from projects.models import Event, HelpWanted, Partner, Project, Update
from projects.models.help_wanted import HelpField
from projects.models.kinds import ProjectField


def own_projects() -> QuerySet[Project]:
    """What everybody may read of this city's projects."""
    return Project.objects.published().of_this_city()


def topics_of_projects(projects: Sequence[Project]) -> Mapping[int, Collection[Topic]]:
    """A project concerns those who follow it, a partner of it, or one of its fields."""
    found = topics_by_id([project.pk for project in projects])
    fields = ProjectField.objects.filter(project__in=found).values_list("project_id", "number")
    for pk, number in fields:
        found[pk].add(Topic(FollowKind.FIELD, number))
    return found


def topics_by_id(project_ids: Collection[int]) -> dict[int, set[Topic]]:
    """Of each of these projects, itself and its partner groups."""
    found = {pk: {Topic(FollowKind.PROJECT, pk)} for pk in project_ids}
    partners = Partner.objects.filter(project__in=found, group__isnull=False)
    for pk, group_id in partners.values_list("project_id", "group_id"):
        found[pk].add(Topic(FollowKind.GROUP, group_id))
    return found


def topics_of_updates(updates: Sequence[Update]) -> Mapping[int, Collection[Topic]]:
    """What a project tells concerns those who follow it or a partner of it."""
    by_project = topics_by_id({update.project_id for update in updates})
    return {update.pk: by_project[update.project_id] for update in updates}


def topics_of_events(events: Sequence[Event]) -> Mapping[int, Collection[Topic]]:
    """A day concerns those who follow its project, a partner of it, its group or its place."""
    found = _topics_by_owner(events)
    for event in events:
        if event.place_id is not None:
            found[event.pk].add(Topic(FollowKind.PLACE, event.place_id))
    return found


def topics_of_help(wanted: Sequence[HelpWanted]) -> Mapping[int, Collection[Topic]]:
    """Help that is wanted concerns those who follow its project, a partner of it, its group or field."""
    found = _topics_by_owner(wanted)
    fields = HelpField.objects.filter(help_wanted__in=found)
    for pk, number in fields.values_list("help_wanted_id", "number"):
        found[pk].add(Topic(FollowKind.FIELD, number))
    return found


def _topics_by_owner(records: Sequence[Event] | Sequence[HelpWanted]) -> dict[int, set[Topic]]:
    by_project = topics_by_id({each.project_id for each in records if each.project_id is not None})
    return {
        each.pk: {
            *by_project.get(each.project_id or 0, ()),
            *([Topic(FollowKind.GROUP, each.group_id)] if each.group_id is not None else ()),
        }
        for each in records
    }


def _update_named(update: Any) -> str:
    return f"{update.project.title}：{update.title}"


register(
    NewsOf(
        model=Project,
        public=own_projects,
        topics=topics_of_projects,
        slug="projects",
        appeared=_("事業のページが公開されました"),
    ),
    NewsOf(
        model=Update,
        public=lambda: Update.objects.published().select_related("project"),
        topics=topics_of_updates,
        slug="updates",
        appeared=_("活動の報告が載りました"),
        about=_update_named,
    ),
    NewsOf(
        model=Event,
        public=Event.objects.public,
        topics=topics_of_events,
        slug="events",
        appeared=_("催しのお知らせが載りました"),
        when=lambda event: event.when_words,
        series=lambda event: event.series_id,
    ),
    NewsOf(
        model=HelpWanted,
        public=HelpWanted.objects.public,
        topics=topics_of_help,
        slug="help-wanted",
        appeared=_("手伝いの募集が始まりました"),
    ),
)

followable.register(Followable(FollowKind.PROJECT, Project, Project.objects.visible_to))
