"""A large list is made by the worker; it holds what its owner may see, and is theirs alone."""

from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from groups.models import Group, User
from kyodo_portal.life.jobs.models import Ending, Job
from kyodo_portal.life.jobs.running import run_next
from kyodo_portal.life.reading import ReadingEntry
from kyodo_portal.staff import base
from tests.factories import make_coordinator, make_department, make_group, make_user
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db

LIST = "admin:groups_group_export"


def signed_in(person: User) -> Client:
    client = Client()
    sign_in(client, person)
    return client


def names_in(content: bytes) -> list[Any]:
    sheet = load_workbook(BytesIO(content)).active
    assert sheet is not None
    return [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)]


def ask(browser: Client, query: str = "") -> Any:
    data = {"model": "groups.group", "query": query}
    return browser.post(reverse("admin:kyodo_portal_job_export_large"), data)


def test_large_list_is_offered_made_and_fetched(monkeypatch: Any) -> None:
    monkeypatch.setattr(base, "LARGE", 2)
    coordinator = make_coordinator()
    browser = signed_in(coordinator)
    for name in ("あの会", "いの会", "うの会"):
        make_group(name, name_kana="ア")
    make_group("休む会", status="dormant")

    offered = browser.get(reverse(LIST), {"status__exact": "registered"})
    nothing_yet = Job.objects.count()
    asked = ask(browser, "status__exact=registered")
    Group.objects.filter(name="いの会").delete()
    run_next(timezone.now())
    job = Job.objects.get()
    file = browser.get(reverse("admin:kyodo_portal_job_file", args=[job.pk]))

    assert ("7日のあいだ" in offered.content.decode(), nothing_yet) == (True, 0)
    assert (asked["Location"], job.ending) == (job.get_absolute_url(), Ending.DONE)
    assert (job.done, job.total, job.label) == (3, 3, "団体の一覧を表計算で取り出す（3件）")
    assert names_in(b"".join(file.streaming_content)) == ["あの会", "うの会"]
    reading = ReadingEntry.objects.get()
    assert (reading.by, reading.kind, reading.count) == (coordinator, "export", 3)


def test_small_list_is_given_at_once(monkeypatch: Any) -> None:
    monkeypatch.setattr(base, "LARGE", 1)
    make_group("あの会")

    answer = signed_in(make_coordinator()).get(reverse(LIST))

    assert names_in(answer.content) == ["あの会"]


def test_file_is_its_owners_alone() -> None:
    coordinator, chief = make_coordinator(), make_user(is_superuser=True)
    make_group("あの会")
    ask(signed_in(coordinator))
    run_next(timezone.now())
    job = Job.objects.get()
    address = reverse("admin:kyodo_portal_job_file", args=[job.pk])

    statuses = [
        signed_in(person).get(address).status_code
        for person in (coordinator, chief, make_coordinator("ほかの担当"))
    ]

    assert statuses == [200, 403, 404]


def test_file_is_kept_from_who_has_left_the_desk_since(monkeypatch: Any) -> None:
    monkeypatch.setattr(base, "LARGE", 1)
    coordinator = make_coordinator()
    make_group("あの会", managers=(make_user(),))
    data = {"model": "groups.membership", "query": ""}
    signed_in(coordinator).post(reverse("admin:kyodo_portal_job_export_large"), data)
    run_next(timezone.now())
    place = reverse("admin:kyodo_portal_job_file", args=[Job.objects.get().pk])
    before = signed_in(coordinator).get(place).status_code
    coordinator.groups.clear()
    make_department("道路課").staff.add(coordinator)

    after = signed_in(User.objects.get(pk=coordinator.pk)).get(place)

    assert (before, after.status_code) == (200, 403)
    assert "担当が変わったため" in after.content.decode()


def test_who_has_lost_their_role_meanwhile_gets_nothing() -> None:
    coordinator = make_coordinator()
    ask(signed_in(coordinator))
    coordinator.groups.clear()
    run_next(timezone.now())

    assert Job.objects.get().ending == Ending.FAILED


@pytest.mark.parametrize(
    ("model", "query", "status"),
    [
        ("", "", 404),
        ("groups.nothing", "", 404),
        ("groups.group", "status__exact=x&o=9", 302),
        ("groups.group", "created_by=1", 400),
        ("groups.user", "", 403),
    ],
)
def test_other_lists_are_not_taken_out(model: str, query: str, status: int) -> None:
    data = {"model": model, "query": query}
    browser = signed_in(make_coordinator())

    answer = browser.post(reverse("admin:kyodo_portal_job_export_large"), data)

    assert answer.status_code == status
