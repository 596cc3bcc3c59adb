"""Every address × every kind of person × every state that matters: what the table says, and no more."""

from collections import Counter

import pytest
from django.core.cache import cache
from django.db import transaction
from django.urls import get_resolver

from projects.models import CostShare, Project
from tests.people import IN_BROWSERS
from tests.trust.addresses import ADDRESSES
from tests.trust.canaries import leaks
from tests.trust.named import ELSEWHERE, views_in
from tests.trust.outcomes import OUTCOMES, Row
from tests.trust.reading import text_of
from tests.trust.requests import address, fingerprint, writes
from tests.trust.world import World


def test_table_names_every_address_and_no_other() -> None:
    known = {name for name, _ in views_in(get_resolver()) if name and not name.endswith(":")}

    assert {row.name for row in ADDRESSES} - ELSEWHERE == known - ELSEWHERE


def test_table_has_no_row_twice() -> None:
    assert [row for row, times in Counter(map(str, ADDRESSES)).items() if times > 1] == []


#: Enough to know that an address does not take a method at all.
FEW = ("anonymous", "coordinator", "superuser")


def asked(row: Row, expected: dict[str, str]) -> tuple[str, ...]:
    """Whom to ask: everybody; a few where an address does not take the method at all, or is about
    nothing but one's own account."""
    of_the_account = ":" not in row.name
    return FEW if of_the_account or set(expected.values()) == {"method"} else IN_BROWSERS


@pytest.mark.shared
@pytest.mark.parametrize("row", ADDRESSES, ids=str)
def test_reading(world: World, row: Row) -> None:
    """Each person gets what the row says, and nothing hidden is told. That nothing is written either is
    seen by `tests.reading_only`: at every address a citizen, a coordinator and the administrator ask."""
    path = address(world, row)
    got, told = {}, {}
    for kind in dict.fromkeys((*asked(row, row.get), "citizen")):
        cache.clear()  # the door counts how often one comes
        answer = world.browser(kind).get(path)
        if not OUTCOMES[row.get[kind]](answer):
            got[kind] = (row.get[kind], answer.status_code)
        if found := leaks(text_of(answer), kind):
            told[kind] = found

    assert (got, told) == ({}, {}), path


REFUSED = ("no", "hidden", "gone", "closed", "login", "method", "away", "stopped")


@pytest.mark.shared
@pytest.mark.parametrize("row", ADDRESSES, ids=str)
def test_writing(world: World, row: Row) -> None:
    """Each person is let in or refused as the row says; a refusal leaves every table as it was."""
    path = address(world, row)
    got, changed = {}, {}
    for kind in asked(row, row.post):
        cache.clear()
        with transaction.atomic():
            with writes() as seen:
                answer = world.browser(kind).post(path, row.data)
            if not OUTCOMES[row.post[kind]](answer):
                got[kind] = (row.post[kind], answer.status_code)
            after = fingerprint() if seen and row.post[kind] in REFUSED else {}
            transaction.set_rollback(True)
        if after and after != (before := fingerprint()):  # as it is again: rolled back
            changed[kind] = [table for table in before if after[table] != before[table]]

    assert (got, changed) == ({}, {}), path


#: What planned money is not.
COST = ("総事業費", "決算額", "かかった費用")


def test_no_public_answer_calls_a_plan_a_cost_or_has_two_totals(world: World) -> None:
    Project.objects.update(budget_total=345_000, budget_city=200_000, budget_cap=None)
    for project in Project.objects.all():
        CostShare.objects.create(project=project, category="苗", payer="city", amount=200_000)
        CostShare.objects.create(project=project, category="土", payer="group", amount=145_000)
    browser = world.browser("anonymous")
    told: dict[str, list[str]] = {}
    totals: dict[str, int] = {}
    for row in ADDRESSES:
        if row.get["anonymous"] == "ok":
            words = text_of(browser.get(address(world, row)))
            told[str(row)] = [word for word in COST if word in words]
            if row.name in ("projects:detail", "evaluations:detail"):
                totals[str(row)] = words.count("345,000円")

    assert {row: words for row, words in told.items() if words} == {}
    assert [row for row, times in totals.items() if times > 1] == []
    assert sum(totals.values()) > 3
    assert len(told) > 50
