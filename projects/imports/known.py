"""What of a file the portal has already: its own projects come back, and records much like others."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from kyodo_portal.files.tables.read import FileRow, shortened
from kyodo_portal.files.tables.refused import ImportRefused
from kyodo_portal.publishing.datasets import identity
from kyodo_portal.web.linked_data import absolute
from kyodo_portal.words.text import fiscal_year_label, normalise
from projects.imports.rows import departments_of
from projects.models import Project, ResponsibleDepartment, SourceRecord
from projects.models.projects import names_of_this_city

ADDRESS_HEADINGS = ("url", "URL")
"""Under which a file of the open data says at which address a project is shown."""

Likeness = tuple[str, str, int, frozenset[str]]
"""City, title, first 年度 and departments of a project, as they are compared."""


@dataclass(frozen=True, slots=True)
class Parted:
    """The rows of a file: those of the portal's own projects, and all others."""

    others: list[FileRow] = field(default_factory=list)
    own: list[FileRow] = field(default_factory=list)


def parted(rows: list[FileRow]) -> Parted:
    """Tell the portal's own projects among the rows by the number with which they left it. Raises
    `ImportRefused` for a number under which something else stands here."""
    numbers = {row.number: number for row in rows if (number := _own_number(row)) is not None}
    named = [row.values["id"].strip() for row in rows if row.number in numbers]
    taken = set(SourceRecord.objects.in_bulk(named, field_name="external_id"))
    projects = Project.objects.in_bulk(list(numbers.values()))
    found, wrong = Parted(), []
    for row in rows:
        project = projects.get(numbers.get(row.number, 0))
        if project is None or row.values["id"].strip() in taken:
            found.others.append(row)
        elif _is_of(row, project):
            found.own.append(row)
        else:
            wrong.append(
                f"{row.label}の {row.heading('id')}：この番号は、このポータルの事業"
                f"「{shortened(project.title)}」のものです。別の事業なら、番号を変えてください。"
            )
    if wrong:
        raise ImportRefused(*wrong)
    return found


def _own_number(row: FileRow) -> int | None:
    """The number of a project here, where the row's number is one that the open data give."""
    told = row.values.get("id")
    if not isinstance(told, str):
        return None
    number = told.strip().rpartition("-")[2]
    is_number = number.isascii() and number.isdigit() and len(number) < 18
    if not is_number or identity("project", int(number)) != told.strip():
        return None
    return int(number)


def _is_of(row: FileRow, project: Project) -> bool:
    """Whether a row tells of this project: by its address here, or by its name."""
    if absolute(project.get_absolute_url()) in (row.values.get(key) for key in ADDRESS_HEADINGS):
        return True
    title = row.values.get("title")
    return isinstance(title, str) and normalise(title) == normalise(project.title)


def likeness(record: dict[str, Any]) -> Likeness:
    """What a record is recognised by, where its number is new."""
    return _compared(record["city"], record["title"], record["fiscal_year"], departments_of(record))


def alike(records: Iterable[dict[str, Any]]) -> dict[Likeness, int]:
    """Of these records, those like a project that is here already: how they are recognised, and the
    number of that project. Two queries."""
    wanted = {likeness(record) for record in records}
    if not wanted:
        return {}
    years = [year for _, _, year, _ in wanted]
    among = Project.objects.filter(fiscal_year__range=(min(years), max(years))).order_by("-pk")
    titles = {title for _, title, _, _ in wanted}
    found = {
        pk: (city or "", title, year)
        for pk, city, title, year in among.values_list(
            "pk", "source__municipality", "title", "fiscal_year"
        )
        if normalise(title) in titles
    }
    departments: dict[int, list[str]] = {pk: [] for pk in found}
    rows = ResponsibleDepartment.objects.filter(project__in=among.order_by().values("pk"))
    for row in rows.select_related("department"):
        if row.project_id in departments:
            departments[row.project_id].append(row.label)
    here = {_compared(*told, departments[pk]): pk for pk, told in found.items()}
    return {key: pk for key, pk in here.items() if key in wanted}


def _compared(city: str, title: str, year: int, departments: Iterable[str]) -> Likeness:
    """This city's own records may name it in several ways, or not at all."""
    own = "" if city in names_of_this_city() else normalise(city)
    return own, normalise(title), year, frozenset(map(normalise, departments))


def told_alike(row: FileRow, record: dict[str, Any], pk: int) -> str:
    """A record that is like a project here, as staff are told: where it stands, and what it is like."""
    year = fiscal_year_label(record["fiscal_year"])
    return f"{row.label}：「{shortened(record['title'])}」{year}（{absolute(Project(pk=pk).get_absolute_url())}）"
