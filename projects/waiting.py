"""What waits for somebody in the projects they are a party to."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, Subquery, prefetch_related_objects
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from kyodo_portal.life.people import Account, Person, is_signed_in
from kyodo_portal.life.waiting import Task, by_urgency
from kyodo_portal.lists.whole import read_whole
from kyodo_portal.words.text import japanese_date
from projects.agreement.parties import signs_for
from projects.agreement.terms import Standing, standing_of
from projects.attending.waiting import events_waiting_for
from projects.models import (
    OPEN_STATUSES,
    Amendment,
    AskedParty,
    Project,
    ProjectStatus,
    Update,
)
from projects.rules import projects as rules

QUIET = timedelta(days=30)
"""After this long without a report, the sides are reminded to write one."""

ROWS = ("partners", "responsible_departments", "goals", "roles", "costs")


def waiting_for(user: Person) -> list[Task]:
    """The amendments that wait for the person's answer, and the next step in each open project for
    which they speak; and what waits for them in events."""
    if not is_signed_in(user):
        return []
    spoken_for = waiting_at(user, user.managed_group_ids, user.department_ids)
    return by_urgency([*spoken_for, *events_waiting_for(user)])


def waiting_at(
    user: Account, group_ids: Collection[int], department_ids: Collection[int]
) -> list[Task]:
    """The same, of the projects alone and of what they do for these groups and departments."""
    if not (group_ids or department_ids):
        return []
    groups = Project.objects.of_groups(list(group_ids)).values("pk")
    departments = Project.objects.of_departments(department_ids).values("pk")
    mine = Project.objects.filter(
        Q(pk__in=groups) | Q(pk__in=departments), status__in=OPEN_STATUSES
    )
    reports = Update.objects.shown().filter(project=OuterRef("pk")).order_by("-created_at")
    last_report = Subquery(reports.values("created_at")[:1])
    projects: list[Any] = read_whole(mine.annotate(last_report=last_report), *ROWS)
    prefetch_related_objects(projects, "agreements__signatures")
    answers = [_to_answer(amendment) for amendment in _unanswered_by(group_ids, department_ids)]
    steps = [task for project in projects for task in _tasks(user, project, project.last_report)]
    return by_urgency([*answers, *steps])


def _unanswered_by(group_ids: Collection[int], department_ids: Collection[int]) -> list[Amendment]:
    """The running amendments that wait for one of these parties."""
    asked = AskedParty.objects.filter(
        Q(group__in=group_ids) | Q(department__in=department_ids),
        amendment=OuterRef("pk"),
        signed_at=None,
    )
    return list(Amendment.objects.running().filter(Exists(asked)).select_related("project"))


def _to_answer(amendment: Amendment) -> Task:
    label = gettext("協定の変更案を確かめて、署名するか答える")
    named = gettext("{label}：{value}").format(label=label, value=amendment.project.title)
    return Task(label=named, url=amendment.get_absolute_url())


def _tasks(user: Account, project: Project, last_report: datetime | None) -> list[Task]:
    """At most one: the step without which nothing goes on comes first."""
    standing = standing_of(project)
    sign = _to_sign(user, project, standing) if project.requires_agreement else []
    if sign or project.status == ProjectStatus.PLANNING:
        return sign
    if project.status == ProjectStatus.AGREED:
        ready = not project.requires_agreement or standing.in_force
        return (
            [_task(project, gettext("事業を始める"), "detail", due=project.starts_on)]
            if ready
            else []
        )
    return _on_the_way(project, last_report)


def _to_sign(user: Account, project: Project, standing: Standing) -> list[Task]:
    if not rules.can_be_signed(project):
        if project.status != ProjectStatus.PLANNING and standing.agreement is not None:
            return []
        return [_task(project, gettext("協定の内容を一緒に書く"), "edit", due=project.starts_on)]
    if not any(party in standing.unsigned for party in signs_for(user, project)):
        return []
    again = (
        gettext("内容が変わったため、もう一度署名が必要です") if standing.next_version > 1 else ""
    )
    label = gettext("協定の内容を確かめて署名する")
    return [_task(project, label, "agreement", due=project.starts_on, note=again)]


def _on_the_way(project: Project, last_report: datetime | None) -> list[Task]:
    now = timezone.now()
    if project.ends_on is not None and project.ends_on < timezone.localdate(now):
        return [_task(project, gettext("結果を書いて事業を終える"), "results", due=project.ends_on)]
    last = last_report or project.started_at
    if last is None or now - last > QUIET:
        told = (
            gettext("前回の報告は{last_report}").format(last_report=japanese_date(last_report))
            if last_report
            else ""
        )
        return [_task(project, gettext("進み具合を報告する"), "update_create", note=told)]
    return []


def _task(project: Project, label: str, page: str, *, due: Any = None, note: str = "") -> Task:
    url = reverse(f"projects:{page}", args=[project.pk])
    named = gettext("{label}：{value}").format(label=label, value=project.title)
    return Task(label=named, url=url, due=due, note=note)
