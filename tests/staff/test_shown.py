"""The lists of the admin say days with their era and sums in yen, as every other page of the portal does."""

import datetime as dt
import re
from typing import Any

import pytest
from django.db import models

from kyodo_portal.staff.shown import columns_in_words, in_words
from projects.models import Event, Project
from proposals.models import Call, Proposal
from tests.staff.admin_world import make_world, url
from tests.staff.test_base import signed_in

pytestmark = pytest.mark.django_db

CELLS = re.compile(r'<table id="result_list">.*?</table>', re.DOTALL)
WITHOUT_ERA = re.compile(r"(?<!\()\d{4}年\d{1,2}月")


@pytest.mark.once
@pytest.mark.parametrize(
    ("model", "name", "value", "shown"),
    [
        (Call, "review_due_on", dt.date(2026, 4, 1), "令和8年(2026年)4月1日"),
        (Call, "review_due_on", None, "—"),
        (
            Call,
            "closes_at",
            dt.datetime(2026, 3, 31, 15, 5, tzinfo=dt.UTC),
            "令和8年(2026年)4月1日 0時05分",
        ),
        (Project, "budget_total", 1_234_567, "1,234,567円"),
        (Project, "budget_total", None, "—"),
        (Project, "title", "花だん", "花だん"),
        (Proposal, "requested_amount", 0, "0円"),
        (Event, "title", True, "はい"),
    ],
)
def test_stored_value_is_shown_as_it_is_read(model: Any, name: str, value: Any, shown: str) -> None:
    assert in_words(value, model._meta.get_field(name)) == shown


@pytest.mark.once
def test_columns_in_words_sort_by_what_is_stored_and_keep_their_names() -> None:
    title, closes, status = columns_in_words(Call, ["title", "closes_at", "status_word"])

    assert (title, status) == ("title", "status_word")
    assert (closes.__name__, closes.admin_order_field) == ("closes_at", "closes_at")
    assert closes.short_description == Call._meta.get_field("closes_at").verbose_name


@pytest.mark.once
def test_every_column_of_yen_says_so_in_its_name() -> None:
    """By which it is known: a number of something else is no sum."""
    numbers = {
        str(field)
        for model in (Project, Proposal, Call)
        for field in model._meta.get_fields()
        if isinstance(field, models.PositiveBigIntegerField) and "円" not in field.verbose_name
    }
    assert numbers == {"proposals.Proposal.posted_up_to"}  # an entry of the record


def test_no_list_of_the_admin_says_a_day_without_its_era() -> None:
    world = make_world()
    clients = {who: signed_in(world.people[who]) for who in ("superuser", "coordinator")}
    found, with_era = {}, set()
    for name, record in world.records.items():
        for client in clients.values():
            page = client.get(url(record, "changelist"))
            table = CELLS.search(page.content.decode()) if page.status_code == 200 else None
            if table is not None:
                found[name] = found.get(name, []) + WITHOUT_ERA.findall(table[0])
                with_era |= {name} if "令和" in table[0] else set()

    assert {name: days for name, days in found.items() if days} == {}
    assert len(with_era) > 20
