"""What cannot be read in a row of a draft does not erase what stands there."""

import datetime as dt
from typing import Any

import pytest

from proposals.models import Proposal
from tests.proposals.factories import make_proposal
from tests.proposals.pages import WHOLE, WHOLE_ROWS, signed_in, typed, url

pytestmark = pytest.mark.django_db

DAY = dt.date(2028, 3, 31)
FLOWERS, WATCH = WHOLE_ROWS["goals"]
SEEDS, TOOLS = WHOLE_ROWS["expense"]

GOALS: dict[str, tuple[list[dict[str, str]], list[tuple[str, dt.date | None]]]] = {
    "a day that is none": (
        [{**FLOWERS, "by_when": "そのうち"}, WATCH],
        [("花だん", DAY), ("当番", DAY)],
    ),
    "and other words": (
        [{**FLOWERS, "what": "花", "by_when": "そのうち"}, WATCH],
        [("花", DAY), ("当番", DAY)],
    ),
    "in the row that moved up": (
        [{**WATCH, "by_when": "2028-02-30"}],
        [("当番", DAY)],
    ),
    "emptied on purpose": ([{**FLOWERS, "by_when": ""}, WATCH], [("花だん", None), ("当番", DAY)]),
    "in a new row": (
        [FLOWERS, WATCH, {"what": "苗", "how_much": "3", "by_when": "そのうち"}],
        [("花だん", DAY), ("当番", DAY), ("苗", None)],
    ),
    "where no row is surely the same": (
        [{**FLOWERS, "what": "花", "by_when": "そのうち"}, {**WATCH, "what": "番"}],
        [("花", None), ("番", DAY)],
    ),
    "alone in a new row": (
        [FLOWERS, WATCH, {"what": "", "how_much": "", "by_when": "そのうち"}],
        [("花だん", DAY), ("当番", DAY)],
    ),
}


@pytest.fixture
def draft() -> Proposal:
    proposal = make_proposal()
    saved(proposal, WHOLE_ROWS)
    return proposal


def saved(proposal: Proposal, rows: dict[str, Any]) -> None:
    client = signed_in(proposal.created_by)
    proposal.refresh_from_db()
    client.post(url("proposals:whole", proposal.pk), typed(proposal, rows, **WHOLE))


@pytest.mark.parametrize("case", GOALS)
def test_day_of_a_goal_stays_where_nonsense_is_typed(draft: Proposal, case: str) -> None:
    goals, kept = GOALS[case]

    saved(draft, {**WHOLE_ROWS, "goals": goals})

    assert list(draft.goals.values_list("what", "by_when")) == kept


def test_amount_stays_as_well(draft: Proposal) -> None:
    saved(draft, {**WHOLE_ROWS, "expense": [{**SEEDS, "amount": "たくさん"}, TOOLS]})

    assert list(draft.budget.filter(side="expense").values_list("category", "amount")) == [
        ("苗代", 200_000),
        ("道具", 100_000),
    ]
