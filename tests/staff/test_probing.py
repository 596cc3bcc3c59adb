"""The lists of the admin cannot be used to guess what they do not show."""

import datetime as dt
import io
from typing import Any

import pytest
from django.contrib.admin.exceptions import DisallowedModelAdminLookup
from django.db import models
from django.test import Client, RequestFactory
from openpyxl import load_workbook

from kyodo_portal.files.spreadsheets import Column, spreadsheet
from kyodo_portal.staff.filters import allowed_params
from tests.evaluations.factories import make_evaluation
from tests.factories import make_coordinator, make_department, make_group, make_project, make_user
from tests.proposals.factories import make_call, make_consultation, make_proposal, make_review
from tests.staff.admin_world import MODEL_ADMINS, STAFF_ROLES, make_world, url

pytestmark = pytest.mark.django_db

LOOKUPS = ("", "__startswith", "__gte", "__isnull")
BACKEND = "django.contrib.auth.backends.ModelBackend"


def columns_of(model: type[models.Model]) -> list[str]:
    """Every column, and the columns behind every relation out of the model."""
    names = []
    for column in model._meta.get_fields():
        names.append(column.name)
        if column.is_relation and column.related_model is not None:
            names += [f"{column.name}__{far.name}" for far in column.related_model._meta.fields]
    return names


def test_columns_without_a_filter_cannot_narrow_a_list(rf: RequestFactory) -> None:
    world = make_world()
    let_through = []
    for model_admin in MODEL_ADMINS:
        allowed = allowed_params(model_admin.model, model_admin.list_filter)
        probes = {
            name + lookup for name in columns_of(model_admin.model) for lookup in LOOKUPS
        } - allowed
        for role in STAFF_ROLES:
            request = rf.get("/")
            request.user = world.people[role]
            shown = model_admin.get_changelist_instance(request)
            for probe in probes:
                shown.filter_params = {probe: ["1"]}
                try:
                    shown.get_queryset(request)
                except DisallowedModelAdminLookup:
                    continue
                let_through.append((role, model_admin.opts.model_name, probe))

    assert let_through == []


def test_probing_is_answered_as_a_bad_request() -> None:
    world = make_world()
    client = Client()
    client.force_login(world.people["coordinator"], backend=BACKEND)
    for page in ("changelist", "export"):
        address = url(world.records["group"], page)
        assert client.get(address, {"contact__phone__startswith": "0"}).status_code == 400
        assert client.get(address, {"created_by__email__contains": "a"}).status_code == 400


def test_allowed_filters_reach_no_personal_data() -> None:
    personal = {"email", "phone", "address", "password", "contact", "created_by", "body", "to"}
    for model_admin in MODEL_ADMINS:
        parts = {
            part
            for name in allowed_params(model_admin.model, model_admin.list_filter)
            for part in name.split("__")
        }
        assert parts & personal == set()
        if model_admin.opts.model_name != "user":
            searched = {part for name in model_admin.search_fields for part in name.split("__")}
            assert searched & personal == set()


@pytest.mark.shared
@pytest.mark.parametrize("name", ["group", "proposal", "evaluation", "user"])
def test_malformed_values_of_allowed_filters_never_break_a_list(name: str) -> None:
    world = make_world()
    client = Client()
    client.force_login(world.people["superuser"], backend=BACKEND)
    record = world.records[name]
    model_admin = next(one for one in MODEL_ADMINS if one.opts.model_name == name)
    for param in [*allowed_params(model_admin.model, model_admin.list_filter), "q", "p", "o"]:
        for value in ("'", "9" * 30, "１[", "x" * 5000):
            codes = [client.get(url(record, "export"), {param: value}).status_code]
            assert set(codes) <= {200, 302, 400}, (param, value)
    assert client.get(url(record, "changelist"), {"status__exact": "'", "q": "x" * 5000})


def test_autocomplete_offers_only_what_the_person_may_see() -> None:
    make_group("見える会")
    make_group("申請中の会", status="applied")
    client = Client()
    staff = make_user()
    make_department(staff=(staff,))
    client.force_login(staff, backend=BACKEND)
    asked = {"app_label": "projects", "model_name": "partner", "field_name": "group", "term": ""}

    found = client.get("/admin/autocomplete/", asked).json()["results"]

    assert [row["text"] for row in found] == ["見える会"]


def test_filter_of_related_records_names_only_visible_ones() -> None:
    make_call("準備中の募集", when="draft")
    seen = make_call("公開の募集")
    staff = make_user()
    department = make_department(staff=(staff,))
    make_proposal(call=seen, status="submitted", responsible_department=department)
    make_proposal(call=make_call("もう一つの募集"), status="submitted")
    client = Client()
    client.force_login(staff, backend=BACKEND)

    page = client.get("/admin/proposals/proposal/").content.decode()

    assert "もう一つの募集" in page
    assert "準備中の募集" not in page


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "＠A1"])
def test_cells_never_become_formulas(start: str) -> None:
    content = spreadsheet("一覧", [Column(start, lambda row: row)], [start, f"{start}\x00\x1b"])

    sheet = load_workbook(io.BytesIO(content)).active
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} == {"s"}
    assert all(cell.quotePrefix for row in sheet.iter_rows() for cell in row)


def test_cells_keep_days_moments_and_figures() -> None:
    moment = dt.datetime(2026, 3, 31, 15, 30, tzinfo=dt.UTC)
    values = [dt.date(2026, 4, 1), moment, 120_000, None, True, "花"]

    content = spreadsheet("表/名", [Column("値", lambda row: row)], values)

    sheet = load_workbook(io.BytesIO(content)).active
    assert sheet.title == "表名"
    assert [str(row[0].value) for row in sheet.iter_rows(min_row=2)] == [
        *("2026-04-01 00:00:00", "2026-04-01 00:30:00", "120000", "None", "はい", "花")
    ]


def test_export_has_the_filtered_rows_and_no_personal_data() -> None:
    make_group("登録の会", managers=(make_user("管理の人"),))
    make_group("申請の会", status="applied")
    client = Client()
    client.force_login(make_coordinator(), backend=BACKEND)

    response = client.get("/admin/groups/group/export/", {"status__exact": "applied"})

    sheet = load_workbook(io.BytesIO(response.content)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0][:3] == ["団体名", "フリガナ", "種別"]
    assert [row[0] for row in rows[1:]] == ["申請の会"]
    assert "example.jp" not in str(rows)
    assert "000-0000" not in str(rows)
    assert response["Content-Disposition"].startswith("attachment;")


def fill(number: int) -> None:
    """That many of everything."""
    for _ in range(number):
        manager, department = make_user(), make_department()
        group = make_group(managers=(manager,), status="registered")
        make_group(status="applied")
        project = make_project(groups=(group,), departments=(department,))
        proposal = make_proposal(group=group, by=manager, status="under_review")
        make_review(proposal, make_user(), status="submitted", points=3)
        make_consultation(by=manager, group=group)
        make_evaluation(project)


LISTS = {
    "groups_group": 8,
    "projects_project": 10,
    "proposals_call": 7,
    "proposals_consultation": 8,
    "proposals_proposal": 9,
    "proposals_review": 7,
    "evaluations_evaluation": 7,
}


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize("name", LISTS)
def test_lists_ask_the_database_a_constant_number_of_times(
    name: str, number: int, django_assert_num_queries: Any
) -> None:
    fill(number)
    client = Client()
    client.force_login(make_coordinator(), backend=BACKEND)
    address = f"/admin/{name.replace('_', '/')}/"
    client.get(address)

    with django_assert_num_queries(LISTS[name]):
        assert client.get(address).status_code == 200
