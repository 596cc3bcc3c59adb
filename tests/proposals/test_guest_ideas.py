"""Ideas of people without an account: three questions, a code or a call, and the way of every idea."""

import datetime as dt
import re
import uuid
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from groups.actions.guests import forget_guests, vouch_for
from groups.models import ConfirmedHow, Guest, User
from kyodo_portal.post.outbox import OutgoingMail
from proposals.actions.consultations import reply_to
from proposals.actions.ideas import forget_ideas
from proposals.actions.release import release_call
from proposals.models import Call, Consultation, Proposal
from proposals.paper_letters import letters_to_post
from proposals.rules.calls import can_offer_idea
from tests.factories import make_coordinator, make_user, today
from tests.people import KINDS, make_cast
from tests.proposals.factories import conclude, draft, make_call
from tests.proposals.pages import signed_in, url
from tests.staff.admin_world import url as admin_url

pytestmark = pytest.mark.django_db

MAIL = "idea@example.jp"
WORDS = {
    "title": "バス停にベンチを",
    "background": "坂の途中で休むところがない。",
    "content": "木のベンチを町内で作って置く。",
    "agrees_to_publish": "on",
    "guest_name": "見本 花子",
}


def make_ideas_call(when: str = "open", **fields: Any) -> Call:
    call = make_call(kind="idea", when=when, **{"proposers": "anyone", **fields})
    call.criteria.all().delete()
    return call


def offer(call: Call, client: Client | None = None, **words: str) -> Any:
    form = {**WORDS, "guest_email": MAIL, "submission_key": str(uuid.uuid4()), **words}
    return (client or Client()).post(url("calls:idea", call.pk), form)


def type_code(client: Client | None = None) -> Any:
    """What stands in the letter, typed on the page that the form led to."""
    found = re.search(r"　(\d{6})\n", OutgoingMail.objects.filter(to=MAIL).latest("pk").body)
    assert found is not None
    return (client or Client()).post(Guest.objects.get().get_absolute_url(), {"code": found[1]})


def handed_in(call: Call) -> Proposal:
    offer(call)
    type_code()
    return Proposal.objects.select_related("guest", "call").get()


def enter(by: User, call: Call, **words: str) -> Any:
    form = {
        **WORDS,
        "came_by": "post",
        "came_on": today().isoformat(),
        "guest_address": "見本市見本町1-1",
        "submission_key": str(uuid.uuid4()),
        **words,
    }
    return signed_in(by).post(url("calls:idea_entered", call.pk), form)


def decided(idea: Proposal, outcome: str, by: User) -> Proposal:
    """From its coming in to the release of its call."""
    Call.objects.filter(pk=idea.call_id).update(
        status="reviewing",
        opens_at=timezone.now() - dt.timedelta(days=9),
        closes_at=timezone.now() - dt.timedelta(days=1),
    )
    Proposal.objects.filter(pk=idea.pk).update(status="under_review")
    idea = Proposal.objects.get(pk=idea.pk)
    conclude(idea)
    draft(idea, outcome, by=by)
    release_call(call=idea.call, by=by)
    return Proposal.objects.get(pk=idea.pk)


@pytest.mark.parametrize(
    ("when", "fields", "may"),
    [
        ("draft", {}, False),
        ("announced", {}, False),
        ("open", {}, True),
        ("open", {"proposers": "registered"}, False),
        ("open", {"kind": "citizen"}, False),
        ("closed", {}, False),
        ("reviewing", {}, False),
        ("decided", {}, False),
    ],
)
def test_when_an_idea_is_offered_without_an_account(
    when: str, fields: dict[str, Any], may: bool
) -> None:
    call = make_call(when=when, **{"kind": "idea", "proposers": "anyone", **fields})

    assert bool(can_offer_idea(call)) is may
    if when != "draft":
        page = Client().get(call.get_absolute_url()).content.decode()
        assert (url("calls:idea", call.pk) in page) is may


def test_idea_is_handed_in_with_its_code_and_once() -> None:
    call, desk, key = make_ideas_call(), make_coordinator(), str(uuid.uuid4())

    for _ in range(2):
        offer(call, submission_key=key)
    before = Proposal.objects.get()
    assert (before.status, list(Proposal.objects.visible_to(desk))) == ("draft", [])
    type_code()

    idea = Proposal.objects.get()
    assert (idea.status, idea.created_by, idea.proposer_label) == ("submitted", None, "個人")
    assert idea.number
    assert idea.versions.get().submitted_by is None
    told = [mail.subject for mail in OutgoingMail.objects.filter(to=MAIL)]
    assert [subject for subject in told if "アイデアを受け付けました" in subject] != []
    page = signed_in(desk).get(admin_url(idea, "change")).content.decode()
    assert MAIL in page


@pytest.mark.parametrize(
    "left_out",
    ["title", "background", "content", "agrees_to_publish", "guest_name", "guest_email"],
)
def test_what_is_missing_is_named_and_nothing_is_lost(left_out: str) -> None:
    answer = offer(make_ideas_call(), **{left_out: ""})

    assert list(answer.context["form"].errors) == [left_out]
    kept = [word for name, word in WORDS.items() if name not in (left_out, "agrees_to_publish")]
    assert [word in answer.content.decode() for word in kept] == [True] * len(kept)
    assert not Guest.objects.exists()


