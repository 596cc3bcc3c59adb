"""Counting projects by everything that the statistics tell."""

from collections import Counter
from typing import Any

from django.db.models import Case, CharField, Count, F, QuerySet, Value, When
from django.db.models.functions import Cast, Coalesce, Concat

from kyodo_portal.life.figures import counted_by_year, figures
from projects.models import FormOfProject, Partner, Project, ProjectField, ResponsibleDepartment
from projects.published.kinds import PROJECTS


def count(projects: QuerySet[Project]) -> dict[str, Counter[str]]:
    """How many projects there are of each kind, and how much of the rest in each year: counter by
    table, number by key; one query."""
    forms = FormOfProject.objects.filter(project__in=projects).exclude(
        number=F("project__main_form")
    )
    counted = [
        _by("pattern", projects, F("start_pattern")),
        _by("status", projects, F("status")),
        _by("among", projects, _among()),
        _by("year", projects, F("fiscal_year")),
        _by("any year", PROJECTS.records(), F("fiscal_year")),
        _by("form", projects, F("main_form")),
        _by("form", forms, F("number"), of="project"),
        _by("field", ProjectField.objects.filter(project__in=projects), F("number"), of="project"),
        _by(
            "partner",
            Partner.objects.filter(project__in=projects),
            Coalesce("group__kind", Value("")),
            of="project",
        ),
        _by(
            "department",
            ResponsibleDepartment.objects.filter(project__in=projects),
            department_names(),
            of="project",
        ),
        *counted_by_year(figures()),
    ]
    counters: dict[str, Counter[str]] = {}
    for what, key, number in counted[0].union(*counted[1:], all=True):
        counters.setdefault(what, Counter())[key] += number
    return counters


def _among() -> Case:
    """Whether groups do it with the city, or with each other."""
    return Case(When(between_citizens=True, then=Value("citizens")), default=Value("city"))


def department_names() -> Concat:
    """Which department: its number, where it is kept here, and its name in English and in Japanese,
    a line each. Two departments may be called the same in English."""
    number = Coalesce(Cast("department", output_field=CharField()), Value(""))
    name_en = Coalesce("department__name_en", Value(""))
    name = Coalesce("department__name", "name")
    line = Value("\n")
    name_kana = Coalesce("department__name_kana", Value(""))
    return Concat(number, line, name_en, line, name_kana, line, name, output_field=CharField())


def _by(what: str, rows: QuerySet[Any], key: Any, *, of: str = "pk") -> QuerySet[Any, Any]:
    """Rows (what, key, how many projects), so that all ways of counting join into one query."""
    named = rows.order_by().annotate(
        counted_as=Value(what, output_field=CharField()),
        counted_key=Cast(key, output_field=CharField()),
    )
    grouped = named.values("counted_as", "counted_key").annotate(number=Count(of, distinct=True))
    return grouped.values_list("counted_as", "counted_key", "number")
