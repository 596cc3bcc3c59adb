"""On every record of the admin what can be done stands before what is read."""

from typing import Any

import pytest

from kyodo_portal.life.flows import REGISTRY
from tests.staff.admin_world import MODEL_ADMINS, World, make_world, url
from tests.staff.test_base import signed_in

pytestmark = pytest.mark.django_db

WITH_MOVES = sorted(
    each.opts.model_name for each in MODEL_ADMINS if each.opts.label_lower in REGISTRY
)
"""Every kind of record in the admin that something moves on."""

MOVES = ('id="moves"', 'id="endings"')
"""Where the moves stand: those that lead on, and those that end its course."""

TEXT = {
    MOVES[0]: (
        "<fieldset",
        "<dl",
        '<div class="portal-text"',
        'id="content-title"',
        'id="history"',
    ),
    MOVES[1]: ('<div class="portal-text"', 'id="content-title"', 'id="history"'),
}
"""What a record's text begins with; before what ends it the small forms stand, too."""


@pytest.fixture(scope="module")
def world(for_the_file: None) -> World:
    return make_world()


def page_of(world: World, name: str) -> str:
    """The page as somebody reads it who can do something there; as the coordinator does otherwise."""
    record: Any = world.records[name]
    pages = [
        signed_in(world.people[role]).get(url(record, "change")).content.decode()
        for role in ("coordinator", "reviewer", "superuser")
    ]
    return next((page for page in pages if 'id="moves"' in page), pages[0])


@pytest.mark.once
def test_moves_stand_before_the_text_of_every_record(world: World) -> None:
    wrong = {}
    seen = []
    for name in sorted(set(WITH_MOVES) & world.records.keys()):
        page = page_of(world, name)
        first = next((mark for mark in MOVES if mark in page), None)
        if first is None:
            continue
        seen.append(name)
        main = page[page.index('id="content"') :]
        moves = main.index(first)
        before = [mark for mark in TEXT[first] if mark in main[:moves]]
        if before or main.index('class="portal-acts"') > moves:
            wrong[name] = before

    assert wrong == {}
    assert {"group", "meeting", "project", "review", "helpwanted", "concern"} <= set(seen)


@pytest.mark.once
@pytest.mark.parametrize(
    ("name", "act"),
    [
        ("proposal", 'id="handling-title"'),
        ("proposal", 'id="deciding-title"'),
        ("consultation", "回答を送る"),
        ("concern", 'id="publish-title"'),
        ("call", 'id="ranking-title"'),
        ("membership", 'id="end-title"'),
        ("project", 'id="publish-title"'),
        ("opinionround", 'id="desk-title"'),
        ("unansweredthread", "返事をお願いする"),
    ],
)
def test_small_forms_stand_before_the_text_too(world: World, name: str, act: str) -> None:
    coordinator = signed_in(world.people["coordinator"])
    page = coordinator.get(url(world.records[name], "change")).content.decode()

    assert page.index(act) < page.index('<div class="portal-text"')


@pytest.mark.once
def test_what_ends_a_record_stands_last_of_what_can_be_done(world: World) -> None:
    coordinator = signed_in(world.people["coordinator"])
    page = coordinator.get(url(world.records["proposal"], "change")).content.decode()

    panel = page[page.index('class="portal-acts"') : page.index('<div class="portal-text"')]
    ends = panel.index('id="endings"')

    assert panel.index('id="handling-title"') < ends
    assert "<section" not in panel[ends:]
    assert 'value="withdraw_for"' not in panel[:ends]
    assert 'value="withdraw_for"' in panel[ends:]


@pytest.mark.once
def test_what_leads_on_stands_before_what_ends_something(world: World) -> None:
    coordinator = signed_in(world.people["coordinator"])

    offers = coordinator.get(url(world.records["group"], "change")).context["offers"]
    kinds = [offer.move.tone in ("danger", "warning") for offer in offers if offer.verdict]

    assert kinds == sorted(kinds)
