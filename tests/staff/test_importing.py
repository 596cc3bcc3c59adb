"""Lists handed in on the page of the admin: looked at, taken in once, and told on the job's page."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from groups.models import Group, User
from kyodo_portal.life.audit import AuditEntry
from kyodo_portal.life.jobs.models import Ending, Job
from kyodo_portal.life.jobs.running import run_next
from kyodo_portal.staff import importing
from tests.factories import make_coordinator, make_group, make_user
from tests.groups.imports.lists import as_csv
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db

PAGE = "admin:kyodo_portal_job_import"
HEADINGS = ("団体名", "種別", "活動内容", "会員数")
RIVER = ("川の会", "ボランティア団体", "川のそうじ", 12)


@pytest.fixture
def coordinator() -> User:
    return make_coordinator()


def signed_in(person: User) -> Client:
    client = Client()
    sign_in(client, person)
    return client


def hand_in(client: Client, *rows: Any, kind: str = "groups", **options: str) -> Any:
    file = SimpleUploadedFile("名簿.csv", as_csv(HEADINGS, *rows))
    return client.post(reverse(PAGE), {"kind": kind, "file": file, **options})


def shown(client: Client, job: Job) -> str:
    return client.get(job.get_absolute_url()).content.decode()


def take_in(client: Client, job: Job) -> Any:
    return client.post(reverse("admin:kyodo_portal_job_take_in", args=[job.pk]))


def test_what_is_missing_is_named(coordinator: User) -> None:
    page = signed_in(coordinator).post(reverse(PAGE), {"kind": ""}).content.decode()

    assert "何の表かを選んでください。" in page
    assert "取り込む表のファイルを選んでください。" in page


def test_list_is_looked_at_and_then_taken_in_once(coordinator: User) -> None:
    browser = signed_in(coordinator)

    answer = hand_in(browser, RIVER)
    look = Job.objects.get()
    page, before = shown(browser, look), Group.objects.count()
    taken, again = take_in(browser, look), take_in(browser, look)
    follower = Job.objects.exclude(pk=look.pk).get()

    assert (answer["Location"], before) == (look.get_absolute_url(), 0)
    assert ("新しく登録する団体：1件" in page, "この内容で取り込む" in page) == (True, True)
    assert (taken["Location"], again.status_code) == (follower.get_absolute_url(), 403)
    assert (follower.ending, follower.report) == (Ending.DONE, look.report)
    assert Group.objects.get().name == "川の会"
    entry = AuditEntry.objects.of(follower).get()
    assert (entry.by, entry.note, len(entry.data["file"])) == (
        coordinator,
        "新しく登録する団体：1件。フリガナのないもの（一覧の並びの、はじめに出ます）：1件",
        64,
    )


def test_faults_are_told_and_there_is_nothing_to_take_in(coordinator: User) -> None:
    browser = signed_in(coordinator)

    hand_in(browser, (*RIVER[:3], "多数"))
    job = Job.objects.get()
    page = shown(browser, job)

    assert ("会員数「多数」" in page, "この内容で取り込む" in page) == (True, False)
    assert take_in(browser, job).status_code == 403


def test_what_changed_since_the_look_is_not_taken_in(coordinator: User) -> None:
    browser = signed_in(coordinator)
    hand_in(browser, RIVER)
    look = Job.objects.get()
    make_group("川の会")

    take_in(browser, look)

    follower = look.followers.get()
    assert (follower.ending, "登録が変わりました" in follower.error) == (Ending.FAILED, True)
    assert Group.objects.count() == 1


def test_large_list_is_handed_to_the_worker(coordinator: User, monkeypatch: Any) -> None:
    monkeypatch.setattr(importing, "LITTLE", 10)
    browser = signed_in(coordinator)

    hand_in(browser, RIVER)
    look = Job.objects.get()
    waiting = shown(browser, look)
    run_next(timezone.now())

    assert ("順番を待っています" in waiting, "data-running" in waiting) == (True, True)
    assert "この内容で取り込む" in shown(browser, look)


def test_role_that_was_taken_away_meanwhile_takes_nothing_in(
    coordinator: User, monkeypatch: Any
) -> None:
    browser = signed_in(coordinator)
    hand_in(browser, RIVER)
    monkeypatch.setattr(importing, "LITTLE", 10)
    take_in(browser, Job.objects.get())
    coordinator.groups.clear()

    run_next(timezone.now())

    assert Job.objects.latest("pk").error == "この操作は、協働担当の職員だけが行えます。"
    assert not Group.objects.exists()


def test_each_sees_the_lists_that_are_theirs(coordinator: User) -> None:
    chief = make_user("管理者", is_superuser=True)
    pages = {
        name: signed_in(who).get(reverse(PAGE))
        for name, who in (("coordinator", coordinator), ("chief", chief))
    }
    lists = {name: [kind.key for kind in page.context["kinds"]] for name, page in pages.items()}

    assert lists == {
        "coordinator": ["committee_members", "groups", "places", "projects", "lectures"],
        "chief": ["staff"],
    }
    refused = hand_in(signed_in(chief), RIVER)
    assert (refused.status_code, Job.objects.count()) == (422, 0)


def test_page_of_a_job_costs_the_same_whatever_it_came_to(
    coordinator: User, django_assert_num_queries: Any
) -> None:
    browser = signed_in(coordinator)
    for rows in ([RIVER], [(f"見本{number}の会", *RIVER[1:]) for number in range(3)]):
        hand_in(browser, *rows)
        with django_assert_num_queries(10):
            shown(browser, Job.objects.latest("pk"))
