"""Supporters: what is narrowed, and what somebody does with their own."""

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from groups.actions.supporters import forget_supporters
from groups.models import Supporter
from groups.reminders import supporters_to_go_on
from kyodo_portal.life.audit import AuditEntry
from kyodo_portal.words import week
from tests.factories import make_user, today
from tests.groups.supporting import make_supporter
from tests.people import make_cast
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db

URL, MINE = "/supporters/", "/supporters/mine/"
SATURDAY_MORNING = week.times_of([15])


def names(client: Client, **query: Any) -> list[str]:
    return [line["name"] for line in client.get(URL, query).context["lines"]]


def test_nobody_sees_who_rests_or_whose_day_is_past() -> None:
    cast = make_cast()
    make_supporter(make_user(), is_resting=True)
    make_supporter(make_user(), valid_until=today() - dt.timedelta(days=1))
    make_supporter(make_user(is_active=False))
    make_supporter(make_user(), public_name="今日まで", valid_until=today())

    assert {kind: names(cast.browser(kind)) for kind in ("anonymous", "coordinator")} == {
        "anonymous": ["今日まで"],
        "coordinator": ["今日まで"],
    }


NARROWED: dict[str, tuple[dict[str, Any], list[str]]] = {
    "field": ({"field": "3"}, ["花"]),
    "Saturday, or whenever": ({"day": "5"}, ["会計", "花"]),
    "Sunday": ({"day": "6"}, ["会計"]),
    "in the evening": ({"part": "2"}, ["会計"]),
    "words, which no index knows": ({"q": "花"}, ["会計", "花"]),
    "what no one knows": ({"field": "x", "day": "9"}, ["会計", "花"]),
}


@pytest.mark.parametrize("by", NARROWED)
def test_list_is_narrowed(client: Client, by: str) -> None:
    make_supporter(make_user(), public_name="花", fields=(3,), times=SATURDAY_MORNING)
    make_supporter(make_user(), public_name="会計", fields=(7,))
    query, expected = NARROWED[by]

    assert names(client, **query) == expected


@pytest.mark.parametrize("number", [1, 3])
def test_list_costs_the_same_whatever_is_in_it(
    client: Client, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(number):
        make_supporter(make_user(), fields=(3, 7))
    client.get(URL)

    with django_assert_num_queries(6):
        assert client.get(URL).status_code == 200


def written(client: Client, **changes: Any) -> Any:
    page = client.get(MINE)
    data = {
        "public_name": "花の好きなM",
        "text": "花の植えかえを手伝えます。",
        "field_numbers": ["3", "7"],
        "times": ["15"],
        "audience": "groups",
        "seen": page.context["seen"].token,
        **changes,
    }
    return client.post(MINE, data)


def test_somebody_writes_what_they_can_do_rests_and_ends_it(client: Client) -> None:
    person = make_user("見本 太郎")
    sign_in(client, person)

    assert written(client).status_code == 302
    mine = Supporter.objects.get()
    assert (mine.user, mine.times, mine.audience) == (person, SATURDAY_MORNING, "groups")
    assert mine.valid_until == today() + dt.timedelta(days=365)
    assert [row.number for row in mine.fields.all()] == [3, 7]

    for act, resting in (("rest", True), ("rest", True), ("resume", False)):
        client.post(f"{MINE}{act}/")
        assert Supporter.objects.get().is_resting is resting
    client.post(f"{MINE}end/")

    assert not Supporter.objects.exists()
    assert list(
        AuditEntry.objects.filter(action__startswith="supporter.")
        .order_by("pk")
        .values_list("action", "target_label")
    ) == [
        (f"supporter.{act}", f"サポーター（{mine.pk}）")
        for act in ("keep", "rest", "resume", "end")
    ]


def test_sent_twice_it_is_one(client: Client) -> None:
    sign_in(client, make_user())
    token = client.get(MINE).context["seen"].token

    for _ in range(2):
        written(client, seen=token)

    assert Supporter.objects.count() == 1


REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "no field": ({"field_numbers": []}, "field_numbers"),
    "nothing": ({"text": " "}, "text"),
    "a telephone number": ({"text": "電話は090-1234-5678です。"}, "public_as_it_is"),
    "under 18 before everybody": ({"is_minor": "on", "audience": "everybody"}, "__all__"),
    "a time no week has": ({"times": ["21"]}, "times"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_taken_comes_back_with_its_reason(client: Client, case: str) -> None:
    sign_in(client, make_user())
    changes, field = REFUSED[case]

    answer = written(client, **changes)

    assert (answer.status_code, list(answer.context["form"].errors)) == (200, [field])
    assert not Supporter.objects.exists()


def test_who_is_under_18_is_seen_by_the_desk_alone_whoever_writes_it() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make_supporter(make_user(), is_minor=True, audience="groups")

    make_supporter(make_user(), is_minor=True, audience="desk")


def test_last_day_is_told_and_long_after_it_everything_goes() -> None:
    near, past, gone = (
        make_supporter(make_user(), valid_until=today() + dt.timedelta(days=days))
        for days in (30, -90, -91)
    )
    make_supporter(make_user())

    assert set(supporters_to_go_on(timezone.now())) == {near, past, gone}
    assert forget_supporters(timezone.now()) == 1
    assert not Supporter.objects.filter(pk=gone.pk).exists()
