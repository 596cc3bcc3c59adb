"""What visitors share: only what everybody is shown, only among those who bring nothing along."""

import time
from typing import Any

import pytest
from django.conf import settings as portal_settings
from django.core.cache.backends import locmem
from django.test import Client

from projects.models import Project
from tests.factories import make_coordinator, make_project, make_user

pytestmark = pytest.mark.django_db

LIST = "/projects/"
SECONDS = 60


@pytest.fixture(autouse=True)
def _shared(settings: Any) -> None:
    settings.SHARED_ANSWER_SECONDS = SECONDS


def titles_on(client: Client, path: str = LIST, **headers: str) -> set[str]:
    page = client.get(path, headers=headers).content.decode()
    return {title for title in ("堤の桜", "後の花壇") if title in page}


@pytest.mark.parametrize(
    "path", ["/", LIST, "/groups/", "/evaluations/", "/en/projects/", "/guide/"]
)
def test_second_visitor_is_answered_without_the_database(
    path: str, django_assert_num_queries: Any
) -> None:
    first = Client().get(path)
    with django_assert_num_queries(0):
        second = Client().get(path)

    assert (second.status_code, second.content) == (200, first.content)
    assert dict(second.headers) == dict(first.headers)


def test_nothing_is_shared_where_the_setting_says_so(settings: Any) -> None:
    settings.SHARED_ANSWER_SECONDS = 0
    assert titles_on(Client()) == set()
    make_project("後の花壇")

    assert titles_on(Client()) == {"後の花壇"}


def test_shared_answer_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    assert titles_on(Client()) == set()
    make_project("後の花壇")
    assert titles_on(Client()) == set()
    now = time.time()
    monkeypatch.setattr(locmem.time, "time", lambda: now + SECONDS + 1)

    assert titles_on(Client()) == {"後の花壇"}


def test_person_with_any_cookie_gets_her_own_page() -> None:
    assert titles_on(Client()) == set()
    make_project("後の花壇")
    chosen = Client()
    chosen.cookies["furigana"] = "off"
    citizen = Client()
    citizen.force_login(make_user())

    assert titles_on(chosen) == {"後の花壇"}
    assert titles_on(citizen) == {"後の花壇"}


def test_what_a_signed_in_person_sees_reaches_nobody_else() -> None:
    make_project("堤の桜", published=False)
    coordinator = Client()
    coordinator.force_login(make_coordinator())

    assert titles_on(coordinator) == {"堤の桜"}
    assert titles_on(Client()) == set()
    assert "ログアウト" not in Client().get(LIST).content.decode()


def test_every_address_has_its_own_answer(settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["one.example.jp", "two.example.jp"]
    make_project("堤の桜")
    assert titles_on(Client(), host="one.example.jp") == {"堤の桜"}
    Project.objects.update(published_at=None)

    assert titles_on(Client(), host="one.example.jp") == {"堤の桜"}
    assert titles_on(Client(), host="two.example.jp") == set()
    assert titles_on(Client(), f"{LIST}?view=table", host="one.example.jp") == set()
    assert titles_on(Client(), f"/easy{LIST}", host="one.example.jp") == set()


@pytest.mark.parametrize("path", ["/accounts/login/", "/accounts/signup/", "/healthz"])
def test_page_that_is_made_for_one_visitor_is_not_shared(path: str) -> None:
    Client().get(path)
    second = Client().get(path)

    assert second.status_code == 200
    assert "no-store" in second.get("Cache-Control", "") or portal_settings.CSRF_COOKIE_NAME in (
        second.cookies
    )


def test_only_pages_that_were_found_are_shared() -> None:
    project = make_project("堤の桜", published=False)
    path = project.get_absolute_url()
    assert Client().get(path).status_code == 404
    Project.objects.update(published_at=project.created_at)

    assert Client().get(path).status_code == 200
    assert Client().post(LIST).status_code == 405


def test_asking_for_many_pages_does_not_forget_failed_sign_ins() -> None:
    person = make_user()
    wrong = {"login": person.email, "password": "not-the-password"}

    def refused_for_a_while() -> bool:
        page = Client().post("/accounts/login/", wrong).content.decode()
        return "ログイン失敗が連続しています" in page

    assert [refused_for_a_while() for _ in range(7)][-1]
    for number in range(350):
        Client().get(f"/robots.txt?{number}")

    assert refused_for_a_while()


def test_address_with_steps_back_is_not_the_page_it_leads_to() -> None:
    assert Client().get(LIST).status_code == 200

    assert Client().get("/nope/../projects/").status_code == 404
