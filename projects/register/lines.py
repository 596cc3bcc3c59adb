"""The lines of the register: what a list shows of each project, read in one query and drawn once."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import F, OuterRef, QuerySet, Value
from django.db.models.functions import Coalesce, JSONObject, NullIf
from django.urls import reverse
from django.utils.safestring import SafeString

from groups.models.departments import in_language
from kyodo_portal.cities import Form, Pattern, city
from kyodo_portal.lists.whole import JSONRows, rows_in
from kyodo_portal.ui.drawn import drawn_once
from kyodo_portal.ui.pictures import Photo, small_photo
from kyodo_portal.words.languages import Language, current
from projects.models import (
    FormOfProject,
    Partner,
    Project,
    ProjectField,
    ResponsibleDepartment,
    Update,
    UpdatePhoto,
)
from projects.models.projects import names_of_this_city

SHOWN = {
    *("title", "summary", "status", "published_at", "start_pattern", "main_form"),
    *("fiscal_year", "fiscal_year_end", "summary_easy", "summary_en", "between_citizens"),
}
COLUMNS = tuple(field.attname for field in Project._meta.concrete_fields if field.name in SHOWN)
"""In the order of the model, as `from_db` takes them."""

MUNICIPALITY = "source__municipality"


@dataclass(frozen=True, slots=True)
class ProjectLine:
    """One project as a list shows it, in the language of the page. `photo` is the newest of its reports;
    where there is none, `field` gives its picture."""

    pk: int
    url: str
    title: str
    summary: str
    status_label: str
    status_tone: str
    is_published: bool
    between_citizens: bool
    elsewhere: str
    pattern: Pattern | None
    all_forms: tuple[Form, ...]
    years_short: str
    partner_names: tuple[str, ...]
    department_names: tuple[str, ...]
    field: int | None
    photo: Photo | None


def lines_of(projects: QuerySet[Project]) -> list[ProjectLine]:
    """The lines of these projects, in their order: two queries, of which only the first has to be
    put together each time."""
    pks = list(projects.values_list("pk", flat=True))
    found = lines_by_pk(pks)
    return [found[pk] for pk in pks if pk in found]


def lines_by_pk(pks: Sequence[int]) -> dict[int, ProjectLine]:
    """The lines of the projects with these numbers, whoever may see them: one query."""
    if not pks:
        return {}
    sql, params = _statement(len(pks))
    with connection.cursor() as cursor:
        cursor.execute(sql, [*params, *pks])
        rows = cursor.fetchall()
    page, own_names = reverse("projects:detail", args=[0]), names_of_this_city()
    return {row[0]: _line(row, page, (settings.KYODO_CITY, *own_names), current()) for row in rows}


@cache
def _statement(number: int) -> tuple[str, tuple[Any, ...]]:
    """Reads the columns and the names of so many projects; their ids are the last parameters."""
    beside = _names()
    some = Project.objects.filter(pk__in=range(number)).order_by().annotate(**beside)
    sql, params = some.values_list("pk", *COLUMNS, MUNICIPALITY, *beside).query.sql_with_params()
    return sql, params[:-number]


def card_of(line: ProjectLine) -> SafeString:
    """A line as a card. The same line is drawn once, whoever looks at it."""
    return drawn_once("projects/_card.html", project=line)


@cache
def _names() -> dict[str, JSONRows]:
    """Beside each project: its partners, its departments and its further forms, by name; the number of its
    first field and its newest photo."""
    own = {"project": OuterRef("pk")}
    partner = Coalesce("group__name", NullIf("name", Value("")), "kind_label")
    further = FormOfProject.objects.filter(**own).exclude(number=OuterRef("main_form"))
    return {
        "partner_labels": _named(Partner.objects.filter(**own).order_by("order", "pk"), partner),
        "department_labels": _named(
            ResponsibleDepartment.objects.filter(**own).order_by("order", "pk"),
            Coalesce("department__name", "name"),
            name_en=Coalesce("department__name_en", Value("")),
            name_kana=Coalesce("department__name_kana", Value("")),
        ),
        "further_forms": _named(further.order_by("number"), F("number")),
        "field_numbers": _named(
            ProjectField.objects.filter(**own).order_by("number")[:1], F("number")
        ),
        "photos": _named(
            UpdatePhoto.objects.shown().filter(update__project=OuterRef("pk")).order_by("-pk")[:1],
            F("pk"),
            caption=F("caption"),
            width=F("width"),
            height=F("height"),
        ),
    }


def _named(rows: QuerySet[Any], name: Any, **more: Any) -> JSONRows:
    return JSONRows(rows.values(facts=JSONObject(name=name, **more)))


@lru_cache(maxsize=2_000)
def _line(
    row: tuple[Any, ...], page: str, of_city: tuple[str, ...], language: Language
) -> ProjectLine:
    """What a row says in the language of the page. `page` is the address of the page of project 0,
    `of_city` is whose profile it is, and what this city is called. The same row is read once."""
    pk, columns = row[0], row[1 : len(COLUMNS) + 1]
    municipality, partners, departments, further, fields, photos = row[len(COLUMNS) + 1 :]
    project = Project.from_db(connection.alias, ["id", *COLUMNS], [pk, *columns])
    forms = (project.main_form, *_told(further))
    return ProjectLine(
        pk=pk,
        url=page.replace("/0/", f"/{pk}/"),
        title=project.title,
        summary=project.summary_in_language or project.summary,
        status_label=project.status_label,
        status_tone=project.status_tone,
        is_published=project.is_published,
        between_citizens=project.between_citizens,
        elsewhere="" if municipality in (None, *of_city[1:]) else municipality,
        pattern=project.pattern,
        all_forms=tuple(city().form(number) for number in forms),
        years_short=project.years_short,
        partner_names=_told(partners),
        department_names=tuple(in_language(**row) for row in rows_in(departments)),
        field=next(iter(_told(fields)), None),
        photo=next((_photo(project, **row) for row in rows_in(photos)), None),
    )


def _photo(project: Project, *, name: int, caption: str, width: int, height: int) -> Photo | None:
    """The small picture, where there is one."""
    photo = UpdatePhoto(pk=name, width=width, height=height, caption=caption)
    photo.update = Update(project=project)
    return small_photo(photo)


def _told(rows: Any) -> tuple[Any, ...]:
    return tuple(row["name"] for row in rows_in(rows))
