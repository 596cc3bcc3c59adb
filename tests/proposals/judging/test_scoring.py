"""From the totals of the reviewers to one figure, and the order of the proposals."""

from decimal import Decimal
from typing import Any

import pytest

from proposals.judging.scoring import (
    ScoreStanding,
    figure_of,
    ranked,
    ranking_of,
    score_standing_of,
)
from proposals.models import Call, Criterion, Proposal, Score
from tests.factories import make_user
from tests.proposals.factories import make_call, make_proposal, make_review


def decimals(*numbers: str) -> list[Decimal]:
    return [Decimal(number) for number in numbers]


#: Totals of the sheets handed in, their mean, and their mean without the highest and the lowest.
FIGURES = [
    ((), None, None),
    (("0",), "0.0", "0.0"),
    (("7",), "7.0", "7.0"),
    (("6", "9"), "7.5", "7.5"),  # two sheets: nothing is left out
    (("10", "4", "6"), "6.7", "6.0"),
    (("0", "10", "10", "10"), "7.5", "10.0"),
    (("10", "10", "4", "10"), "8.5", "10.0"),  # of several that are highest, one is left out
    (("1", "2", "3", "4", "90"), "20.0", "3.0"),
    (("7.1", "7.2"), "7.2", "7.2"),  # 7.15: the half goes up
    (("7.2", "7.3"), "7.3", "7.3"),  # 7.25, and not to the even digit
    (("5", "5", "6"), "5.3", "5.0"),
    (("5", "6", "6"), "5.7", "6.0"),
    (("0.04",), "0.0", "0.0"),
    (("0.05",), "0.1", "0.1"),
    (("0", "3.3", "3.4", "9"), "3.9", "3.4"),  # trimmed 3.35
]


@pytest.mark.once
@pytest.mark.parametrize(("totals", "mean", "trimmed"), FIGURES)
def test_figure_of_totals(totals: tuple[str, ...], mean: str | None, trimmed: str | None) -> None:
    told = [figure_of(decimals(*totals), method) for method in ("mean", "trimmed")]

    assert told == [None if figure is None else Decimal(figure) for figure in (mean, trimmed)]


def standing(figure: str | None, *totals: str) -> ScoreStanding:
    return ScoreStanding(
        totals=tuple(decimals(*totals)),
        figure=None if figure is None else Decimal(figure),
        full_marks=Decimal("10.0"),
        pass_mark=Decimal("6.0"),
    )


#: A figure; whether it passes where 6.0 points do.
PASSES = [("6.0", True), ("5.9", False), ("10.0", True), ("0.0", False), (None, None)]


@pytest.mark.once
@pytest.mark.parametrize(("figure", "passes"), PASSES)
def test_figure_passes_from_the_pass_mark_on(figure: str | None, passes: bool | None) -> None:
    assert standing(figure).passes is passes


@pytest.mark.once
def test_spread_is_how_far_the_reviewers_disagree() -> None:
    told = [standing("7.0", *totals).spread for totals in (("4", "10", "7"), ("7",), ())]

    assert told == [Decimal(6), Decimal(0), None]


#: Each proposal, in the order in which it was handed in: its figure and what it asks for. Then the
#: ranking: its rank and its place in that order.
RANKINGS: dict[str, tuple[list[tuple[str | None, int | None]], list[tuple[int | None, int]]]] = {
    "nothing": ([], []),
    "one": ([("0.0", 1)], [(1, 0)]),
    "by figure": ([("5.0", 1), ("8.5", 9), ("6.0", 1)], [(1, 1), (2, 2), (3, 0)]),
    "smaller request": ([("8.0", 500), ("8.0", 300), ("8.0", 400)], [(1, 1), (1, 2), (1, 0)]),
    "rank after a tie": ([("8.0", 1), ("7.0", 1), ("8.0", 2)], [(1, 0), (1, 2), (3, 1)]),
    "equal request": ([("8.0", 5), ("8.0", 5)], [(1, 0), (1, 1)]),
    "no money": ([("8.0", 5), ("8.0", None), ("8.0", 0)], [(1, 1), (1, 2), (1, 0)]),
    "nothing counts": ([(None, 1), ("0.0", 9), (None, 0)], [(1, 1), (None, 2), (None, 0)]),
}


