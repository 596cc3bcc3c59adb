"""Who may move a round of opinions along, what is handed in to it, and each opinion, in every status."""

import pytest

from proposals.flows import OPINION_FLOW, OPINION_ROUND_FLOW, OPINION_SUBMISSION_FLOW
from proposals.models import OpinionRoundStatus, OpinionStatus, SubmissionStatus
from tests.people import Policy, make_cast, open_moves, row
from tests.proposals.opinions.factories import make_round, make_submission

pytestmark = pytest.mark.django_db


def keepers(*moves: str) -> dict[str, set[str]]:
    return {kind: set(moves) for kind in ("staff", "coordinator")}


ROUNDS: Policy = {
    "draft": keepers("announce"),
    "announced": keepers("cancel"),
    "open": keepers("cancel"),
    "closed": keepers("publish_answer", "cancel"),
    "answered": {},
    "cancelled": {},
}

SUBMISSIONS: Policy = {
    "unconfirmed": {},
    "received": {"citizen": {"withdraw"}},
    "withdrawn": {},
}

OPINIONS: Policy = {
    "received": keepers("accept", "set_aside"),
    "valid": keepers("set_aside"),
    "out_of_scope": keepers("accept"),
}


def test_policies_name_every_status() -> None:
    assert set(ROUNDS) == set(OpinionRoundStatus.values)
    assert set(SUBMISSIONS) == set(SubmissionStatus.values)
    assert set(OPINIONS) == set(OpinionStatus.values)


@pytest.mark.parametrize("status", ROUNDS)
def test_moves_of_a_round(status: str) -> None:
    cast = make_cast()
    round_ = make_round(when=status, department=cast.department)

    assert open_moves(OPINION_ROUND_FLOW, cast, round_) == row(ROUNDS, status)


@pytest.mark.parametrize("status", SUBMISSIONS)
def test_moves_of_what_was_handed_in(status: str) -> None:
    cast = make_cast()
    round_ = make_round(department=cast.department)
    submission = make_submission(round_, cast["citizen"], status=status)

    assert open_moves(OPINION_SUBMISSION_FLOW, cast, submission) == row(SUBMISSIONS, status)


@pytest.mark.parametrize("status", OPINIONS)
def test_moves_of_an_opinion(status: str) -> None:
    cast = make_cast()
    round_ = make_round(when="closed", department=cast.department)
    opinion = make_submission(round_, cast["citizen"]).opinions.get()
    because = "案と関わりがないため。" if status == "out_of_scope" else ""
    type(opinion).objects.filter(pk=opinion.pk).update(status=status, set_aside_because=because)

    assert open_moves(OPINION_FLOW, cast, opinion) == row(OPINIONS, status)
