"""How the projects of the register are counted: by each filter's choices, and by pattern and form."""

from collections import Counter
from typing import Any

from django.db.models import CharField, Count, F, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from groups.models import Department, Group
from kyodo_portal.facets import Tally, by_column, by_rows, tallied
from kyodo_portal.text import fiscal_year
from projects.models import Partner, Project, ProjectField, ProjectForm, ResponsibleDepartment

EARLIEST_YEAR = 2000
"""The 年度 in which the choice of years begins."""


def _forms_of(projects: QuerySet[Any]) -> list[QuerySet[Any, Any]]:
    """By the main form, and by the further ones beside it: a project counts once for each."""
    further = ProjectForm.objects.filter(project__in=projects.values("pk"))
    return [
        tallied(projects, F("main_form")),
        tallied(further.exclude(number=F("project__main_form")), F("number")),
    ]


def _spans_of(projects: QuerySet[Any]) -> list[QuerySet[Any, Any]]:
    """By first and last 年度, as "2024-2026"."""
    first, last = (Cast(name, CharField()) for name in ("fiscal_year", "fiscal_year_end"))
    return [tallied(projects, Concat(first, Value("-"), last))]


def _years_in(span: str) -> list[str]:
    """The years that can be chosen in which a project of this span goes on."""
    first, last = map(int, span.split("-"))
    latest = fiscal_year(timezone.now()) + 1
    return [str(year) for year in range(max(first, EARLIEST_YEAR), min(last, latest) + 1)]


TALLIES = {
    "pattern": by_column("start_pattern"),
    "form": Tally(_forms_of),
    "field": by_rows(ProjectField, "number", owner="project"),
    "status": by_column("status"),
    "year": Tally(_spans_of, _years_in),
}
"""The filters that show how many projects each choice would give."""


def bodies_with_projects() -> dict[str, list[tuple[str, str]]]:
    """The departments and the public groups that have projects, in their own order: one query."""
    departments = Department.objects.filter(
        pk__in=ResponsibleDepartment.objects.values("department")
    )
    groups = Group.objects.public().filter(pk__in=Partner.objects.values("group"))
    rows = _named("department", departments).union(_named("group", groups), all=True)
    found: dict[str, list[tuple[str, str]]] = {"department": [], "group": []}
    for kind, _, name, pk in rows.order_by("body", "name_kana", "name", "pk"):
        found[kind].append((str(pk), name))
    return found


def _named(kind: str, bodies: QuerySet[Any]) -> QuerySet[Any, Any]:
    named = bodies.order_by().annotate(body=Value(kind))
    return named.values_list("body", "name_kana", "name", "pk")


def pattern_by_form(projects: QuerySet[Project]) -> Counter[tuple[str, int]]:
    """How many projects began in each pattern and have each form: one query. A project of several
    forms counts once under each of them."""
    further = ProjectForm.objects.filter(project__in=projects.values("pk"))
    further = further.exclude(number=F("project__main_form")).order_by()
    main = projects.order_by().values_list("start_pattern", "main_form")
    beside = further.values_list("project__start_pattern", "number")
    rows = main.annotate(number_of=Count("pk")).union(
        beside.annotate(number_of=Count("pk")), all=True
    )
    cells: Counter[tuple[str, int]] = Counter()
    for pattern, form, number in rows:
        cells[pattern, form] += number
    return cells


def by_pattern(projects: QuerySet[Project]) -> Counter[str]:
    """How many projects began in each pattern: one query."""
    rows = projects.order_by().values_list("start_pattern").annotate(number_of=Count("pk"))
    return Counter(dict(rows))
