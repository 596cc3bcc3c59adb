"""A profile changed on a running city: labels change, records stay, and nothing in use is forgotten."""

from pathlib import Path
from typing import Any

import pytest
from django.core.checks import run_checks
from django.db import IntegrityError, transaction
from django.test import Client

from groups.models import Group, GroupField
from projects.models import FormOfProject, Project, ProjectField
from proposals.content.completeness import missing_fields
from tests.cities.test_cities import SMALLEST
from tests.factories import make_group, make_project
from tests.proposals.factories import make_proposal

pytestmark = pytest.mark.django_db

CHANGED = """
[[forms]]
number = 1
name = "ともに開く"
[[forms]]
number = 4
state = "closed"
[[forms]]
number = 20
follows = 3
name = "まちかど協力"
explanation = "まちかどで力を合わせます。"
[[group_kinds]]
code = "neighbourhood"
name = "区"
[[group_kinds]]
code = "own01"
name = "財産区"
[[fields]]
number = 3
[[fields]]
number = 50
name = "雪と暮らし"
"""


@pytest.fixture
def changed(settings: Any, tmp_path: Path) -> None:
    path = tmp_path / "changed.toml"
    path.write_text(SMALLEST + CHANGED, encoding="utf-8")
    settings.KYODO_CITY = str(path)


def errors() -> list[str]:
    found = run_checks(databases=["default"])
    return [each.msg.partition(": ")[2] for each in found if each.id == "kyodo_portal.E010"]


def test_labels_change_and_records_stay(client: Client, changed: None) -> None:
    project = make_project("花だん", main_form=1)
    own = make_project("まちかど", main_form=20)
    ProjectField.objects.create(project=own, number=50)
    group = make_group(kind="own01")
    GroupField.objects.create(group=group, number=50)

    assert "ともに開く" in client.get(project.get_absolute_url()).content.decode()
    assert "まちかど協力" in client.get("/projects/?form=20").content.decode()
    page = client.get(group.get_absolute_url()).content.decode()
    assert ("財産区" in page, "雪と暮らし" in page) == (True, True)
    assert (Project.objects.get(pk=project.pk).main_form, own.main_form) == (1, 20)


def test_closed_form_is_found_and_counted_and_offered_to_nobody_new(
    client: Client, changed: None
) -> None:
    closed = make_project("里親の道", main_form=4, start_pattern="")

    assert "里親の道" in client.get("/projects/", {"form": "4"}).content.decode()
    assert 'href="/projects/?form=4"' in client.get("/statistics/").content.decode()
    assert "アダプト制度" in client.get(closed.get_absolute_url()).content.decode()
    for path in ("/guide/", "/guide/forms/"):
        assert 'id="form-4"' not in client.get(path).content.decode()
    assert errors() == []


def test_kind_in_use_that_the_profile_forgets_is_named_with_its_count(changed: None) -> None:
    for _ in range(2):
        FormOfProject.objects.create(project=make_project(main_form=7, start_pattern=""), number=4)
    make_group(kind="npo")

    assert [line.partition("。")[0] for line in errors()] == [
        "forms: 7 は、2件の記録で使われています（協働事業 2件）",
        'group_kinds: "npo" は、1件の記録で使われています（団体 1件）'.replace('"', ""),
    ]


def test_plain_check_does_not_ask_the_database(changed: None) -> None:
    make_project(main_form=7, start_pattern="")
    assert [each for each in run_checks() if each.id == "kyodo_portal.E010"] == []


@pytest.mark.parametrize(
    ("make", "column", "values"),
    [
        (make_project, "main_form", (0, 13, 19, 40)),
        (make_project, "start_pattern", ("E", "a")),
        (make_group, "kind", ("own00", "own21", "club", "")),
    ],
)
def test_database_keeps_only_the_known_and_the_range_of_own_kinds(
    make: Any, column: str, values: tuple[Any, ...]
) -> None:
    record = make()
    kept = {"main_form": (12, 20, 39), "start_pattern": ("",), "kind": ("own01", "own20")}
    rows = (Project if make is make_project else Group).objects.filter(pk=record.pk)
    for value in kept[column]:
        rows.update(**{column: value})
    refused = []
    for value in values:
        try:
            with transaction.atomic():
                rows.update(**{column: value})
        except IntegrityError:
            refused.append(value)

    assert tuple(refused) == values


@pytest.mark.parametrize("number", [0, 21, 49, 70])
def test_field_out_of_every_range_is_refused_by_the_database(number: int) -> None:
    project = make_project()
    ProjectField.objects.create(project=project, number=69)
    with pytest.raises(IntegrityError), transaction.atomic():
        ProjectField.objects.create(project=project, number=number)


def test_patterns_given_up_are_shown_and_asked_of_nobody_new(
    client: Client, settings: Any, tmp_path: Path
) -> None:
    path = tmp_path / "given_up.toml"
    pattern = '[[patterns]]\ncode = "A"\nname = "はじめから型"\nexplanation = "一緒に。"\nstate = "closed"\n'
    path.write_text(SMALLEST + pattern, encoding="utf-8")
    settings.KYODO_CITY = str(path)
    project = make_project(main_form=1)
    proposal = make_proposal(start_pattern="")
    client.force_login(proposal.created_by)

    assert "はじめから型" in client.get(project.get_absolute_url()).content.decode()
    assert "はじめから型" in client.get("/projects/", {"pattern": "A"}).content.decode()
    assert (
        "start_pattern"
        not in client.get(f"/proposals/{proposal.pk}/edit/together/").content.decode()
    )
    assert [gap for gap in missing_fields(proposal) if "類型" in gap.field] == []
    assert errors() == []
