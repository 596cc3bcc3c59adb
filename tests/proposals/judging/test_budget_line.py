"""How far the money of a call goes, and who stands next in line."""

from decimal import Decimal

import pytest

from proposals.judging.budget_line import budget_line
from proposals.judging.scoring import Ranked, ScoreStanding
from proposals.models import Proposal

pytestmark = pytest.mark.once

#: The money; figure (of 10, 6 pass) and request of each, best first. Then of each: within, first beyond the line,
#: place in the reserve, and what the first beyond could still have.
Row = tuple[bool, bool, int | None, int]
LINES: dict[str, tuple[int | None, list[tuple[str | None, int | None]], list[Row]]] = {
    "no sum": (None, [("9", 10)], []),
    "nobody": (100, [], []),
    "all within": (30, [("9", 10), ("8", 20)], [(True, False, None, 0)] * 2),
    "to the yen": (30, [("9", 30)], [(True, False, None, 0)]),
    "a yen short": (29, [("9", 30)], [(False, True, 1, 29)]),
    "one beyond": (25, [("9", 10), ("8", 20)], [(True, False, None, 0), (False, True, 1, 15)]),
    "a smaller one waits behind": (
        25,
        [("9", 10), ("8", 20), ("7", 5)],
        [(True, False, None, 0), (False, True, 1, 15), (False, False, 2, 15)],
    ),
    "below the pass mark": (
        25,
        [("9", 10), ("5", 1), (None, 1)],
        [(True, False, None, 0), (False, False, None, 0), (False, False, None, 0)],
    ),
    "asks for nothing": (
        5,
        [("9", 10), ("8", None), ("7", 0)],
        [(False, True, 1, 5), (True, False, None, 0), (True, False, None, 0)],
    ),
    "no money at all": (0, [("9", 1)], [(False, True, 1, 0)]),
}


def row(place: int, figure: str | None, asked: int | None) -> Ranked:
    standing = ScoreStanding(
        totals=(),
        figure=None if figure is None else Decimal(figure),
        full_marks=Decimal(10),
        pass_mark=Decimal(6),
    )
    return Ranked(place, Proposal(requested_amount=asked), standing)


@pytest.mark.parametrize("case", LINES)
def test_money_goes_down_the_ranking(case: str) -> None:
    total, proposals, wanted = LINES[case]
    ranked = [row(place, *each) for place, each in enumerate(proposals, start=1)]

    placed = budget_line(ranked, total)

    assert [(one.is_within, one.is_first_beyond, one.reserve, one.left) for one in placed] == wanted
