"""Next year's call is made from this year's."""

import datetime as dt

import pytest

from kyodo_portal.words.calendar import JST
from proposals.actions.calls import OWN, a_year_later, copy_call
from proposals.models import Call, LetterTemplate
from tests.factories import make_coordinator, make_department
from tests.proposals.factories import make_call

OPENS = dt.datetime(2026, 7, 1, 8, 30, tzinfo=JST)


@pytest.mark.parametrize(
    ("day", "later"),
    [
        (dt.date(2026, 7, 1), dt.date(2027, 6, 30)),  # a Wednesday stays one
        (dt.date(2026, 7, 4), dt.date(2027, 7, 3)),  # a Saturday too
        (dt.date(2026, 5, 7), dt.date(2027, 5, 6)),  # after the holidays
        (dt.date(2026, 5, 1), dt.date(2027, 4, 30)),
        (dt.date(2026, 4, 30), dt.date(2027, 4, 30)),  # 4/29 is closed
        (dt.date(2026, 12, 31), dt.date(2027, 12, 30)),  # closed already
    ],
)
def test_a_year_later_is_the_same_kind_of_day(day: dt.date, later: dt.date) -> None:
    assert a_year_later(day) == later


@pytest.mark.django_db
def test_copied_call_is_in_preparation_with_everything_a_year_later() -> None:
    call = make_call(
        "令和8年度の募集（令和9年度実施）",
        when="decided",
        fiscal_year=2026,
        project_fiscal_year=2027,
        opens_at=OPENS,
        closes_at=OPENS + dt.timedelta(days=30, hours=9),
        theme="緑",
        department=make_department(),
        budget_cap=300_000,
        kind="city",
    )
    before = Call.objects.values().get(pk=call.pk)

    LetterTemplate.objects.create(call=call, outcome="adopted", body="{name} 様")
    coordinator = make_coordinator()
    made, is_new = copy_call(call=call, by=coordinator)
    again, is_newer = copy_call(call=call, by=coordinator)

    made.refresh_from_db()
    assert ((made.pk, is_new), (again.pk, is_newer)) == ((made.pk, True), (made.pk, False))
    differs = {name for name in before if made.serializable_value(name) != before[name]}
    assert {"opens_at", "closes_at"} <= differs
    assert {name.removesuffix("_id") for name in differs} - {"opens_at", "closes_at"} <= OWN
    assert made.title == "令和9年度の募集（令和10年度実施）"
    assert (made.status, made.decided_at) == ("draft", None)
    assert (made.fiscal_year, made.project_fiscal_year) == (2027, 2028)
    assert made.opens_at == dt.datetime(2027, 6, 30, 8, 30, tzinfo=JST)
    assert [row.name for row in made.criteria.all()] == ["公益性", "実現可能性"]
    assert [row.body for row in made.letter_templates.all()] == ["{name} 様"]
    assert Call.objects.values().get(pk=call.pk) == before
