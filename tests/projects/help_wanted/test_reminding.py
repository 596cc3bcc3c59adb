"""What is told when nobody answers: to those who ask, to those who owe an answer, on my page."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from kyodo_portal.life import clock
from kyodo_portal.life.clock import RoutineRun
from kyodo_portal.post.outbox import OutgoingMail
from projects.asked_waiting import waiting_for
from projects.models import HelpAnswer
from tests.factories import make_project
from tests.people import KINDS, make_cast
from tests.projects.helping import make_answer, make_help, make_question

pytestmark = pytest.mark.django_db


def reminded(**days: int) -> set[tuple[str, str]]:
    """Which reminders were written to whom, so many days later."""
    now = timezone.now() + dt.timedelta(**days)
    clock.run_all(timezone.now() - dt.timedelta(days=1))
    RoutineRun.objects.update(since=timezone.localdate() - dt.timedelta(days=2))
    with time_machine.travel(now, tick=False):
        clock.run_all(now)
    mails = OutgoingMail.objects.filter(key__startswith="reminder.")
    return {(mail.key.split(":")[0].removeprefix("reminder."), mail.to) for mail in mails}


def test_those_who_owe_an_answer_are_reminded() -> None:
    cast = make_cast()
    project = make_project(status="active", groups=(cast.group,), departments=(cast.department,))
    make_help(cast.department, "申し出がない")
    make_help(cast.group, "前からある", is_taken_over=True)
    make_answer(make_help(cast.group, status="answered"), cast["citizen"])
    make_question(project, cast["citizen"])
    names: Any = {cast[kind].email: kind for kind in KINDS if kind != "anonymous"}

    told = {(key, names.get(to, to)) for key, to in reminded(days=15)}

    assert {each for each in told if each[0] in ("help_unanswered", "help_offer", "question")} == {
        ("help_unanswered", "staff"),
        ("help_offer", "manager"),
        ("question", "manager"),
    }


def test_what_waits_stands_on_my_page_of_those_who_answer() -> None:
    cast = make_cast()
    project = make_project(
        "花の道", status="active", groups=(cast.group,), departments=(cast.department,)
    )
    make_answer(make_help(project, "水やり"), cast["citizen"])
    make_question(project, cast["citizen"])
    make_help(cast.group, "仲間", is_taken_over=True)

    waits = {kind: [str(task.label) for task in waiting_for(cast[kind])] for kind in KINDS}

    assert {kind: lines for kind, lines in waits.items() if lines} == {
        "manager": [
            "手伝いの申し出に返事をする：水やり",
            "事業への質問に答える：花の道",
            "以前の記入から作られた募集を確かめる：仲間",
        ],
        "staff": ["手伝いの申し出に返事をする：水やり", "事業への質問に答える：花の道"],
    }


def test_offers_that_were_never_confirmed_are_forgotten() -> None:
    wanted = make_help(make_project(status="active"))
    make_answer(wanted, status="unconfirmed")
    kept = make_answer(wanted, make_cast()["citizen"])

    clock.run_all(timezone.now())

    assert list(HelpAnswer.objects.all()) == [kept]
