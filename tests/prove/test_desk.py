"""The desk of a call with 500 proposals and 10 reviewers: as many queries as with one, and about as quick as
the plain list of its proposals."""

from time import perf_counter

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from proposals.models import Review
from tests.proposals.desk.deadline_day import make_day, make_many
from tests.proposals.test_admin import signed_in

pytestmark = [pytest.mark.prove, pytest.mark.django_db]

PROPOSALS, REVIEWERS, QUERIES, TIMES = 500, 10, 15, 3


def quickest(browser: Client, address: str) -> float:
    """The shortest of five visits, in seconds."""
    taken = []
    for _ in range(5):
        begun = perf_counter()
        assert browser.get(address).status_code == 200
        taken.append(perf_counter() - begun)
    return min(taken)


def test_desk_of_500_proposals_and_10_reviewers() -> None:
    day = make_day(1, reviewers=REVIEWERS, status="under_review")
    make_many(day, PROPOSALS - 1)
    browser = signed_in(day.coordinator)
    desk = f"/admin/proposals/call/{day.call.pk}/desk/"
    browser.get(desk)

    with CaptureQueriesContext(connection) as page:
        shown = browser.get(desk).content.decode()
    with CaptureQueriesContext(connection) as preview:
        planned = browser.post(desk, {"act": "remind"}).content.decode()

    assert Review.objects.count() == (PROPOSALS - 1) * REVIEWERS
    assert (len(page) <= QUERIES, len(preview) <= QUERIES) == (True, True)
    assert f"提案{PROPOSALS}件" in shown
    assert f"まだの採点{PROPOSALS - 1}件を、1通で知らせます。" in planned
    plain = f"/admin/proposals/proposal/?call__id__exact={day.call.pk}"
    assert quickest(browser, desk) <= TIMES * quickest(browser, plain)
