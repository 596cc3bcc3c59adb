"""A lost factor, from the counter to the next sign-in; and a thief who asks for himself."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.test import Client

from groups.accounts.recovery import RECOVERY_FLOW, stop_running
from groups.models import FactorRecovery, User
from kyodo_portal.life.roles import Role
from kyodo_portal.post.outbox import OutgoingMail
from tests.factories import PASSWORD, make_coordinator, make_department, make_staff, make_user
from tests.groups.accounts.doors import signs_in, who_is_in
from tests.signing_in import code_of_app, give_app, sign_in

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 30, 10, tzinfo=dt.UTC)
ADD = "/admin/groups/factorrecovery/add/"


def browser(person: User) -> Client:
    client = Client()
    sign_in(client, person)
    return client


@pytest.fixture
def owner() -> User:
    person = make_staff(make_department(), "緑川 そだつ")
    person.set_password(PASSWORD)
    person.save()
    person.emailaddress_set.create(email=person.email, verified=True, primary=True)
    give_app(person)
    return person


def letters_to(person: User) -> list[str]:
    mail = OutgoingMail.objects.filter(to=person.email).order_by("pk")
    return [letter.subject.partition("】")[2].partition("「")[0] for letter in mail]


def move(client: Client, recovery: FactorRecovery, name: str) -> Any:
    return client.post(
        f"/admin/groups/factorrecovery/{recovery.pk}/move/", {"move": name, "seen": recovery.status}
    )


def test_one_asks_another_confirms_and_a_day_later_it_opens(owner: User) -> None:
    asker, admin = make_coordinator(), make_user(is_superuser=True)
    with time_machine.travel(NOW, tick=False) as clock:
        asked = browser(asker).post(ADD, {"address": owner.email, "reason": "職員証を見た"})
        recovery = FactorRecovery.objects.get()
        assert (asked.status_code, recovery.asked_by) == (302, asker)
        assert letters_to(owner) == ["二段階認証の再設定が頼まれました"]
        assert move(browser(asker), recovery, "confirm").status_code == 403
        assert move(browser(admin), recovery, "confirm").status_code == 302
        recovery.refresh_from_db()
        assert recovery.opens_at == NOW + dt.timedelta(hours=24)

        early, late = Client(), Client()
        clock.shift(dt.timedelta(hours=24) - dt.timedelta(seconds=1))
        signs_in(early, PASSWORD, owner.email)
        assert (who_is_in(early), Authenticator.objects.count()) == ("", 1)
        clock.shift(1)
        signs_in(late, PASSWORD, owner.email)

        assert (who_is_in(late), Authenticator.objects.count()) == (owner.email, 0)
        assert late.get("/admin/").status_code == 403
        assert "メールのコードで確かめる" in late.get("/admin/").content.decode()
    recovery.refresh_from_db()
    assert recovery.status == "opened"
    assert letters_to(owner) == [
        "二段階認証の再設定が頼まれました",
        "二段階認証の再設定が確認され、24時間後に使えるようになります",
    ]


def test_owner_stops_it_on_the_page_of_the_letter(owner: User) -> None:
    browser(make_coordinator()).post(ADD, {"address": owner.email, "reason": "電話があった"})
    recovery = FactorRecovery.objects.get()
    client, other = browser(owner), browser(make_user())
    page = recovery.get_absolute_url()
    assert "再設定を取りやめる" in client.get(page).content.decode()
    assert other.get(page).status_code == 404

    stopped = client.post(f"{page}move/", {"move": "stop", "seen": "asked"})

    recovery.refresh_from_db()
    assert (stopped.status_code, recovery.status) == (302, "stopped")


def test_factor_that_is_used_is_not_lost(owner: User) -> None:
    browser(make_coordinator()).post(ADD, {"address": owner.email, "reason": "電話があった"})
    client = Client()
    signs_in(client, PASSWORD, owner.email)
    client.post("/accounts/2fa/authenticate/", {"code": code_of_app()})

    assert who_is_in(client) == owner.email
    assert FactorRecovery.objects.get().status == "stopped"


PROMISE, WARNING = "二段階認証は消え", "あなたのアカウントに入ろうと"
USED = "ご本人が取りやめました（二段階認証が使われたため）"


def test_page_promises_only_while_it_runs_and_warns_only_the_owner(owner: User) -> None:
    asker, admin = make_coordinator(), make_user(is_superuser=True)
    recovery = FactorRecovery.objects.create(account=owner, asked_by=asker, reason="電話があった")
    RECOVERY_FLOW.make("confirm", recovery, by=admin)
    readers = {"owner": browser(owner), "coordinator": browser(asker)}

    def told() -> dict[str, list[bool]]:
        pages = {
            name: client.get(recovery.get_absolute_url()).content.decode()
            for name, client in readers.items()
        }
        return {
            name: [words in page for words in (PROMISE, WARNING, USED)]
            for name, page in pages.items()
        }

    assert told() == {"owner": [True, True, False], "coordinator": [True, False, False]}
    stop_running(owner)
    assert told() == {"owner": [False, False, True], "coordinator": [False, False, True]}


def test_thief_who_asks_for_himself_is_refused(owner: User) -> None:
    """With an officer's password and an open session of hers, but without her factor."""
    owner.groups.add(*make_coordinator().groups.all())
    assert Role.COORDINATOR in User.objects.get(pk=owner.pk).role_names
    without, within = Client(), browser(owner)
    sign_in(without, owner, factor=False)

    asked = {"address": owner.email, "reason": "なくしました"}
    refused = without.post(ADD, asked)
    told = within.post(ADD, asked).content.decode()

    assert refused.status_code == 403
    assert "ご自身では頼めません" in told
    assert not FactorRecovery.objects.exists()
