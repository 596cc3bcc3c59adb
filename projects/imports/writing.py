"""Past projects from elsewhere into the register and back out, without losing a word.

A record becomes a published project of origin `RECORD`; the record itself is kept whole beside it
(`SourceRecord`). Importing is all or nothing, and doing it again changes nothing.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from kyodo_portal.cities import city
from kyodo_portal.files.tables.read import FileRow
from kyodo_portal.files.tables.reading import bytes_of
from kyodo_portal.files.tables.refused import ImportRefused
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.life.people import Person
from kyodo_portal.publishing.datasets import or_none
from kyodo_portal.search import index, index_new
from kyodo_portal.words.text import fiscal_year, fiscal_year_label
from kyodo_portal.writing.locks import locked
from projects.actions.parties import parties_watched
from projects.flows import PROJECT_FLOW
from projects.imports.districts import district_of, told_of
from projects.imports.files import read_rows
from projects.imports.known import alike, likeness, parted, told_alike
from projects.imports.rows import RULES, departments_of, partners_of
from projects.models import (
    FormOfProject,
    Origin,
    Partner,
    Project,
    ProjectField,
    ProjectStatus,
    ResponsibleDepartment,
    SourceRecord,
)
from projects.rules.between_citizens import can_stay_so
from projects.rules.projects import can_edit

AT_ONCE = 500
"""Records written in one go: a city's list has thousands."""

#: Columns of the file that are columns of the project.
SAME = {
    "title": "title",
    "purpose": "purpose",
    "start_pattern": "start_pattern",
    "primary_form": "main_form",
    "fiscal_year": "fiscal_year",
    "fiscal_year_end": "fiscal_year_end",
    "budget_total_yen": "budget_total",
    "budget_city_yen": "budget_city",
    "budget_cap_yen": "budget_cap",
}


@dataclass(slots=True)
class Outcome:
    """What an import came to.

    own        rows of the open data of this very portal: its own projects, which no file changes.
    different  per record already here, what its source now says otherwise.
    alike      records that were not taken in because the city has one like them.
    blank      records whose department is left out while others of the file name theirs.
    unknown    columns of the file that the portal does not know.
    notes      lines of the file that are no records.
    new        the titles of the records that were created.
    rewritten  per record that was written over, what it says now.
    """

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    own: int = 0
    different: list[str] = field(default_factory=list)
    alike: list[str] = field(default_factory=list)
    blank: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    new: list[str] = field(default_factory=list)
    rewritten: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Read:
    """A file as it was read and judged: its good records, and what is left aside."""

    records: list[tuple[FileRow, dict[str, Any]]]
    own: int
    notes: list[str]
    unknown: list[str]


def import_file(path: Path, *, update: bool = False, add_alike: bool = False) -> Outcome:
    """As `take_in`, from a file of this machine. Raises `ImportRefused`."""
    found = read(bytes_of(path), path.name)
    return take_in(found, by=None, update=update, add_alike=add_alike)


def read(data: bytes, name: str) -> Read:
    """Every record of a file, given what it is called. Raises `ImportRefused` with one sentence for
    every fault of every record."""
    content = read_rows(data, name)
    rows = parted(content.rows)
    checked = RULES.check(rows.others)
    if checked.problems:
        raise ImportRefused(*checked.problems)
    return Read(checked.records, len(rows.own), content.notes, checked.unknown)


def take_in(
    found: Read, *, by: Person | None, update: bool = False, add_alike: bool = False
) -> Outcome:
    """Take in every record of a file, or none. A record whose `id` is already here is left as it
    is, and its differences reported; with `update` they are written over the project. One with a
    new `id` that is like a project here (same title, 年度 and department) is reported and left out,
    unless `add_alike` says that it is another. Raises `ImportRefused`.
    """
    outcome = Outcome(own=found.own, notes=list(found.notes))
    try:
        with transaction.atomic():
            _take_in(found.records, outcome, by=by, update=update, add_alike=add_alike)
    except IntegrityError:
        raise ImportRefused(
            "取り込んでいる間に、同じ番号の記録がほかから登録されました。もう一度実行してください。"
        ) from None
    if outcome.created or outcome.updated:
        outcome.unknown = found.unknown
    return outcome


