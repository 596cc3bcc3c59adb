"""What a call asks beside the form: its own questions, its papers, and their blank forms."""

from typing import Any

import pytest
from django.test import Client

from kyodo_portal.life.audit import AuditEntry
from proposals.actions.calls import copy_call
from proposals.models import BlankForm, Call, CallPaper, CallQuestion
from proposals.rules.call_papers import can_keep_blanks
from tests.factories import make_coordinator, make_user
from tests.opened import send
from tests.proposals.factories import make_call
from tests.proposals.pages import signed_in, url
from tests.proposals.test_admin_calls import call_form, change
from tests.proposals.test_attachments import pdf

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(tmp_path: Any, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def make_paper(call: Call, name: str = "誓約書", **fields: Any) -> CallPaper:
    return CallPaper.objects.create(call=call, name=name, **fields)


def add_blank(call: Call, paper: CallPaper, by: Any) -> None:
    answer = signed_in(by).post(url("calls:blanks", call.pk), {f"file_{paper.pk}": pdf("様式.pdf")})
    assert answer.status_code == 302


def test_page_of_a_call_tells_its_questions_and_hands_out_blank_forms() -> None:
    call = make_call(when="announced")
    CallQuestion.objects.create(call=call, text="だれと話し合いましたか", is_required=False)
    paper = make_paper(call)
    make_paper(call, "見積書", is_required=False)
    add_blank(call, paper, make_coordinator())

    page = Client().get(call.get_absolute_url()).content.decode()
    blank = BlankForm.objects.get()
    handed_out = Client().get(blank.url)

    assert "だれと話し合いましたか（答えなくてもかまいません）" in page
    assert f'href="{blank.url}"' in page
    assert "見積書（あれば）" in page
    assert handed_out.status_code == 200
    assert Client().get(url("calls:blank", make_call().pk, blank.pk)).status_code == 404


def test_blank_form_of_a_draft_is_hidden() -> None:
    call, desk = make_call(when="draft"), make_coordinator()
    add_blank(call, make_paper(call), desk)

    assert Client().get(BlankForm.objects.get().url).status_code == 404
    assert signed_in(desk).get(BlankForm.objects.get().url).status_code == 200


def test_blank_forms_are_replaced_and_taken_away_and_written_down() -> None:
    call, desk = make_call(when="announced"), make_coordinator()
    paper = make_paper(call)
    add_blank(call, paper, desk)
    first = BlankForm.objects.get()
    add_blank(call, paper, desk)
    second = BlankForm.objects.get()

    signed_in(desk).post(url("calls:blanks", call.pk), {f"removed_{paper.pk}": "on"})

    assert second.pk != first.pk
    assert not BlankForm.objects.exists()
    notes = AuditEntry.objects.of(call).filter(action="call.blanks").values_list("note", flat=True)
    assert list(notes) == ["誓約書（加えた）", "誓約書（加えた）", "誓約書（取り除いた）"]


@pytest.mark.parametrize(
    ("when", "may"),
    [("draft", True), ("announced", True), ("open", True), ("closed", False), ("decided", False)],
)
def test_blank_forms_stay_once_the_call_has_closed(when: str, may: bool) -> None:
    call = make_call(when=when)

    assert bool(can_keep_blanks(make_coordinator(), call)) is may
    assert not can_keep_blanks(make_user(), call)


def test_questions_and_papers_are_fixed_once_proposals_are_taken() -> None:
    desk = signed_in(make_coordinator())
    found = {}
    for when in ("draft", "announced", "open", "reviewing"):
        call = make_call(when, when=when)
        CallQuestion.objects.create(call=call, text="質問")
        make_paper(call)
        page = desk.get(change(call)).content.decode()
        found[when] = ('name="questions-0-text"' in page, 'name="papers-0-name"' in page)

    assert found == {
        **dict.fromkeys(("draft", "announced"), (True, True)),
        **dict.fromkeys(("open", "reviewing"), (False, False)),
    }


def test_desk_writes_a_question_of_a_call() -> None:
    call = make_call(when="draft")
    rows = {
        "questions-TOTAL_FORMS": "1",
        "questions-INITIAL_FORMS": "0",
        "questions-0-order": "1",
        "questions-0-text": "だれのためですか",
        "questions-0-most_letters": "400",
        "papers-TOTAL_FORMS": "1",
        "papers-INITIAL_FORMS": "0",
        "papers-0-order": "1",
        "papers-0-name": "規約",
        "papers-0-is_required": "on",
    }

    send(signed_in(make_coordinator()), change(call), call_form(call) | rows)

    question, paper = call.questions.get(), call.papers.get()
    assert (question.text, question.is_required) == ("だれのためですか", False)
    assert (paper.name, paper.is_required) == ("規約", True)


def test_copied_call_has_files_of_its_own() -> None:
    call, desk = make_call(when="announced"), make_coordinator()
    add_blank(call, make_paper(call), desk)
    CallQuestion.objects.create(call=call, text="質問", most_letters=300)

    made, _ = copy_call(call=call, by=desk)

    old, new = BlankForm.objects.get(paper__call=call), BlankForm.objects.get(paper__call=made)
    assert (old.sha256, old.original_name) == (new.sha256, new.original_name)
    assert old.file.name != new.file.name
    assert made.questions.get().most_letters == 300
