"""What may go wrong where people take part, and where each is held; what stands in no other file is here."""

import datetime as dt
import re
from pathlib import Path
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from groups.actions.follows import set_frequency
from groups.actions.members import leave_group
from groups.invitations.flow import INVITATION_FLOW, invite
from groups.models import Group, Guest, Invitation, Membership, NoticeKind, Supporter
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.post.outbox import OutgoingMail
from projects.actions.events import change_event
from tests.factories import make_group, make_project, make_user
from tests.groups.notices.factories import MONDAY, send
from tests.groups.people import browser_of
from tests.groups.threads import begin
from tests.people import make_cast
from tests.projects.events import DAY, code_sent_to, comes, make_event
from tests.projects.helping import make_help

pytestmark = pytest.mark.django_db

EMAIL = "hanako@example.jp"

HELD: dict[str, tuple[str, ...]] = {
    "an invitation replayed, forged, expired, or somebody else's": (
        "groups/invitations/test_of_groups.py::test_role_is_fixed_and_the_letter_is_good_once_for_one_address_in_its_time",
        "groups/test_at_once.py::test_invitation_used_twice_is_one_place",
        "groups/test_bad_input.py::test_invitation_to_a_group_that_is_no_more_is_refused",
    ),
    "the last manager leaves": (
        "groups/rules/test_managers.py::test_last_manager_stays",
        "groups/test_leaving.py::test_last_who_speaks_stays_and_is_told_the_way",
        "groups/test_leaving.py::test_two_who_leave_at_once_leave_one",
        "groups/my_account/test_leaving.py::test_who_has_something_to_hand_over_is_told_what_and_where",
    ),
    "two hundred people for the last seat at once": (
        "projects/attending/test_seats_at_once.py::test_last_seat_is_one_persons",
        "projects/attending/test_seats_at_once.py::test_last_seat_is_one_persons_among_two_hundred",
        "projects/attending/test_seats.py::test_database_refuses_one_seat_too_many",
    ),
    "an event moved after people joined": (
        "projects/test_event_organisers.py::test_whoever_comes_is_told_of_another_day_and_of_nothing_less",
        "projects/test_organisers_list.py::test_what_was_announced_goes_on_saying_when_where_and_what",
        "groups/test_bad_input.py::test_who_comes_to_a_day_that_moves_is_kept_for_it_and_may_leave",
    ),
    "names made of look-alike or invisible characters": (
        "groups/test_alike.py::test_letters_that_deceive_are_refused",
        "groups/invitations/test_of_groups.py::test_names_that_pretend_come_back_to_be_mended",
        "groups/test_bad_input.py::test_name_of_a_guest_that_pretends_comes_back_to_be_mended",
        "groups/test_bad_input.py::test_name_of_a_supporter_that_pretends_comes_back_to_be_mended",
    ),
    "a digest for somebody who left": (
        "groups/notices/test_sending.py::test_what_changed_meanwhile_counts_at_the_moment_of_sending",
        "groups/notices/test_pages.py::test_way_out_of_who_has_gone_says_so_too",
        "groups/test_bad_input.py::test_who_left_a_group_is_told_nothing_of_its_messages",
    ),
    "a message to a group that was deleted": (
        "groups/test_messages.py::test_thread_of_a_deleted_group_ends_with_a_sentence",
        "groups/rules/test_messages.py::test_who_has_left_the_group_reads_no_more",
    ),
}


def test_each_of_them_is_held_by_a_test() -> None:
    tests = Path(__file__).parents[1]

    def is_there(name: str) -> bool:
        path, _, test = name.partition("::")
        return bool(re.search(rf"^def {test}\(", (tests / path).read_text(), re.MULTILINE))

    missing = [(bad, name) for bad, held in HELD.items() for name in held if not is_there(name)]
    assert missing == []


