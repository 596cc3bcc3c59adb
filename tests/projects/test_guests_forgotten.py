"""What people without an account gave of themselves is gone from every table when their day has come."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from groups.models import Guest, Report, Thread
from kyodo_portal.life.clock import run_all
from kyodo_portal.post.outbox import OutgoingMail
from projects.actions.help_requests import request_help
from projects.flows import HELP_REQUEST_FLOW
from projects.models import HelpAnswer, Project, Question
from tests.factories import make_project
from tests.groups.supporting import make_paper_supporter
from tests.people import Cast, make_cast
from tests.projects.events import make_event
from tests.projects.helping import make_help
from tests.stored import found_in_any_table

pytestmark = pytest.mark.django_db

CANARY = "kanaria"
EMAIL = f"{CANARY}@example.jp"
GUEST = {"guest_name": CANARY, "guest_email": EMAIL}


@pytest.fixture(scope="module")
def cast(for_the_file: None) -> Cast:
    return make_cast()


@pytest.fixture(scope="module")
def project(cast: Cast) -> Project:
    return make_project(
        "花の道", status="active", groups=(cast.group,), departments=(cast.department,)
    )


def comes(cast: Cast, project: Project) -> Any:
    event = make_event(project=project)
    return reverse("events:join", args=[event.pk]), {"people_count": "1", "needs": CANARY}


def helps(cast: Cast, project: Project) -> Any:
    wanted = make_help(project, ends_on=timezone.localdate() + dt.timedelta(days=10))
    return reverse("help_wanted:answer", args=[wanted.pk]), {"number": "1", "message": CANARY}


def asks(cast: Cast, project: Project) -> Any:
    return reverse("questions:create", args=[project.pk]), {"text": CANARY}


def writes(cast: Cast, project: Project) -> Any:
    words = {"subject": CANARY, "body": CANARY}
    return reverse("messages:contact_group", args=[cast.group.pk]), words


WAYS = {comes: set(), helps: set(), asks: {"projects_question.text"}, writes: set()}
"""Each with the columns in which their words stay: a question is of use to others."""


@pytest.mark.parametrize("is_confirmed", [False, True])
@pytest.mark.parametrize("way", WAYS)
def test_nothing_of_a_guest_is_left_in_any_table(
    cast: Cast, project: Project, way: Callable[[Cast, Project], Any], is_confirmed: bool
) -> None:
    address, words = way(cast, project)
    client = Client()
    page = client.post(address, {**GUEST, **words}, follow=True)
    assert page.resolver_match.view_name == "guests:confirm"
    if is_confirmed:
        body = OutgoingMail.objects.filter(to=EMAIL).latest("pk").body
        (code,) = re.findall(r"　(\d{6})\n", body)
        assert client.post(page.redirect_chain[-1][0], {"code": code}).status_code == 302
        if way is asks:
            question = reverse("questions:move", args=[Question.objects.get().pk])
            answer = {"move": "answer_privately", "note": "どうぞ。"}
            assert cast.browser("manager").post(question, answer).status_code == 302
    later = timezone.now() + (dt.timedelta(days=250) if is_confirmed else dt.timedelta(days=2))

    with time_machine.travel(later):
        run_all(timezone.now())
        OutgoingMail.objects.spent(timezone.now()).delete()

    assert Guest.objects.count() == 0
    assert found_in_any_table(CANARY) == (WAYS[way] if is_confirmed else set())


def test_what_a_guest_wrote_waits_for_the_decision_on_a_report(cast: Cast) -> None:
    address, words = writes(cast, Project())
    client = Client()
    page = client.post(address, {**GUEST, **words}, follow=True)
    (code,) = re.findall(r"　(\d{6})\n", OutgoingMail.objects.filter(to=EMAIL).latest("pk").body)
    client.post(page.redirect_chain[-1][0], {"code": code})
    message = Thread.objects.get().messages.get()
    reported = reverse("reports:create", args=["message", message.pk])
    assert cast.browser("manager").post(reported, {"reason": "abuse"}).status_code == 302

    found = {}
    for status in ("reported", "left"):
        Report.objects.update(status=status, decided_by=cast["coordinator"])
        with time_machine.travel(timezone.now() + dt.timedelta(days=31)):
            run_all(timezone.now())
        found[status] = Guest.objects.count()

    assert found == {"reported": 1, "left": 0}


def test_nothing_of_a_supporter_without_an_account_is_left(cast: Cast) -> None:
    supporter = make_paper_supporter(
        cast["coordinator"], CANARY, public_name=CANARY, text=CANARY, interests=CANARY
    )
    asked = request_help(
        wanted=make_help(cast.group), supporter=supporter, words="ぜひ。", by=cast["manager"]
    )
    HELP_REQUEST_FLOW.make("agree", asked, by=cast["coordinator"])
    HelpAnswer.objects.update(interest="some", interest_words=CANARY)
    assert Guest.objects.count() == 2

    with time_machine.travel(timezone.now() + dt.timedelta(days=500)):
        run_all(timezone.now())
        OutgoingMail.objects.spent(timezone.now()).delete()

    assert Guest.objects.count() == 0
    assert found_in_any_table(CANARY) == set()
