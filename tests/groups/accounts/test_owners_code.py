"""A password alone says nothing of whose an account of the city's side is: the code by mail does."""

from importlib import import_module
from types import SimpleNamespace

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.db import connection
from django.test import Client
from django.urls import reverse

from groups.accounts.granting import before, tell_changes
from groups.accounts.owners_code import OF_THE_OWNER
from groups.models import User
from kyodo_portal.life.audit import AuditEntry
from kyodo_portal.life.roles import Role
from kyodo_portal.post.outbox import OutgoingMail
from tests.factories import PASSWORD, make_department, make_staff, make_user
from tests.groups.accounts.doors import code_in, letters_to, signs_in
from tests.signing_in import code_of_app, give_app, sign_in

pytestmark = pytest.mark.django_db
HERE = "/accounts/owner/"
ASKED = "メールのコードで確かめる"


def with_password(person: User) -> User:
    person.set_password(PASSWORD)
    person.mail_proved_at = None
    person.save()
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


@pytest.fixture
def officer() -> User:
    """Staff whose password is from before: nobody knows who else has it. No second factor yet."""
    return with_password(make_staff(make_department()))


def in_by_password(person: User) -> Client:
    client = Client()
    signs_in(client, PASSWORD, person.email)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return client


def proves(client: Client, person: User) -> None:
    client.post(HERE)
    client.post(HERE, {"code": code_in(letters_to(person.email))})


def places(of: User) -> dict[str, tuple[str, ...]]:
    """The addresses of all pages on which one says how an account is entered."""
    key = Authenticator.objects.create(user=of, type="webauthn", data={"name": "鍵"})
    needs = {"mfa_edit_webauthn": (key.pk,), "mfa_remove_webauthn": (key.pk,)}
    found = {name: reverse(name, args=needs.get(name, ())) for name in OF_THE_OWNER}
    key.delete()
    return found


def test_password_alone_changes_nothing_about_how_an_account_is_entered(officer: User) -> None:
    addresses = places(officer)
    client = in_by_password(officer)

    led = {name: client.post(page).headers.get("Location") for name, page in addresses.items()}

    assert led == {
        name: f"{HERE}?next={page.replace('/', '%2F')}" for name, page in addresses.items()
    }
    client.post("/accounts/email/", {"action_add": "", "email": "thief@example.jp"})
    assert not EmailAddress.objects.filter(email="thief@example.jp").exists()
    assert client.get("/accounts/2fa/totp/activate/").status_code == 302
    assert client.get("/accounts/email/").status_code == 200  # which there are


def test_where_there_is_a_factor_it_is_asked_for_instead(officer: User) -> None:
    """A session that began before the factor was set up, perhaps in the hands of somebody else."""
    client = in_by_password(officer)
    proves(client, officer)
    give_app(officer)

    for page in ("/accounts/2fa/webauthn/add/", "/accounts/2fa/recovery-codes/"):
        led = client.get(page).headers["Location"]
        assert led == f"/accounts/2fa/reauthenticate/?next={page.replace('/', '%2F')}"


def test_people_who_do_not_work_for_the_city_set_up_a_factor_as_before() -> None:
    client = in_by_password(with_password(make_user("市民")))

    assert client.get("/accounts/2fa/totp/activate/").status_code == 200
    assert client.get(HERE).status_code == 403


def test_code_opens_the_way_to_the_factor(officer: User) -> None:
    client = in_by_password(officer)
    way = f"{HERE}?next=/accounts/2fa/totp/activate/"
    assert "コードを送る" in client.get(way).content.decode()

    asked = client.post(way, follow=True)
    assert officer.email in asked.content.decode()
    code = code_in(letters_to(officer.email)).lower().replace("-", "")
    answer = client.post(way, {"code": code})

    assert answer.headers["Location"] == "/accounts/2fa/totp/activate/"
    assert client.get("/accounts/2fa/totp/activate/").status_code == 200
    assert AuditEntry.objects.of(officer).last().action == "user.prove"
    other = in_by_password(officer)  # somebody else meanwhile, with the same password
    assert other.get("/accounts/2fa/totp/activate/").headers["Location"].startswith(HERE)


