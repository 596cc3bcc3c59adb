"""Accounts for which nobody came go after a day, and only those that left no trace."""

import datetime as dt
from collections.abc import Callable
from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.db import connection
from django.test import Client
from django.utils import timezone

from groups.accounts.ending import end_unverified
from groups.models import ContactDetails, User
from kyodo_portal.life.roles import Role
from tests.factories import make_department, make_group, make_user, write_down
from tests.groups.accounts.doors import (
    ADDRESS,
    OWN,
    code_in,
    signs_up,
)
from tests.proposals.factories import make_consultation

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def waiting(name: str, *, hours: int = 25, **fields) -> User:
    made = timezone.now() - dt.timedelta(hours=hours)
    user = make_user(name, confirmed_at=None, joined_at=made, **fields)
    EmailAddress.objects.create(user=user, email=user.email, verified=False, primary=True)
    return user


def test_only_those_without_a_trace_go() -> None:
    now = timezone.now()
    waiting("一日たった")
    waiting("もうすぐ一日", hours=23)
    make_user("確認した人", joined_at=now - 9 * DAY)
    waiting("閉じられた", is_active=False)
    waiting("管理する人", is_superuser=True)
    waiting("役割のある人", roles=(Role.REVIEWER,))
    make_department(staff=(waiting("課の人"),))
    make_group(managers=(make_user("ほか"),), members=(waiting("会の人"),))
    make_consultation(by=waiting("相談した人"))
    ContactDetails.objects.create(user=waiting("連絡先のある人"))
    actor = waiting("何かした人")
    write_down(make_group(managers=(make_user("べつ"),)), "edit", by=actor)
    waiting("入ったことのある人", last_login=now)
    before = set(User.objects.values_list("display_name", flat=True))

    ended = end_unverified(now)

    after = set(User.objects.values_list("display_name", flat=True))
    assert (ended, before - after) == (1, {"一日たった"})
    assert (end_unverified(now), EmailAddress.objects.count()) == (0, 10)


def _asks_to_sign_in(client: Client) -> None:
    client.post("/accounts/login/code/", {"email": ADDRESS})


def _asks_for_a_new_password(client: Client) -> None:
    client.post("/accounts/password/reset/", {"email": ADDRESS})


@pytest.mark.parametrize(
    ("asks", "address"),
    [
        (_asks_to_sign_in, "/accounts/login/code/confirm/"),
        (_asks_for_a_new_password, "/accounts/password/reset/confirm/"),
        (lambda client: signs_up(client, password=OWN), "/accounts/confirm-email/"),
    ],
)
def test_code_of_an_account_that_has_gone_is_a_wrong_code(
    mailoutbox: list[Any], asks: Callable[[Client], Any], address: str
) -> None:
    client = Client()
    if address != "/accounts/confirm-email/":
        waiting("だれか", email=ADDRESS)
    asks(client)
    code = code_in(mailoutbox)
    User.objects.get(email=ADDRESS).delete()

    answer = client.post(address, {"code": code})

    assert answer.status_code == 200
    assert answer.context["form"].errors.keys() == {"code"}


def _migrated(name: str, function: str) -> None:
    """Run the part of a migration that writes to what exists."""
    module = import_module(f"groups.migrations.{name}")
    getattr(module, function)(apps, SimpleNamespace(connection=connection))


def test_accounts_of_before_are_confirmed_where_their_address_was_verified() -> None:
    owner, other = waiting("持ち主"), waiting("だれか")
    EmailAddress.objects.filter(user=owner).update(verified=True)
    made_by_hand = make_user("手で作られた", confirmed_at=None)

    _migrated("0007_when_an_address_was_confirmed", "take_over")

    assert {
        user.display_name: user.confirmed_at == user.joined_at
        for user in User.objects.filter(pk__in=[owner.pk, other.pk, made_by_hand.pk])
    } == {"持ち主": True, "だれか": False, "手で作られた": False}


def test_names_of_before_are_kept_as_they_are_read() -> None:
    User.objects.filter(pk=make_user("ＨＡＮＡ　子").pk).update(name_as_read="")

    _migrated("0008_names_as_they_are_read", "read_names")

    assert list(User.objects.values_list("name_as_read", flat=True)) == ["hana子"]
