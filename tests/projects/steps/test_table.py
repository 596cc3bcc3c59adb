"""The table of steps: it says of every form what is signed and what is done, and is printed as it stands."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from kyodo_portal.cities.rows.kinds import COMMON_FORMS
from projects.flows import PROJECT_FLOW
from projects.steps.rows import Due, Step
from projects.steps.table import ROADS, STEPS, road_of, steps_for
from tests.own_city import live_in

PAGE = Path(__file__).parents[3] / "docs" / "forms.md"

pytestmark = pytest.mark.once


def test_page_is_printed_from_the_table() -> None:
    printed = StringIO()
    call_command("forms", stdout=printed)

    assert PAGE.read_text() == printed.getvalue(), "manage.py forms > docs/forms.md"


def test_no_form_is_without_a_road() -> None:
    assert sorted(ROADS) == list(COMMON_FORMS)
    assert [form for form, road in ROADS.items() if not (road.signed and road.group_signs)] == []
    assert [form for form, road in ROADS.items() if not (road.city_signs and road.evaluated)] == []


@pytest.mark.parametrize("form", COMMON_FORMS)
def test_every_road_keeps_the_four_rules(form: int) -> None:
    """Both sign, it begins, it ends, both evaluate; in this order, and by the moves of the project."""
    road = ROADS[form]

    moves = [step.by_move for step in road.steps if step.by_move]
    assert moves == ["agree", "start", "complete", "mark_evaluated"]
    assert set(moves) <= set(PROJECT_FLOW.moves)
    assert road.steps[-1].by_move == "mark_evaluated"
    begun = [step.by_move for step in road.steps].index("start")
    assert [step.key for step in road.steps[begun:] if step.before_start] == []


@pytest.mark.parametrize("form", COMMON_FORMS)
def test_what_a_step_waits_for_comes_before_it(form: int) -> None:
    steps = ROADS[form].steps
    place = {step.key: at for at, step in enumerate(steps)}

    for step in steps:
        awaited = [*step.follows, *([step.due.since] if _counts_from_step(step.due) else [])]
        assert [key for key in awaited if key not in STEPS] == []
        assert [key for key in awaited if place.get(key, -1) >= place[step.key]] == []


def _counts_from_step(due: Due | None) -> bool:
    return due is not None and isinstance(due.since, str)


def test_two_forms_share_a_step_once() -> None:
    same_key: dict[str, set[int]] = {}
    for road in ROADS.values():
        for step in road.steps:
            same_key.setdefault(step.key, set()).add(id(step))
    assert {key for key, objects in same_key.items() if len(objects) > 1} == set()

    both = steps_for([8, 2])
    assert [step.key for step in both] == [
        *("sponsorship_application", "grant_application", "agree", "advance", "start", "complete"),
        *("report", "confirmation", "invoice", "payment", "repayment", "evaluate"),
    ]


@pytest.mark.parametrize("first", COMMON_FORMS)
@pytest.mark.parametrize("second", COMMON_FORMS)
def test_two_forms_together_keep_the_order_of_each(first: int, second: int) -> None:
    joined: list[Step] = steps_for([first, second])

    assert len(joined) == len({step.key for step in joined})
    for form in (first, second):
        own = [step for step in joined if step in ROADS[form].steps]
        assert own == list(ROADS[form].steps)


def test_a_form_of_the_city_goes_the_road_it_follows(settings: Any, tmp_path: Path) -> None:
    form = (
        '[[forms]]\nnumber = 21\nfollows = 4\nname = "花の里親"\nexplanation = "花を育てます。"\n'
    )
    live_in(settings, tmp_path, form)

    assert road_of(21) is ROADS[4]
    assert road_of(39) is ROADS[3]
