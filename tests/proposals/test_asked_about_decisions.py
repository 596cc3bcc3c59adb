"""Whoever is told of a decision may ask about it until a day, and is answered by one."""

import datetime as dt
import uuid

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kyodo_portal.life import clock
from kyodo_portal.post.outbox import OutgoingMail
from kyodo_portal.words.text import japanese_date
from proposals.actions.consultations import reply_to
from proposals.actions.release import release_call
from proposals.models import Consultation, Decision, Proposal
from tests.factories import today
from tests.people import Cast, make_cast
from tests.proposals.factories import draft, make_call, make_decidable, make_proposal
from tests.proposals.pages import signed_in

pytestmark = pytest.mark.django_db


def asking(proposal: object) -> str:
    return f"{reverse('consultations:create')}?decision={proposal}"


def declined(cast: Cast) -> Proposal:
    call = make_call(when="reviewing")
    proposal = make_proposal("花の道", call=call, group=cast.group, status="under_review")
    draft(make_decidable(proposal), "declined", by=cast["coordinator"])
    release_call(call=call, by=cast["coordinator"])
    proposal.refresh_from_db()
    return proposal


def ask(cast: Cast, proposal: Proposal, who: str = "manager") -> Consultation | None:
    """Ask on the page to which the proposal's leads, with the words that stand there."""
    browser = signed_in(cast[who])
    address = asking(proposal.pk)
    form = browser.get(address).context["form"]
    typed = {name: form[name].value() or "" for name in form.fields}
    browser.post(address, {**typed, "concern": "どの項目の点が足りなかったか知りたい。"})
    return Consultation.objects.filter(about_decision=proposal).first()


def test_page_and_letter_say_until_when_and_the_question_is_linked() -> None:
    cast = make_cast()
    proposal = declined(cast)
    day = today() + dt.timedelta(days=60)
    letter = OutgoingMail.objects.get(to=cast["manager"].email)
    assert f"{japanese_date(day)}までに、提案のページか窓口で" in letter.body
    assert "14日のうちに回答します。" in letter.body
    page = signed_in(cast["manager"]).get(proposal.get_absolute_url()).content.decode()
    assert asking(proposal.pk) in page
    results = Client().get(proposal.call.get_absolute_url()).content.decode()
    assert f"{japanese_date(day)}</time>まで、提案のページから" in results

    question = ask(cast, proposal)

    assert question is not None
    assert (question.subject, question.group, question.answer_due_on) == (
        "「花の道」への決定について",
        cast.group,
        today() + dt.timedelta(days=14),
    )
    told = OutgoingMail.objects.get(to=cast["coordinator"].email)
    assert told.subject.startswith("【協働ポータル】提案への決定について、質問が届きました")
    thread = signed_in(cast["coordinator"]).get(question.get_absolute_url()).content.decode()
    assert ("決定についての質問です" in thread, "回答の期限：" in thread) == (True, True)
    again = signed_in(cast["member"]).get(proposal.get_absolute_url()).content.decode()
    assert question.get_absolute_url() in again
    public = Client().get(proposal.get_absolute_url()).content.decode()
    assert question.get_absolute_url() not in public


@pytest.mark.parametrize(
    ("who", "status"), [("manager", 200), ("member", 200), ("citizen", 403), ("coordinator", 403)]
)
def test_those_who_proposed_ask(who: str, status: int) -> None:
    cast = make_cast()
    proposal = declined(cast)

    answer = signed_in(cast[who]).get(asking(proposal.pk))

    assert answer.status_code == status


def test_after_the_day_the_page_leads_to_the_desk_and_a_correction_begins_it_anew() -> None:
    cast = make_cast()
    proposal = declined(cast)
    long_ago = timezone.now() - dt.timedelta(days=61)
    Decision.objects.update(released_at=long_ago)
    browser, address = signed_in(cast["manager"]), asking(proposal.pk)

    assert "尋ねる期限（" in browser.get(proposal.get_absolute_url()).content.decode()
    assert browser.get(address).status_code == 403
    Decision.objects.update(corrected_at=timezone.now())
    assert browser.get(address).status_code == 200


def test_nothing_is_asked_of_what_nobody_knows() -> None:
    cast = make_cast()
    proposal = make_proposal(
        call=make_call(when="reviewing"), group=cast.group, status="under_review"
    )
    browser = signed_in(cast["manager"])

    assert browser.get(asking(proposal.pk)).status_code == 403
    assert "決定について尋ねる" not in browser.get(proposal.get_absolute_url()).content.decode()
    assert browser.get(asking(99999)).status_code == 404
    assert browser.get(asking("１")).status_code == 200


def test_desk_is_reminded_and_a_further_question_has_its_own_day() -> None:
    cast = make_cast()
    question = ask(cast, declined(cast))
    assert question is not None
    clock.run_all(timezone.now())
    for days in (12, 15, 15):
        with time_machine.travel(
            timezone.localtime().replace(hour=12) + dt.timedelta(days), tick=False
        ):
            clock.run_all(timezone.now())
    keys = OutgoingMail.objects.filter(key__startswith="reminder.").values_list("key", flat=True)
    assert [key.split(":")[0] for key in keys] == ["reminder.decision_question"] * 2

    Consultation.objects.update(answer_due_on=today() - dt.timedelta(days=3))
    reply_to(consultation=question, body="もう一つ。", by=cast["manager"], key=uuid.uuid4())
    question.refresh_from_db()
    assert question.answer_due_on == today() + dt.timedelta(days=14)
