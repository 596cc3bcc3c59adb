"""The register seen in other ways than as a list: as a matrix, by years, on a map.

Every view takes the same filters, and its links to the other views keep them.
"""

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db.models import Case, Count, Max, Min, When
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from kyodo_portal.cities import Form, city
from kyodo_portal.cities.choices import forms_found
from kyodo_portal.lists.filters import Unusable
from kyodo_portal.web.page_numbers import CountedPaginator, page_asked, page_missed
from kyodo_portal.words.text import fiscal_year
from projects.models import Project
from projects.published.kinds import PROJECTS
from projects.register.facets import by_pattern, pattern_by_form
from projects.views.ways import Choice, address, browsing

ON_ONE_MAP = 100
IN_ONE_DECADE = 50
KNOWN_YEARS = range(1900, 2200)


@dataclass(frozen=True, slots=True)
class Cell:
    """How many projects, and the address of the list of them; none where there are none."""

    number: int
    url: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One form in the matrix: its cells in the order of the patterns, and its projects in all."""

    form: Form
    cells: list[Cell]
    total: Cell


@dataclass(frozen=True, slots=True)
class Bar:
    """A project's years within a decade: first and last column from 0 to 9, and whether it began
    before or goes on after."""

    project: Project
    first: int
    last: int
    began_before: bool
    goes_on: bool


@login_not_required
@require_safe
def project_matrix(request: HttpRequest) -> HttpResponse:
    """How many projects there are of each form and pattern; each number leads to its list. The nine
    forms are the rows and the four patterns the columns, which leaves room for it on a phone. A city
    without start patterns has no such page."""
    if not city().has_patterns:
        raise Http404
    filterset, shared = browsing(request, "matrix", PROJECTS.listed_for(request.user))
    chosen = filterset.form.cleaned_data
    projects = filterset.qs.order_by()
    cells = pattern_by_form(projects)
    totals = by_pattern(projects)
    numbers = [
        number
        for number, _name in forms_found()
        if str(number) in (chosen.get("form") or [str(number)])
    ]
    patterns = [
        pattern
        for pattern in city().patterns_used
        if pattern.code in (chosen.get("pattern") or [pattern.code])
    ]

    def cell(number: int, **changes: str) -> Cell:
        url = address("projects:list", request.GET, **changes) if number else ""
        return Cell(number, url)

    of_form = {n: sum(cells[pattern.code, n] for pattern in patterns) for n in numbers}
    rows = [
        Row(
            city().form(n),
            [
                cell(cells[pattern.code, n], pattern=pattern.code, form=str(n))
                for pattern in patterns
            ],
            cell(of_form[n], form=str(n)),
        )
        for n in numbers
    ]
    context = {
        **shared,
        "patterns": patterns,
        "rows": rows,
        "totals": [cell(totals[pattern.code], pattern=pattern.code) for pattern in patterns],
        "count": totals.total(),
        "all": cell(totals.total()),
    }
    return render(request, "projects/project_matrix.html", context)


@login_not_required
@require_safe
def project_timeline(request: HttpRequest) -> HttpResponse:
    """The projects by the years they go on, ten years to a page, the newest first."""
    filterset, shared = browsing(request, "timeline", PROJECTS.listed_for(request.user))
    projects = filterset.qs.order_by()
    span = projects.aggregate(first=Min("fiscal_year"), last=Max("fiscal_year_end"))
    decades = decades_between(span["first"], span["last"])
    asked = request.GET.get("decade", "")
    decade = decade_asked(asked, decades)
    if asked and str(decade) != asked:
        shared["unusable"] = [*shared["unusable"], Unusable(gettext("年代"), asked[:50], "decade")]
    this_year = fiscal_year(timezone.localdate())
    shown = projects.filter(fiscal_year__lt=decade + 10, fiscal_year_end__gte=decade).with_source()
    newest = Paginator(shown.order_by("-fiscal_year", "-pk"), IN_ONE_DECADE)
    page = newest.get_page(page_asked(request))
    context = {
        **shared,
        "years": range(decade, decade + 10),
        "this_year": this_year,
        "now_at": this_year - decade,
        "patterns": city().patterns_used,
        "decades": [
            Choice(
                gettext("{year}年代").format(year=year),
                address("projects:timeline", request.GET, decade=str(year)),
                year == decade,
            )
            for year in decades
        ],
        "page_obj": page,
        "page_missed": page_missed(request, page),
        "count": page.paginator.count,
        "bars": [bar_of(project, decade) for project in page],
    }
    return render(request, "projects/project_timeline.html", context)


def decades_between(first: int | None, last: int | None) -> list[int]:
    """The decades from one 年度 to another, the newest first; the present one when there is none."""
    if first is None or last is None:
        first = last = fiscal_year(timezone.localdate())
    first = min(max(first, KNOWN_YEARS.start), KNOWN_YEARS.stop - 1)
    last = min(max(last, first), KNOWN_YEARS.stop - 1)
    return list(range(last // 10 * 10, first // 10 * 10 - 1, -10))


def decade_asked(asked: str, decades: list[int]) -> int:
    """The decade named in the address; without one, the present or the nearest to it."""
    known = {str(year): year for year in decades}
    now = fiscal_year(timezone.localdate()) // 10 * 10
    return known.get(asked) or min(decades, key=lambda year: abs(year - now))


def bar_of(project: Project, decade: int) -> Bar:
    """Where a project's years lie within the decade."""
    first, last = project.fiscal_year - decade, project.fiscal_year_end - decade
    return Bar(project, max(first, 0), min(last, 9), first < 0, last > 9)


@login_not_required
@require_safe
def project_map(request: HttpRequest) -> HttpResponse:
    """The projects that have a place. With tiles, those that name a point on a map of 国土地理院 and
    as the same list, and behind them the others; without tiles, all of them as one list."""
    placed = PROJECTS.listed_for(request.user).with_place()
    filterset, shared = browsing(request, "map", placed)
    numbers = filterset.qs.order_by().aggregate(all=Count("pk"), on_map=Count("latitude"))
    order: tuple[str | Case, ...] = ("-fiscal_year", "-pk")
    if settings.MAP_TILES:
        order = (Case(When(latitude=None, then=1), default=0), *order)
    projects = CountedPaginator(
        filterset.qs.with_source().order_by(*order), ON_ONE_MAP, count=numbers["all"]
    )
    page = projects.get_page(page_asked(request))
    context = {
        **shared,
        "tiles": settings.MAP_TILES,
        "page_obj": page,
        "page_missed": page_missed(request, page),
        "on_map": [project for project in page if project.latitude is not None],
        "in_words": [project for project in page if project.latitude is None],
        "count": numbers["all"],
        "count_on_map": numbers["on_map"],
        "count_in_words": numbers["all"] - numbers["on_map"],
    }
    return render(request, "projects/project_map.html", context)
