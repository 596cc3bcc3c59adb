"""The home page: the newest of each kind. Each function takes a constant number of queries."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db.models import Count, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import JSONObject
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
from projects.models import Project, ProjectStatus, Update, UpdatePhoto
from projects.published.kinds import UPDATES
from proposals.models import Call

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
class News:
    """A report on the way, and the photo shown with it, if any."""

    update: Update
    photo: UpdatePhoto | None


@dataclass(frozen=True, slots=True)
class LatestReport:
    """A published evaluation and one sentence of what came of it."""

    evaluation: Evaluation
    sentence: str


def open_calls(user: Person) -> list[Call]:
    """Calls that take proposals or are announced, the nearest closing first."""
    return list(Call.objects.visible_to(user).taking_drafts().order_by("closes_at", "pk")[:NEWEST])


def projects_to_join(user: Person) -> list[Project]:
    """Public projects that go on and in which one can take part now."""
    joinable = Project.objects.visible_to(user).published().joinable()
    return list(joinable.order_by("-published_at", "-pk")[:NEWEST])


def groups_to_join(user: Person) -> list[Group]:
    """Registered groups that look for people."""
    looking = Group.objects.visible_to(user).registered().recruiting()
    return list(looking.order_by("-updated_at", "-pk")[:NEWEST])


def newest_updates(user: Person) -> list[News]:
    """The latest reports on the way, of public projects; with the newest that has photos, its
    first one, read in the same query."""
    public = UPDATES.listed_for(user)
    photos = UpdatePhoto.objects.shown().filter(update=OuterRef("pk")).order_by("pk")
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


def newly_started(user: Person) -> list[Project]:
    """Public projects whose work has begun and goes on, the latest first."""
    started = Project.objects.visible_to(user).published()
    started = started.filter(status=ProjectStatus.ACTIVE, started_at__isnull=False)
    return list(started.order_by("-started_at", "-pk")[:NEWEST])


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
    """What one can take part in now, what is new, what came of it, how to begin."""
    context = {
        "week": this_week(),
        "asks": asks(),
        "figures": figures(request.user),
        "calls": open_calls(request.user),
        "projects_to_join": projects_to_join(request.user),
        "groups_to_join": groups_to_join(request.user),
        "updates": newest_updates(request.user),
        "started": newly_started(request.user),
        "reports": newest_reports(request.user),
        "precepts": on_home(city()),
    }
    return render(request, "home.html", context)
