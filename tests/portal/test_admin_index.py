"""The first page of the admin: each person's work, counted, with the nearest day."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from groups.models import User
from kyodo_portal.queues import queues_for
from kyodo_portal.roles import Role
from proposals.models import Call
from tests.evaluations.factories import make_evaluation
from tests.factories import (
    make_coordinator,
    make_department,
    make_group,
    make_project,
    make_reviewer,
    make_staff,
    make_user,
    today,
)
from tests.proposals.factories import make_call, make_consultation, make_proposal, make_review

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"


def counts(person: User) -> dict[str, int]:
    fresh = User.objects.get(pk=person.pk)
    return {queue.label: queue.count for queue in queues_for(fresh) if queue.count}


def test_coordinator_sees_what_waits_for_the_desk() -> None:
    make_group(status="applied")
    make_consultation(by=make_user())
    make_call(when="closed")
    make_call(when="reviewing")
    day = today() - dt.timedelta(days=1)
    make_proposal(status="submitted")
    make_proposal(status="returned", correction_due_on=day)
    ready = make_proposal(status="under_review")
    make_review(ready, make_reviewer(), status="submitted", points=3)
    make_review(make_proposal(status="under_review"), make_reviewer())
    make_evaluation(make_project(), due_on=day)
    make_evaluation(make_project(), status="reflected")

    assert counts(make_coordinator()) == {
        "団体登録の申請を確認する": 1,
        "相談に回答する": 1,
        "締め切った募集の審査を始める": 1,
        "決定がそろった募集の結果を公表する": 1,
        "提出された提案を確認し、担当課と審査委員を決める": 1,
        "補正の期限を過ぎた提案": 1,
        "審査がそろった提案を決定する": 1,
        "まだ提出されていない審査": 1,
        "評価と報告を公表する": 1,
        "記入の期限を過ぎた評価": 1,
    }


def test_staff_see_the_work_of_their_department_alone() -> None:
    department = make_department()
    for one in (department, make_department()):
        make_consultation(by=make_user(), department=one)
        make_proposal(status="submitted", responsible_department=one)
        make_project(departments=(one,))
        make_evaluation(make_project(departments=(one,), status="completed"))

    assert counts(make_staff(department)) == {
        "自分の課に回った相談に回答する": 1,
        "自分の課に関わる提案": 1,
        "協議を進める事業（自分の課）": 1,
        "評価へ進む終了した事業（自分の課）": 1,
        "評価シートを書く（自分の課）": 1,
    }


def test_reviewer_sees_own_sheets_with_their_day() -> None:
    reviewer = make_reviewer()
    proposal = make_proposal(status="under_review")
    Call.objects.filter(pk=proposal.call_id).update(review_due_on=today())
    make_review(proposal, reviewer)
    make_review(make_proposal(status="under_review"), reviewer, status="in_progress")
    make_review(make_proposal(status="under_review"), make_reviewer())
    own_group = make_group(managers=(make_user(),), members=(reviewer,))
    make_review(make_proposal(group=own_group, status="under_review"), reviewer)

    queues = queues_for(reviewer)

    assert {queue.label: (queue.count, queue.due) for queue in queues} == {
        "依頼された審査を確かめる": (1, today()),
        "採点を続ける": (1, None),
    }


def test_nearest_day_comes_first_and_what_is_overdue_says_so() -> None:
    make_consultation(by=make_user())
    make_evaluation(make_project(), due_on=today() - dt.timedelta(days=1))
    later = make_proposal(status="under_review")
    Call.objects.filter(pk=later.call_id).update(review_due_on=today())
    make_review(later, make_reviewer())
    coordinator = make_coordinator()

    waiting = [queue for queue in queues_for(coordinator) if queue.count]

    assert [(queue.label, queue.is_overdue) for queue in waiting] == [
        ("記入の期限を過ぎた評価", True),
        ("まだ提出されていない審査", False),
        ("相談に回答する", False),
    ]
    client = Client()
    client.force_login(coordinator, backend=BACKEND)
    assert client.get("/admin/").content.decode().count("期限を過ぎています") == 1


def test_every_queue_leads_to_a_list_of_as_many() -> None:
    test_coordinator_sees_what_waits_for_the_desk()
    coordinator = User.objects.with_role(Role.COORDINATOR).get()
    client = Client()
    client.force_login(coordinator, backend=BACKEND)
    for queue in queues_for(coordinator):
        assert client.get(queue.url).context["cl"].result_count == queue.count, queue.label


@pytest.mark.parametrize("number", [1, 3])
def test_first_page_asks_the_database_a_constant_number_of_times(
    number: int, django_assert_num_queries: Any
) -> None:
    """For somebody who holds every role at once, which is the most there can be."""
    person = make_user(roles=(Role.COORDINATOR, Role.REVIEWER))
    department = make_department(staff=(person,))
    for _ in range(number):
        make_group(status="applied")
        make_consultation(by=make_user(), department=department)
        make_review(make_proposal(status="under_review"), person)
        make_evaluation(make_project(departments=(department,)))
    client = Client()
    client.force_login(person, backend=BACKEND)
    client.get("/admin/")

    with django_assert_num_queries(12):
        assert client.get("/admin/").status_code == 200
