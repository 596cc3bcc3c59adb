"""The first page of the admin: each person's work, counted, with the nearest day."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from groups.models import User
from kyodo_portal.life.audit import AuditEntry
from kyodo_portal.life.queues import queues_for
from kyodo_portal.life.roles import Role
from kyodo_portal.life.standing_in import name_stand_in
from proposals.models import Call, Consultation
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
        "代表のいない団体に、代表を決めてもらう": 4,
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


def test_what_no_coordinator_may_handle_waits_for_the_administrator_until_somebody_stands_in() -> (
    None
):
    coordinator, administrator = make_coordinator(), make_user(is_superuser=True)
    theirs = make_group(status="applied", members=(coordinator,))
    make_group(status="applied")
    checked = "団体登録の申請を確認する"
    unattended = "協働担当の全員に利害関係がある団体の、代理の職員を決める"
    seen = [(counts(coordinator), counts(administrator))]
    stand_in = make_staff(make_department())
    name_stand_in(record=theirs, person=stand_in, reason="会員のため", by=administrator)
    seen.append((counts(coordinator), counts(administrator)))
    colleague = make_coordinator("もう一人の担当")
    theirs.memberships.create(user=colleague)
    make_group(status="applied", members=(coordinator,))
    seen.append((counts(colleague), counts(administrator)))

    assert seen == [
        ({checked: 1}, {unattended: 1}),
        ({checked: 1}, {}),
        ({checked: 2}, {}),
    ]


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
        ("代表のいない団体に、代表を決めてもらう", False),
    ]
    client = Client()
    client.force_login(coordinator, backend=BACKEND)
    assert client.get("/admin/").content.decode().count("期限を過ぎています") == 1


def test_queues_without_a_day_begin_with_the_oldest() -> None:
    made = {
        "団体登録の申請を確認する": (make_group(status="applied"), 5),
        "相談に回答する": (make_consultation(by=make_user()), 9),
        "提出された提案を確認し、担当課と審査委員を決める": (make_proposal(status="submitted"), 7),
    }
    for record, days in made.values():
        moment = timezone.now() - dt.timedelta(days=days)
        type(record).objects.filter(pk=record.pk).update(created_at=moment)

    queues = queues_for(make_coordinator())

    assert [queue.label for queue in queues if queue.count] == [
        "相談に回答する",
        "提出された提案を確認し、担当課と審査委員を決める",
        "団体登録の申請を確認する",
        "代表のいない団体に、代表を決めてもらう",
    ]
    assert [queue.count for queue in queues[4:]] == [0] * len(queues[4:])


def test_queue_leaves_out_the_columns_it_says_itself() -> None:
    make_proposal(status="submitted")
    make_proposal(status="returned", correction_due_on=today() - dt.timedelta(days=1))
    client = Client()
    client.force_login(make_coordinator(), backend=BACKEND)

    shown = {
        query: [
            getattr(each, "__name__", each)
            for each in client.get(f"/admin/proposals/proposal/{query}").context["cl"].list_display
        ]
        for query in ("", "?queue=submitted", "?queue=correction_overdue")
    }

    who = ["proposer_label", "call", "status_word", "responsible_department"]
    assert shown == {
        "": ["title_and_number", *who, "correction_due_on", "submitted_at"],
        "?queue=submitted": ["title_and_number", "waits_since", *who],
        "?queue=correction_overdue": ["title_and_number", "waits_since", *who, "correction_due_on"],
    }


def test_every_queue_leads_to_a_list_of_as_many() -> None:
    test_coordinator_sees_what_waits_for_the_desk()
    coordinator = User.objects.with_role(Role.COORDINATOR).get()
    client = Client()
    client.force_login(coordinator, backend=BACKEND)
    for queue in queues_for(coordinator):
        assert client.get(queue.url).context["cl"].result_count == queue.count, queue.label


def entered(record: Any, status: str, *, days_ago: int, before: str = "") -> None:
    """The record of acts says that it came into this status so many days ago."""
    AuditEntry.objects.create(
        at=timezone.now() - dt.timedelta(days=days_ago),
        action="consultation.ask_again",
        target_model=record._meta.label_lower,
        target_id=record.pk,
        target_label=str(record),
        status_before=before,
        status_after=status,
    )


def test_queue_begins_with_what_has_waited_longest_and_says_since_when() -> None:
    """Asked again on the same day it keeps its place; answered and asked again it waits anew."""
    person, coordinator = make_user(), make_coordinator()
    asked = {name: make_consultation(name, by=person) for name in ("三日前", "十日前", "今日")}
    made = timezone.now() - dt.timedelta(days=10)
    Consultation.objects.filter(pk=asked["十日前"].pk).update(created_at=made)
    Consultation.objects.filter(pk=asked["三日前"].pk).update(
        created_at=made - dt.timedelta(days=30)
    )
    entered(asked["三日前"], "answered", before="waiting", days_ago=20)
    entered(asked["三日前"], "waiting", before="answered", days_ago=3)
    entered(asked["十日前"], "waiting", before="waiting", days_ago=1)
    client = Client()
    client.force_login(coordinator, backend=BACKEND)

    [queue] = [queue for queue in queues_for(coordinator) if queue.count]
    response = client.get(queue.url)
    page = response.content.decode()

    assert [row.subject for row in response.context["cl"].result_list] == [
        "十日前",
        "三日前",
        "今日",
    ]
    assert [days for days in ("（10日前）", "（3日前）", "（今日）") if days not in page] == []
    assert "<h1>相談に回答する</h1>" in page
    assert queue.since == made
    first_day = timezone.localdate(made)
    assert f'<time datetime="{first_day}">' in client.get("/admin/").content.decode()


def test_list_that_is_no_queue_keeps_its_name_and_columns() -> None:
    make_consultation(by=make_user())
    client = Client()
    client.force_login(make_coordinator(), backend=BACKEND)

    for query in ("", "?queue=nothing"):
        page = client.get(f"/admin/proposals/consultation/{query}").content.decode()
        assert "<h1>相談の一覧</h1>" in page
        assert "いつから" not in page


def test_queue_with_a_day_begins_with_the_nearest() -> None:
    days = {"遅い": 5, "早い": -2, "なし": None}
    for title, days_ahead in days.items():
        day = None if days_ahead is None else today() + dt.timedelta(days=days_ahead)
        proposal = make_proposal(title, status="under_review", call=make_call(when="reviewing"))
        Call.objects.filter(pk=proposal.call_id).update(review_due_on=day)
        make_review(proposal, make_reviewer())
    client = Client()
    client.force_login(make_coordinator(), backend=BACKEND)

    rows = client.get("/admin/proposals/review/?queue=outstanding").context["cl"].result_list

    assert [row.proposal.title for row in rows] == ["早い", "遅い", "なし"]


def test_list_speaks_in_words_of_its_own() -> None:
    make_project(fiscal_year=2026, fiscal_year_end=2027)
    make_proposal(status="submitted")
    client = Client()
    client.force_login(make_coordinator(), backend=BACKEND)

    projects = client.get("/admin/projects/project/").content.decode()
    proposals = client.get("/admin/proposals/proposal/").content.decode()

    for words in ("全1件", "<summary>状態</summary>", "協働事業を登録する", "令和8–9年度"):
        assert words in projects
    assert "令和8年度(2026年度)</a>" in projects
    assert ">—</td>" in proposals
    assert "未記入" not in projects + proposals
    assert "まだ決まっていない</a>" in proposals


def test_search_box_of_a_list_is_named_in_japanese() -> None:
    client = Client()
    client.force_login(make_coordinator(), backend=BACKEND)

    page = client.get("/admin/proposals/consultation/").content.decode()

    assert '<span class="visually-hidden">ことばで探す</span></label>' in page
    assert "Search" not in page


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

    with django_assert_num_queries(32):
        assert client.get("/admin/").status_code == 200
