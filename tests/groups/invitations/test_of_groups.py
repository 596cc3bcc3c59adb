"""Invitations to a group: by whom, to what, and what is refused plainly."""

import datetime as dt
import re
from functools import partial
from typing import Any

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from groups.invitations.flow import INVITATION_FLOW, invite
from groups.models import Group, Invitation, Membership, User
from groups.models.invitations import LASTS
from groups.rules.invitations import PER_DAY, WAITING_AT_MOST
from kyodo_portal.cities import city
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.post.outbox import OutgoingMail
from tests.factories import make_coordinator, make_group, make_user
from tests.groups.accounts.doors import code_in
from tests.groups.people import ask, browser_of, roles_in, told_to
from tests.races import at_once

pytestmark = pytest.mark.django_db

EMAIL = "hanako@example.jp"


@pytest.fixture
def group() -> Group:
    return make_group("花の会", representative=make_user("代表"), managers=(make_user("管理"),))


def named(name: str) -> User:
    return User.objects.get(display_name=name)


def sent(group: Group, *, by: str = "代表", role: str = "member", email: str = EMAIL) -> Invitation:
    asked = Invitation(name="見本 花子", email=email, group=group, group_role=role)
    return invite(asked, by=named(by))


def letter_page() -> str:
    letter = OutgoingMail.objects.filter(to=EMAIL, subject__contains="招待").latest("pk")
    found = re.search(r"/accounts/invitations/[\w-]+/", letter.body)
    assert found is not None
    return found[0]


def hanako(**fields: Any) -> User:
    account = make_user("花子", email=EMAIL, **fields)
    EmailAddress.objects.create(user=account, email=EMAIL, verified=True, primary=True)
    return account


def test_manager_invites_on_a_page_and_a_newcomer_accepts(
    group: Group, mailoutbox: list[Any]
) -> None:
    manager, page = browser_of(named("管理")), reverse("groups:invite", args=[group.pk])
    typed = {"name": "見本 花子", "email": "ｈａｎａｋｏ＠example.jp", "role": "treasurer"}

    answer = manager.post(page, typed)
    again = manager.post(page, typed).content.decode()
    listed = manager.get(answer["Location"]).content.decode()
    browser, address = Client(), letter_page()
    begun = browser.post(f"{address}begin/")
    back = browser.post(begun["Location"], {"code": code_in(mailoutbox), "next": address})
    accepted = browser.post(f"{back['Location']}accept/")

    assert answer["Location"] == reverse("groups:people", args=[group.pk])
    assert "同じ招待をすでに送って" in again
    assert ("h…@example.jp" in listed, EMAIL in listed) == (True, False)
    assert accepted["Location"] == reverse("groups:people", args=[group.pk])
    assert browser.get(accepted["Location"]).status_code == 200  # and no second code
    assert roles_in(group)["見本 花子"] == "treasurer"
    letter = OutgoingMail.objects.get(to=EMAIL, subject__contains="招待")
    assert "花の会" in letter.subject
    assert f"{city().name}の協働ポータルに招待されました" in letter.subject
    assert "団体「花の会」の会計" in letter.body


def test_manager_cannot_invite_managers_and_nobody_a_second_representative(group: Group) -> None:
    for by, role, reason in (
        ("管理", "manager", "代表だけです"),
        ("代表", "representative", "すでに代表"),
    ):
        with pytest.raises(PermissionDenied, match=reason):
            sent(group, by=by, role=role)
    offered = browser_of(named("管理")).get(reverse("groups:invite", args=[group.pk]))
    roles = [value for value, _ in offered.context["form"].fields["role"].choices]
    assert roles == ["member", "treasurer"]


def test_role_is_fixed_and_the_letter_is_good_once_for_one_address_in_its_time(
    group: Group,
) -> None:
    invitation, account = sent(group), hanako()
    address, own = letter_page(), browser_of(account)
    other = make_user("ほかの人")
    EmailAddress.objects.create(user=other, email=other.email, verified=True, primary=True)

    foreign = browser_of(other).post(f"{address}accept/", {"group_role": "manager"})
    forged = own.post(address.replace(address[-8:-1], "AAAAAAA") + "accept/")
    with time_machine.travel(timezone.now() + LASTS + dt.timedelta(minutes=1), tick=False):
        expired = browser_of(account).post(f"{address}accept/")
    first = own.post(f"{address}accept/", {"group_role": "manager"})
    replayed = own.post(f"{address}accept/")

    statuses = [each.status_code for each in (foreign, forged, expired, first, replayed)]
    assert statuses == [403, 404, 409, 302, 409]
    assert "別のメールアドレスの方" in foreign.content.decode()
    assert "見つかりません" in forged.content.decode()
    assert "過ぎました" in expired.content.decode()
    assert roles_in(group)["花子"] == "member"
    invitation.refresh_from_db()
    assert invitation.accepted_by == account