def test_code_counts_for_ten_minutes_three_tries_and_one_address(officer: User) -> None:
    told = {}
    for name, seconds, wrong, address in [
        ("at once", 0, 0, officer.email),
        ("late", 599, 2, officer.email),
        ("too late", 601, 0, officer.email),
        ("three times wrong", 0, 3, officer.email),
        ("to another address", 0, 0, "former@example.jp"),
    ]:
        with time_machine.travel(1_900_000_000 + 86_400 * len(told), tick=False) as clock:
            client = in_by_password(officer)
            client.post(HERE)
            code = code_in(letters_to(officer.email))
            User.objects.filter(pk=officer.pk).update(email=address)
            clock.shift(seconds)
            for _ in range(wrong):
                client.post(HERE, {"code": "WRONG"})
            told[name] = client.post(HERE, {"code": code}).headers["Location"] == "/admin/"
            User.objects.filter(pk=officer.pk).update(email=officer.email)

    assert told == {
        "at once": True,
        "late": True,
        "too late": False,
        "three times wrong": False,
        "to another address": False,
    }
    refused = AuditEntry.objects.of(officer).filter(action="user.refuse_sign_in")
    assert refused.count() == 5


def test_signing_in_by_a_code_sent_to_the_address_counts_and_to_another_does_not(
    officer: User,
) -> None:
    EmailAddress.objects.create(user=officer, email="other@example.jp", verified=True)
    told = []
    for address in (officer.email, "other@example.jp"):
        client = Client()
        client.post("/accounts/login/code/", {"email": address})
        client.post("/accounts/login/code/confirm/", {"code": code_in(letters_to(address))})
        led = client.get("/accounts/2fa/totp/activate/").headers["Location"]
        told.append(led.partition("?")[0])

    assert told == ["/accounts/reauthenticate/", HERE]


def test_who_is_given_a_first_role_proves_the_address_before_the_admin_opens() -> None:
    """With whatever factor there was: it may be that of somebody who knew the password."""
    person, department = with_password(make_user("緑川")), make_department()
    give_app(person)
    client = Client()
    pages = []
    for _ in range(2):
        held = before([person])
        department.staff.add(person)
        tell_changes(held, by=make_user(is_superuser=True))
        told = OutgoingMail.objects.filter(to=person.email).order_by("pk").last()
        assert "コードでご本人であることを確かめます" in told.body
        sign_in(client, person)
        pages += [ASKED in client.get("/admin/").content.decode()]
        proves(client, person)
        pages += [client.get("/admin/").status_code == 200]
        held = before([person])
        department.staff.remove(person)
        tell_changes(held, by=make_user(is_superuser=True))

    assert pages == [True, True, True, True]


def test_factors_of_before_the_upgrade_go_on() -> None:
    officer, without, citizen = (
        with_password(person)
        for person in (
            make_user("担当", roles=(Role.COORDINATOR,)),
            make_user("設定前", roles=(Role.COORDINATOR,)),
            make_user("市民"),
        )
    )
    give_app(officer)
    give_app(citizen)

    module = import_module("groups.migrations.0013_proofs_of_the_city")
    module.count_those_with_a_factor(apps, SimpleNamespace(connection=connection))

    proved = User.objects.filter(mail_proved_at__isnull=False)
    assert set(proved) & {officer, without, citizen} == {officer}
    client = Client()
    signs_in(client, PASSWORD, officer.email)
    client.post("/accounts/2fa/authenticate/", {"code": code_of_app()})
    assert client.get("/admin/").status_code == 200


def test_sign_in_by_code_of_somebody_with_a_factor_needs_nothing_more() -> None:
    person = with_password(make_user("緑川", roles=(Role.REVIEWER,)))
    give_app(person)
    client = Client()
    client.post("/accounts/login/code/", {"email": person.email})
    client.post("/accounts/login/code/confirm/", {"code": code_in(letters_to(person.email))})
    client.post("/accounts/2fa/authenticate/", {"code": code_of_app()})

    assert client.get("/admin/").status_code == 200


@pytest.mark.parametrize("is_used_here", [True, False])
def test_factor_of_before_counts_only_if_it_was_used_in_this_session(
    officer: User, is_used_here: bool
) -> None:
    """Whoever knew the password before the account worked for the city may have set up a key of their own."""
    client = in_by_password(officer)
    give_app(officer)
    sign_in(client, officer, factor=is_used_here)
    proves(client, officer)
    officer.refresh_from_db()

    left = list(Authenticator.objects.filter(user=officer).values_list("type", flat=True))
    told = OutgoingMail.objects.filter(to=officer.email, subject__contains="二段階認証を無効に")
    assert (bool(left), officer.mail_proved_at is not None) == (is_used_here, True)
    assert told.count() == int(not is_used_here)
    assert AuditEntry.objects.filter(action="user.end_unseen").count() == int(not is_used_here)
