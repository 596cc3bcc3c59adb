"""An invitation: its letter, its page, who accepts it, and what it gives; once, and in its time."""

import datetime as dt
import re
from typing import Any

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from groups.invitations.flow import INVITATION_FLOW, invite
from groups.invitations.forgetting import KEPT, forget_unanswered
from groups.models import Department, Invitation, InvitationStatus, Membership, User
from groups.models.invitations import LASTS, hash_of
from kyodo_portal.life.audit import AuditEntry
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.life.roles import Role
from kyodo_portal.post.outbox import OutgoingMail
from tests.factories import make_department, make_group, make_user
from tests.groups.accounts.doors import code_in
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db

EMAIL = "hanako@example.jp"


@pytest.fixture
def chief() -> User:
    return make_user("管理者", is_superuser=True)


@pytest.fixture
def department() -> Department:
    return make_department("環境課")


def make_invitation(chief: User, department: Department | None, **fields: Any) -> Invitation:
    wanted = {"name": "見本 花子", "email": EMAIL, "department": department, **fields}
    return invite(Invitation(**wanted), by=chief)


def letter() -> OutgoingMail:
    return OutgoingMail.objects.filter(to=EMAIL, subject__contains="招待").latest("pk")


def page() -> str:
    """The address of the page in the last letter."""
    found = re.search(r"/accounts/invitations/[\w-]+/", letter().body)
    assert found is not None
    return found[0]


def invited_account(**fields: Any) -> User:
    account = make_user("花子", email=EMAIL, **fields)
    EmailAddress.objects.create(user=account, email=EMAIL, verified=True, primary=True)
    return account


def signed_in(person: User) -> Client:
    client = Client()
    sign_in(client, person)
    return client


def test_letter_tells_the_offer_and_holds_the_only_copy_of_the_token(
    chief: User, department: Department
) -> None:
    invitation = make_invitation(
        chief, department, role=Role.COORDINATOR, email="Hanako@Example.jp"
    )

    token = page().rstrip("/").rpartition("/")[2]
    assert "お願いしたい役目：環境課の職員、協働担当" in letter().body
    assert letter().expires_at == invitation.expires_at
    stored = Invitation.objects.values().get()
    assert stored["token_hash"] == hash_of(token)
    assert token not in str(stored) + str(list(AuditEntry.objects.values()))


def test_somebody_without_an_account_comes_in_by_code_and_accepts(
    chief: User, department: Department, mailoutbox: list[Any]
) -> None:
    make_invitation(chief, department)
    browser, address = Client(), page()

    assert "メールでコードを受け取って進む" in browser.get(address).content.decode()
    assert not User.objects.filter(email=EMAIL).exists()
    begun = browser.post(f"{address}begin/")
    back = browser.post(begun["Location"], {"code": code_in(mailoutbox), "next": address})
    shown = browser.get(back["Location"]).content.decode()
    accepted = browser.post(f"{address}accept/")

    assert (back["Location"], "引き受ける" in shown) == (address, True)
    assert accepted["Location"] == reverse("admin:index")
    account = User.objects.get(email=EMAIL)
    assert (account.display_name, account.is_confirmed) == ("見本 花子", True)
    assert account.department_ids == {department.pk}
    assert browser.get(accepted["Location"]).status_code == 403  # the second factor comes first
    asked = browser.get(accepted["Location"]).content.decode()
    assert ("二段階認証が必要です" in asked, "認証アプリを設定する" in asked) == (True, True)


def test_accepting_is_written_down_and_told(chief: User, department: Department) -> None:
    invitation = make_invitation(chief, department)
    account = invited_account()

    signed_in(account).post(f"{page()}accept/")

    invitation.refresh_from_db()
    assert (invitation.status, invitation.accepted_by) == (InvitationStatus.ACCEPTED, account)
    actions = AuditEntry.objects.of(invitation).values_list("action", "by")
    assert list(actions) == [("invitation.invite", chief.pk), ("invitation.accept", account.pk)]
    granted = AuditEntry.objects.of(account).get(action="user.grant")
    assert granted.data == {"before": [], "after": ["環境課の職員"]}
    assert OutgoingMail.objects.filter(to=chief.email, subject__contains="引き受け").exists()


def test_looking_and_coming_back_give_nothing_twice(chief: User, department: Department) -> None:
    make_invitation(chief, department)
    browser = signed_in(invited_account())

    statuses = [browser.post(f"{page()}accept/").status_code for _ in range(2)]

    assert statuses == [302, 409]
    assert "もう引き受けられています" in browser.get(page()).content.decode()
    assert AuditEntry.objects.filter(action="user.grant").count() == 1


def other(**fields: Any) -> User:
    account = make_user("ほかの人", **fields)
    EmailAddress.objects.create(user=account, email=account.email, verified=True, primary=True)
    return account


def unproved(**_: Any) -> User:
    account = make_user("花子", email=EMAIL, confirmed_at=None)
    EmailAddress.objects.create(user=account, email=EMAIL, verified=False, primary=True)
    return account


@pytest.mark.parametrize("person", [other, unproved])
def test_letter_that_was_passed_on_opens_nothing(
    chief: User, department: Department, person: Any
) -> None:
    make_invitation(chief, department)
    account = person()
    User.objects.filter(pk=account.pk).update(mail_proved_at=None)
    browser = signed_in(account)

    shown = browser.get(page()).content.decode()
    answer = browser.post(f"{page()}accept/")

    assert ("いまのアカウントでは引き受けられません" in shown, answer.status_code) == (True, 403)
    account = User.objects.get(pk=account.pk)
    assert (account.is_staff, account.mail_proved_at) == (False, None)


