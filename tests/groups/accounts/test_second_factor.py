"""Before the admin shows anything, a second factor; and sessions of the city's side that end."""

import re
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from groups.accounts import demonstration
from groups.models import User
from kyodo_portal.life.audit import AuditEntry
from kyodo_portal.life.roles import Role
from tests.factories import PASSWORD, make_department, make_reviewer, make_staff, make_user
from tests.groups.accounts.doors import code_in, letters_to, signs_in, who_is_in
from tests.signing_in import KEY, code_of_app, give_app, sign_in

pytestmark = pytest.mark.django_db

NEEDED = "管理画面に入るには、二段階認証が必要です"


def of_the_city(kind: str) -> User:
    """Somebody of the city's side with a password and a confirmed address."""
    made = {
        "staff": lambda: make_staff(make_department()),
        "reviewer": make_reviewer,
        "coordinator": lambda: make_user(roles=(Role.COORDINATOR,)),
        "committee": lambda: make_user(roles=(Role.COMMITTEE,)),
        "superuser": lambda: make_user(is_superuser=True),
    }[kind]()
    made.set_password(PASSWORD)
    made.save()
    made.emailaddress_set.create(email=made.email, verified=True, primary=True)
    return made


@pytest.mark.parametrize("kind", ["staff", "reviewer", "coordinator", "committee", "superuser"])
def test_password_alone_opens_no_admin(kind: str) -> None:
    person, client = of_the_city(kind), Client()
    signs_in(client, PASSWORD, person.email)
    assert who_is_in(client) == person.email

    answer = client.get("/admin/")

    assert (answer.status_code, NEEDED in answer.content.decode()) == (403, True)
    assert client.post("/admin/groups/user/add/", {"email": "x@example.jp"}).status_code == 403
    assert not User.objects.filter(email="x@example.jp").exists()


@pytest.mark.django_db(transaction=True)  # a new factor counts once it is stored
def test_refused_page_leads_to_enrolment_and_back() -> None:
    person, client = of_the_city("coordinator"), Client()
    signs_in(client, PASSWORD, person.email)
    wanted = "/admin/projects/project/?status__exact=active"
    [way] = re.findall(r'href="(/accounts/owner/[^"]+)"', client.get(wanted).content.decode())
    client.post(way)
    sent = client.post(way, {"code": code_in(letters_to(person.email))})
    assert sent.headers["Location"] == wanted
    assert 'href="/accounts/2fa/totp/activate/"' in client.get(wanted).content.decode()

    asked = client.get("/accounts/2fa/totp/activate/", follow=True)
    [(again, _)] = asked.redirect_chain
    client.post(again, {"password": PASSWORD})
    page = client.get("/accounts/2fa/totp/activate/")
    key = page.context["form"].secret
    assert f'<output id="authenticator_secret">{key}</output>' in page.content.decode()
    assert '<a href="otpauth://totp/' in page.content.decode()
    typed = {"code": code_of_app(key)}
    done = client.post("/accounts/2fa/totp/activate/", typed, follow=True).content.decode()

    assert f'href="{wanted}"' in done
    assert client.get(wanted).status_code == 200
    assert client.get("/admin/").status_code == 200


def test_code_after_the_password_opens_the_admin() -> None:
    person, client = of_the_city("staff"), Client()
    give_app(person)

    signs_in(client, PASSWORD, person.email)
    assert client.get("/admin/").status_code == 302
    wrong = client.post("/accounts/2fa/authenticate/", {"code": "000000"}).content.decode()
    assert "リカバリーコードもないときは" in wrong
    client.post("/accounts/2fa/authenticate/", {"code": code_of_app()})

    assert client.get("/admin/").status_code == 200
    entries = AuditEntry.objects.of(person).values_list("action", "note")
    assert list(entries) == [
        ("user.refuse_sign_in", "二段階認証のコードがちがう"),
        ("user.sign_in", "パスワード、二段階認証"),
    ]


USED = "このコードは使用ずみです"


def test_code_counts_a_half_minute_longer_and_only_once() -> None:
    """Shown in the half minute from 30 to 60; tried by two browsers, seconds after its half minute began."""
    person = of_the_city("staff")
    give_app(person)
    start = 1_800_000_000 + 30
    told = {}
    for name, tries in {
        "as it ends": [29],
        "just after": [35],
        "too late": [60],
        "again at once": [10, 11],
        "again in the next half minute": [0, 31],
        "again at the last moment": [1, 59],
        "early, and again at the last moment": [-29, 59],
    }.items():
        cache.clear()
        with time_machine.travel(start, tick=False) as clock:
            code, answers = code_of_app(), []
            for seconds in tries:
                clock.move_to(start + seconds)
                client = Client()
                signs_in(client, PASSWORD, person.email)
                answer = client.post("/accounts/2fa/authenticate/", {"code": code})
                used = USED in answer.content.decode()
                answers.append("in" if who_is_in(client) else "used" if used else "wrong")
        told[name] = answers

    assert told == {
        "as it ends": ["in"],
        "just after": ["in"],
        "too late": ["wrong"],
        "again at once": ["in", "used"],
        "again in the next half minute": ["in", "used"],
        "again at the last moment": ["in", "used"],
        "early, and again at the last moment": ["in", "used"],
    }


