"""The days of a call: told in their order on its page, and refused where they do not fit."""

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client

from kyodo_portal.words.calendar import JST
from proposals.models import Call
from proposals.rules.call_dates import days_out_of_order
from tests.factories import make_coordinator
from tests.opened import send
from tests.projects.events import make_event
from tests.proposals.factories import make_call
from tests.proposals.pages import signed_in
from tests.proposals.test_admin_calls import call_form, change

pytestmark = pytest.mark.django_db

OPENS = dt.datetime(2026, 7, 1, 8, 30, tzinfo=JST)
CLOSES = dt.datetime(2026, 8, 31, 17, 15, tzinfo=JST)
PERIOD: dict[str, Any] = {"opens_at": OPENS, "closes_at": CLOSES}


def told(call: Call, client: Client | None = None) -> list[str]:
    page = (client or Client()).get(call.get_absolute_url()).content.decode()
    return re.findall(r'class="timeline-title">([^<]*)<', page)[:-1]


def test_all_days_of_a_call_are_told_in_their_order() -> None:
    briefing = make_event("提案の説明会", starts_at=dt.datetime(2026, 7, 8, 18, 0, tzinfo=JST))
    call = make_call(
        **PERIOD,
        briefing=briefing,
        questions_until=dt.date(2026, 7, 15),
        consult_until=dt.date(2026, 7, 31),
        corrections_until=dt.date(2026, 9, 10),
        review_due_on=dt.date(2026, 10, 5),
        presentation_on=dt.date(2026, 10, 10),
        results_due_on=dt.date(2026, 11, 20),
    )

    assert told(call) == [
        *("受付が始まりました", "説明会", "募集についての質問の期限", "事前相談の期限"),
        *("受付を締め切りました", "補正の期限", "この日までに、審査委員が採点します"),
        *("プレゼンテーション審査", "このころ、結果を公表します"),
    ]
    page = Client().get(call.get_absolute_url()).content.decode()
    assert f'<a href="{briefing.get_absolute_url()}">提案の説明会</a>' in page


def test_briefing_that_is_not_public_is_told_to_nobody_else() -> None:
    call = make_call(briefing=make_event("まだの説明会", status="draft"))

    assert "説明会" not in told(call)
    assert "説明会" in told(call, signed_in(make_coordinator()))


@pytest.mark.parametrize(
    ("days", "wrong"),
    [
        ({}, set()),
        ({"questions_until": dt.date(2026, 8, 31), "consult_until": dt.date(2026, 6, 1)}, set()),
        ({"questions_until": dt.date(2026, 9, 1)}, {"questions_until"}),
        ({"consult_until": dt.date(2026, 9, 1)}, {"consult_until"}),
        ({"corrections_until": dt.date(2026, 8, 31)}, set()),
        ({"corrections_until": dt.date(2026, 8, 30)}, {"corrections_until"}),
        ({"presentation_on": dt.date(2026, 8, 30)}, {"presentation_on"}),
        ({"results_due_on": dt.date(2026, 7, 1)}, set()),
        ({"results_due_on": dt.date(2026, 6, 30)}, {"results_due_on"}),
    ],
)
def test_days_that_do_not_fit_are_named(days: dict[str, dt.date], wrong: set[str]) -> None:
    assert {*days_out_of_order(Call(**PERIOD, **days))} == wrong


def test_form_of_a_call_says_at_the_field_which_day_does_not_fit() -> None:
    call = make_call(when="draft")
    desk = signed_in(make_coordinator())
    late = make_event("おそい説明会")

    wrong = {"consult_until": "2026-06-01", "briefing": str(late.pk)}
    refused = send(desk, change(call), call_form(call) | wrong).content.decode()
    send(desk, change(call), call_form(call) | {"consult_until": "2026-04-20"})

    assert "受付の締切の日か、それより前の日にしてください。" in refused
    assert "説明会は、受付の締切より前に始まるものを選んでください。" in refused
    call.refresh_from_db()
    assert call.consult_until == dt.date(2026, 4, 20)
