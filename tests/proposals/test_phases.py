"""Who reads whose sheet, and when: own ones alone, until one's last is in or the day of the call has come.

Where a sheet is hidden, the page is the same to the byte whatever stands in it.
"""

import datetime as dt
import re
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from proposals.models import Proposal, Review, Score
from proposals.rules.phases import can_read_others, sheets_beside
from tests.factories import make_reviewer, make_user, today
from tests.people import make_cast
from tests.proposals.factories import make_call, make_proposal, make_review
from tests.proposals.test_admin import change, signed_in

pytestmark = pytest.mark.django_db
SECRET = "ほかの委員だけが知る言葉"

#: Days until the others open (None: never); the reviewer's sheet of this proposal and of another of the call;
#: the colleague's sheet. Then whether the reviewer reads it.
PHASES: dict[str, tuple[int | None, str, str, str, bool]] = {
    "never": (None, "submitted", "submitted", "submitted", False),
    "writing this one": (7, "in_progress", "submitted", "submitted", False),
    "writing another": (7, "submitted", "in_progress", "submitted", False),
    "another not taken up": (7, "submitted", "assigned", "submitted", False),
    "last one in": (7, "submitted", "submitted", "submitted", True),
    "stepped aside from another": (7, "submitted", "declared_conflict", "submitted", True),
    "theirs still written": (7, "submitted", "submitted", "in_progress", False),
    "they stepped aside": (7, "submitted", "submitted", "declared_conflict", False),
    "the day before": (1, "in_progress", "in_progress", "submitted", False),
    "the day": (0, "in_progress", "in_progress", "submitted", True),
    "after the day": (-3, "in_progress", "in_progress", "submitted", True),
    "the day, not taken up": (0, "assigned", "submitted", "submitted", False),
    "the day, stepped aside": (0, "declared_conflict", "submitted", "submitted", False),
    "the day, theirs still written": (0, "submitted", "submitted", "in_progress", False),
}


def stage(days: int | None, this: str, other: str, theirs: str) -> tuple[Client, Review, Review]:
    """The reviewer's browser, their sheet, and the colleague's on the same proposal."""
    opens_on = None if days is None else today() + dt.timedelta(days=days)
    call = make_call(when="reviewing", others_open_on=opens_on)
    reviewer = make_reviewer()
    proposal = make_proposal(call=call, status="under_review")
    mine = make_review(proposal, reviewer, status=this, points=3)
    make_review(make_proposal(call=call, status="under_review"), reviewer, status=other, points=2)
    colleague = make_review(proposal, make_reviewer("同じ提案の委員"), status=theirs, points=1)
    return signed_in(reviewer), mine, colleague


def page_of(client: Client, sheet: Review) -> str:
    """The page without what changes from one reading to the next."""
    page = client.get(change(sheet)).content.decode()
    lines = [line for line in page.splitlines() if "csrfmiddlewaretoken" not in line]
    return re.sub(r'name="mark" value="[^"]*"', "", "\n".join(lines))


@pytest.mark.parametrize("case", PHASES)
def test_who_reads_what_in_which_phase(case: str) -> None:
    *given, reads = PHASES[case]
    client, mine, theirs = stage(*given)

    before = page_of(client, mine)
    Score.objects.filter(review=theirs).update(points=5, comment=SECRET)
    Review.objects.filter(pk=theirs.pk).update(comment=SECRET)
    after = page_of(client, mine)

    assert (SECRET in after, "同じ提案の委員" in after) == (reads, reads)
    assert (before == after) is not reads
    assert client.get(change(theirs)).status_code == 404


def test_others_are_read_of_ones_own_proposals_alone() -> None:
    client, mine, theirs = stage(0, "submitted", "submitted", "submitted")
    elsewhere = make_proposal(call=mine.proposal.call, status="under_review")
    unread = make_review(elsewhere, theirs.reviewer, status="submitted", points=4)

    assert sheets_beside(mine.reviewer, mine) == [theirs]
    assert client.get(change(unread)).status_code == 404


def test_whoever_comes_to_have_an_interest_reads_nothing_more() -> None:
    cast = make_cast()
    call = make_call(when="reviewing", others_open_on=today())
    proposal = make_proposal(call=call, group=cast.group, status="under_review")
    mine = make_review(proposal, cast["reviewer"], status="submitted", points=3)
    make_review(proposal, cast["other_reviewer"], status="submitted", points=3)
    cast.group.memberships.create(user=cast["reviewer"], role="member")

    assert sheets_beside(cast["reviewer"], mine) == []


def test_proposal_given_up_holds_nobody_up() -> None:
    client, mine, _ = stage(7, "submitted", "in_progress", "submitted")
    other = Proposal.objects.exclude(pk=mine.proposal_id)
    assert not can_read_others(mine.reviewer, mine.proposal.call)

    other.update(status="withdrawn")

    assert can_read_others(mine.reviewer, mine.proposal.call)


@pytest.mark.parametrize(
    ("status", "opens"),
    {"submitted": False, "returned": False, "under_review": False, "not_accepted": True}.items(),
)
def test_sheet_of_a_proposal_whose_review_has_not_begun_counts(status: str, opens: bool) -> None:
    _, mine, _ = stage(7, "submitted", "assigned", "submitted")
    Proposal.objects.exclude(pk=mine.proposal_id).update(status=status)

    assert bool(can_read_others(mine.reviewer, mine.proposal.call)) is opens


@pytest.mark.parametrize("number", [1, 3])
def test_sheet_asks_as_often_for_three_others_as_for_one(
    number: int, django_assert_num_queries: Any
) -> None:
    client, mine, _ = stage(0, "submitted", "submitted", "submitted")
    for _ in range(number - 1):
        make_review(mine.proposal, make_user(), status="submitted", points=4)
    client.get(change(mine))

    with django_assert_num_queries(28):
        client.get(change(mine))


def test_day_of_the_others_is_not_before_the_scoring_is_due() -> None:
    call = make_call(when="open", review_due_on=today() + dt.timedelta(days=9))
    call.others_open_on = today() + dt.timedelta(days=8)

    with pytest.raises(ValidationError, match="採点の期限か、その後"):
        call.validate_constraints()
