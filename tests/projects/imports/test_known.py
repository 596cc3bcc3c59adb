"""What the portal has already is recognised: its own open data, and records like its projects."""

import csv
import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from kyodo_portal.files.tables.refused import ImportRefused
from kyodo_portal.life.audit import AuditEntry
from kyodo_portal.web.linked_data import absolute
from projects.imports.writing import import_file
from projects.models import Project
from tests.factories import make_department, make_group
from tests.publishing.cities import public_project

pytestmark = pytest.mark.django_db

CASE = Path(__file__).parents[2] / "data" / "cases" / "01_utf8.csv"


def exported(client: Client, kind: str, folder: Path) -> Path:
    """The portal's own file, as anybody downloads it."""
    path = folder / f"projects.{kind}"
    path.write_bytes(b"".join(client.get(f"/opendata/projects.{kind}").streaming_content))
    return path


@pytest.fixture
def one_of_each() -> None:
    """A project of the city's own, one without what a record needs, and one that was read in."""
    public_project("花の道", groups=(make_group("花の会"),), signed=False)
    public_project("目的はまだ", purpose="", signed=False)
    import_file(CASE)


@pytest.mark.parametrize("kind", ["csv", "json"])
def test_own_open_data_read_in_again_create_nothing_and_say_so(
    client: Client, tmp_path: Path, one_of_each: None, kind: str
) -> None:
    path = exported(client, kind, tmp_path)
    before = list(Project.objects.order_by("pk").values())
    entries = AuditEntry.objects.count()
    out, err = StringIO(), StringIO()

    call_command("import_projects", str(path), "--update", stdout=out, stderr=err)

    assert out.getvalue() == (
        "1件はすでに登録されています。\n"
        "2件は、このポータルの事業です。ファイルからは書き換えず、何も登録していません。\n"
    )
    assert err.getvalue() == ""
    assert list(Project.objects.order_by("pk").values()) == before
    assert AuditEntry.objects.count() == entries


def test_own_project_is_known_by_its_address_when_its_title_has_changed_since(
    client: Client, tmp_path: Path, one_of_each: None
) -> None:
    path = exported(client, "json", tmp_path)
    Project.objects.filter(title="花の道").update(title="花と緑の道")

    assert import_file(path).own == 2


def test_number_of_another_project_is_refused(
    client: Client, tmp_path: Path, one_of_each: None
) -> None:
    path = exported(client, "json", tmp_path)
    (record,) = [each for each in json.loads(path.read_text()) if each["title"] == "花の道"]
    path.write_text(json.dumps([{**record, "title": "川のそうじ", "url": "https://x.example/"}]))

    with pytest.raises(ImportRefused) as refusal:
        import_file(path)
    (reason,) = refusal.value.reasons
    assert reason == (
        f"1件目（id：{record['id']}）の id：この番号は、このポータルの事業「花の道」のものです。"
        "別の事業なら、番号を変えてください。"
    )


def test_title_changed_here_comes_back_as_nothing_new(
    client: Client, tmp_path: Path, one_of_each: None
) -> None:
    project = Project.objects.get(source__external_id="t01")
    project.title = "ため池を守る応援隊"
    project.save()

    outcome = import_file(exported(client, "csv", tmp_path))

    assert (outcome.created, outcome.unchanged, outcome.different) == (0, 1, [])


def changed(folder: Path, **values: str) -> Path:
    """The record of the case under a new number, with some cells written anew."""
    (record,) = csv.DictReader(StringIO(CASE.read_bytes().decode()))
    path = folder / "changed.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(record))
        writer.writeheader()
        writer.writerow({**record, "ID": "new", **values})
    return path


ALIKE: list[tuple[dict[str, str], bool]] = [
    ({}, True),
    ({"名称": "ため池の草刈リ応援隊　"}, True),
    ({"名称": " ため池の草刈り　応援隊"}, False),
    ({"名称": "ため池の草刈り応援隊 "}, True),
    ({"相手団体名": "川の会"}, True),
    ({"始まりの年度": "2022"}, False),
    ({"終わりの年度": "2024"}, True),
    ({"担当課": "環境課"}, False),
    ({"地方公共団体名": "別の市"}, False),
]


@pytest.mark.parametrize(("values", "is_alike"), ALIKE)
def test_record_like_a_project_here_is_asked_about_and_not_doubled(
    values: dict[str, str], is_alike: bool, tmp_path: Path
) -> None:
    import_file(CASE)
    address = absolute(Project.objects.get().get_absolute_url())
    path = changed(tmp_path, **values)

    outcome = import_file(path)

    title = values.get("名称", "ため池の草刈り応援隊").strip()
    told = f"1件目（2行目、id：new）：「{title}」令和5年度(2023年度)（{address}）"
    assert (outcome.created, outcome.alike) == ((0, [told]) if is_alike else (1, []))
    assert import_file(path, add_alike=True).created == int(is_alike)


def test_own_project_of_the_city_is_recognised_by_title_year_and_department(tmp_path: Path) -> None:
    public_project(
        "ため池の草刈り応援隊",
        fiscal_year=2023,
        departments=(make_department("農政課"),),
        signed=False,
    )

    outcome = import_file(changed(tmp_path, 地方公共団体名="埼玉県吉川市"))

    assert (outcome.created, len(outcome.alike)) == (0, 1)


def test_long_list_is_recognised_in_as_many_queries_as_a_short_one(
    tmp_path: Path, django_assert_num_queries: Any
) -> None:
    """Where nothing is new: each of the questions is asked once, whatever the list's length."""
    text = CASE.read_bytes().decode()
    head, line = text.splitlines()[:2]

    def listed(number: int) -> Path:
        path = tmp_path / f"{number}.csv"
        lines = [line.replace("t01", f"n{turn}") for turn in range(number)]
        path.write_text("\n".join([head, *lines]), encoding="utf-8")
        return path

    import_file(CASE)
    for number in (1, 30):
        path = listed(number)
        with django_assert_num_queries(5):
            assert len(import_file(path).alike) == number
