"""Somebody without an account: the code, their page, who vouches for them, and the day they are forgotten."""

import datetime as dt
import re
from dataclasses import replace
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from groups import guests
from groups.actions.guests import confirm_guest, forget_guests, send_code, vouch_for, welcome
from groups.forms.guests import GuestForm
from groups.guests import Purpose
from groups.models import ConfirmedHow, Guest
from groups.rules.guests import TRIES
from groups.views import guests as guest_views
from groups.views.guests import may_come
from kyodo_portal.life.audit import AuditEntry
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.post.outbox import OutgoingMail
from tests.factories import make_user

pytestmark = pytest.mark.django_db

EMAIL = "hanako@example.jp"


@pytest.fixture(autouse=True)
def done(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Guests come for a walk; the numbers of those for whom it went on."""
    went_on: list[int] = []
    walk = Purpose(
        key="walk",
        label="散歩に申し込む",
        about=lambda _: "朝の散歩",
        confirmed=lambda guest: went_on.append(guest.pk),
        page=lambda _: reverse("home"),
    )
    monkeypatch.setitem(guests.PURPOSES, "walk", walk)
    return went_on


def make_guest(**fields: Any) -> Guest:
    wanted = {"name": "見本 花子", "email": EMAIL, **fields}
    return welcome(
        Guest(**wanted), came_for="walk", forget_on=timezone.localdate() + dt.timedelta(30)
    )


def code_in_letter() -> str:
    body = OutgoingMail.objects.filter(to=EMAIL).latest("pk").body
    found = re.search(r"　(\d{6})\n", body)
    assert found is not None
    return found[1]


def test_letter_holds_the_only_copy_of_the_code(done: list[int]) -> None:
    guest = make_guest()

    send_code(guest)

    code = code_in_letter()
    stored = Guest.objects.values().get()
    assert [name for name, value in stored.items() if code in str(value)] == []
    assert [name for name, value in stored.items() if guest.token in str(value)] == []
    assert OutgoingMail.objects.get().expires_at == stored["code_until"]
    assert confirm_guest(guest, code=f" {code[:3]}-{code[3:]} ") == ""
    assert (guest.confirmed_how, done) == ("code", [guest.pk])


def test_letter_brings_the_page_that_the_letter_with_the_code_no_longer_opens(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    walk = replace(guests.PURPOSES["walk"], received=gettext_lazy("質問を届けました"))
    monkeypatch.setitem(guests.PURPOSES, "walk", walk)
    guest = make_guest()
    send_code(guest)
    before = guest.get_absolute_url()

    confirm_guest(guest, code=code_in_letter())

    letter = OutgoingMail.objects.latest("pk")
    assert letter.subject == "【協働ポータル】質問を届けました「朝の散歩」"
    assert guest.get_absolute_url() in letter.body
    assert Client().get(before).status_code == 404


def test_code_counts_once_and_typing_it_again_does_nothing(done: list[int]) -> None:
    guest = make_guest()
    send_code(guest)
    code = code_in_letter()

    answers = [confirm_guest(guest, code=code) for _ in range(2)]

    assert (answers, done) == (["", ""], [guest.pk])


def test_code_is_refused_when_wrong_late_or_followed_by_another(done: list[int]) -> None:
    guest = make_guest()
    send_code(guest)
    first = code_in_letter()
    send_code(guest)
    second = code_in_letter()
    wrong = f"{(int(second) + 1) % 10**6:06}"

    reasons = {
        "before": confirm_guest(guest, code=first) if first != second else "コードがちがい",
        "wrong": confirm_guest(guest, code=wrong),
        "nothing": confirm_guest(guest, code="　"),
    }
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=15, seconds=1)):
        late = confirm_guest(guest, code=second)

    assert {each[:7] for each in reasons.values()} == {"コードがちがい"}
    assert late.startswith("このコードの時間（15分）が過ぎました。")
    assert done == []


def test_code_is_spent_after_five_wrong_ones(done: list[int]) -> None:
    guest = make_guest()
    send_code(guest)
    code = code_in_letter()

    for _ in range(TRIES):
        confirm_guest(guest, code="000000" if code != "000000" else "000001")
    right = confirm_guest(guest, code=code)

    assert right.startswith("まちがったコードが続いたため")
    send_code(guest)
    assert confirm_guest(guest, code=code_in_letter()) == ""


def test_page_before_the_code_is_closed_by_it() -> None:
    guest = make_guest()
    before = guest.get_absolute_url()
    send_code(guest)

    answer = Client().post(before, {"code": code_in_letter()})

    guest.refresh_from_db()
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert Client().get(before).status_code == 404
    assert Client().get(guest.get_absolute_url()).status_code == 302


def test_page_says_what_is_wrong_and_looking_changes_nothing() -> None:
    guest = make_guest()
    send_code(guest)
    page = guest.get_absolute_url()

    looked = Client().get(page)
    wrong = Client().post(page, {"code": "ちがう"})
    empty = Client().post(page, {})

    assert (looked.status_code, looked["Cache-Control"]) == (200, "private, no-store")
    assert "まだ終わっていません" in looked.content.decode()
    assert "コードがちがいます" in wrong.content.decode()
    assert "「コード（6けたの数字）」を入力してください" in empty.content.decode()
    assert Client().get(page[:-3] + "00/").status_code == 404


def test_codes_to_one_address_are_so_many_and_no_more() -> None:
    guest = make_guest()

    for _ in range(7):
        Client().post(guest.get_absolute_url(), {"action": "resend"})

    assert OutgoingMail.objects.filter(to=EMAIL).count() == 5


def test_forms_from_one_contact_or_one_place_are_so_many_and_no_more(
    rf: RequestFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guest_views, "COMING", {"guest": "6/h/ip,3/d/key"})
    asked = rf.post("/")

    def come(name: str, times: int) -> list[bool]:
        guest = Guest(name=name, phone=name)
        return [bool(may_come(asked, guest)) for _ in range(times)]

    assert come("048-000-0000", 4) == [True, True, True, False]
    assert come("048-000-0001", 2) == [True, True]
    assert come("048-000-0002", 2) == [False, False]


def test_who_left_a_telephone_number_is_called(done: list[int]) -> None:
    guest = make_guest(email="", phone="048-000-0000")
    caller = make_user("受付の人")

    with pytest.raises(PermissionDenied):
        send_code(guest)
    told = Client().get(guest.get_absolute_url()).content.decode()
    vouch_for(guest, how=ConfirmedHow.CALL, by=caller)

    assert "電話番号（048-000-0000）だけをうかがいました" in told
    assert (guest.confirmed_how, guest.confirmed_by, done) == ("call", caller, [guest.pk])
    entry = AuditEntry.objects.get(action="guest.confirm")
    assert (entry.by, "見本" in entry.target_label) == (caller, False)


def test_nobody_is_confirmed_for_what_cannot_be(
    done: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_late(_: Guest) -> None:
        raise MoveRefused("この日は中止になりました。")

    guest = make_guest()
    send_code(guest)
    closed = Purpose(
        key="walk",
        label="散歩に申し込む",
        about=lambda _: "朝の散歩",
        confirmed=too_late,
        page=lambda _: reverse("home"),
    )
    monkeypatch.setitem(guests.PURPOSES, "walk", closed)

    answer = Client().post(guest.get_absolute_url(), {"code": code_in_letter()})

    guest.refresh_from_db()
    assert (answer.status_code, guest.is_confirmed) == (409, False)
    assert "この日は中止になりました。" in answer.content.decode()


def test_guests_are_forgotten_on_their_day() -> None:
    today = timezone.localdate()
    kept = make_guest()
    vouch_for(kept, how=ConfirmedHow.COUNTER, by=make_user())
    never = make_guest()
    called = make_guest(email="", phone="048-000-0000")
    over = welcome(Guest(name="見本", email=EMAIL), came_for="walk", forget_on=today)
    now = timezone.now()

    at_once = (forget_guests(now), set(Guest.objects.values_list("pk", flat=True)))
    after_a_day = forget_guests(now + dt.timedelta(days=1, hours=1))
    still = set(Guest.objects.values_list("pk", flat=True))
    in_the_end = forget_guests(now + dt.timedelta(days=30))

    assert at_once == (1, {kept.pk, never.pk, called.pk})
    assert over.pk not in at_once[1]
    assert (after_a_day, still, in_the_end) == (1, {kept.pk, called.pk}, 2)


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"guest_name": "花子", "guest_email": "ｈａｎａ＠ｅｘａｍｐｌｅ．ｊｐ"}, set()),
        ({"guest_name": "花子", "guest_phone": "０４８（０００）００００"}, set()),
        ({"guest_name": "花子"}, {"guest_email"}),
        ({"guest_email": EMAIL}, {"guest_name"}),
        ({"guest_name": "花子", "guest_email": "花子"}, {"guest_email"}),
        ({"guest_name": "花子\0", "guest_phone": "12"}, {"guest_name", "guest_phone"}),
    ],
)
def test_form_asks_a_name_and_one_contact(typed: dict[str, str], wrong: set[str]) -> None:
    form = GuestForm(typed, is_for_guest=True)

    assert set(form.errors) == wrong
    assert set(GuestForm(typed, is_for_guest=False).errors) == set()
