"""Past projects from elsewhere into the register and back out, without losing a word.

A record becomes a published project of origin `RECORD`; the record itself is kept whole beside it
(`SourceRecord`). Importing is all or nothing, and doing it again changes nothing.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from groups.models import ActivityField
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.words.text import fiscal_year, fiscal_year_label
from kyodo_portal.writing.locks import locked
from projects.actions.parties import parties_watched
from projects.flows import PROJECT_FLOW
from projects.imports.files import FileRow, ImportRefused, read_rows
from projects.imports.rows import check_rows, departments_of
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
from projects.types import CollaborationForm, StartPattern

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
    """What an import came to. `different` names, per record already here, what its source now says
    otherwise; `unknown` are columns of the file that the portal does not know."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    different: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


def import_file(path: Path, *, update: bool = False) -> Outcome:
    """Take in every record of the file, or none. A record whose `id` is already here is left as it
    is, and its differences reported; with `update` they are written over the project.

    Raises `ImportRefused` with one sentence for every fault of every record.
    """
    checked = check_rows(read_rows(path))
    if checked.problems:
        raise ImportRefused(*map(str, checked.problems))
    outcome = Outcome(unknown=checked.unknown)
    identities = [record["id"] for _, record in checked.records]
    try:
        with transaction.atomic():
            present = SourceRecord.objects.select_related("project").in_bulk(
                identities, field_name="external_id"
            )
            for row, record in checked.records:
                source = present.get(record["id"])
                if source is None:
                    _create(record)
                    outcome.created += 1
                else:
                    _compare(source, row, record, update=update, outcome=outcome)
    except IntegrityError:
        raise ImportRefused(
            "取り込んでいる間に、同じ番号の記録がほかから登録されました。もう一度実行してください。"
        ) from None
    return outcome


def _create(record: dict[str, Any]) -> None:
    # A record tells of work that goes on or is over: it enters the register there, not at the
    # beginning of a life that was lived elsewhere.
    over = record["fiscal_year_end"] < fiscal_year(timezone.now())
    project = Project.objects.create(
        **_columns(record),
        origin=Origin.RECORD,
        status=ProjectStatus.COMPLETED if over else ProjectStatus.ACTIVE,
        published_at=timezone.now(),
    )
    _write_rows(project, record)
    SourceRecord.objects.create(
        project=project,
        external_id=record["id"],
        municipality=record["city"],
        urls=record.get("source_urls") or [],
        data=record,
    )
    PROJECT_FLOW.record("import", project, by=None, data={"external_id": record["id"]})


def _compare(
    source: SourceRecord, row: FileRow, record: dict[str, Any], *, update: bool, outcome: Outcome
) -> None:
    names = sorted(set(source.data) | set(record))
    changed = [name for name in names if source.data.get(name) != record.get(name)]
    if not changed:
        outcome.unchanged += 1
    elif not update:
        outcome.different.append(f"{row.label}：{'、'.join(changed)}")
    else:
        try:
            _update(source, record, changed)
        except MoveRefused as refusal:
            raise ImportRefused(f"{row.label}：{refusal.reason}") from None
        outcome.updated += 1


def _update(source: SourceRecord, record: dict[str, Any], changed: list[str]) -> None:
    project = locked(Project, pk=source.project_id)
    for column, value in _columns(record).items():
        setattr(project, column, value)
    project.save()
    with parties_watched(project, by=None):
        parts = (project.forms, project.fields, project.partners, project.responsible_departments)
        for rows in parts:
            rows.all().delete()
        _write_rows(project, record)
    source.municipality, source.urls = record["city"], record.get("source_urls") or []
    source.data = record
    source.save()
    PROJECT_FLOW.record(
        "import_update", project, by=None, data={"external_id": record["id"], "changed": changed}
    )


def _columns(record: dict[str, Any]) -> dict[str, Any]:
    return {column: record.get(name) for name, column in SAME.items()}


def _write_rows(project: Project, record: dict[str, Any]) -> None:
    """Forms, field, partner and departments. The partner stays text: a group of the same name in
    this city need not be the one another city wrote of."""
    further = [number for number in record["forms"] if number != record["primary_form"]]
    FormOfProject.objects.bulk_create(FormOfProject(project=project, number=n) for n in further)
    ProjectField.objects.create(project=project, number=record["field_no"])
    Partner.objects.create(
        project=project,
        name=record.get("partner_name") or "",
        kind_label=record.get("partner_type") or "",
    )
    ResponsibleDepartment.objects.bulk_create(
        ResponsibleDepartment(project=project, name=name, order=order)
        for order, name in enumerate(departments_of(record))
    )


def export_record(project: Project) -> dict[str, Any]:
    """The project as a record of the same shape: what the portal works with as it stands now, the
    rest as it came. Of an untouched import it is exactly the record that was read.

    Raises `SourceRecord.DoesNotExist` for a project that was not read in.
    """
    data = dict(project.source.data)
    partner = project.partners.first()
    now: dict[str, Any] = {
        **{name: getattr(project, column) for name, column in SAME.items()},
        "partner_name": (partner.group or partner).name or None if partner else None,
        "partner_type": partner.kind_label or None if partner else None,
        "department": "、".join(project.department_names) or None,
        **_named(project, data),
    }
    # A key the record did not have is not made up; one that was left out says nothing new.
    return {**data, **{name: value for name, value in now.items() if name in data}}


def _named(project: Project, data: dict[str, Any]) -> dict[str, Any]:
    """Numbers with their names beside them, in the record's own order and words while they say the
    same."""
    forms = [form.value for form in project.all_forms]
    if sorted(data.get("forms") or []) == sorted(forms):
        forms = data["forms"]
    named: dict[str, Any] = {
        "forms": forms,
        "start_pattern_name": StartPattern(project.start_pattern).label,
    }
    if data.get("form_names"):
        named["form_names"] = [CollaborationForm(number).label for number in forms]
    numbers = [row.number for row in project.fields.all()]
    if data.get("field_no") not in numbers and numbers:
        named["field_no"] = numbers[0]
        named["field_name"] = ActivityField(numbers[0]).label
    if data.get("fiscal_year") != project.fiscal_year:
        named["fiscal_year_label"] = fiscal_year_label(project.fiscal_year).partition("(")[0]
    return named
