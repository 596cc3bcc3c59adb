"""Who may move a department's opinion along, in every status; who reads and answers it."""

from pathlib import Path
from typing import Any

import pytest

from groups.models import User
from kyodo_portal.cities import city
from proposals.flows import DEPARTMENT_OPINION_FLOW, PROPOSAL_FLOW
from proposals.models import DepartmentOpinion, DepartmentOpinionStatus, Proposal
from proposals.rules.department_opinions import (
    can_answer_opinion,
    can_request_opinion,
    can_write_opinion,
    may_correct_opinion,
)
from tests.cities.test_cities import SMALLEST
from tests.factories import make_staff
from tests.people import KINDS, Policy, make_cast, open_moves, row
from tests.proposals.factories import make_proposal, make_review
from tests.proposals.opining import make_department_opinion

pytestmark = pytest.mark.django_db

OPINIONS: Policy = {
    "requested": {"coordinator": {"call_off"}},
    "draft": {"staff": {"settle"}, "coordinator": {"call_off"}},
    "settled": {},
    "answered": {},
    "unanswered": {},
    "called_off": {},
}

READERS = {
    **dict.fromkeys(("requested", "draft", "called_off"), "staff coordinator superuser"),
    **dict.fromkeys(
        ("settled", "answered", "unanswered"), "member manager staff coordinator superuser"
    ),
}

#: Who writes, answers, corrects in which status; whatever is not named is refused.
ACTS = {
    "write": (can_write_opinion, {"requested": "staff", "draft": "staff"}),
    "answer": (can_answer_opinion, {"settled": "manager"}),
    "correct": (
        may_correct_opinion,
        dict.fromkeys(("settled", "answered", "unanswered"), "staff"),
    ),
}


def test_policy_of_opinions_names_every_status() -> None:
    assert set(OPINIONS) == set(READERS) == set(DepartmentOpinionStatus.values)


@pytest.mark.parametrize("status", OPINIONS)
def test_moves_and_readers_of_an_opinion(status: str) -> None:
    cast = make_cast()
    proposal = make_proposal(
        group=cast.group, status="submitted", responsible_department=cast.department
    )
    opinion = make_department_opinion(proposal, status=status)

    assert open_moves(DEPARTMENT_OPINION_FLOW, cast, opinion) == row(OPINIONS, status)
    readers = [
        kind
        for kind in KINDS
        if DepartmentOpinion.objects.visible_to(cast[kind]).filter(pk=opinion.pk).exists()
    ]
    assert " ".join(readers) == READERS[status]
    may = {
        name: " ".join(kind for kind in KINDS if rule(cast[kind], opinion))
        for name, (rule, _) in ACTS.items()
    }
    assert may == {name: named.get(status, "") for name, (_, named) in ACTS.items()}
    revises = "revise" in PROPOSAL_FLOW.open_to(cast["manager"], proposal)
    assert revises is (status == "settled")


def test_reviewers_read_it_from_the_review_on_and_everybody_where_the_call_says_so() -> None:
    cast = make_cast()
    readers = {}
    for publishes in (False, True):
        for status, when in (("under_review", "reviewing"), ("declined", "decided")):
            proposal = make_proposal(
                group=cast.group, status=status, responsible_department=cast.department
            )
            stored = {"status": when, "publishes_opinion": publishes}
            stored["decided_at"] = proposal.submitted_at if when == "decided" else None
            type(proposal.call).objects.filter(pk=proposal.call_id).update(**stored)
            make_review(proposal, cast["reviewer"], status="in_progress")
            opinion = make_department_opinion(proposal, status="unanswered")
            readers[status, publishes] = {
                kind
                for kind in KINDS
                if DepartmentOpinion.objects.visible_to(cast[kind]).filter(pk=opinion.pk).exists()
            }

    inside = {"member", "manager", "staff", "coordinator", "superuser", "reviewer"}
    assert readers == {
        ("under_review", False): inside,
        ("under_review", True): inside,
        ("declined", False): inside,
        ("declined", True): set(KINDS),
    }


def test_opinion_is_asked_for_once_of_a_department_that_is_settled() -> None:
    cast = make_cast()
    may = {}
    for name, fields in {
        "submitted": {"status": "submitted"},
        "without a department": {"status": "submitted", "responsible_department": None},
        "draft": {"status": "draft"},
        "under review": {"status": "under_review"},
    }.items():
        proposal = make_proposal(group=cast.group, **fields)
        may[name] = " ".join(kind for kind in KINDS if can_request_opinion(cast[kind], proposal))
    asked = make_proposal(status="submitted")
    make_department_opinion(asked)
    may["asked already"] = " ".join(k for k in KINDS if can_request_opinion(cast[k], asked))

    assert {name: who for name, who in may.items() if who} == {"submitted": "coordinator"}


def test_two_people_where_the_city_says_so(settings: Any, tmp_path: Path) -> None:
    opinion = make_department_opinion(status="draft")
    writer, other = opinion.written_by, make_staff(opinion.department, "もう一人")
    assert writer is not None

    def settling() -> list[bool]:
        people = (User.objects.get(pk=each.pk) for each in (writer, other))
        return ["settle" in DEPARTMENT_OPINION_FLOW.open_to(each, opinion) for each in people]

    one = settling()
    assert not city().department_opinion.two_people
    path = tmp_path / "two.toml"
    path.write_text(f"{SMALLEST}[department_opinion]\ntwo_people = true\n", encoding="utf-8")
    settings.KYODO_CITY = str(path)
    assert (one, settling()) == ([True, True], [False, True])


def test_staff_of_the_group_write_and_settle_nothing_of_their_own() -> None:
    cast = make_cast()
    cast.department.staff.add(cast["member"])
    proposal = make_proposal(
        group=cast.group, status="submitted", responsible_department=cast.department
    )
    opinion = make_department_opinion(proposal, status="draft")

    assert not can_write_opinion(cast["member"], opinion)
    assert DEPARTMENT_OPINION_FLOW.open_to(cast["member"], opinion) == []
    assert Proposal.objects.visible_to(cast["member"]).filter(pk=proposal.pk).exists()