@pytest.mark.once
@pytest.mark.parametrize("case", RANKINGS)
def test_ranking(case: str) -> None:
    given, wanted = RANKINGS[case]
    standings = [
        (Proposal(pk=place, requested_amount=asked), standing(figure))
        for place, (figure, asked) in enumerate(given)
    ]

    assert [(row.rank, row.proposal.pk) for row in ranked(standings)] == wanted


def of_one_criterion(method: str, **fields: Any) -> Call:
    """A call whose reviewers give up to 100 points for one thing."""
    call = make_call(when="reviewing", scoring_method=method, **fields)
    call.criteria.all().delete()
    Criterion.objects.create(call=call, name="公益性", points_max=100)
    return call


def reviewed(call: Call, title: str, sheets: dict[int, str], asked: int = 100_000) -> Proposal:
    """A proposal with sheets: the points of each, and its status."""
    proposal = make_proposal(title, call=call, status="under_review", requested_amount=asked)
    for points, status in sheets.items():
        make_review(proposal, make_user(), status=status, points=points)
    return proposal


SHEETS = {
    "submitted only": ({40: "submitted", 60: "submitted"}, "50.0", 2),
    "an open sheet": ({40: "submitted", 90: "in_progress"}, "40.0", 1),
    "a sheet to come": ({40: "submitted", 0: "assigned"}, "40.0", 1),
    "a conflict": ({40: "submitted", 100: "declared_conflict"}, "40.0", 1),
    "none handed in": ({90: "in_progress", 0: "assigned"}, None, 0),
    "none asked": ({}, None, 0),
    "three handed in": ({10: "submitted", 50: "submitted", 60: "submitted"}, "50.0", 3),
    "two and a conflict": (
        {10: "submitted", 50: "submitted", 90: "declared_conflict"},
        "30.0",
        2,
    ),
}


@pytest.mark.django_db
def test_only_sheets_handed_in_count() -> None:
    call = of_one_criterion("trimmed")
    proposals = {case: reviewed(call, case, sheets) for case, (sheets, *_) in SHEETS.items()}

    alone = {case: score_standing_of(proposal) for case, proposal in proposals.items()}
    among = {row.proposal.title: row.standing for row in ranking_of(call)}

    assert {case: (one.figure, one.counted) for case, one in alone.items()} == {
        case: (None if figure is None else Decimal(figure), counted)
        for case, (_, figure, counted) in SHEETS.items()
    }
    assert {case: (one.figure, one.counted) for case, one in among.items()} == {
        case: (one.figure, one.counted) for case, one in alone.items()
    }


@pytest.mark.django_db
def test_total_weighs_each_criterion_and_the_pass_mark_is_a_part_of_them_all() -> None:
    call = make_call(when="reviewing", pass_percent=60)
    call.criteria.filter(name="公益性").update(weight=Decimal("1.5"), points_max=5)
    call.criteria.filter(name="実現可能性").update(weight=Decimal("0.5"), points_max=10)
    review = make_review(reviewed(call, "花", {}), make_user(), status="submitted")
    for criterion, points in zip(call.criteria.order_by("order"), (3, 9), strict=True):
        Score.objects.create(review=review, criterion=criterion, points=points)

    one = score_standing_of(review.proposal)

    assert (one.totals, one.figure) == ((Decimal("9.0"),), Decimal("9.0"))
    assert (one.full_marks, one.pass_mark) == (Decimal("12.5"), Decimal("7.5"))


#: Whether a proposal of this status stands in the ranking.
STANDS = {
    **dict.fromkeys(("draft", "submitted", "returned", "not_accepted", "withdrawn"), False),
    **dict.fromkeys(("under_review", "adopted", "conditional", "declined"), True),
}


@pytest.mark.django_db
def test_ranking_has_what_was_or_is_reviewed() -> None:
    call = make_call(when="reviewing")
    for status in STANDS:
        make_proposal(status, call=call, status=status)
    make_proposal("ほかの募集", status="under_review")

    assert {row.proposal.title for row in ranking_of(call)} == {
        status for status, stands in STANDS.items() if stands
    }


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 3])
def test_ranking_takes_as_many_queries_for_three_as_for_one(
    number: int, django_assert_num_queries: Any
) -> None:
    call = of_one_criterion("mean")
    for title in range(number):
        reviewed(call, str(title), {40: "submitted", 50: "in_progress"})

    with django_assert_num_queries(5):
        ranking_of(call)