def test_invitation_to_a_group_that_is_no_more_is_refused() -> None:
    representative, account = make_user("代表"), make_user("花子")
    EmailAddress.objects.create(user=account, email=account.email, verified=True, primary=True)
    group = make_group(representative=representative)
    asks = Invitation(name="花子", email=account.email, group=group, group_role="member")
    invitation = invite(asks, by=representative)
    Group.objects.filter(pk=group.pk).update(status="deleted")

    with pytest.raises(MoveRefused, match="この団体は、いまは新しい人を迎えていません"):
        INVITATION_FLOW.make("accept", invitation, by=account)
    assert not Membership.objects.filter(user=account).exists()


@pytest.mark.parametrize("days", [40, -9])
def test_who_comes_to_a_day_that_moves_is_kept_for_it_and_may_leave(days: int) -> None:
    """Their name goes thirty days after the day on which it really ends: not before, and not later."""
    manager, client = make_user(), Client()
    event = make_event(group=make_group(managers=(manager,)), capacity=1)
    typed = {"guest_name": "見本 花子", "guest_email": EMAIL, "people_count": "1"}
    asked = client.post(f"{event.get_absolute_url()}join/", typed)
    own = client.post(asked["Location"], {"code": code_sent_to(EMAIL)})["Location"]
    waiting = comes(event)

    event.refresh_from_db()
    event.starts_at += days * DAY
    event.ends_at += days * DAY
    change_event(event, by=manager, fields=[])

    goes_on = timezone.localdate(event.ends_at) + dt.timedelta(days=30)
    assert Guest.objects.get().forget_on == goes_on
    left = client.post(own, {"move": "leave"}, follow=True)
    waiting.refresh_from_db()
    assert "辞退を受け付けました" in left.content.decode()
    assert waiting.status in ("offered", "waiting")


FORMS = {
    "day": lambda: f"{make_event().get_absolute_url()}join/",
    "help": lambda: f"{make_help(make_group()).get_absolute_url()}answer/",
    "message": lambda: reverse("messages:contact_group", args=[make_group().pk]),
    "question": lambda: reverse("questions:create", args=[make_project(status="active").pk]),
}
WORDS = {
    "subject": "花だん",
    "body": "手伝えますか。",
    "text": "だれでも行けますか。",
    "number": "1",
}


@pytest.mark.parametrize("form", FORMS)
def test_name_of_a_guest_that_pretends_comes_back_to_be_mended(form: str) -> None:
    """Whoever reads who comes, helps or writes can tell one person from another."""
    page, client = FORMS[form](), Client()
    names = {"見本\u200b花子": "目に見えない文字", "Наnako": "見た目がよく似た別の文字"}

    told = {}
    for name, words in names.items():
        typed = {"guest_name": name, "guest_email": EMAIL, "people_count": "1", **WORDS}
        answer = client.post(page, typed)
        told[name] = (answer.status_code, words in answer.text, EMAIL in answer.text)

    assert told == dict.fromkeys(names, (200, True, True))
    assert not Guest.objects.exists()


def test_name_of_a_supporter_that_pretends_comes_back_to_be_mended() -> None:
    browser = browser_of(make_user())
    page = reverse("supporters:mine")

    answer = browser.post(page, {"public_name": "Наnako", "text": "花の植えかえ"})

    assert ("見た目がよく似た別の文字" in answer.text, "花の植えかえ" in answer.text) == (
        True,
        True,
    )
    assert not Supporter.objects.exists()


def test_who_left_a_group_is_told_nothing_of_its_messages(time_machine: Any) -> None:
    time_machine.move_to(MONDAY, tick=False)
    cast, stays = make_cast(), make_user("残る管理者")
    Membership.objects.create(group=cast.group, user=stays, role="manager")
    for person in (cast["manager"], stays):
        set_frequency(person.pk, NoticeKind.MESSAGES, "weekly")
    time_machine.shift(3600)
    begin(cast)
    leave_group(membership=Membership.objects.get(user=cast["manager"].pk), by=cast["manager"])
    OutgoingMail.objects.all().delete()

    assert send() == 1
    assert [mail.to for mail in OutgoingMail.objects.all()] == [stays.email]
