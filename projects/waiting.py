"""What waits for somebody in the projects they are a party to."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Case, Exists, OuterRef, Q, Subquery, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from kyodo_portal.life.people import Account, Person, is_signed_in
from kyodo_portal.life.waiting import Task, by_urgency
from kyodo_portal.lists.whole import put_in_place, read_whole
from kyodo_portal.words.text import japanese_date
from projects.agreement.parties import waits_for
from projects.agreement.terms import Standing, standing_of
from projects.attending.waiting import events_waiting_for, places_of
from projects.models import (
    OPEN_STATUSES,
    Agreement,
    Amendment,
    AskedParty,
    Participation,
    Project,
    ProjectStatus,
    ProjectStep,
    Update,
)
from projects.models.amendments import AmendmentQuerySet
from projects.road import rules as can
from projects.road.shown import road_of
from projects.rules import projects as rules

QUIET = timedelta(days=30)
"""After this long without a report, the sides are reminded to write one."""

ROWS = ("partners", "responsible_departments", "goals", "roles", "costs", "steps")


def waiting_for(user: Person) -> list[Task]:
    """The amendments that wait for the person's answer, and the next step in each open project for
    which they speak; and what waits for them in events."""
    return waiting_with(user, places_of(user)) if is_signed_in(user) else []


def waiting_with(user: Account, places: Iterable[Participation]) -> list[Task]:
    """The same, where their places in events (`places_of`) are known."""
    spoken_for = waiting_at(user, user.managed_group_ids, user.department_ids)
    return by_urgency([*spoken_for, *events_waiting_for(user, places)])


def waiting_at(
    user: Account, group_ids: Collection[int], department_ids: Collection[int]
) -> list[Task]:
    """The same, of the projects alone and of what they do for these groups and departments."""
    if not (group_ids or department_ids):
        return []
    groups = Project.objects.of_groups(list(group_ids)).values("pk")
    departments = Project.objects.of_departments(department_ids).values("pk")
    asked = _unanswered_by(group_ids, department_ids)
    goes_on = Q(Q(pk__in=groups) | Q(pk__in=departments), status__in=OPEN_STATUSES)
    waiting = ProjectStep.objects.up().by_hand().filter(project=OuterRef("pk"))
    to_do = Q(Q(pk__in=groups) | Q(pk__in=departments)) & Q(Exists(waiting))
    reports = Update.objects.shown().filter(project=OuterRef("pk")).order_by("-created_at")
    found = Project.objects.filter(goes_on | to_do | Q(pk__in=asked.values("project"))).annotate(
        last_report=Subquery(reports.values("created_at")[:1]),
        goes_on=Case(When(goes_on, then=True), default=False),
        asked_for=Subquery(asked.filter(project=OuterRef("pk")).values("number")[:1]),
    )
    projects: list[Any] = read_whole(found, *ROWS)
    open_ones = [project for project in projects if project.goes_on]
    _read_agreements(open_ones)
    answers = [_to_answer(project) for project in projects if project.asked_for is not None]
    steps = [task for project in open_ones for task in _tasks(user, project, project.last_report)]
    by_form = [task for project in projects for task in _steps(user, project)]
    return by_urgency([*answers, *steps, *by_form])


def _steps(user: Account, project: Project) -> list[Task]:
    """The steps of the project's forms that are this person's to do now."""
    return [
        Task(
            label=gettext("手順を進める：{label}（{title}）").format(
                label=line.step.label, title=project.title
            ),
            url=line.step.get_absolute_url(),
            due=line.step.due_on,
            note=line.step.reason,
        )
        for line in road_of(project, user).now
        if can.may_finish(user, line.step)
    ]


def _read_agreements(projects: list[Project]) -> None:
    """The agreements of these projects with their signatures, in one query."""
    agreements = Agreement.objects.filter(project__in=[project.pk for project in projects])
    put_in_place(projects, "agreements", read_whole(agreements, "signatures") if projects else [])


def _unanswered_by(
    group_ids: Collection[int], department_ids: Collection[int]
) -> AmendmentQuerySet:
    """The running amendments that wait for one of these parties."""
    asked = AskedParty.objects.filter(
        Q(group__in=group_ids) | Q(department__in=department_ids),
        amendment=OuterRef("pk"),
        signed_at=None,
    )
    return Amendment.objects.running().filter(Exists(asked))


def _to_answer(project: Any) -> Task:
    amendment = Amendment(project=project, number=project.asked_for)
    label = gettext("協定の変更案を確かめて、署名するか答える")
    named = gettext("{label}：{value}").format(label=label, value=project.title)
    return Task(label=named, url=amendment.get_absolute_url())


def _tasks(user: Account, project: Project, last_report: datetime | None) -> list[Task]:
    """At most one: the step without which nothing goes on comes first."""
    standing = standing_of(project)
    sign = _to_sign(user, project, standing) if project.requires_agreement else []
    if sign or project.status == ProjectStatus.PLANNING:
        return sign
    if project.status == ProjectStatus.AGREED:
        agreed = not project.requires_agreement or standing.in_force
        ready = agreed and rules.can_start_by_form(project)
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
    if not waits_for(user, project, standing):
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