def _take_in(
    records: list[tuple[FileRow, dict[str, Any]]],
    outcome: Outcome,
    *,
    by: Person | None,
    update: bool,
    add_alike: bool,
) -> None:
    identities = [record["id"] for _, record in records]
    present = SourceRecord.objects.select_related("project").in_bulk(
        identities, field_name="external_id"
    )
    unknown = [record for _, record in records if record["id"] not in present]
    here = {} if add_alike else alike(unknown)
    new: list[dict[str, Any]] = []
    for row, record in records:
        source = present.get(record["id"])
        if source is not None:
            _compare(source, row, record, by=by, update=update, outcome=outcome)
        elif (like := here.get(likeness(record))) is not None:
            outcome.alike.append(told_alike(row, record, like))
        else:
            new.append(record)
            outcome.new.append(f"{record['title']}（{fiscal_year_label(record['fiscal_year'])}）")
            if row.is_text and not record.get("department"):
                outcome.blank.append(row.label)
    if all(not record.get("department") for _, record in records):
        outcome.blank = []  # such a list names none, and no cells were merged
    for first in range(0, len(new), AT_ONCE):
        _create(new[first : first + AT_ONCE], by=by)
    outcome.created = len(new)


def _create(records: list[dict[str, Any]], *, by: Person | None) -> None:
    # A record tells of work that goes on or is over: it enters the register there, not at the
    # beginning of a life that was lived elsewhere.
    now = timezone.now()
    projects = Project.objects.bulk_create(
        Project(
            **_columns(record),
            origin=Origin.RECORD,
            status=ProjectStatus.COMPLETED
            if record["fiscal_year_end"] < fiscal_year(now)
            else ProjectStatus.ACTIVE,
            published_at=now,
            between_citizens=bool(record.get("between_citizens")),
        )
        for record in records
    )
    made = list(zip(projects, records, strict=True))
    _write_rows(made)
    SourceRecord.objects.bulk_create(
        SourceRecord(
            project=project,
            external_id=record["id"],
            municipality=record["city"],
            urls=record.get("source_urls") or [],
            data=record,
        )
        for project, record in made
    )
    index_new(Project, [project.pk for project in projects])
    for project, record in made:
        PROJECT_FLOW.record("import", project, by=by, data={"external_id": record["id"]})


def _compare(
    source: SourceRecord,
    row: FileRow,
    record: dict[str, Any],
    *,
    by: Person | None,
    update: bool,
    outcome: Outcome,
) -> None:
    names = sorted(set(source.data) | set(record))
    changed = _differing(names, source.data, record)
    if changed and not _differing(names, export_record(source.project), record):
        changed = []  # it is what the open data of this portal say since it was changed here
    if not changed:
        outcome.unchanged += 1
    elif not update:
        outcome.different.append(f"{row.label}：{'、'.join(map(row.heading, changed))}")
    else:
        try:
            _update(source, record, changed, by=by)
        except MoveRefused as refusal:
            raise ImportRefused(f"{row.label}：{refusal.reason}") from None
        outcome.updated += 1
        outcome.rewritten.append(f"{row.label}：{'、'.join(map(row.heading, changed))}")


def _differing(names: list[str], one: dict[str, Any], other: dict[str, Any]) -> list[str]:
    """The columns of which two records say different things; nothing, however written, is nothing."""
    return [name for name in names if or_none(one.get(name)) != or_none(other.get(name))]


