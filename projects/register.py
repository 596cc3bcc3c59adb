"""The lines of the register: what a list shows of each project, read in one query and drawn once."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Value
from django.db.models.functions import Coalesce, JSONObject, NullIf
from django.utils.safestring import SafeString

from kyodo_portal.templatetags.drawing import drawn_once
from projects.json_prefetch import JSONRows, rows_in
from projects.models import Partner, Project, ProjectForm, ResponsibleDepartment
from projects.types import CollaborationForm, StartPattern

COLUMNS = (
    *("title", "summary", "status", "published_at", "start_pattern", "main_form"),
    *("fiscal_year", "fiscal_year_end", "source__municipality"),
)


@dataclass(frozen=True, slots=True)
class Line:
    """One project as a list shows it, in the language of the page."""

    pk: int
    url: str
    title: str
    summary: str
    status_label: str
    status_tone: str
    is_published: bool
    elsewhere: str
    pattern: StartPattern
    all_forms: tuple[CollaborationForm, ...]
    years_label: str
    partner_names: tuple[str, ...]
    department_names: tuple[str, ...]


def lines_of(projects: QuerySet[Project]) -> list[Line]:
    """The lines of these projects, in their order: one query."""
    read = projects.select_related("source").only(*COLUMNS).annotate(**_names())
    return [_line(project) for project in read]


def card_of(line: Line) -> SafeString:
    """A line as a card. The same line is drawn once, whoever looks at it."""
    return drawn_once("projects/_card.html", project=line)


@cache
def _names() -> dict[str, JSONRows]:
    """Beside each project: its partners, its departments and its further forms, by name."""
    own = {"project": OuterRef("pk")}
    partner = Coalesce("group__name", NullIf("name", Value("")), "kind_label")
    department = Coalesce("department__name", "name")
    further = ProjectForm.objects.filter(**own).exclude(number=OuterRef("main_form"))
    return {
        "partner_labels": _named(Partner.objects.filter(**own).order_by("order", "pk"), partner),
        "department_labels": _named(
            ResponsibleDepartment.objects.filter(**own).order_by("order", "pk"), department
        ),
        "further_forms": _named(further.order_by("number"), F("number")),
    }


def _named(rows: QuerySet[Any], name: Any) -> JSONRows:
    return JSONRows(rows.values(facts=JSONObject(name=name)))


def _line(project: Project) -> Line:
    forms = (project.main_form, *_told(project, "further_forms"))
    return Line(
        pk=project.pk,
        url=project.get_absolute_url(),
        title=project.title,
        summary=project.summary,
        status_label=project.status_label,
        status_tone=project.status_tone,
        is_published=project.is_published,
        elsewhere=project.elsewhere,
        pattern=project.pattern,
        all_forms=tuple(CollaborationForm(number) for number in forms),
        years_label=project.years_label,
        partner_names=_told(project, "partner_labels"),
        department_names=_told(project, "department_labels"),
    )


def _told(project: Project, name: str) -> tuple[Any, ...]:
    return tuple(row["name"] for row in rows_in(getattr(project, name)))
