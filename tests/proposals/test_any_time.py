"""A call at any time takes proposals until it closes, whatever was judged of it by then."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from kyodo_portal.life.flows import MoveRefused
from proposals.flows import CALL_FLOW
from proposals.models import Call
from proposals.models.call_periods import NEXT_TO_CLOSE
from proposals.rules.call_dates import days_out_of_order
from proposals.rules.papers import can_count_as_in_time
from proposals.rules.proposals import can_still_submit
from tests.factories import make_coordinator
from tests.proposals.factories import make_call, make_proposal
from tests.proposals.pages import signed_in

pytestmark = pytest.mark.django_db

SOON, AGO = dt.timedelta(days=9), dt.timedelta(days=9)


def call_in(when: str, *, any_time: bool, over: bool = False) -> Call:
    now = timezone.now()
    period: dict[str, Any] = {
        "opens_at": now - 2 * AGO,
        "closes_at": now - AGO if over else now + SOON,
    }
    return make_call(when=when, is_any_time=any_time, **period)


@pytest.mark.parametrize("when", ["open", "reviewing", "decided"])
@pytest.mark.parametrize("over", [False, True])
@pytest.mark.parametrize("any_time", [False, True])
def test_what_takes_proposals(when: str, over: bool, any_time: bool) -> None:
    call = call_in(when, any_time=any_time, over=over)
    takes = not over and (any_time or when == "open")

    assert call.is_open is takes
    assert call.takes_drafts is takes
    assert Call.objects.open().exists() is takes
    assert Call.objects.taking_drafts().exists() is takes
    assert bool(can_still_submit(make_proposal(call=call))) is takes


def test_review_of_an_open_call_begins_only_where_it_is_at_any_time() -> None:
    desk = make_coordinator()
    usual, any_time = call_in("open", any_time=False), call_in("open", any_time=True)

    with pytest.raises(MoveRefused, match="受付を締め切ったあと"):
        CALL_FLOW.make("start_review", usual, by=desk)
    CALL_FLOW.make("start_review", any_time, by=desk)

    any_time.refresh_from_db()
    assert (any_time.status, any_time.is_open) == ("reviewing", True)


@pytest.mark.parametrize("when", ["open", "reviewing", "decided"])
def test_call_at_any_time_needs_no_deadline(when: str) -> None:
    call = make_call(when=when, is_any_time=True, closes_at=None)
    later = make_call("締切のある募集")
    proposal = make_proposal(call=call)

    assert (call.is_open, call.takes_drafts, call.has_closed) == (True, True, False)
    assert set(Call.objects.open()) == set(Call.objects.taking_drafts()) == {call, later}
    assert list(Call.objects.taking_drafts().order_by(NEXT_TO_CLOSE)) == [later, call]
    assert can_still_submit(proposal)
    client = signed_in(proposal.created_by)
    places = (
        "/",
        "/calls/",
        "/calls/?order=closing",
        "/my/",
        "/feeds/calls.xml",
        "/calls.ics",
        "/opendata/calls.csv",
    )
    pages = [call.get_absolute_url(), f"{call.get_absolute_url()}propose/", *places]
    assert {page: client.get(page).status_code for page in pages} == dict.fromkeys(pages, 200)
    assert "締切はありません" in client.get(proposal.get_absolute_url()).content.decode()
    assert not days_out_of_order(call)
    assert can_count_as_in_time(call, timezone.localdate())


def test_other_calls_need_one() -> None:
    call = make_call()
    call.closes_at = None
    with pytest.raises(ValidationError, match="随時受け付ける募集だけ"):
        call.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        make_call(closes_at=None)


#: What of a call is typed anew under a review and after results, and whether it is kept: at any time, and else.
CHANGED = {
    ("reviewing", "summary"): (True, True),
    ("reviewing", "closes_at"): (True, False),
    ("reviewing", "pass_percent"): (False, False),
    ("reviewing", "publishes_ranks"): (True, True),
    ("decided", "summary"): (True, False),
    ("decided", "closes_at"): (True, False),
    ("decided", "pass_percent"): (False, False),
    ("decided", "publishes_ranks"): (False, False),
    ("decided", "needs_vote"): (False, False),
    ("decided", "is_any_time"): (False, False),
}


@pytest.mark.parametrize("any_time", [True, False])
@pytest.mark.parametrize(("when", "name"), CHANGED)
def test_what_may_still_change_of_a_call(when: str, name: str, any_time: bool) -> None:
    call, client = call_in(when, any_time=any_time), signed_in(make_coordinator())

    page = client.get(f"/admin/proposals/call/{call.pk}/change/")

    form = page.context["adminform"].form
    assert (name in form.fields) is CHANGED[when, name][0 if any_time else 1]


def test_paper_for_an_open_call_is_taken_after_its_first_results() -> None:
    paper = {"came_by": "fax", "came_on": timezone.localdate(), "entered_by": make_coordinator()}
    verdicts = {
        any_time: bool(
            can_still_submit(make_proposal(call=call_in("decided", any_time=any_time), **paper))
        )
        for any_time in (True, False)
    }

    assert verdicts == {True: True, False: False}