def _update(
    source: SourceRecord, record: dict[str, Any], changed: list[str], *, by: Person | None
) -> None:
    project = locked(Project, pk=source.project_id)
    if by is not None and not (verdict := can_edit(by, project)):
        raise MoveRefused(verdict.reason)
    if project.agreements.exists():
        raise MoveRefused(
            "このポータルで署名した協定がある事業です。取り込みでは書き換えません。"
            "事業のページから、計画を直すか変更案を出してください。"
        )
    for column, value in _columns(record).items():
        setattr(project, column, value)
    project.save()
    with parties_watched(project, by=by):
        parts = (project.forms, project.fields, project.partners, project.responsible_departments)
        for rows in parts:
            rows.all().delete()
        _write_rows([(project, record)])
    if not (so := can_stay_so(Project.objects.get(pk=project.pk))):
        raise MoveRefused(so.reason)
    index(project)
    source.municipality, source.urls = record["city"], record.get("source_urls") or []
    source.data = record
    source.save()
    PROJECT_FLOW.record(
        "import_update", project, by=by, data={"external_id": record["id"], "changed": changed}
    )


def _columns(record: dict[str, Any]) -> dict[str, Any]:
    kept = {column: record.get(name) for name, column in SAME.items()}
    return {**kept, "start_pattern": kept["start_pattern"] or "", **district_of(record)}


def _write_rows(made: list[tuple[Project, dict[str, Any]]]) -> None:
    """Forms, field, partner and departments of each. The partner stays text: a group of the same
    name in this city need not be the one another city wrote of."""
    FormOfProject.objects.bulk_create(
        FormOfProject(project=project, number=number)
        for project, record in made
        for number in record["forms"]
        if number != record["primary_form"]
    )
    ProjectField.objects.bulk_create(
        ProjectField(project=project, number=record["field_no"]) for project, record in made
    )
    Partner.objects.bulk_create(
        Partner(
            project=project,
            name=name,
            kind_label=record.get("partner_type") or "",
            order=order,
        )
        for project, record in made
        for order, name in enumerate(partners_of(record))
    )
    ResponsibleDepartment.objects.bulk_create(
        ResponsibleDepartment(project=project, name=name, order=order)
        for project, record in made
        for order, name in enumerate(departments_of(record))
    )


def export_record(project: Project) -> dict[str, Any]:
    """The project as a record of the same shape: what the portal works with as it stands now, the
    rest as it came. Of an untouched import it is exactly the record that was read.

    Raises `SourceRecord.DoesNotExist` for a project that was not read in.
    """
    data = dict(project.source.data)
    partners = list(project.partners.all())
    partner = partners[0] if partners else None
    shown = partners if project.between_citizens else partners[:1]
    now: dict[str, Any] = {
        **{name: getattr(project, column) for name, column in SAME.items()},
        "partner_name": "、".join((each.group or each).name for each in shown) or None,
        "partner_type": partner.kind_label or None if partner else None,
        "department": "、".join(project.department_names) or None,
        **_named(project, data),
        **told_of(project.district, data),
    }
    # A key the record did not have is not made up; one that was left out says nothing new.
    return {**data, **{name: value for name, value in now.items() if name in data}}


def _named(project: Project, data: dict[str, Any]) -> dict[str, Any]:
    """Numbers with their names beside them, in the record's own order and words while they say the
    same."""
    forms = [form.number for form in project.all_forms]
    if sorted(data.get("forms") or []) == sorted(forms):
        forms = data["forms"]
    named: dict[str, Any] = {
        "forms": forms,
        "start_pattern_name": project.pattern.name if project.pattern else None,
    }
    if data.get("form_names"):
        named["form_names"] = [city().form(number).name for number in forms]
    numbers = [row.number for row in project.fields.all()]
    if data.get("field_no") not in numbers and numbers:
        named["field_no"] = numbers[0]
        named["field_name"] = city().field(numbers[0]).name
    if data.get("fiscal_year") != project.fiscal_year:
        named["fiscal_year_label"] = fiscal_year_label(project.fiscal_year).partition("(")[0]
    return named