def test_idea_sent_in_time_counts_though_the_code_is_typed_after_the_deadline() -> None:
    call = make_ideas_call()
    offer(call)
    Call.objects.filter(pk=call.pk).update(closes_at=timezone.now())

    type_code()

    assert Proposal.objects.get().status == "submitted"


def test_who_left_a_number_only_is_called_and_then_it_is_handed_in() -> None:
    call, desk = make_ideas_call(), make_coordinator()
    offer(call, guest_email="", guest_phone="000-0000-0000")
    idea = Proposal.objects.get()
    assert idea.status == "draft"
    assert OutgoingMail.objects.filter(to=desk.email).count() == 1

    answer = signed_in(desk).post(admin_url(idea, "change"), {"part": "called"})

    idea.refresh_from_db()
    assert (answer.status_code, idea.status) == (302, "submitted")
    assert [str(letter.told) for letter in letters_to_post(idea)] == ["提案が提出されました"]


def test_who_enters_an_idea_that_came_on_paper() -> None:
    cast, call = make_cast(), make_ideas_call()
    people = [kind for kind in KINDS if kind != "anonymous"]

    may = {kind for kind in people if enter(cast[kind], call).status_code == 302}

    idea = Proposal.objects.get()
    assert may == {"coordinator"}
    assert (idea.status, idea.came_by, idea.entered_by) == (
        "submitted",
        "post",
        cast["coordinator"],
    )


def test_paper_that_came_late_is_refused_beside_its_day() -> None:
    call = make_ideas_call()
    early = timezone.localdate(call.opens_at) - dt.timedelta(days=1)

    answer = enter(make_coordinator(), call, came_on=early.isoformat())

    assert list(answer.context["form"].errors) == ["came_on"]
    assert not Proposal.objects.exists()


def test_adopted_idea_leads_to_a_consultation_that_is_answered_by_mail() -> None:
    desk = make_coordinator()
    idea = decided(handed_in(make_ideas_call()), "adopted", desk)

    talk = Consultation.objects.get()
    assert (idea.led_to, talk.guest, talk.created_by) == (talk, idea.guest, None)
    letter = OutgoingMail.objects.filter(to=MAIL).latest("pk")
    assert "採択" in letter.subject
    reply_to(consultation=talk, body="いつなら会えますか。", by=desk, key=uuid.uuid4())
    answer = OutgoingMail.objects.filter(to=MAIL).latest("pk")
    assert "いつなら会えますか。" in answer.body
    guest = Guest.objects.get()
    own = Client().get(url("calls:idea_guest", guest.pk, guest.token)).content.decode()
    assert "いつなら会えますか。" in own


def test_nobody_reads_who_offered_it_and_they_are_forgotten_when_it_is_declined() -> None:
    desk = make_coordinator()
    idea = decided(handed_in(make_ideas_call()), "declined", desk)

    public = Client().get(idea.get_absolute_url()).content.decode()
    assert WORDS["content"] in public
    assert WORDS["guest_name"] not in public
    forget_guests(timezone.now() + dt.timedelta(days=200))
    idea.refresh_from_db()
    assert (idea.guest, idea.proposer_name, idea.status) == (
        None,
        "アカウントのない方",
        "declined",
    )


def test_result_of_an_idea_on_paper_is_posted() -> None:
    desk, call = make_coordinator(), make_ideas_call()
    enter(desk, call)
    idea = decided(Proposal.objects.get(), "declined", desk)

    told = [str(letter.told) for letter in letters_to_post(idea)]
    page = signed_in(desk).get(f"{admin_url(idea, 'change').removesuffix('change/')}letters/")

    assert len(told) == 2
    assert "見本市見本町1-1" in page.content.decode()
    assert "見本 花子 さま" in page.content.decode()
    assert not OutgoingMail.objects.filter(to="").exists()


def test_guest_takes_it_back_and_correction_is_not_asked_of_them() -> None:
    idea, desk = handed_in(make_ideas_call()), make_coordinator()
    guest = Guest.objects.get()
    page = signed_in(desk).post(
        admin_url(idea, "move"),
        {
            "move": "return",
            "seen": "submitted",
            "note": "直してください",
            "due": (today() + dt.timedelta(days=9)).isoformat(),
        },
    )

    answer = Client().post(url("calls:idea_guest", guest.pk, guest.token))

    idea.refresh_from_db()
    assert (page.status_code, answer.status_code, idea.status) == (409, 302, "withdrawn")


def test_what_was_never_confirmed_goes_with_its_guest() -> None:
    offer(make_ideas_call())
    with time_machine.travel(timezone.now() + dt.timedelta(days=2)):
        forget_guests(timezone.now())

        assert forget_ideas(timezone.now()) == 1
    assert not Proposal.objects.exists()


def test_person_with_an_account_writes_on_their_own_page() -> None:
    call = make_ideas_call()

    answer = offer(call, signed_in(make_user()))

    assert answer.url == url("calls:propose", call.pk)
    assert not Proposal.objects.exists()


def test_vouching_twice_hands_in_once() -> None:
    desk, call = make_coordinator(), make_ideas_call()
    offer(call, guest_email="", guest_phone="000-0000-0000")
    guest = Guest.objects.get()

    for _ in range(2):
        vouch_for(guest, how=ConfirmedHow.CALL, by=desk)

    assert Proposal.objects.get().versions.count() == 1
