"""The results of a call as everybody reads them, from the points kept with each decision."""

from decimal import Decimal
from typing import Any

import pytest

from proposals.judging.results import points_in, results_of
from proposals.models import Decision
from tests.proposals.factories import make_call, make_proposal

#: What is kept with a decision, and the figure read from it.
KEPT: list[tuple[Any, Decimal | None]] = [
    ({"figure": "8.5"}, Decimal("8.5")),
    ({"figure": "0.0"}, Decimal(0)),
    ({"figure": None}, None),
    ({"figure": ""}, None),
    ({"figure": "八点"}, None),
    ({}, None),
    (None, None),
]


@pytest.mark.once
@pytest.mark.parametrize(("kept", "figure"), KEPT)
def test_figure_is_read_from_what_was_kept(kept: Any, figure: Decimal | None) -> None:
    assert points_in(Decision(score_snapshot=kept), "figure") == figure


@pytest.mark.django_db
def test_results_keep_the_rank_free_that_a_tie_takes() -> None:
    call = make_call(when="decided")
    for title, figure in (
        ("点なし", None),
        ("同点の後", "7.0"),
        ("零点", "0.0"),
        ("同点一", "8.0"),
        ("同点二", "8.0"),
        ("最高", "9.9"),
    ):
        proposal = make_proposal(title, call=call, status="declined")
        Decision.objects.filter(proposal=proposal).update(score_snapshot={"figure": figure})

    assert [(result.rank, result.proposal.title) for result in results_of(call)] == [
        (1, "最高"),
        (2, "同点一"),
        (2, "同点二"),
        (4, "同点の後"),
        (5, "零点"),
        (None, "点なし"),
    ]


@pytest.mark.django_db
def test_call_without_a_decision_has_no_results() -> None:
    call = make_call(when="decided")
    make_proposal(call=call, status="under_review")

    assert results_of(call) == []
