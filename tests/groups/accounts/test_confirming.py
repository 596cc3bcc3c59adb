"""Nobody can prepare an account for somebody else: who reads the mail has it alone."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from groups.models import User
from kyodo_portal.life.audit import AuditEntry
from kyodo_portal.life.roles import Role
from tests.factories import make_user
from tests.groups.accounts.doors import (
    ADDRESS,
    OWN,
    PREPARED,
    resets,
    signs_in,
    signs_in_by_code,
    signs_up,
    types_sign_up_code,
    who_is_in,
)

pytestmark = pytest.mark.django_db


def acts() -> list[str]:
    account = User.objects.get(email=ADDRESS)
    entries = AuditEntry.objects.of(account).filter(action__in=["user.confirm", "user.claim"])
    return [entry.action for entry in entries]


def test_owner_who_signs_up_and_types_the_code_keeps_her_password(mailoutbox: list[Any]) -> None:
    here = Client()
    signs_up(here, password=OWN)
    types_sign_up_code(here, mailoutbox)

    elsewhere = Client()
    signs_in(elsewhere, OWN)
    assert (who_is_in(here), who_is_in(elsewhere)) == (ADDRESS, ADDRESS)
    assert acts() == ["user.confirm"]


def test_owner_who_comes_back_with_her_password_keeps_it(mailoutbox: list[Any]) -> None:
    signs_up(Client(), password=OWN)
    another = Client()
    cache.clear()  # a second code within three minutes
    signs_in(another, OWN)
    types_sign_up_code(another, mailoutbox)

    assert who_is_in(another) == ADDRESS
    assert User.objects.get(email=ADDRESS).check_password(OWN)


BY_CODE = "signs in by code"
BY_RESET = "chooses a new password"


@pytest.mark.parametrize(
    ("way", "come_in"),
    [
        (BY_CODE, signs_in_by_code),
        (BY_RESET, lambda client, letters: resets(client, letters, OWN)),
    ],
)
def test_who_prepared_the_account_of_another_is_out(
    mailoutbox: list[Any], way: str, come_in: Callable[..., Any]
) -> None:
    attacker, pending, victim = Client(), Client(), Client()
    signs_up(attacker, password=PREPARED)
    cache.clear()  # a second code within three minutes
    signs_in(pending, PREPARED)

    come_in(victim, mailoutbox)

    account = User.objects.get(email=ADDRESS)
    assert (account.check_password(PREPARED), account.is_confirmed) == (False, True)
    afterwards = Client()
    signs_in(afterwards, PREPARED)
    for client in (attacker, pending):
        client.post("/accounts/confirm-email/", {"action": "resend"})
        client.post("/accounts/confirm-email/", {"action": "change", "email": "mine@example.jp"})
    assert [who_is_in(client) for client in (attacker, pending, afterwards)] == ["", "", ""]
    assert who_is_in(victim) == (ADDRESS if way == BY_CODE else "")
    assert User.objects.get(pk=account.pk).email == ADDRESS
    assert acts() == ["user.claim"]


def test_password_chosen_earlier_at_a_machine_of_many_is_not_its_owners(
    mailoutbox: list[Any],
) -> None:
    shared = Client()
    signs_up(shared, password=PREPARED)
    cache.clear()  # a second code within three minutes
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=20)):
        signs_in_by_code(shared, mailoutbox)

    account = User.objects.get(email=ADDRESS)
    assert (account.check_password(PREPARED), account.is_confirmed) == (False, True)
    assert acts() == ["user.claim"]


def test_second_sign_in_by_code_takes_nothing_away(mailoutbox: list[Any]) -> None:
    here = Client()
    signs_up(here, password=OWN)
    types_sign_up_code(here, mailoutbox)

    signs_in_by_code(Client(), mailoutbox)

    assert User.objects.get(email=ADDRESS).check_password(OWN)
    assert who_is_in(here) == ADDRESS


def test_proof_takes_away_sessions_and_factors_of_before(mailoutbox: list[Any]) -> None:
    """However they came to be there, in an account whose address nobody had proved."""
    account = make_user(email=ADDRESS, password=PREPARED, confirmed_at=None)
    EmailAddress.objects.create(user=account, email=ADDRESS, verified=False, primary=True)
    Authenticator.objects.create(user=account, type="totp", data={"secret": "A" * 32})
    attacker = Client(REMOTE_ADDR="192.0.2.1")
    attacker.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    UserSession.objects.create(
        user=account, ip="192.0.2.1", session_key=attacker.session.session_key, user_agent="x"
    )
    assert who_is_in(attacker) == ADDRESS

    victim = Client()
    signs_in_by_code(victim, mailoutbox)

    assert (who_is_in(victim), who_is_in(attacker)) == (ADDRESS, "")
    assert not Authenticator.objects.filter(user=account).exists()
    assert list(UserSession.objects.filter(user=account).values_list("ip", flat=True)) == [
        "127.0.0.1"
    ]


def test_sign_in_begun_before_the_proof_leads_nowhere(mailoutbox: list[Any]) -> None:
    """The code of the first mail, typed where the account was prepared, after its owner came."""
    attacker = Client()
    signs_up(attacker, password=PREPARED)
    first = list(mailoutbox)
    signs_in_by_code(Client(), mailoutbox)

    types_sign_up_code(attacker, first)

    assert who_is_in(attacker) == ""


def test_account_the_administrator_made_asks_for_one_code(mailoutbox: list[Any]) -> None:
    admin, owner = make_user(is_superuser=True), Client()
    client = Client()
    client.force_login(admin, backend="django.contrib.auth.backends.ModelBackend")
    typed = {"email": ADDRESS, "display_name": "新しい人", "groups": [1], "is_superuser": "on"}
    client.post("/admin/groups/user/add/", typed)
    made = User.objects.get(email=ADDRESS)
    assert (made.is_confirmed, made.is_superuser, made.role_names) == (False, False, frozenset())

    signs_in_by_code(owner, mailoutbox)

    assert who_is_in(owner) == ADDRESS
    assert not set(Role.values) & User.objects.get(email=ADDRESS).role_names
