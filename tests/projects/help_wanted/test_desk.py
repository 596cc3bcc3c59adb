"""Help wanted, offers and questions at the desk: what waits for whom, the next one, asking for a department."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from groups.models import Guest, User
from kyodo_portal.life.queues import queues_for
from projects.models import HelpAnswer, HelpWanted, Question
from tests.factories import (
    make_coordinator,
    make_department,
    make_group,
    make_project,
    make_staff,
    make_user,
    today,
)
from tests.projects.helping import make_answer, make_help, make_question
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db

ANSWER_OFFERS = "手伝いの申し出に返事をする（自分の課）"


def made_before(days: int, *records: Any) -> None:
    """They were made so many days ago."""
    for record in records:
        moment = timezone.now() - dt.timedelta(days=days)
        type(record).objects.filter(pk=record.pk).update(created_at=moment)


def waiting(person: User) -> dict[str, tuple[int, dt.date | None]]:
    fresh = User.objects.get(pk=person.pk)
    return {queue.label: (queue.count, queue.due) for queue in queues_for(fresh) if queue.count}


def at_desk(person: User) -> Client:
    client = Client()
    sign_in(client, person)
    return client


def to_be_called(came_for: str) -> Guest:
    return Guest.objects.create(
        name="電話の方", phone="000-1111-2222", came_for=came_for, forget_on=today()
    )


def test_what_nobody_answers_waits_for_the_coordinators() -> None:
    group, project = make_group(managers=(make_user(),)), make_project()
    day = today() + dt.timedelta(days=3)
    late, new = make_help(group, closes_on=day), make_help(group)
    over = make_help(group, closes_on=today() - dt.timedelta(days=1))
    answered = make_help(group, status="answered", closes_on=day)
    offer = make_answer(answered, make_user())
    make_answer(answered, make_user())
    asked = make_question(project, make_user())
    make_question(project, make_user())
    made_before(30, late, over, answered, offer, asked)
    assert new.is_taking

    told = waiting(make_coordinator())

    assert {label: told[label] for label in told if "代表のいない" not in label} == {
        "申し出のない手伝いの募集に、声をかける": (1, day),
        "返事のないままの手伝いの申し出に、返事をうながす": (1, day),
        "答えのないままの事業への質問に、答えをうながす": (1, None),
    }


def test_staff_see_what_their_department_owes() -> None:
    department, day = make_department(), today() + dt.timedelta(days=3)
    for office in (department, make_department()):
        project = make_project(departments=(office,))
        wanted = make_help(office, closes_on=day)
        make_answer(wanted, make_user())
        make_answer(wanted, make_user(), status="accepted")
        make_answer(wanted, guest=to_be_called("help_answer"), status="unconfirmed")
        make_help(project, is_taken_over=True)
        make_help(project, status="done")
        make_help(project, status="filled", ends_on=today() - dt.timedelta(days=1))
        make_help(project, status="filled", ends_on=day)
        make_question(project, make_user())
        make_question(project, guest=to_be_called("question"), status="unconfirmed")

    told = waiting(make_staff(department))

    projects = {label for label in told if "事業（自分の課）" in label}
    assert {label: told[label] for label in told if label not in projects} == {
        ANSWER_OFFERS: (2, day),
        "「以前の記入から」の募集を確かめる（自分の課）": (1, None),
        "済んだこととお礼を書く手伝いの募集（自分の課）": (2, None),
        "事業への質問に答える（自分の課）": (2, None),
    }


def test_every_queue_leads_to_a_list_of_as_many() -> None:
    test_staff_see_what_their_department_owes()
    department = HelpWanted.objects.exclude(department=None).earliest("pk").department
    assert department is not None
    staff = make_staff(department)
    client = at_desk(staff)

    shown = {
        queue.label: client.get(queue.url).context["cl"].result_count for queue in queues_for(staff)
    }

    assert shown == {queue.label: queue.count for queue in queues_for(staff)}


def test_each_answered_offer_leads_to_the_next() -> None:
    department = make_department()
    wanted = make_help(department, "受付の手伝い")
    first, second = make_answer(wanted, make_user()), make_answer(wanted, make_user())
    make_answer(make_help(make_department()), make_user())
    client = at_desk(make_staff(department))
    address = "/admin/projects/helpanswer/{}/change/"

    shown = client.get(address.format(first.pk))
    assert shown.context["next_one"] == second
    assert f'href="{address.format(second.pk)}"' in shown.content.decode()
    moved = client.post(
        f"/admin/projects/helpanswer/{first.pk}/move/",
        {"move": "accept", "note": "1階の受付へお越しください。"},
    )

    assert moved.url == address.format(first.pk)
    assert client.get(address.format(second.pk)).context["next_one"] is None
    assert HelpAnswer.objects.get(pk=first.pk).status == "accepted"
    assert HelpWanted.objects.get(pk=wanted.pk).status == "partly"


def test_question_is_answered_at_the_desk() -> None:
    department = make_department()
    asked = make_question(make_project(departments=(department,)), make_user(), may_be_public=True)
    client = at_desk(make_staff(department))

    client.post(
        f"/admin/projects/question/{asked.pk}/move/",
        {"move": "answer_openly", "note": "どなたでもどうぞ。"},
    )

    answered = Question.objects.get()
    assert (answered.status, answered.answer) == ("openly", "どなたでもどうぞ。")


def test_given_up_at_the_desk_it_ends_its_offers_too() -> None:
    wanted = make_help(make_group(managers=(make_user(),)), status="answered")
    offer = make_answer(wanted, make_user())

    at_desk(make_coordinator()).post(
        f"/admin/projects/helpwanted/{wanted.pk}/move/",
        {"move": "fail", "note": "雨で流れました。", "confirmed": "on"},
    )

    wanted.refresh_from_db()
    offer.refresh_from_db()
    assert (wanted.status, offer.status) == ("failed", "declined")


def test_who_works_in_one_department_goes_straight_on() -> None:
    department = make_department()
    make_department("ほかの課")
    begin = "/admin/projects/helpwanted/add/"

    staff, desk = at_desk(make_staff(department)), at_desk(make_coordinator())

    assert f'<a href="{begin}">手伝いを募集する</a>' in staff.get("/admin/").content.decode()
    assert staff.get(begin).url == f"/help-wanted/new/department/{department.pk}/"
    assert desk.get(begin).content.decode().count("/help-wanted/new/department/") == 2


@pytest.mark.parametrize("number", [1, 3])
def test_lists_and_pages_cost_the_same_however_many_wait(
    number: int,
) -> None:
    department = make_department()
    project = make_project(departments=(department,))
    for _ in range(number):
        wanted = make_help(department)
        answer = make_answer(wanted, make_user())
        question = make_question(project, make_user())
    client = at_desk(make_coordinator())
    counted = {
        "helpwanted/": 6,
        f"helpwanted/{wanted.pk}/change/": 7,
        "helpanswer/": 6,
        f"helpanswer/{answer.pk}/change/": 8,
        "question/": 6,
        f"question/{question.pk}/change/": 12,
    }
    for address in counted:
        client.get(f"/admin/projects/{address}")

    found = {}
    for address in counted:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(f"/admin/projects/{address}").status_code == 200
        found[address] = len(asked)

    assert found == counted
