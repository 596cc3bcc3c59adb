"""A project that is called off takes its days to come with it: nobody stands before a closed door."""

import pytest
from django.test import Client
from django.utils import timezone

from kyodo_portal.post.outbox import OutgoingMail
from projects.attending.calling import is_to_be_called
from projects.flows import PROJECT_FLOW
from projects.models import Event, Project
from tests.factories import make_project, make_user
from tests.people import make_cast
from tests.projects.events import DAY, HOUR, comes, comes_as_guest, make_event

pytestmark = pytest.mark.django_db

WHY = "会場が使えなくなったため"
TOLD = "中止になりました"


def call_off(project: Project) -> None:
    coordinator = make_cast()["coordinator"]
    PROJECT_FLOW.make("cancel", project, by=coordinator, note=WHY)


def days() -> dict[str, tuple[str, str]]:
    """Each day by its name: its status, and why it was called off."""
    rows = Event.objects.values_list("title", "status", "cancelled_because")
    return {title: (status, why) for title, status, why in rows}


def test_days_to_come_end_with_the_project_and_others_stay() -> None:
    project = make_project(status="active")
    now = timezone.now()
    make_event("来週の日", project=project)
    make_event("いまの日", project=project, when="now")
    make_event("きのうの日", project=project, when="over")
    make_event("下書きの日", project=project, status="draft")
    make_event("ほかの事業の日", project=make_project(status="active"))
    for number in range(3):
        begins = now + (20 + number) * DAY
        make_event(f"{number}回目", project=project, starts_at=begins, ends_at=begins + HOUR)

    call_off(project)

    off = ("cancelled", WHY)
    assert days() == {
        "来週の日": off,
        "いまの日": off,
        "きのうの日": ("published", ""),
        "下書きの日": ("draft", ""),
        "ほかの事業の日": ("published", ""),
        **{f"{number}回目": off for number in range(3)},
    }


def test_who_comes_is_told_at_once_and_who_has_no_mail_is_to_be_called(client: Client) -> None:
    project = make_project(status="active")
    event = make_event("来週の日", project=project)
    comes(event, by=make_user("来る人", email="comes@example.jp"))
    by_phone = comes_as_guest(event, email="", phone="000-1111-2222").participations.get()
    OutgoingMail.objects.all().delete()

    call_off(project)

    letters = OutgoingMail.objects.filter(subject__contains=TOLD, to="comes@example.jp")
    assert [WHY in letter.body for letter in letters] == [True]
    by_phone.refresh_from_db()
    assert is_to_be_called(by_phone)
    assert "来週の日" not in client.get("/events/").content.decode()
    page = client.get(event.get_absolute_url()).content.decode()
    assert (TOLD in page, WHY in page) == (True, True)


def test_day_of_a_project_called_off_earlier_is_not_listed(client: Client) -> None:
    """As the portal left them before days ended with their project."""
    make_event("前からの日", project=make_project(status="cancelled"))
    make_event("行われる日", project=make_project(status="active"))

    page = client.get("/events/").content.decode()

    assert ("前からの日" in page, "行われる日" in page) == (False, True)
    assert [event.title for event in Event.objects.coming()] == ["行われる日"]
