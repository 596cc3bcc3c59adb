"""An answer is told in the language somebody asked in, and those who answer know which that was."""

import re
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import models
from django.test import Client
from django.urls import reverse
from django.utils import translation
from pytest_django import DjangoDbBlocker

from groups.actions.messages import write
from groups.models import Guest, Thread
from kyodo_portal.post.letters import BETWEEN_LANGUAGES
from kyodo_portal.post.outbox import OutgoingMail
from kyodo_portal.words.asked import AskedIn
from kyodo_portal.words.languages import LANGUAGES, in_language, of_code
from projects.flows import QUESTION_FLOW
from projects.models import Question
from proposals.actions.consultations import reply_to
from proposals.flows import INQUIRY_FLOW
from proposals.models import CallInquiry, Consultation
from tests.factories import make_project
from tests.people import Cast, make_cast
from tests.proposals.factories import make_call

pytestmark = pytest.mark.django_db

MAIL = "hanako@example.jp"
WORDS = {
    "subject": "花だんのこと",
    "body": "手伝えますか。",
    "text": "だれでも行けますか。",
}


@pytest.fixture(scope="module")
def cast(for_the_file: DjangoDbBlocker) -> Cast:
    return make_cast()


def answer_consultation(cast: Cast, asked: Any) -> None:
    reply_to(consultation=asked, body="いっしょに。", by=cast["coordinator"], key=uuid.uuid4())


def answer_question(cast: Cast, asked: Any) -> None:
    QUESTION_FLOW.make("answer_privately", asked, by=cast["manager"], note="どうぞ。")


def answer_thread(cast: Cast, asked: Any) -> None:
    write(thread=asked, body="どうぞ。", by=cast["manager"], key=uuid.uuid4())


def question_page(cast: Cast) -> str:
    return reverse(
        "questions:create", args=[make_project(groups=(cast.group,), status="active").pk]
    )


def inquiry_page(cast: Cast) -> str:
    return reverse("calls:ask", args=[make_call().pk])


def answer_inquiry(cast: Cast, asked: Any) -> None:
    INQUIRY_FLOW.make("answer", asked, by=cast["coordinator"], note="はい、使えます。")


Asked = tuple[type[models.Model], Callable[[Cast], str], Callable[[Cast, Any], None]]
WAYS: dict[str, Asked] = {
    "consultation": (
        Consultation,
        lambda cast: reverse("consultations:create"),
        answer_consultation,
    ),
    "question": (Question, question_page, answer_question),
    "inquiry": (CallInquiry, inquiry_page, answer_inquiry),
    "message": (
        Thread,
        lambda cast: reverse("messages:contact_group", args=[cast.group.pk]),
        answer_thread,
    ),
}
#: What somebody has chosen for their letters, the page on which they ask, and how they are answered.
ANSWERED = {
    ("", "ja"): "ja",
    ("", "ja-easy"): "ja-easy",
    ("", "en"): "en",
    ("en", "ja"): "en",
    ("ja-easy", "en"): "ja-easy",
}


def typed(**more: str) -> dict[str, str]:
    key = str(uuid.uuid4())
    return {
        **WORDS,
        "concern": key,
        "submission_key": key,
        **more,
    }  # the desk asks of the same words


def told_in(letter: OutgoingMail) -> str:
    """The language in which a letter begins; with another than Japanese, the Japanese stands below."""
    if BETWEEN_LANGUAGES not in letter.body:
        return "ja"
    return "en" if letter.body.startswith("Dear ") else "ja-easy"


def newest_to(mail: str) -> OutgoingMail:
    return OutgoingMail.objects.filter(to=mail).latest("pk")


@pytest.mark.parametrize("way", WAYS)
def test_somebody_with_an_account_is_answered_as_they_asked(cast: Cast, way: str) -> None:
    model, page, answer = WAYS[way]
    person, found = cast["citizen"], {}
    for chosen, read in ANSWERED:
        person.language = chosen
        person.save()
        sent = cast.browser("citizen").post(in_language(page(cast), of_code(read)), typed())
        assert sent.status_code == 302
        person.language = "ja-easy" if chosen == "en" else "en"  # chosen since
        person.save()
        answer(cast, model._base_manager.latest("pk"))
        found[chosen, read] = told_in(newest_to(person.email))

    assert found == ANSWERED


@pytest.mark.parametrize("way", ["question", "inquiry", "message"])
def test_guest_is_answered_in_the_language_of_the_form(cast: Cast, way: str) -> None:
    model, page, answer = WAYS[way]
    found = {}
    for language in LANGUAGES:
        browser, form = Client(), in_language(page(cast), language)
        guest = {"guest_name": "市民", "guest_email": f"{language.code}.{MAIL}"}
        browser.post(form, typed(**guest))
        known, mail = Guest.objects.latest("pk"), guest["guest_email"]
        code = re.search(r"^　(\d{6})$", newest_to(mail).body, re.MULTILINE)
        assert code is not None
        browser.post(known.get_absolute_url(), {"code": code[1]})
        asked: Any = model._base_manager.latest("pk")
        answer(cast, asked)
        found[language.code] = (asked.asked_in, told_in(newest_to(mail)))

    assert found == {each.code: (each.code, each.code) for each in LANGUAGES}


def test_who_answers_is_told_the_language_and_who_asked_is_not(cast: Cast) -> None:
    told = {"en": "英語で届きました", "ja-easy": "やさしい日本語で届きました", "ja": "", "": ""}
    found = {}
    for way, (model, page, _) in WAYS.items():
        for code in told:
            with translation.override(code or "ja"):
                sent = cast.browser("citizen").post(in_language(page(cast), of_code(code)), typed())
            assert sent.status_code == 302
            asked: Any = model._base_manager.latest("pk")
            assert asked.asked_in == (code or "ja")
            model._base_manager.filter(pk=asked.pk).update(asked_in=code)
            answers = "coordinator" if way in ("consultation", "inquiry") else "manager"
            for person in (answers, "citizen"):
                shown = cast.browser(person).get(asked.get_absolute_url()).text
                found[way, person, code] = [
                    words for words in told.values() if words and words in shown
                ]
    assert found == {
        (way, person, code): [told[code]] if told[code] and person != "citizen" else []
        for way, person, code in found
    }


def test_desk_sees_the_language_in_its_list_and_above_its_answer(cast: Cast) -> None:
    made = {
        code: Consultation.objects.create(
            subject=f"相談{code}", concern="。", created_by=cast["citizen"], asked_in=code
        )
        for code in ("", "ja", "en", "ja-easy")
    }
    browser = cast.browser("coordinator")
    listed = browser.get(reverse("admin:proposals_consultation_changelist")).text
    page = browser.get(reverse("admin:proposals_consultation_change", args=[made["en"].pk])).text

    cells = re.findall(r'class="field-language[^>]*>(.*?)</td>', listed)
    assert sorted(cells) == ["", "", "English", "やさしい日本語"]
    assert "英語で届きました" in page


def test_what_was_asked_before_languages_were_kept_is_answered_as_its_asker_reads(
    cast: Cast,
) -> None:
    person = cast["citizen"]
    person.language = "en"
    person.save()
    asked = Consultation.objects.create(subject="前の相談", concern="。", created_by=person)

    answer_consultation(cast, asked)

    assert told_in(newest_to(person.email)) == "en"


def test_everything_asked_is_known() -> None:
    assert {model for model, *_ in WAYS.values()} == set(AskedIn.__subclasses__())
