"""An application on paper is entered at the desk, with its way and day, and without anybody's account."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from groups.flows import GROUP_FLOW
from groups.models import EligibilityAnswer, Group
from groups.received import received_words
from kyodo_portal.life.audit import AuditEntry
from kyodo_portal.post.outbox import OutgoingMail
from tests.factories import make_coordinator, make_group, today
from tests.groups.factories import a_pdf, application_data
from tests.people import KINDS, make_cast

pytestmark = pytest.mark.django_db

URL = "/groups/apply/paper/"


def paper(**changes: Any) -> dict[str, Any]:
    received = {"received-received_by": "post", "received-received_on": today().isoformat()}
    return {**application_data(**changes), **received, **changes}


def test_only_coordinators_enter_what_came_on_paper() -> None:
    cast = make_cast()

    found = {kind: cast.browser(kind).get(URL).status_code for kind in KINDS}

    expected = {"coordinator": 200, "anonymous": 302}
    assert found == {kind: expected.get(kind, 403) for kind in KINDS}


def test_paper_becomes_an_application_that_is_checked_and_registered(client: Client) -> None:
    coordinator = make_coordinator()
    client.force_login(coordinator)

    led = client.get("/admin/groups/group/add/")
    answer = client.post(URL, {**paper(), "documents-bylaws": a_pdf()})
    again = client.post(URL, paper())

    group = Group.objects.get()
    assert (led.status_code, led["Location"]) == (302, URL)
    assert answer["Location"] == again["Location"] == f"/admin/groups/group/{group.pk}/change/"
    assert (group.status, group.created_by) == ("applied", coordinator)
    assert not group.memberships.exists()
    assert not OutgoingMail.objects.exists()
    entry = AuditEntry.objects.of(group).get()
    assert (entry.action, entry.data) == (
        "group.enter",
        {"received_by": "post", "received_on": today().isoformat()},
    )
    [line] = received_words(group)
    assert line.startswith("紙で届いた申請を入力した：郵送、")
    assert line.endswith("（入力：協働担当）")
    assert "郵送" in client.get(answer["Location"]).content.decode()
    EligibilityAnswer.objects.filter(group=group).update(confirmed=True)
    GROUP_FLOW.make("register", group, by=coordinator)
    assert client.get(group.get_absolute_url()).status_code == 200


BAD = [
    ({"received-received_by": ""}, "受け付けた方法"),
    (
        {"received-received_on": (today() + dt.timedelta(days=1)).isoformat()},
        "これから先の日付になっています",
    ),
    ({"name": ""}, "団体名"),
]


@pytest.mark.parametrize(("change", "reason"), BAD)
def test_what_is_missing_is_told_and_nothing_typed_is_lost(
    client: Client, change: dict[str, str], reason: str
) -> None:
    client.force_login(make_coordinator())

    answer = client.post(URL, {**paper(), **change})

    page = answer.content.decode()
    assert (answer.status_code, reason in page) == (200, True)
    assert "見本市見本町1-2-3" in page
    assert not Group.objects.exists()


def test_paper_of_a_group_that_is_there_is_told(client: Client) -> None:
    make_group("川べりを歩く会")
    client.force_login(make_coordinator())

    shown = client.post(URL, paper())

    assert "この団体は、もうありませんか" in shown.content.decode()
    assert client.post(URL, paper(again="1")).status_code == 302
