"""A ranking that is not whole: it says how many sheets are missing, and how far each figure may still move."""

from decimal import Decimal
from typing import Any

import pytest

from proposals.actions.assignment import withdraw_assignment
from proposals.judging.ranking import ranking_table
from proposals.judging.scoring import ranking_of
from proposals.models import Call, Proposal
from tests.factories import make_coordinator, make_reviewer, make_user
from tests.proposals.factories import make_call, make_proposal, make_review
from tests.proposals.test_admin import signed_in

pytestmark = pytest.mark.django_db

#: The sheets of each proposal of a call of 10 points: points of a criterion of 5 (two alike), or what has
#: become of the sheet. Then figure, number of sheets, how many are missing and the range of each.
Row = tuple[str | None, int, int, tuple[str, str] | None]
CASES: dict[str, tuple[str, list[list[int | str]], list[Row]]] = {
    "whole": ("mean", [[4, 5], [3, 3]], [("9.0", 2, 0, None), ("6.0", 2, 0, None)]),
    "one missing": (
        "mean",
        [[4, "in_progress"], [3, 3]],
        [("8.0", 1, 1, ("4.0", "9.0")), ("6.0", 2, 0, None)],
    ),
    "all missing": ("mean", [["assigned"], ["assigned"]], [(None, 0, 1, ("0.0", "10.0"))] * 2),
    "a conflict beside whole ones": (
        "mean",
        [[4, "declared_conflict"], [3, 3]],
        [("8.0", 1, 0, ("4.0", "9.0")), ("6.0", 2, 0, None)],
    ),
    "the same conflict everywhere": (
        "mean",
        [[4, "declared_conflict"], [3, "declared_conflict"]],
        [("8.0", 1, 0, None), ("6.0", 1, 0, None)],
    ),
    "nobody asked": ("mean", [[], [3]], [("6.0", 1, 0, None), (None, 0, 0, ("0.0", "10.0"))]),
    "trimmed, three": (
        "trimmed",
        [[1, 4, 5], [3, 3, 3]],
        [("8.0", 3, 0, None), ("6.0", 3, 0, None)],
    ),
    "trimmed, two of three": (
        "trimmed",
        [[1, 5, "in_progress"], [3, 3, 3]],
        # two sheets: nothing is left out; with the third, the middle one stands
        [("6.0", 2, 1, ("2.0", "10.0")), ("6.0", 3, 0, None)],
    ),
    "trimmed, two everywhere": (
        "trimmed",
        [[1, 5], [3, 3]],
        [("6.0", 2, 0, None), ("6.0", 2, 0, None)],
    ),
}


def reviewed(call: Call, sheets: list[int | str]) -> Proposal:
    proposal = make_proposal(call=call, status="under_review")
    for sheet in sheets:
        if isinstance(sheet, int):
            make_review(proposal, make_user(), status="submitted", points=sheet)
        else:
            make_review(proposal, make_user(), status=sheet)
    return proposal


@pytest.mark.parametrize("case", CASES)
def test_what_is_missing_and_what_it_may_change(case: str) -> None:
    method, proposals, wanted = CASES[case]
    call = make_call(when="reviewing", scoring_method=method)
    for sheets in proposals:
        reviewed(call, sheets)

    told = [(row.standing.figure, row.standing) for row in ranking_of(call)]

    assert [
        (
            None if figure is None else str(figure),
            one.counted,
            one.missing,
            None if one.range is None else (str(one.range[0]), str(one.range[1])),
        )
        for figure, one in told
    ] == wanted


def test_reviewer_removed_in_mid_review_leaves_a_range_and_nothing_missing() -> None:
    call = make_call(when="reviewing")
    one, _ = reviewed(call, [4, 4]), reviewed(call, [3, 3, 3])
    gone = make_review(one, make_reviewer(), status="in_progress", points=1)
    before = ranking_table(call)

    withdraw_assignment(review=gone, reason="転出のため", by=make_coordinator())

    after = ranking_table(call)
    first = after["ranked"][0].standing
    assert (before["missing"], after["missing"], after["is_unequal"]) == (1, 0, True)
    assert (str(first.figure), first.range) == ("8.0", (Decimal("5.3"), Decimal("8.7")))


def test_sheet_with_less_than_half_answered_does_not_count_and_says_so() -> None:
    call = make_call(when="reviewing")
    call.criteria.filter(name="公益性").update(weight=3)
    proposal = reviewed(call, [4])
    partial = make_review(proposal, make_user("棄権の多い委員"), status="submitted", points=5)
    partial.scores.filter(criterion__name="公益性").update(points=None, abstention="専門外")

    (row,) = ranking_table(call)["rows"]

    assert (row["row"].standing.counted, row["row"].standing.uncounted) == (1, 1)
    assert row["totals"][1] == ("棄権の多い委員", "数えない（採点が満点の半分に届かない）")


#: What the page says of a call whose proposals have these sheets.
WORDS: dict[str, tuple[list[list[int | str]], list[bool]]] = {
    "whole": ([[4], [3]], [False, False]),
    "one missing": ([[4, "assigned"], [3]], [True, False]),
    "unequal": ([[4, 5], [3]], [False, True]),
    "both": ([[4, 5], [3, "in_progress"]], [True, True]),
}


@pytest.mark.parametrize("case", WORDS)
def test_page_says_what_the_order_is_worth(case: str) -> None:
    proposals, wanted = WORDS[case]
    call = make_call(when="reviewing")
    for sheets in proposals:
        reviewed(call, sheets)

    page = signed_in(make_coordinator()).get(f"/admin/proposals/call/{call.pk}/ranking/")
    said = page.content.decode()

    assert ["暫定の順位です" in said, "採点の数がそろっていません" in said] == wanted


@pytest.mark.parametrize("number", [2, 9])
def test_ranking_page_asks_as_often_for_nine_as_for_two(
    number: int, django_assert_num_queries: Any
) -> None:
    call = make_call(when="reviewing", proposers="anyone")
    reviewers = [make_reviewer() for _ in range(3)]
    for place in range(number):
        proposal = make_proposal(call=call, status="under_review")
        if place % 2:
            Proposal.objects.filter(pk=proposal.pk).update(group=None)
        for reviewer in reviewers:
            make_review(proposal, reviewer, status="submitted", points=4)
    client = signed_in(make_coordinator())

    with django_assert_num_queries(14):
        client.get(f"/admin/proposals/call/{call.pk}/ranking/")
