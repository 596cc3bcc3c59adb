"""The open data files: what is in them, what is not, and that nothing is lost or run on the way."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import example, given
from hypothesis import strategies as st

from groups.models import Group
from kyodo_portal.files.csv_cells import csv_row, guarded, unguarded
from kyodo_portal.files.spreadsheets import FORMULA_STARTS
from kyodo_portal.publishing.kinds import datasets
from projects.imports.labels import LABELS
from projects.imports.rows import COLUMNS
from projects.imports.writing import import_file
from projects.models import Origin, Project
from tests.factories import make_coordinator, make_group, make_project
from tests.publishing.cities import CONTACT, HIDDEN, SHOWN, fill_city, public_group, public_project

DATASETS = datasets()
REAL = Path(__file__).parent.parent / "data" / "real_projects.json"
TITLES = {
    "projects": "名称",
    "groups": "名称",
    "calls": "名称",
    "reports": "名称",
    "events": "イベント名",
}


def body(answer: Any) -> bytes:
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)


def as_csv(client: Client, name: str, **query: Any) -> list[dict[str, str]]:
    """The rows of a file as a spreadsheet program reads them."""
    text = body(client.get(f"/opendata/{name}.csv", query)).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def as_json(client: Client, name: str, **query: Any) -> list[dict[str, Any]]:
    records: list[dict[str, Any]] = json.loads(body(client.get(f"/opendata/{name}.json", query)))
    return records


@pytest.mark.once
@given(st.text())
@example("=1+1")
@example("'=1+1")
@example("''＝１")
@example("\r\n=1")
@example("-5")
def test_no_cell_begins_like_a_formula_and_none_loses_a_letter(text: str) -> None:
    line = csv_row([text])
    ((cell,),) = csv.reader(io.StringIO(line, newline=""), strict=True)

    assert not cell.startswith(FORMULA_STARTS)
    assert (line[0], line[-3:]) == ('"', '"\r\n')
    assert unguarded(cell) == text


@pytest.mark.parametrize("text", ["花と緑", "", "'花", "1", " =1"])
def test_ordinary_text_is_left_as_it_is(text: str) -> None:
    assert guarded(text) == text


@pytest.mark.django_db
def test_hostile_title_is_no_formula_in_the_file(client: Client) -> None:
    make_project('=HYPERLINK("http://a.example","x")', place="＋１", summary="@SUM(1)")
    (row,) = as_csv(client, "projects")

    assert row["名称"] == '\'=HYPERLINK("http://a.example","x")'
    assert (row["場所名称"], row["説明"]) == ("'＋１", "'@SUM(1)")


@pytest.mark.shared
@pytest.mark.django_db
@pytest.mark.parametrize("name", DATASETS)
def test_file_says_what_kind_it_is(client: Client, name: str) -> None:
    fill_city()
    answer = client.get(f"/opendata/{name}.csv")
    content = body(answer)

    assert content[:3] == b"\xef\xbb\xbf"
    assert content.count(b"\r\n") == len(as_csv(client, name)) + 1
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="112437_{name}.csv"'
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "by/4.0" in answer.headers["Link"]
    assert answer.streaming


@pytest.mark.shared
@pytest.mark.django_db
@pytest.mark.parametrize("name", DATASETS)
def test_csv_and_json_hold_the_columns_of_the_dictionary(client: Client, name: str) -> None:
    fill_city()
    (row, *_), (record, *_) = as_csv(client, name), as_json(client, name)
    explained = client.get(f"/opendata/{name}/columns.json").json()

    assert list(row) == [column["label"] for column in explained["columns"]]
    assert list(record) == [column["key"] for column in explained["columns"]]
    assert len(set(row)) == len(explained["columns"]) == len(set(record))
    assert explained["license"]["name"] == "CC BY 4.0"
    assert explained["records"] == len(as_json(client, name))


@pytest.mark.shared
@pytest.mark.django_db
@pytest.mark.parametrize("name", DATASETS)
def test_empty_file_is_a_file(client: Client, name: str) -> None:
    assert as_csv(client, name) == []
    assert as_json(client, name) == []


@pytest.mark.django_db
def test_nothing_hidden_is_given_out_whoever_asks(client: Client) -> None:
    fill_city(2)
    told = {}
    for person in (AnonymousUser(), make_coordinator()):
        if person.is_authenticated:
            client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        for path in (f"/opendata/{name}.{kind}" for name in DATASETS for kind in ("csv", "json")):
            text = body(client.get(path)).decode()
            told[str(person), path] = (SHOWN in text, HIDDEN in text, CONTACT in text)

    assert told == dict.fromkeys(told, (True, False, False))
    assert len(told) == 2 * 2 * len(DATASETS)


@pytest.mark.shared
@pytest.mark.django_db
@pytest.mark.parametrize("name", DATASETS)
def test_retracted_record_is_gone_from_the_next_file(client: Client, name: str) -> None:
    fill_city()
    gone = {"status": "deleted"} if name == "groups" else {"published_at": None}
    gone = {"is_public": False} if name == "places" else gone
    gone = {"status": "draft"} if name in ("calls", "opinions") else gone
    gone = {"status": "reflected"} if name == "reports" else gone
    gone = {"status": "draft", "published_at": None} if name == "events" else gone
    gone = {"status": "private", "published_at": None} if name == "concerns" else gone
    gone = {"status": "scheduled", "convened_at": None} if name == "meetings" else gone
    before = len(as_json(client, name))
    if name == "help-wanted":  # it goes with the project that asks
        Project.objects.update(published_at=None)
    elif name == "offers":  # it goes with its group
        Group.objects.update(status="deleted")
    else:
        DATASETS[name].records().update(**gone)

    assert (before > 0, as_json(client, name)) == (True, [])


@pytest.mark.django_db
def test_file_takes_the_filters_of_the_list(client: Client) -> None:
    fill_city(2)
    public_project("別の類型", start_pattern="B")
    public_group("別の種別", kind="npo")
    left: list[tuple[str, dict[str, str], int]] = [
        ("projects", {"pattern": "B"}, 1),
        ("projects", {"q": "ない言葉"}, 0),
        ("groups", {"kind": "npo"}, 1),
        ("calls", {"kind": "city"}, 0),
        ("reports", {"round": "final"}, 2),
    ]

    for read in (as_json, as_csv):
        found = [(name, query, len(read(client, name, **query))) for name, query, _ in left]
        assert found == left


@pytest.mark.django_db
def test_head_sends_headers_alone(client: Client, django_assert_num_queries: Any) -> None:
    fill_city()

    answer = client.head("/opendata/groups.csv")

    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/opendata/users.csv", "/opendata/users.json", "/opendata/x/columns.json"]
)
def test_no_other_dataset_exists(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


QUERIES = {
    "projects": 6,
    "events": 5,
    "lectures": 2,
    "help-wanted": 2,
    "groups": 3,
    "offers": 1,
    "meetings": 3,
    "places": 5,
    "calls": 3,
    "opinions": 4,
    "concerns": 1,
    "reports": 7,
}


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 3])
def test_file_takes_as_many_queries_for_three_as_for_one(client: Client, number: int) -> None:
    fill_city(number)
    asked = {}
    for name in DATASETS:
        with CaptureQueriesContext(connection) as queries:
            body(client.get(f"/opendata/{name}.csv"))
        asked[name] = len(queries)

    assert asked == QUERIES


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 3])
def test_page_explains_every_dataset_in_a_query_each(
    client: Client, django_assert_num_queries: Any, number: int
) -> None:
    fill_city(number)

    with django_assert_num_queries(len(DATASETS)):
        page = client.get("/opendata/").content.decode()

    labels = [column.label for dataset in DATASETS.values() for column in dataset.columns]
    assert [label for label in labels if f'<th scope="row">{label}</th>' not in page] == []
    assert [name for name in DATASETS if f"/opendata/{name}.csv" not in page] == []
    assert "CC BY 4.0" in page


def test_footer_leads_to_the_open_data() -> None:
    assert reverse("open_data") == "/opendata/"


def test_projects_have_every_column_that_an_import_reads() -> None:
    keys = DATASETS["projects"].keys

    assert [key for key in COLUMNS if key not in keys] == []
    assert set(LABELS) == set(COLUMNS)


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["csv", "json"])
def test_export_of_past_projects_reads_in_as_unchanged(
    client: Client, tmp_path: Path, kind: str
) -> None:
    import_file(REAL)
    path = tmp_path / f"projects.{kind}"
    path.write_bytes(body(client.get(f"/opendata/projects.{kind}")))

    outcome = import_file(path)

    assert (outcome.created, outcome.unchanged, outcome.different) == (0, 40, [])


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["csv", "json"])
def test_projects_of_this_portal_read_into_another(
    client: Client, tmp_path: Path, kind: str
) -> None:
    two = (make_group("花と道の会"), make_group("緑の会"))
    public_project(
        "=花と緑\n二行目", groups=two, signed=False, budget_total=300_000, budget_city=200_000
    )
    (before,) = as_json(client, "projects")
    path = tmp_path / f"projects.{kind}"
    path.write_bytes(body(client.get(f"/opendata/projects.{kind}")))
    Project.objects.all().delete()

    outcome = import_file(path)
    (after,) = as_json(client, "projects")

    taken = [key for key in COLUMNS if key != "partner_type"]
    assert outcome.created == 1
    assert {key: after[key] for key in taken} == {key: before[key] for key in taken}
    assert Project.objects.get().origin == Origin.RECORD
    assert after["title"] == "=花と緑\n二行目"
