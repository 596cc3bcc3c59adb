"""Supporters without an account: entered at the counter, marked so, kept by the desk and forgotten whole."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client

from groups.actions.guests import forget_guests
from groups.actions.supporters import end, rest, resume
from groups.models import Guest, Supporter
from groups.reminders import supporters_to_go_on
from kyodo_portal.life.audit import AuditEntry
from kyodo_portal.life.queues import queues_for
from kyodo_portal.life.reading import ReadingEntry
from tests.factories import make_coordinator, make_user, today
from tests.groups.supporting import make_paper_supporter, make_supporter
from tests.people import make_cast
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db

TOLD: dict[str, Any] = {
    "came_by": "phone",
    "came_on": "2026-04-01",
    "guest_name": "山川はな",
    "guest_phone": "000-5555-6666",
    "public_name": "水やりのH",
    "text": "花の水やりができます。",
    "field_numbers": ["3"],
    "audience": "everybody",
}
ASK_THEM = "アカウントのないサポーターに、続けるかを聞く"


def test_desk_enters_what_somebody_told(client: Client) -> None:
    coordinator = make_coordinator()
    sign_in(client, coordinator)

    key = client.get("/supporters/counter/").context["form"]["submission_key"].value()
    answers = [
        client.post("/supporters/counter/", {**TOLD, "submission_key": key}) for _ in range(2)
    ]

    made = Supporter.objects.get()
    assert made.guest is not None
    assert {answer.url for answer in answers} == {f"/admin/groups/supporter/{made.pk}/change/"}
    assert (made.came_by, made.came_on, made.entered_by) == (
        "phone",
        dt.date(2026, 4, 1),
        coordinator,
    )
    assert (made.guest.name, made.guest.confirmed_how) == ("山川はな", "counter")
    assert made.guest.forget_on == made.valid_until + dt.timedelta(days=90)
    [line] = Client().get("/supporters/").context["lines"]
    assert (line["name"], line["is_from_counter"]) == ("水やりのH", True)
    page = client.get(answers[0].url).content.decode()
    assert "電話（" in page
    assert "000-5555-6666" in page
    assert ReadingEntry.objects.filter(by=coordinator).exists()
    assert "山川はな" not in "".join(AuditEntry.objects.values_list("target_label", flat=True))


#: What is missing or wrong, and where it is told.
WRONG: dict[str, tuple[dict[str, Any], set[str]]] = {
    "nothing of how it came": ({"came_by": "", "came_on": ""}, {"came_by", "came_on"}),
    "a day to come": ({"came_on": "2099-01-01"}, {"came_on"}),
    "no way to reach them": ({"guest_phone": ""}, {"guest_email"}),
    "no name": ({"guest_name": ""}, {"guest_name"}),
    "somebody under 18 whom all see": ({"is_minor": "on"}, {"__all__"}),
}


@pytest.mark.parametrize("case", WRONG)
def test_nothing_typed_is_lost_where_something_is_missing(client: Client, case: str) -> None:
    sign_in(client, make_coordinator())
    changed, told = WRONG[case]

    shown = client.post("/supporters/counter/", {**TOLD, **changed})

    assert set(shown.context["form"].errors) == told
    assert "花の水やりができます。" in shown.content.decode()
    assert not Guest.objects.exists()


def test_desk_lets_them_rest_go_on_and_end() -> None:
    cast = make_cast()
    supporter = make_paper_supporter(
        cast["coordinator"], valid_until=today() + dt.timedelta(days=3)
    )
    for kind in ("citizen", "staff", "superuser"):
        with pytest.raises(PermissionDenied):
            rest(supporter=supporter, by=cast[kind])

    rest(supporter=supporter, by=cast["coordinator"])
    assert not Supporter.objects.offering().exists()
    resume(supporter=supporter, by=cast["coordinator"])
    going_on = Supporter.objects.offering().select_related("guest").get()
    assert going_on.valid_until == today() + dt.timedelta(days=365)
    assert going_on.guest is not None
    assert going_on.guest.forget_on == today() + dt.timedelta(days=455)
    end(supporter=supporter, by=cast["coordinator"])

    assert not Supporter.objects.exists()
    assert not Guest.objects.exists()


def test_desk_is_told_whom_to_ask_and_they_are_forgotten_whole() -> None:
    coordinator = make_coordinator()
    near = make_paper_supporter(coordinator, valid_until=today() + dt.timedelta(days=7))
    make_paper_supporter(coordinator, valid_until=today() + dt.timedelta(days=90))
    own = make_supporter(make_user(), valid_until=today() + dt.timedelta(days=7))
    now = dt.datetime.now(dt.UTC)

    waiting = {queue.label: (queue.count, queue.due) for queue in queues_for(coordinator)}
    assert waiting[ASK_THEM] == (1, near.valid_until)
    assert list(supporters_to_go_on(now)) == [own]

    Guest.objects.filter(pk=near.guest_id).update(forget_on=today())
    forget_guests(now)
    assert not Supporter.objects.filter(pk=near.pk).exists()


def test_nobody_is_both_or_neither_or_entered_by_none() -> None:
    coordinator = make_coordinator()
    paper = make_paper_supporter(coordinator)
    for wrong in ({"user": make_user()}, {"guest": None}, {"entered_by": None}, {"came_by": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Supporter.objects.filter(pk=paper.pk).update(**wrong)
