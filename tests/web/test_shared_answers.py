"""What visitors share: only what everybody is shown, only among those who bring nothing along."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as portal_settings
from django.core.cache.backends import locmem
from django.core.cache.backends.filebased import FileBasedCache
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from evaluations.flows import EVALUATION_FLOW
from groups.accounts.recorded import SIGNED_IN
from groups.flows import GROUP_FLOW
from kyodo_portal import environment
from kyodo_portal.life import audit
from kyodo_portal.web import public_mark
from kyodo_portal.web.shared_answers import SharedAnswers
from projects.actions.register import open_to_public
from projects.flows import PROJECT_FLOW
from projects.models import Project
from tests.evaluations.factories import make_evaluation
from tests.factories import (
    make_coordinator,
    make_group,
    make_project,
    make_reviewer,
    make_user,
    write_down,
)
from tests.proposals.factories import make_proposal, make_review

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


@pytest.fixture
def unreachable(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The cache that all processes share is away."""
    with monkeypatch.context() as patch:
        patch.setattr(FileBasedCache, "get", _away)
        patch.setattr(FileBasedCache, "set", _away)
        yield


def _away(*_: Any, **__: Any) -> None:
    raise ConnectionError("away")


def test_nothing_is_shared_where_the_shared_cache_is_away(unreachable: None) -> None:
    assert titles_on(Client()) == set()
    make_project("後の花壇")

    assert titles_on(Client()) == {"後の花壇"}


def test_act_is_done_though_its_mark_cannot_be_changed(
    monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    """What was kept before it is not shared any more when the cache is back."""
    project = make_project("堤の桜")
    assert titles_on(Client()) == {"堤の桜"}
    with monkeypatch.context() as patch, django_capture_on_commit_callbacks(execute=True):
        patch.setattr(FileBasedCache, "set", _away)
        with django_capture_on_commit_callbacks(execute=True):
            hide(project)

    assert titles_on(Client()) == set()


def test_mark_that_one_process_could_not_change_is_changed_by_the_next(
    monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any, settings: Any
) -> None:
    """The one that took the project back has ended, or is asked nothing more: what another kept is not
    shared either."""
    project = make_project("堤の桜")
    assert titles_on(Client()) == {"堤の桜"}
    before = public_mark.current()
    with monkeypatch.context() as patch:
        patch.setattr(FileBasedCache, "set", _away)
        with django_capture_on_commit_callbacks(execute=True):
            hide(project)
        public_mark._owed.clear()  # as in a process that has done nothing
        assert public_mark.current() is None

    assert titles_on(Client()) == set()
    assert public_mark.current() not in (before, None)
    assert not settings.PUBLIC_MARK_OWED.exists()


def test_mark_is_owed_by_the_process_where_the_disk_takes_nothing(
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Any,
    settings: Any,
    tmp_path: Path,
) -> None:
    (tmp_path / "no folder").touch()
    settings.PUBLIC_MARK_OWED = tmp_path / "no folder" / "owed"
    project = make_project("堤の桜")
    assert titles_on(Client()) == {"堤の桜"}
    with monkeypatch.context() as patch:
        patch.setattr(FileBasedCache, "set", _away)
        with django_capture_on_commit_callbacks(execute=True):
            hide(project)

    assert titles_on(Client()) == set()


def hide(project: Project) -> None:
    """Take a project from the public, as its record says afterwards."""
    Project.objects.filter(pk=project.pk).update(published_at=None)
    write_down(project, "edit")


def test_other_process_does_not_show_what_was_taken_back(
    django_capture_on_commit_callbacks: Any,
) -> None:
    """Each process keeps its own answers; the mark is of all."""
    project = make_project("堤の桜")
    assert titles_on(Client()) == {"堤の桜"}
    theirs = FileBasedCache(portal_settings.CACHES["public"]["LOCATION"], {})
    before = theirs.get(public_mark.KEY)
    with django_capture_on_commit_callbacks(execute=True):
        hide(project)

    assert before is not None
    assert theirs.get(public_mark.KEY) not in (before, None)
    assert titles_on(Client()) == set()
    theirs.set(public_mark.KEY, "written elsewhere", timeout=None)
    Project.objects.update(published_at=project.created_at)
    assert titles_on(Client()) == {"堤の桜"}


def test_answer_overtaken_while_it_was_made_is_given_to_nobody_else(
    django_capture_on_commit_callbacks: Any,
) -> None:
    project = make_project("堤の桜")

    def slow(request: HttpRequest) -> HttpResponse:
        page = HttpResponse(", ".join(Project.objects.published().values_list("title", flat=True)))
        if project.is_published:
            with django_capture_on_commit_callbacks(execute=True):
                hide(project)
            project.published_at = None
        return page

    shared = SharedAnswers(slow)
    answers = [shared(RequestFactory().get(LIST)) for _ in range(2)]

    assert [answer.content.decode() for answer in answers] == ["堤の桜", ""]


def acts() -> dict[str, tuple[str, Callable[[], Any]]]:
    """Acts by which the public sees something else: the address where it does, and the act."""
    coordinator = make_coordinator()
    hidden, shown = make_project("隠れた花壇", published=False), make_project("見えた花壇")
    group = make_group("つつじ会")
    evaluation = make_evaluation(make_project("語る花壇", status="evaluated"), status="published")
    return {
        "publish": ("/projects/", lambda: open_to_public(project=hidden, by=coordinator)),
        "cancel": (
            shown.get_absolute_url(),
            lambda: PROJECT_FLOW.make("cancel", shown, by=coordinator, note="雨のため"),
        ),
        "take back": (
            evaluation.get_absolute_url(),
            lambda: EVALUATION_FLOW.make("retract", evaluation, by=coordinator, note="直すため"),
        ),
        "end a group": (
            "/groups/",
            lambda: GROUP_FLOW.make("delete", group, by=coordinator, note="解散のため"),
        ),
    }


def test_every_act_ends_what_was_shared_before_it(django_capture_on_commit_callbacks: Any) -> None:
    stale = []
    for name, (path, act) in acts().items():
        Client().get(path)
        before = public_mark.current()
        with django_capture_on_commit_callbacks(execute=True):
            act()
        if public_mark.current() == before:
            stale.append(name)

    assert stale == []


def test_act_nobody_else_sees_leaves_what_is_shared(
    django_capture_on_commit_callbacks: Any,
) -> None:
    review = make_review(make_proposal(status="under_review"), make_reviewer())
    before = public_mark.current()
    with django_capture_on_commit_callbacks(execute=True):
        write_down(review, "save")
        write_down(review.proposal, "autosave")
        audit.record(SIGNED_IN, target=review.reviewer, by=review.reviewer)

    assert public_mark.current() == before


@pytest.mark.parametrize(
    ("url", "backend"),
    [
        ("", "filebased.FileBasedCache"),
        ("locmemcache://", "filebased.FileBasedCache"),
        ("redis://cache.example.jp:6379/0", "redis.RedisCache"),
        ("dbcache://cache", "db.DatabaseCache"),
    ],
)
def test_mark_lies_where_all_processes_see_it(
    url: str, backend: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CACHE_URL", url)

    config = environment.shared_cache("CACHE_URL", kept_in=tmp_path)

    assert config["BACKEND"].endswith(backend)
