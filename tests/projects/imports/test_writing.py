"""Forty real past projects, read in once: what the portal then holds, shows and gives out of them."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from kyodo_portal.life.audit import AuditEntry
from kyodo_portal.words.text import fiscal_year
from projects.imports.writing import export_record, import_file
from projects.models import Project, ProjectStatus, SourceRecord
from tests.factories import today

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_imported")]

REAL = Path(__file__).parents[2] / "data" / "real_projects.json"
RECORDS: list[dict[str, Any]] = json.loads(REAL.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def _imported(for_the_file: None) -> None:
    import_file(REAL)


def test_forty_real_records_come_out_as_they_went_in() -> None:
    sources = SourceRecord.objects.select_related("project")
    exported = {source.external_id: export_record(source.project) for source in sources}

    assert exported == {record["id"]: record for record in RECORDS}
    assert len(exported) == 40


def test_record_over_or_going_on_follows_its_last_year() -> None:
    year = fiscal_year(today())
    expected = {
        record["id"]: "completed" if record["fiscal_year_end"] < year else "active"
        for record in RECORDS
    }

    statuses = Project.objects.values_list("source__external_id", "status")
    assert dict(statuses) == expected
    assert set(expected.values()) <= {ProjectStatus.ACTIVE.value, ProjectStatus.COMPLETED.value}


def test_importing_leaves_an_entry_for_every_project() -> None:
    entries = AuditEntry.objects.filter(action="project.import", by=None)
    assert entries.count() == 40
    assert {entry.target_id for entry in entries} == set(
        Project.objects.values_list("pk", flat=True)
    )


def test_every_real_record_is_found_on_the_list(client: Client) -> None:
    pages = {
        record["id"]: client.get(
            reverse("projects:list"),
            {
                "q": record["title"],
                "pattern": record["start_pattern"],
                "form": record["forms"][-1],
                "year": record["fiscal_year"],
            },
        ).context["page_obj"]
        for record in RECORDS
    }
    found = {
        identity: Project.objects.get(source__external_id=identity).pk in [line.pk for line in page]
        for identity, page in pages.items()
    }

    assert found == dict.fromkeys(found, True)
    assert sum(page.paginator.count for page in pages.values()) < 60


def test_page_of_an_imported_project_tells_what_the_source_said(client: Client) -> None:
    source = SourceRecord.objects.get(external_id="komae-r8-garden")

    page = client.get(source.project.get_absolute_url()).content.decode()

    for key in ("decision", "evaluation", "note"):
        assert source.data[key] in page
    assert source.urls[0] in page
