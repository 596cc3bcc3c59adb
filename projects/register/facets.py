"""How the projects of the register are counted: by each filter's choices, and by pattern and form."""

from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import Count, Exists, F, OuterRef, QuerySet, Value
from django.utils import timezone

from groups.models import Department, Group
from groups.models.departments import in_language
from kyodo_portal.lists.facets import Rows, Tally, by_column, by_rows
from kyodo_portal.words.languages import Language, current
from kyodo_portal.words.text import fiscal_year, fiscal_year_label
from projects.models import FormOfProject, Partner, Project, ProjectField, ResponsibleDepartment

CHOSEN_FROM = 100
"""Groups that can be looked through in a list of choices."""

EARLIEST_YEAR, LATEST_YEAR = 1950, 2100
"""The 年度 that the register takes and can be asked for."""


def years_asked_for() -> list[tuple[str, str]]:
    """The 年度 a list can be narrowed to as far as work is known of, newest first."""
    newest = fiscal_year(timezone.now()) + 1
    return [(value, label) for value, label in all_years() if int(value) <= newest]


def all_years() -> list[tuple[str, str]]:
    """Every 年度 that the register takes, newest first."""
    return _years(current())


@cache
def _years(_: Language) -> list[tuple[str, str]]:
    return [
        (str(year), fiscal_year_label(year)) for year in range(LATEST_YEAR, EARLIEST_YEAR - 1, -1)
    ]


def _years_in(span: str) -> list[str]:
    """The years that can be chosen in which a project of this span goes on."""
    first, last = map(int, span.split("-"))
    return [str(year) for year in range(max(first, EARLIEST_YEAR), min(last, LATEST_YEAR) + 1)]


TALLIES = {
    "pattern": by_column("start_pattern"),
    "form": Tally(
        ("main_form",), (Rows(FormOfProject, "number", owner="project", unless="main_form"),)
    ),
    "field": by_rows(ProjectField, "number", owner="project"),
    "status": by_column("status"),
    "year": Tally(("fiscal_year", "fiscal_year_end"), choices_of=_years_in),
}
"""The filters that show how many projects each choice would give."""


@dataclass(frozen=True, slots=True)
class Bodies:
    """The departments and the groups that have projects, as choices in their own order. Of too many
    groups to look through, the chosen one alone."""

    departments: list[tuple[str, str]]
    groups: list[tuple[str, str]]
    too_many_groups: bool


def bodies_with_projects(*, group: str = "") -> Bodies:
    """One query; one more where there are more groups than `CHOSEN_FROM` and one was chosen."""
    with connection.cursor() as cursor:
        cursor.execute(*_bodies())
        rows = sorted(cursor.fetchall())
    departments = [
        (str(pk), in_language(name, name_en, name_kana))
        for kind, name_kana, name, pk, name_en in rows
        if kind == "department"
    ]
    groups = [(str(pk), name) for kind, _, name, pk, _ in rows if kind == "group"]
    too_many = len(groups) > CHOSEN_FROM
    if too_many:
        is_number = group.isascii() and group.isdigit() and len(group) < 18
        chosen = Group.objects.public().filter(pk=group) if is_number else Group.objects.none()
        groups = [(str(pk), name) for pk, name in chosen.values_list("pk", "name")]
    return Bodies(departments, groups, too_many)


@cache
def _bodies() -> tuple[str, tuple[Any, ...]]:
    """The statement, made once: it is asked on every page of the register and always the same."""
    responsible = ResponsibleDepartment.objects.filter(department=OuterRef("pk"))
    departments = Department.objects.filter(Exists(responsible)).order_by()
    partners = Partner.objects.filter(group=OuterRef("pk"))
    groups = Group.objects.public().filter(Exists(partners)).order_by()
    columns = ("name_kana", "name", "pk")
    parts = {
        "department": departments.values_list(*columns, "name_en"),
        "group": groups.values_list(*columns, Value(""))[: CHOSEN_FROM + 1],
    }
    statements = {kind: rows.query.sql_with_params() for kind, rows in parts.items()}
    sql = " UNION ALL ".join(
        f"SELECT '{kind}', {kind}s.* FROM ({statement}) AS {kind}s"  # noqa: S608 - own names only
        for kind, (statement, _) in statements.items()
    )
    return sql, tuple(value for _, params in statements.values() for value in params)


def pattern_by_form(projects: QuerySet[Project]) -> Counter[tuple[str, int]]:
    """How many projects began in each pattern and have each form: one query. A project of several
    forms counts once under each of them."""
    further = FormOfProject.objects.filter(project__in=projects.values("pk"))
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