def test_account_with_the_address_as_its_second_accepts(
    chief: User, department: Department
) -> None:
    make_invitation(chief, department)
    account = other()
    EmailAddress.objects.create(user=account, email=EMAIL, verified=True)

    assert signed_in(account).post(f"{page()}accept/").status_code == 302
    assert User.objects.get(pk=account.pk).department_ids == {department.pk}


def test_after_14_days_it_is_too_late_until_it_is_sent_again(
    chief: User, department: Department
) -> None:
    invitation = make_invitation(chief, department)
    account, first = invited_account(), page()

    with time_machine.travel(timezone.now() + LASTS + dt.timedelta(minutes=1), tick=False):
        late = signed_in(account).post(f"{first}accept/")
        invitation.refresh_from_db()
        status = invitation.status_label
        INVITATION_FLOW.make("resend", invitation, by=chief)
        old, new = (signed_in(account).get(address) for address in (first, page()))
        accepted = signed_in(account).post(f"{page()}accept/")

    assert (late.status_code, status) == (409, "期限切れ")
    assert "過ぎました" in late.content.decode()
    assert [old.status_code, new.status_code, accepted.status_code] == [404, 200, 302]


def test_withdrawn_invitation_is_gone(chief: User, department: Department) -> None:
    invitation = make_invitation(chief, department)
    address = page()
    INVITATION_FLOW.make("withdraw", invitation, by=chief)
    browser = signed_in(invited_account())

    assert [browser.get(address).status_code, browser.post(f"{address}accept/").status_code] == [
        404,
        404,
    ]
    with pytest.raises(MoveRefused):
        INVITATION_FLOW.make("resend", invitation, by=chief)


def test_place_that_is_no_more_is_not_given(chief: User, department: Department) -> None:
    make_invitation(chief, department)
    Department.objects.update(is_active=False)

    answer = signed_in(invited_account()).post(f"{page()}accept/")

    assert (answer.status_code, "この課は、いまはありません" in answer.content.decode()) == (
        409,
        True,
    )


def refusal(chief: User, department: Department | None, **fields: Any) -> str:
    with pytest.raises(PermissionDenied) as refused:
        make_invitation(chief, department, **fields)
    return str(refused.value)


def test_who_cannot_be_invited_and_who_cannot_invite(chief: User, department: Department) -> None:
    here = invited_account()
    department.staff.add(here)

    assert "すでにこの役目" in refusal(chief, department)
    assert "ご自身" in refusal(chief, department, email=chief.email)
    assert "システム管理者だけ" in refusal(make_user(roles=(Role.COORDINATOR,)), department)
    make_invitation(chief, None, role=Role.REVIEWER)
    assert "同じ招待をすでに送って" in refusal(chief, None, role=Role.REVIEWER)
    User.objects.filter(pk=here.pk).update(is_active=False)
    assert "閉じられています" in refusal(chief, department)


def test_administrator_invites_on_the_page_of_the_admin(
    chief: User, department: Department
) -> None:
    browser, add = signed_in(chief), reverse("admin:groups_invitation_add")
    typed = {"name": "見本 花子", "email": "ｈａｎａｋｏ＠example.jp", "department": department.pk}

    nothing = browser.post(add, {**typed, "department": "", "role": ""})
    sent = browser.post(add, {**typed, "role": ""})
    again = browser.post(add, {**typed, "role": ""})

    assert "課か役割のどちらかを選んでください。" in nothing.content.decode()
    assert (sent.status_code, letter().to) == (302, EMAIL)
    assert "同じ招待をすでに送って" in again.content.decode()
    assert AuditEntry.objects.filter(target_model="groups.invitation").count() == 1


def test_groups_invite_in_the_same_way(chief: User) -> None:
    manager = make_user("代表")
    group = make_group("花の会", managers=(manager,))
    wanted = {"group": group, "group_role": "member"}

    assert "この団体の代表と管理者だけ" in refusal(chief, None, **wanted)
    invitation = make_invitation(manager, None, **wanted)
    account = invited_account()
    answer = signed_in(account).post(f"{page()}accept/")

    assert (invitation.offer, answer["Location"]) == (
        "団体「花の会」の構成員",
        reverse("groups:people", args=[group.pk]),
    )
    place = Membership.objects.get(user=account)
    assert (place.group, place.role) == (group, "member")
    assert AuditEntry.objects.of(group).filter(action="group.members").count() == 1


def test_what_nobody_accepted_is_forgotten(chief: User, department: Department) -> None:
    """90 days after its end; what was accepted stays."""
    waiting = make_invitation(chief, department)
    accepted = make_invitation(chief, None, role=Role.REVIEWER)
    INVITATION_FLOW.make("accept", accepted, by=invited_account())
    withdrawn = make_invitation(chief, department, email="other@example.jp")
    INVITATION_FLOW.make("withdraw", withdrawn, by=chief)

    def left(after: dt.timedelta) -> set[int]:
        forget_unanswered(timezone.now() + after)
        return set(Invitation.objects.values_list("pk", flat=True))

    kept = {waiting.pk, accepted.pk, withdrawn.pk}
    assert left(KEPT - dt.timedelta(days=1)) == kept
    assert left(KEPT + dt.timedelta(minutes=1)) == kept - {withdrawn.pk}
    assert left(LASTS + KEPT + dt.timedelta(minutes=1)) == {accepted.pk}
