"""A call at any time takes proposals until it closes, whatever was judged of it by then."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from kyodo_portal.life.flows import MoveRefused
from proposals.flows import CALL_FLOW
from proposals.models import Call
from proposals.rules.proposals import can_still_submit
from tests.factories import make_coordinator
from tests.proposals.factories import make_call, make_proposal

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
