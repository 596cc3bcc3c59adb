"""What the site's own pages read: the newest of each kind for the home page, and what is a
person's own for my page. Each function takes a constant number of queries.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext

from evaluations.models import Evaluation
from evaluations.report import what_came_of
from evaluations.waiting import waiting_for as waiting_in_evaluations
from groups.models import Group, MembershipRole
from groups.waiting import waiting_for as waiting_in_groups
from kyodo_portal.life.waiting import Task, by_urgency
from kyodo_portal.words.languages import ENGLISH, current
from kyodo_portal.words.text import fiscal_year, fiscal_year_label
from projects.models import Project, ProjectStatus, Update, UpdatePhoto
from projects.waiting import waiting_for as waiting_in_projects
from proposals.models import Call, Consultation, Proposal
from proposals.rules import WRITABLE_STATUSES
from proposals.waiting import waiting_for as waiting_in_proposals

NEWEST = 3
"""How many of each kind the home page shows."""

MINE = 20
"""How many of each kind my page shows; the lists behind its links show the rest."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One live figure of the home page and the list it counts."""

    label: str
    number: int
    unit: str
    url: str


@dataclass(frozen=True, slots=True)
class News:
    """A report on the way, and the photo shown with it, if any."""

    update: Update
    photo: UpdatePhoto | None


@dataclass(frozen=True, slots=True)
class Report:
    """A published evaluation and one sentence of what came of it."""

    evaluation: Evaluation
    sentence: str


def open_calls(user: Any) -> list[Call]:
    """Calls that take proposals or are announced, the nearest closing first."""
    return list(Call.objects.visible_to(user).taking_drafts().order_by("closes_at", "pk")[:NEWEST])


def projects_to_join(user: Any) -> list[Project]:
    """Public projects that go on and say how to take part."""
    joinable = Project.objects.visible_to(user).published().joinable()
    return list(joinable.order_by("-published_at", "-pk")[:NEWEST])


def groups_to_join(user: Any) -> list[Group]:
    """Registered groups that look for people."""
    looking = Group.objects.visible_to(user).registered().filter(is_recruiting=True)
    return list(looking.order_by("-updated_at", "-pk")[:NEWEST])


def newest_updates(user: Any) -> list[News]:
    """The latest reports on the way, of public projects; with the newest that has photos, its
    first one, read in the same query."""
    public = Update.objects.visible_to(user).published()
    photos = UpdatePhoto.objects.filter(update=OuterRef("pk")).order_by("pk")
    first = photos.values(
        parts=JSONObject(pk="pk", caption="caption", width="width", height="height")
    )
    news = public.with_side_names().select_related("project")
    news = news.annotate(photo_parts=Subquery(first[:1]))
    newest: list[Any] = list(news[:NEWEST])
    pictured: Any = next((update for update in newest if update.photo_parts), None)
    return [
        News(
            update,
            UpdatePhoto(update=update, **update.photo_parts) if update is pictured else None,
        )
        for update in newest
    ]


def newly_started(user: Any) -> list[Project]:
    """Public projects whose work has begun and goes on, the latest first."""
    started = Project.objects.visible_to(user).published()
    started = started.filter(status=ProjectStatus.ACTIVE, started_at__isnull=False)
    return list(started.order_by("-started_at", "-pk")[:NEWEST])


def newest_reports(user: Any) -> list[Report]:
    """The latest published reports."""
    published = Evaluation.objects.visible_to(user).published()
    newest = published.select_related("project", "reflection").order_by("-published_at", "-pk")
    return [Report(evaluation, what_came_of(evaluation)) for evaluation in newest[:NEWEST]]


def _counter(word: str) -> str:
    """The word behind a number, which English does without."""
    return "" if current() == ENGLISH else word


def figures(user: Any) -> list[Figure]:
    """The city's own public projects of this 年度, registered groups, published reports: counted in one query."""
    year = fiscal_year(timezone.localdate())
    this_year = Project.objects.visible_to(user).published()
    this_year = this_year.filter(fiscal_year__lte=year, fiscal_year_end__gte=year).of_this_city()
    groups = Group.objects.visible_to(user).public()
    reports = Evaluation.objects.visible_to(user).published()
    counted = _counted("projects", this_year).union(
        _counted("groups", groups), _counted("reports", reports), all=True
    )
    numbers = dict(counted)
    return [
        Figure(
            gettext("{fiscal_year_label}の協働事業").format(
                fiscal_year_label=fiscal_year_label(year)
            ),
            numbers["projects"],
            _counter(gettext("件")),
            f"{reverse('projects:list')}?year={year}&place=own",
        ),
        Figure(
            gettext("登録団体"),
            numbers["groups"],
            _counter(pgettext("数", "団体")),
            reverse("groups:list"),
        ),
        Figure(
            gettext("公表した評価と報告"),
            numbers["reports"],
            _counter(gettext("件")),
            reverse("evaluations:list"),
        ),
    ]


def _counted(what: str, rows: QuerySet[Any]) -> QuerySet[Any, Any]:
    """One row (what, how many), so that several counts can be joined into one query."""
    kinds = rows.order_by().annotate(what=Value(what)).values("what")
    return kinds.annotate(number=Count("pk")).values_list("what", "number")


# ---- my page ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Place:
    """A group somebody belongs to, and as what."""

    group: Group
    role_label: str


def waiting_for(user: Any) -> list[Task]:
    """Everything in the portal that waits for this person, the most urgent first."""
    return by_urgency(
        [
            *waiting_in_groups(user),
            *waiting_in_projects(user),
            *waiting_in_proposals(user),
            *waiting_in_evaluations(user),
        ]
    )


def my_groups(user: Any) -> list[Place]:
    """The groups somebody belongs to, with their role in each."""
    groups = Group.objects.visible_to(user).filter(pk__in=list(user.role_by_group))
    return [
        Place(group, str(MembershipRole(user.role_by_group[group.pk]).label)) for group in groups
    ]


def my_proposals(user: Any) -> tuple[list[Proposal], list[Proposal]]:
    """What somebody or their groups propose: what they can still write, and what is on its way."""
    mine = Proposal.objects.visible_to(user).written_by(user).select_related("call", "group")
    newest = list(mine[:MINE])
    return (
        [proposal for proposal in newest if proposal.status in WRITABLE_STATUSES],
        [proposal for proposal in newest if proposal.status not in WRITABLE_STATUSES],
    )


def my_consultations(user: Any) -> list[Consultation]:
    """What somebody asked the desk, and what was asked for one of their groups."""
    visible = Consultation.objects.visible_to(user)
    asked = visible.filter(created_by=user) | visible.filter(group__in=list(user.role_by_group))
    return list(asked[:MINE])


def my_projects(user: Any) -> list[Project]:
    """The projects of somebody's groups and departments, those that are over last."""
    if not (user.role_by_group or user.department_ids):
        return []
    visible = Project.objects.visible_to(user)
    of_mine = visible.of_groups(list(user.role_by_group)) | visible.of_departments(
        user.department_ids
    )
    over = When(status__in=[ProjectStatus.EVALUATED, ProjectStatus.CANCELLED], then=1)
    return list(of_mine.order_by(Case(over, default=0), "-fiscal_year", "-pk")[:MINE])
