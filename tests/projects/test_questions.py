"""Questions to a project: who asks and answers, what is public of it, and what is not."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from kyodo_portal.life.audit import AuditEntry
from kyodo_portal.post.outbox import OutgoingMail
from projects.flows import QUESTION_FLOW
from projects.models import Project, Question, QuestionStatus
from projects.rules import questions as rules
from tests.factories import make_project, make_user
from tests.people import KINDS, Cast, Policy, make_cast, open_moves, row
from tests.projects.helping import make_question

pytestmark = pytest.mark.django_db

ANSWERERS = ("manager", "staff", "coordinator")

QUESTIONS: Policy = {
    "unconfirmed": {},
    "asked": {
        **{kind: {"answer_openly", "answer_privately"} for kind in ANSWERERS},
        "citizen": {"withdraw"},
    },
    "openly": {},
    "privately": {},
    "withdrawn": {},
}


@pytest.fixture(scope="module")
def cast(for_the_file: None) -> Cast:
    return make_cast()


@pytest.fixture(scope="module")
def project(cast: Cast) -> Project:
    return make_project(
        "花の道", status="active", groups=(cast.group,), departments=(cast.department,)
    )


def again(question: Question) -> Question:
    return Question.objects.get(pk=question.pk)


def post(client: Client, name: str, *args: object, **data: object) -> Any:
    return client.post(reverse(f"questions:{name}", args=args), data, follow=True)


def test_policy_names_every_status() -> None:
    assert set(QUESTIONS) == set(QuestionStatus.values)


def test_moves_of_a_question(cast: Cast, project: Project) -> None:
    def moves(status: str) -> dict[str, set[str]]:
        question = make_question(project, cast["citizen"], status=status, may_be_public=True)
        return open_moves(QUESTION_FLOW, cast, question)

    assert {each: moves(each) for each in QUESTIONS} == {
        each: row(QUESTIONS, each) for each in QUESTIONS
    }


def test_who_asks_and_who_sees_it(cast: Cast, project: Project) -> None:
    question = make_question(project, cast["citizen"])
    hidden = make_project(published=False)

    asks = {kind for kind in KINDS if rules.can_ask(cast[kind], project)}
    sees = {
        kind for kind in KINDS if Question.objects.visible_to(cast[kind]).filter(pk=question.pk)
    }

    assert set(KINDS) - asks == {"manager", "staff"}
    assert sees == {"citizen", *ANSWERERS, "superuser"}
    assert not rules.can_ask(cast["citizen"], hidden)


def test_answer_in_public_needs_the_consent_of_who_asked(cast: Cast, project: Project) -> None:
    question = make_question(project, cast["citizen"])
    manager = cast.browser("manager")
    page = post(manager, "move", question.pk, move="answer_openly", note="だれでもどうぞ。")

    assert page.status_code == 409
    assert "公開に同意していません" in page.content.decode()
    assert "だれでもどうぞ。" in page.content.decode()

    post(manager, "move", question.pk, move="answer_privately", note="だれでもどうぞ。")
    assert (again(question).status, again(question).answered_as) == ("privately", "花と道の会")
    shown = Client().get(project.get_absolute_url()).content.decode()
    assert "だれでもどうぞ。" not in shown
    (letter,) = OutgoingMail.objects.filter(to=cast["citizen"].email)
    assert "だれでもどうぞ。" in letter.body


def test_question_is_asked_and_answered_in_public_without_a_name(
    cast: Cast, project: Project
) -> None:
    asker, browser = make_user("名を出さない人"), Client()
    browser.force_login(asker)
    page = post(browser, "create", project.pk, text="子どもも行けますか", may_be_public="on")
    question = Question.objects.get()
    assert page.redirect_chain[-1][0] == question.get_absolute_url()
    assert [mail.to for mail in OutgoingMail.objects.all()] == [cast["manager"].email]
    assert "子どもも行けますか" not in Client().get(project.get_absolute_url()).content.decode()

    post(cast.browser("staff"), "move", question.pk, move="answer_openly", note="大丈夫です。")
    shown = Client().get(project.get_absolute_url()).content.decode()
    assert [word in shown for word in ("子どもも行けますか", "大丈夫です。", "道路公園課")] == [
        True
    ] * 3
    assert asker.display_name not in shown


def test_question_without_an_account_waits_for_its_code(cast: Cast, project: Project) -> None:
    client = Client()
    guest = {"guest_name": "見本 花子", "guest_email": "hanako@example.jp"}
    page = post(client, "create", project.pk, text="雨の日は？", **guest)
    (question,) = Question.objects.all()
    manager = cast.browser("manager")
    assert question.status == "unconfirmed"
    assert manager.get(question.get_absolute_url()).status_code == 404

    body = OutgoingMail.objects.filter(to="hanako@example.jp").latest("pk").body
    found = re.search(r"　(\d{6})\n", body)
    assert found is not None
    page = client.post(page.redirect_chain[-1][0], {"code": found[1]}, follow=True)
    assert page.resolver_match.view_name == "questions:guest"
    assert "答えがあると、メールでお知らせします。" in page.content.decode()
    received = OutgoingMail.objects.filter(to="hanako@example.jp").latest("pk")
    assert (project.title in received.subject, "質問を届けました" in received.body) == (True, True)
    assert page.redirect_chain[-1][0].removeprefix("/questions") in received.body
    assert again(question).status == "asked"
    assert "hanako@example.jp" in manager.get(question.get_absolute_url()).content.decode()

    post(manager, "move", question.pk, move="answer_privately", note="小雨なら行います。")
    own = client.get(page.redirect_chain[-1][0]).content.decode()
    assert "小雨なら行います。" in own
    letter = OutgoingMail.objects.filter(to="hanako@example.jp").latest("pk")
    assert "小雨なら行います。" in letter.body
    assert [str(entry) for entry in AuditEntry.objects.all() if "花子" in str(entry)] == []