def test_session_without_the_factor_is_asked_for_it_and_goes_on() -> None:
    person, client = of_the_city("staff"), Client()
    give_app(person)
    sign_in(client, person, factor=False)

    page = client.get("/admin/groups/group/").content.decode()
    [way] = re.findall(r'href="(/accounts/2fa/reauthenticate/[^"]+)"', page)
    answer = client.post(way, {"code": code_of_app()})

    assert answer.headers["Location"] == "/admin/groups/group/"
    assert client.get("/admin/groups/group/").status_code == 200


def test_factor_of_one_person_is_not_that_of_the_next() -> None:
    one, other, client = of_the_city("staff"), of_the_city("staff"), Client()
    sign_in(client, one)
    assert client.get("/admin/").status_code == 200

    sign_in(client, other, factor=False)

    assert client.get("/admin/").status_code == 403


def test_who_removes_the_last_factor_is_out_of_the_admin() -> None:
    person, client = of_the_city("staff"), Client()
    give_app(person)
    sign_in(client, person)
    client.post("/accounts/2fa/reauthenticate/", {"code": code_of_app()})
    assert client.get("/admin/").status_code == 200

    client.post("/accounts/2fa/totp/deactivate/")

    assert not Authenticator.objects.filter(user=person).exists()
    assert client.get("/admin/").status_code == 403


def test_factor_that_is_taken_away_proves_nothing_in_any_browser() -> None:
    """Who took it away goes on with the other one they have."""
    person, here, elsewhere = of_the_city("staff"), Client(), Client()
    give_app(person)
    Authenticator.objects.create(
        user=person, type="webauthn", data={"name": "鍵", "passwordless": True}
    )
    for client in (here, elsewhere):
        sign_in(client, person)
    here.post("/accounts/2fa/reauthenticate/", {"code": code_of_app()})
    assert [client.get("/admin/").status_code for client in (here, elsewhere)] == [200, 200]

    here.post("/accounts/2fa/totp/deactivate/")

    assert [client.get("/admin/").status_code for client in (here, elsewhere)] == [200, 403]
    assert "パスキーで確認する" in elsewhere.get("/admin/").content.decode()


MINUTE, HOUR = 60, 3600
IDLE, LONG = "しばらく操作がなかったため", "ログインから12時間たったため"


def test_session_of_the_citys_side_ends_when_idle_and_after_twelve_hours() -> None:
    person, citizen = of_the_city("staff"), make_user("市民")
    told = {}
    for name, pauses in {
        "29 minutes": [29 * MINUTE],
        "30 minutes": [30 * MINUTE],
        "29 minutes, twice": [29 * MINUTE, 29 * MINUTE],
        "11 hours at work": [20 * MINUTE] * 33,
        "12 hours at work": [20 * MINUTE] * 36,
    }.items():
        with time_machine.travel(1_800_000_000, tick=False) as clock:
            staff, other = Client(), Client()
            sign_in(staff, person)
            sign_in(other, citizen)
            for pause in pauses:
                clock.shift(pause)
                answer = staff.get("/my/")
            page = staff.get("/accounts/login/", follow=True).content.decode()
            said = [words for words in (IDLE, LONG) if words in page]
            told[name] = (answer.status_code, said, other.get("/my/").status_code)

    assert told == {
        "29 minutes": (200, [], 200),
        "30 minutes": (302, [IDLE], 200),
        "29 minutes, twice": (200, [], 200),
        "11 hours at work": (200, [], 200),
        "12 hours at work": (302, [LONG], 200),
    }


@pytest.mark.parametrize("debug", [True, False])
def test_code_of_the_demonstration_is_shown_only_while_developing(
    settings: Any, debug: bool
) -> None:
    shown, hidden = of_the_city("staff"), of_the_city("staff")
    demonstration.give_app(shown)
    give_app(hidden)
    assert demonstration.KEY != KEY
    settings.DEBUG = debug

    pages = []
    with time_machine.travel(timezone.now(), tick=False):  # the code changes every half minute
        for person in (shown, hidden):
            client = Client()
            signs_in(client, PASSWORD, person.email)
            pages.append(client.get("/accounts/2fa/authenticate/").content.decode())
        code = demonstration.code_now()

    assert [code in page for page in pages] == [debug, False]


def test_pages_of_the_factor_call_one_thing_by_one_name() -> None:
    """Those of the library too: what the portal calls a passkey has no second name there."""
    person, client = of_the_city("staff"), Client()
    give_app(person)
    sign_in(client, person)
    client.post("/accounts/2fa/reauthenticate/", {"code": code_of_app()})

    pages = "".join(
        client.get(f"/accounts/2fa/{page}").content.decode()
        for page in ("", "webauthn/", "webauthn/add/", "totp/deactivate/", "recovery-codes/")
    )

    assert [word for word in ("多要素認証", "セキュリティキー", "二要素") if word in pages] == []
    assert {word for word in ("二段階認証", "認証アプリ", "パスキー") if word in pages} == {
        "二段階認証",
        "認証アプリ",
        "パスキー",
    }
