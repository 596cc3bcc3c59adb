"""Staff type days, times and 年度 in the admin as they write them on paper."""

import datetime as dt
from typing import Any

import pytest

from kyodo_portal.staff.moments import NO_SUCH_TIME
from kyodo_portal.words.calendar import JST
from proposals.models import Call
from tests.factories import make_coordinator
from tests.projects.test_admin import signed_in
from tests.proposals.test_admin_calls import call_form

pytestmark = pytest.mark.django_db

OPENS, CLOSES = (
    dt.datetime(2027, 3, 10, 9, 0, tzinfo=JST),
    dt.datetime(2027, 3, 31, 17, 15, tzinfo=JST),
)

FORMS: list[tuple[str, str, str, str]] = [
    ("令和9年3月10日", "9時", "令和9年3月31日", "17時15分"),
    ("2027/3/10", "9:00", "2027/3/31", "17:15"),
    ("Ｒ９．３．１０", "９：００", "R9.3.31", "午後5時15分"),
    ("2027年3月10日（水）", "午前9時", "令和9年(2027年)3月31日", "5:15 PM"),
    ("2027-03-10", "09:00:00", "2027-03-31", "17:15:00"),
]


def posted(**typed: Any) -> dict[str, Any]:
    call = Call(summary="花を植える提案を募ります。", fiscal_year=2026, project_fiscal_year=2027)
    return call_form(call) | typed


def errors(**typed: Any) -> dict[str, list[str]]:
    """What the page says of what was typed."""
    page = signed_in(make_coordinator()).post("/admin/proposals/call/add/", posted(**typed))
    return dict(page.context["adminform"].form.errors)


@pytest.mark.parametrize("typed", FORMS)
def test_moments_are_read_in_the_forms_of_the_desk(typed: tuple[str, str, str, str]) -> None:
    names = ("opens_at_0", "opens_at_1", "closes_at_0", "closes_at_1")
    answer = signed_in(make_coordinator()).post(
        "/admin/proposals/call/add/",
        posted(
            **dict(zip(names, typed, strict=True)),
            fiscal_year="令和８年度",
            project_fiscal_year="R9",
        ),
    )

    assert answer.status_code == 302
    call = Call.objects.get(title="書き直した募集")
    assert (call.opens_at, call.closes_at) == (OPENS, CLOSES)
    assert (call.fiscal_year, call.project_fiscal_year) == (2026, 2027)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (
            {"closes_at_1": "夕方"},
            "時刻として読み取れません。17:15 か 17時15分、午後5時15分 のように書いてください。",
        ),
        (
            {"closes_at_1": "24時"},
            NO_SUCH_TIME,
        ),
        (
            {"closes_at_0": "令和元年4月30日"},
            "その日付はありません。年・月・日と元号を確かめてください。",
        ),
        ({"closes_at_0": ""}, "日付を書いてください。"),
        ({"closes_at_1": ""}, "時刻を書いてください。"),
    ],
)
def test_what_cannot_be_read_is_told_with_how_to_write_it(typed: dict[str, str], told: str) -> None:
    assert errors(**typed) == {"closes_at": [told]}


def test_year_that_cannot_be_read_is_told(client: Any) -> None:
    assert errors(fiscal_year="来年度") == {
        "fiscal_year": ["年度として読み取れません。2026 か 令和8年度 のように書いてください。"]
    }
