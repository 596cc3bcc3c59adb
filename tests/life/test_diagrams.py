"""The page of states says what the tables of moves say."""

from pathlib import Path

import pytest

from kyodo_portal.life.diagrams import document
from kyodo_portal.life.flows import REGISTRY

PAGE = Path(__file__).parents[2] / "docs" / "states.md"


@pytest.mark.once
def test_states_page_is_printed_from_the_tables() -> None:
    assert PAGE.read_text() == document(), "run: manage.py states > docs/states.md"


@pytest.mark.once
@pytest.mark.parametrize("name", sorted(REGISTRY))
def test_flow_leads_from_its_first_status_to_every_other(name: str) -> None:
    flow = REGISTRY[name]
    reached = {flow.statuses.values[0]}
    while True:
        further = {move.target for move in flow.moves.values() if move.sources & reached} - reached
        if not further:
            break
        reached |= further
    assert reached == set(flow.statuses.values)


@pytest.mark.once
@pytest.mark.parametrize("name", sorted(REGISTRY))
def test_moves_name_who_makes_them(name: str) -> None:
    """A move that a person makes says in its rule's docstring who that is."""
    for move in REGISTRY[name].moves.values():
        if not (move.automatic or move.by_clock):
            assert move.who.__doc__, f"{name}.{move.name}"
