"""What waits for whom: one line per thing to do, with its day."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from groups.models import User
from proposals.flows import REVIEW_FLOW
from proposals.models import Call
from proposals.waiting import waiting_for
from tests.factories import (
    make_coordinator,
    make_department,
    make_group,
    make_reviewer,
    make_staff,
    make_user,
    today,
)
from tests.proposals.factories import make_call, make_consultation, make_proposal, make_review

pytestmark = pytest.mark.django_db


def labels(person: Any) -> list[str]:
    fresh = person if isinstance(person, AnonymousUser) else User.objects.get(pk=person.pk)
    return [task.label for task in waiting_for(fresh)]


def test_nothing_waits_for_strangers() -> None:
    make_proposal()
    make_consultation(by=make_user())

    assert labels(AnonymousUser()) == []
    assert labels(make_user()) == []


def test_drafts_wait_until_the_close_of_their_call() -> None:
    manager, member = make_user(), make_user()
    group = make_group(managers=(manager,), members=(member,))
    call = make_call()
    make_proposal("花", call=call, group=group)
    make_proposal("遅れた", call=make_call(when="closed"), group=group)

    (task,) = waiting_for(manager)
    assert task.label == "提案「花」を書いて提出する"
    assert task.due == timezone.localdate(call.closes_at)
    assert labels(member) == []


def test_returned_proposal_waits_until_its_day() -> None:
    manager = make_user()
    group = make_group(managers=(manager,))
    make_proposal("花", group=group, status="returned", correction_due_on=today())

    (task,) = waiting_for(manager)
    assert (task.label, task.due) == ("提案「花」を直して、もう一度提出する", today())


def test_consultations_wait_for_the_side_whose_turn_it_is() -> None:
    person, coordinator = make_user(), make_coordinator()
    department = make_department()
    staff, other = make_staff(department), make_staff(make_department())
    make_consultation("聞いた", by=person, department=department)
    make_consultation("答えた", by=person, department=department, status="answered")

    assert labels(person) == ["相談「答えた」の回答を読む"]
    assert labels(coordinator) == labels(staff) == ["相談「聞いた」に回答する"]
    assert labels(other) == []


def test_own_question_is_for_a_colleague_to_answer() -> None:
    coordinator = make_coordinator()
    make_consultation(by=coordinator)

    assert labels(coordinator) == []


def test_sheets_wait_for_their_reviewer_while_in_review() -> None:
    reviewer, other = make_reviewer(), make_reviewer()
    call = make_call(when="reviewing", review_due_on=today())
    flowers = make_proposal("花", call=call, status="under_review", number="8-1")
    sheet = make_review(flowers, reviewer)
    make_review(
        make_proposal("済み", call=call, status="under_review"), reviewer, status="submitted"
    )
    make_review(make_proposal("決定", call=call, status="adopted"), reviewer)
    own = make_proposal("自分の団体", call=call, status="under_review")
    own.group.memberships.create(user=reviewer)
    make_review(own, reviewer)

    (task,) = waiting_for(User.objects.get(pk=reviewer.pk))
    taking_up = "利害関係を確かめて、審査を引き受ける（受付番号 8-1）"
    assert (task.label, task.due) == (taking_up, today())
    REVIEW_FLOW.make("accept", sheet, by=reviewer)
    assert labels(reviewer) == ["提案「花」を採点する"]
    assert labels(other) == []


def test_coordinators_check_proposals_and_bring_calls_to_review() -> None:
    coordinator = make_coordinator()
    make_proposal("花", call=make_call(), status="submitted")
    own = make_proposal("自分の団体", call=Call.objects.get(), status="submitted")
    own.group.memberships.create(user=coordinator)
    make_call("締め切った募集", when="closed")
    make_call("審査中の募集", when="reviewing")

    assert labels(coordinator) == [
        "提案「花」の内容を確認する",
        "募集「締め切った募集」の審査を始める",
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_waiting_asks_a_constant_number_of_questions(
    count: int, django_assert_num_queries: Any
) -> None:
    coordinator = make_coordinator()
    for number in range(count):
        make_proposal(f"花{number}", status="submitted")
        make_consultation(by=make_user())
        make_call(when="closed")

    with django_assert_num_queries(9):
        waiting_for(User.objects.get(pk=coordinator.pk))
