"""The home page: the newest of each kind. Each function takes a constant number of queries."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db.models import Count, QuerySet, Value
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext
from django.views.decorators.http import require_safe

from evaluations.models import Evaluation
from evaluations.published.kinds import REPORTS
from evaluations.report.parts import what_came_of
from groups.models import Group
from kyodo_portal.cities import city
from kyodo_portal.life.people import Person
from kyodo_portal.site.guideline import on_home
from kyodo_portal.site.this_week import asks, this_week
from kyodo_portal.words.languages import ENGLISH, current
from kyodo_portal.words.text import fiscal_year, fiscal_year_label
from projects.models import HelpWanted, Project, ProjectStatus, Update
from projects.published.kinds import UPDATES
from projects.register.help_lines import HelpLine
from projects.register.help_lines import lines_of as help_lines
from projects.register.lines import lines_by_pk
from proposals.models import Call, OpinionRound
from proposals.models.call_periods import NEXT_TO_CLOSE

NEWEST = 3
"""How many of each kind the home page shows."""


@dataclass(frozen=True, slots=True)
class HomeFigure:
    """One live figure of the home page and the list it counts."""

    label: str
    number: int
    unit: str
    url: str


@dataclass(frozen=True, slots=True)
class LatestReport:
    """A published evaluation and one sentence of what came of it."""

    evaluation: Evaluation
    sentence: str


def open_calls(user: Person) -> list[Call]:
    """Calls that take proposals or are announced, the nearest closing first."""
    return list(
        Call.objects.visible_to(user).taking_drafts().order_by(NEXT_TO_CLOSE, "pk")[:NEWEST]
    )


def open_rounds() -> list[OpinionRound]:
    """Drafts of the city on which opinions are taken now, the nearest closing first: the same for everybody."""
    return list(OpinionRound.objects.open().order_by("closes_at", "pk")[:NEWEST])


def help_wanted() -> list[HelpLine]:
    """What is needed now, the newest first: the same for everybody."""
    asked = HelpWanted.objects.public().taking().with_owner()
    return help_lines(asked.order_by("-created_at", "-pk")[:NEWEST])


def newest_updates(user: Person) -> list[Update]:
    """The latest reports on the way, of public projects."""
    return list(UPDATES.listed_for(user).with_side_names()[:NEWEST])


def newly_started(user: Person) -> list[int]:
    """The numbers of the public projects whose work has begun and goes on, the latest first."""
    started = Project.objects.visible_to(user).published()
    started = started.filter(status=ProjectStatus.ACTIVE, started_at__isnull=False)
    return list(started.order_by("-started_at", "-pk").values_list("pk", flat=True)[:NEWEST])


def newest_reports(user: Person) -> list[LatestReport]:
    """The latest published reports."""
    newest = (
        REPORTS.listed_for(user)
        .select_related("project", "reflection")
        .order_by("-published_at", "-pk")
    )
    return [LatestReport(evaluation, what_came_of(evaluation)) for evaluation in newest[:NEWEST]]


def _counter(word: str) -> str:
    """The word behind a number, which English does without."""
    return "" if current() == ENGLISH else word


def figures(user: Person) -> list[HomeFigure]:
    """The city's own public projects of this 年度, registered groups, published reports: counted in one query."""
    year = fiscal_year(timezone.localdate())
    this_year = Project.objects.visible_to(user).published()
    this_year = this_year.filter(fiscal_year__lte=year, fiscal_year_end__gte=year).of_this_city()
    groups = Group.objects.visible_to(user).public()
    reports = REPORTS.listed_for(user)
    counted = _counted("projects", this_year).union(
        _counted("groups", groups), _counted("reports", reports), all=True
    )
    numbers = dict(counted)
    return [
        HomeFigure(
            gettext("{fiscal_year_label}の協働事業").format(
                fiscal_year_label=fiscal_year_label(year)
            ),
            numbers["projects"],
            _counter(gettext("件")),
            f"{reverse('projects:list')}?year={year}&place=own",
        ),
        HomeFigure(
            gettext("登録団体"),
            numbers["groups"],
            _counter(pgettext("数", "団体")),
            reverse("groups:list"),
        ),
        HomeFigure(
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


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What one can do this week, what is needed, what is new, what came of it, how to begin."""
    started, reports = newly_started(request.user), newest_reports(request.user)
    updates = newest_updates(request.user)
    shown = {*started} | {each.evaluation.project_id for each in reports}
    shown |= {each.project_id for each in updates}
    lines = lines_by_pk(sorted(shown))
    context = {
        "week": this_week(),
        "asks": asks(),
        "figures": figures(request.user),
        "calls": open_calls(request.user),
        "rounds": open_rounds(),
        "help_wanted": help_wanted(),
        "updates": [(update, lines[update.project_id]) for update in updates],
        "started": [lines[pk] for pk in started],
        "reports": [(report, lines[report.evaluation.project_id]) for report in reports],
        "precepts": on_home(city()),
    }
    return render(request, "home.html", context)
