"""Consultations of people without an account: entered at the counter, answered by mail, by post or by word."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from groups.actions.guests import forget_guests
from groups.models import Guest, User
from kyodo_portal.life.audit import AuditEntry
from kyodo_portal.life.queues import queues_for
from kyodo_portal.life.reading import ReadingEntry
from kyodo_portal.post.outbox import OutgoingMail
from proposals.actions.release import release_call
from proposals.flows import CONSULTATION_FLOW
from proposals.models import Consultation
from proposals.rules.passings import may_pass_on
from tests.factories import make_coordinator, make_group, make_user, today
from tests.people import KINDS, make_cast
from tests.proposals.factories import draft, make_call, make_decidable, make_proposal
from tests.proposals.pages import signed_in, url
from tests.staff.admin_world import url as admin_url

pytestmark = pytest.mark.django_db

ANSWER = "7月から、花の苗をお渡しできます。"


def enter(by: User, query: str = "", **words: Any) -> Any:
    """The form of the counter, sent: somebody who came, with a telephone number and an address."""
    form = {
        "subject": "花だんを世話したい",
        "concern": "通りがさびしいと話された。",
        "came_by": "counter",
        "came_on": today().isoformat(),
        "guest_name": "見本 花子",
        "guest_phone": "000-0000-0000",
        "guest_address": "見本市見本町1-1",
        "submission_key": uuid.uuid4(),
        **words,
    }
    return signed_in(by).post(url("consultations:enter") + query, form)


def entered(by: User, **words: Any) -> Consultation:
    enter(by, **words)
    return Consultation.objects.select_related("guest").latest("pk")


def acts(by: User, consultation: Consultation, part: str, **words: Any) -> Any:
    form = {"part": part, "submission_key": uuid.uuid4(), **words}
    return signed_in(by).post(admin_url(consultation, "change"), form)


def to_post(by: User) -> int:
    return sum(queue.count for queue in queues_for(by) if queue.label == "相談の回答を手紙で送る")


def test_who_enters() -> None:
    cast = make_cast()

    people = [kind for kind in KINDS if kind != "anonymous"]

    may = {kind for kind in people if enter(cast[kind]).status_code == 302}

    assert may == {"coordinator"}
    assert Consultation.objects.count() == 1


def test_what_was_told_stands_with_its_way_and_day_and_waits_for_the_desk() -> None:
    desk, colleague = make_coordinator(), make_coordinator()
    key = uuid.uuid4()

    answers = [enter(desk, submission_key=key) for _ in range(2)]

    consultation = Consultation.objects.get()
    assert [answer.url for answer in answers] == [admin_url(consultation, "change")] * 2
    assert (consultation.created_by, consultation.entered_by, consultation.status) == (
        None,
        desk,
        "waiting",
    )
    guest = Guest.objects.get()
    assert (guest.address, guest.confirmed_how) == ("見本市見本町1-1", "counter")
    assert [mail.to for mail in OutgoingMail.objects.all()] == [colleague.email]
    page = signed_in(desk).get(admin_url(consultation, "change")).content.decode()
    assert "見本市見本町1-1" in page
    assert "窓口（" in page
    assert ReadingEntry.objects.filter(by=desk, target_id=consultation.pk).exists()


@pytest.mark.parametrize(
    ("left_out", "named"),
    [
        ({"guest_name": ""}, "guest_name"),
        ({"guest_phone": "", "guest_address": ""}, "guest_phone"),
        ({"came_by": ""}, "came_by"),
        ({"came_on": (today() + dt.timedelta(days=1)).isoformat()}, "came_on"),
        ({"concern": ""}, "concern"),
    ],
)
def test_what_is_missing_is_named_and_nothing_is_lost(left_out: dict[str, str], named: str) -> None:
    answer = enter(make_coordinator(), **left_out)

    assert list(answer.context["form"].errors) == [named]
    assert "花だんを世話したい" in answer.content.decode()
    assert not Guest.objects.exists()


def test_answer_is_printed_and_posted_once_to_who_has_no_mail() -> None:
    desk = make_coordinator()
    consultation = entered(desk)
    acts(desk, consultation, "reply", body=ANSWER)
    letter = f"{admin_url(consultation, 'change').removesuffix('change/')}letter/"
    assert (to_post(desk), OutgoingMail.objects.count()) == (1, 0)

    page = signed_in(desk).get(letter).content.decode()
    last = consultation.messages.get()
    sent = [acts(desk, consultation, "posted", up_to=last.pk).status_code for _ in range(2)]

    assert ANSWER in page
    assert "見本市見本町1-1" in page
    assert sent == [302, 409]
    assert to_post(desk) == 0
    names = AuditEntry.objects.of(consultation).values_list("action", flat=True)
    assert sorted(names) == [f"consultation.{name}" for name in ("answer", "enter", "post_letters")]
    assert ANSWER not in signed_in(desk).get(letter).content.decode()


def test_answer_comes_by_mail_where_there_is_an_address_and_stands_on_their_own_page() -> None:
    desk = make_coordinator()
    consultation = entered(desk, guest_email="hanako@example.jp")

    acts(desk, consultation, "reply", body=ANSWER)

    bodies = [mail.body for mail in OutgoingMail.objects.filter(to="hanako@example.jp")]
    assert [ANSWER in body for body in bodies].count(True) == 1
    guest = Guest.objects.get()
    own = Client().get(url("consultations:guest", guest.pk, guest.token)).content.decode()
    assert ANSWER in own
    assert Client().get(url("consultations:guest", guest.pk, "wrong")).status_code == 404
    assert to_post(desk) == 0


@pytest.mark.parametrize(("is_answer", "status"), [(True, "answered"), (False, "waiting")])
def test_answer_by_word_is_a_note(is_answer: bool, status: str) -> None:
    desk = make_coordinator()
    consultation = entered(desk)
    said = {"way": "phone", "day": today().isoformat(), "note": ANSWER}

    acts(desk, consultation, "note", **said, **({"is_answer": "on"} if is_answer else {}))

    consultation.refresh_from_db()
    assert (consultation.status, consultation.notes.get().body) == (status, ANSWER)
    assert to_post(desk) == 0


def test_who_asked_is_forgotten_after_the_end_and_the_words_stay() -> None:
    desk = make_coordinator()
    consultation = entered(desk)
    CONSULTATION_FLOW.make("close", consultation, by=desk)

    def known(days: int) -> bool:
        forget_guests(timezone.now() + dt.timedelta(days=days))
        return Guest.objects.exists()

    assert [known(29), known(31)] == [True, False]
    consultation.refresh_from_db()
    assert (consultation.guest, consultation.asker_name) == (None, "アカウントのない方")
    page = signed_in(desk).get(admin_url(consultation, "change")).content.decode()
    assert "通りがさびしいと話された。" in page


def test_question_about_a_decision_is_answered_by_a_day_counted_from_when_it_came() -> None:
    cast, call = make_cast(), make_call(when="reviewing")
    proposal = make_proposal("花の道", call=call, group=cast.group, status="under_review")
    desk = cast["coordinator"]
    draft(make_decidable(proposal), "declined", by=desk)
    release_call(call=call, by=desk)
    query = f"?decision={proposal.pk}"

    answer = enter(desk, query, came_by="phone")

    consultation = Consultation.objects.get()
    assert answer.status_code == 302
    assert (consultation.about_decision, consultation.group) == (proposal, cast.group)
    assert consultation.answer_due_on == today() + dt.timedelta(days=14)
    own = signed_in(cast["manager"]).get(consultation.get_absolute_url())
    assert own.status_code == 200
    link = f"{url('consultations:enter')}{query}"
    assert link in signed_in(desk).get(admin_url(proposal, "change")).content.decode()


def test_coordinator_of_the_group_does_not_enter_its_question() -> None:
    cast, call = make_cast(), make_call(when="reviewing")
    desk, own = cast["coordinator"], make_coordinator()
    proposal = make_proposal("花の道", call=call, group=cast.group, status="under_review")
    cast.group.memberships.create(user=own, role="member")
    draft(make_decidable(proposal), "declined", by=desk)
    release_call(call=call, by=desk)

    answer = enter(own, f"?decision={proposal.pk}")

    assert (answer.status_code, Consultation.objects.count()) == (403, 0)


def test_consultation_of_a_group_is_read_by_its_members_and_without_account_not_passed_on() -> None:
    desk, member = make_coordinator(), make_user()
    group = make_group(managers=(member,), status="registered")

    of_group, alone = entered(desk, group=group.pk), entered(desk)

    seen = Consultation.objects.visible_to(member)
    assert list(seen) == [of_group]
    assert may_pass_on(desk, alone).reason == (
        "アカウントのない方の相談は、つなげません。団体の連絡先を、ご本人に伝えてください。"
    )
