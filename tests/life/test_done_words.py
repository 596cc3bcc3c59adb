"""What the person who made a move is told, and what is asked once more before one."""

import pytest
from django.test import Client

from evaluations.flows import EVALUATION_FLOW
from kyodo_portal.life.flows import REGISTRY, Flow
from projects.flows import PROJECT_FLOW
from proposals.flows import CALL_FLOW, PROPOSAL_FLOW
from tests.factories import (
    make_coordinator,
    make_department,
    make_group,
    make_project,
    make_reviewer,
    make_staff,
    make_user,
)
from tests.proposals.factories import make_proposal, make_review

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("flow", "name"),
    [
        (PROPOSAL_FLOW, "begin_review"),
        (PROPOSAL_FLOW, "withdraw"),
        (PROJECT_FLOW, "start"),
        (PROJECT_FLOW, "complete"),
        (PROJECT_FLOW, "cancel"),
        (CALL_FLOW, "start_review"),
        (EVALUATION_FLOW, "publish"),
    ],
)
def test_what_cannot_be_taken_back_is_asked_once_more(flow: Flow, name: str) -> None:
    assert flow.moves[name].confirm


def test_every_button_has_its_own_words_afterwards() -> None:
    without = [
        f"{label}.{move.name}"
        for label, flow in REGISTRY.items()
        for move in flow.moves.values()
        if not (move.automatic or move.by_clock or move.done)
    ]

    assert without == []


def test_reader_of_the_page_is_told_in_whole_sentences(client: Client) -> None:
    department = make_department()
    project = make_project(groups=(make_group(),), departments=(department,), status="agreed")
    client.force_login(make_staff(department))

    page = client.post(
        f"{project.get_absolute_url()}move/", {"move": "start", "seen": "agreed"}, follow=True
    )

    assert "事業を始めました。双方に知らせます。" in page.content.decode()


def test_submission_tells_its_number() -> None:
    proposal = make_proposal(by=make_user(), status="submitted", number="2026-1-001")

    assert "2026-1-001" in PROPOSAL_FLOW.moves["submit"].done_words(proposal)


def test_request_to_review_can_be_taken_back_without_unfolding_it(client: Client) -> None:
    proposal = make_proposal(status="under_review")
    make_review(proposal, make_reviewer())
    client.force_login(make_coordinator())

    page = client.get(f"/admin/proposals/proposal/{proposal.pk}/change/").content.decode()

    start, end = (
        page.index("<details>", page.index('id="reviews"')),
        page.index("この依頼を取り消す"),
    )
    assert "</details>" in page[start:end]


def test_staff_find_the_admin_on_top_of_their_page_and_no_empty_parts(client: Client) -> None:
    client.force_login(make_staff(make_department()))

    page = client.get("/my/").content.decode()

    assert page.index("管理画面") < page.index('id="waiting"')
    assert [
        part for part in ("groups", "proposals", "consultations") if f'id="{part}"' in page
    ] == []