def test_resending_closes_the_old_page_and_is_not_done_again_at_once(group: Group) -> None:
    invitation, browser = sent(group), browser_of(named("代表"))
    old, move = letter_page(), reverse("groups:invitation_move", args=[invitation.pk])

    at_once = browser.post(move, {"move": "resend", "seen": "sent"})
    with time_machine.travel(timezone.now() + dt.timedelta(hours=1, minutes=1)):
        later = browser_of(named("代表")).post(move, {"move": "resend", "seen": "sent"})
        statuses = [Client().get(page).status_code for page in (old, letter_page())]
        withdrawn = browser_of(named("管理")).post(move, {"move": "withdraw"})
        gone = Client().get(letter_page()).status_code

    assert [at_once.status_code, later.status_code, withdrawn.status_code] == [409, 302, 302]
    assert (statuses, gone) == ([404, 200], 404)


def test_invitation_ends_with_who_wrote_it(group: Group) -> None:
    sent(group, by="管理")
    Membership.objects.filter(user=named("管理")).update(ended_at=timezone.now())

    answer = browser_of(hanako()).post(f"{letter_page()}accept/")

    assert "招待できる立場にありません" in answer.content.decode()
    assert "花子" not in roles_in(group)


def test_group_before_its_registration_writes_to_nobody() -> None:
    group = make_group(representative=make_user("代表"), status="applied")

    with pytest.raises(PermissionDenied, match="登録されてから"):
        sent(group)
    page = browser_of(named("代表")).get(reverse("groups:invite", args=[group.pk]))
    assert page.status_code == 403


def test_letters_to_strangers_have_a_measure(group: Group) -> None:
    for number in range(PER_DAY):
        sent(group, email=f"person-{number}@example.com")
    with pytest.raises(PermissionDenied, match=f"1日に{PER_DAY}件まで"):
        sent(group)

    Invitation.objects.update(created_at=timezone.now() - dt.timedelta(days=2))
    for number in range(PER_DAY, WAITING_AT_MOST):
        sent(group, email=f"person-{number}@example.com")
    Invitation.objects.update(created_at=timezone.now() - dt.timedelta(days=2))
    with pytest.raises(PermissionDenied, match=f"{WAITING_AT_MOST}件あります"):
        sent(group)


@pytest.mark.parametrize("name", ["見本\u200b花子", "Наnako"])
def test_names_that_pretend_come_back_to_be_mended(group: Group, name: str) -> None:
    page = reverse("groups:invite", args=[group.pk])

    answer = browser_of(named("代表")).post(page, {"name": name, "email": EMAIL, "role": "member"})

    assert "混ざっています" in answer.content.decode()
    assert EMAIL in answer.content.decode()
    assert not Invitation.objects.exists()


def test_what_somebody_had_asked_is_answered_by_the_invitation(group: Group) -> None:
    account = hanako()
    asked = ask(group, account)
    sent(group)

    browser_of(account).post(f"{letter_page()}accept/")

    asked.refresh_from_db()
    assert (asked.status, roles_in(group)["花子"]) == ("withdrawn", "member")


def test_coordinators_invite_for_a_group_for_which_nobody_speaks(group: Group) -> None:
    desk = make_coordinator("窓口")
    with pytest.raises(PermissionDenied, match="この団体の代表と管理者だけ"):
        sent(group, by="窓口")
    Membership.objects.filter(group=group).update(ended_at=timezone.now())

    sent(group, by="窓口", role="representative")
    browser_of(hanako()).post(f"{letter_page()}accept/")

    assert roles_in(group) == {"花子": "representative"}
    assert "引き受けられました" in told_to(desk)


def test_representative_who_came_meanwhile_is_not_doubled(group: Group) -> None:
    Membership.objects.filter(group=group).update(ended_at=timezone.now())
    make_coordinator("窓口")
    invitation = sent(group, by="窓口", role="representative")
    group.memberships.create(user=make_user("さきに来た代表"), role="representative")

    with pytest.raises(MoveRefused, match="招待できる立場|すでに代表"):
        INVITATION_FLOW.make("accept", invitation, by=hanako())


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_who_invite_the_same_person_at_once_send_one_letter() -> None:
    group = make_group("花の会", representative=make_user("代表"), managers=(make_user("管理"),))

    outcomes = at_once(*[partial(sent, group, by=name) for name in ("代表", "管理")])

    assert {type(each) for each in outcomes} == {Invitation, PermissionDenied}
    assert OutgoingMail.objects.filter(to=EMAIL).count() == 1
