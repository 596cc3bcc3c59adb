"""The days of a group: told in a few words, read by everybody, taken down by the group or the city."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from groups.models import Group, JournalEntry, User
from projects.models import Event
from tests.factories import make_group, make_project, make_user, today
from tests.people import KINDS, make_cast
from tests.projects.factories import photo_upload

pytestmark = pytest.mark.django_db

KEY = "5f0c9a52-1df0-4f5c-9f5e-000000000009"


@pytest.fixture
def manager(client: Client) -> User:
    user = make_user("管理者")
    client.force_login(user)
    return user


def told(**changes: Any) -> dict[str, Any]:
    return {
        "submission_key": KEY,
        "happened_on": today().isoformat(),
        "text": "14人で葉ボタンを植えました。",
        "alt": "",
        **changes,
    }


def entry_of(group: Group, days_ago: int = 0, text: str = "水やり") -> JournalEntry:
    return JournalEntry.objects.create(
        group=group,
        happened_on=today() - dt.timedelta(days=days_ago),
        text=text,
        written_by=group.created_by,
    )


def test_day_is_told_once_and_stands_on_the_groups_page(client: Client, manager: User) -> None:
    group = make_group(managers=(manager,))
    url = f"{group.get_absolute_url()}journal/new/"

    for _ in range(2):
        client.post(url, told(photo=photo_upload(), alt="苗を植える5人"))
    client.logout()

    entry = JournalEntry.objects.get()
    assert (entry.written_by, entry.picture and entry.picture.alt) == (manager, "苗を植える5人")
    for address in (group.get_absolute_url(), f"{group.get_absolute_url()}journal/"):
        assert "14人で葉ボタンを植えました。" in client.get(address).content.decode()
    journal = client.get(f"{group.get_absolute_url()}journal/").content.decode()
    assert 'alt="苗を植える5人"' in journal
    assert "管理者" not in journal


BAD = [
    ({"happened_on": (today() + dt.timedelta(days=1)).isoformat()}, "これから先の日付"),
    ({"text": ""}, "「したこと」を入力してください。"),
    ({"photo": photo_upload}, "何が写っているかを書いてください。"),
]


@pytest.mark.parametrize(("change", "reason"), BAD)
def test_what_cannot_be_told_comes_back(
    client: Client, manager: User, change: dict[str, Any], reason: str
) -> None:
    group = make_group(managers=(manager,))
    given = {name: value() if callable(value) else value for name, value in change.items()}

    answer = client.post(f"{group.get_absolute_url()}journal/new/", told(**given))

    assert (answer.status_code, reason in answer.content.decode()) == (200, True)
    assert not JournalEntry.objects.exists()


def test_who_may_tell_and_take_down() -> None:
    cast = make_cast()
    entry = entry_of(cast.group)
    base = f"{cast.group.get_absolute_url()}journal/"

    opened = {kind: cast.browser(kind).get(f"{base}new/").status_code for kind in KINDS}
    taken = {
        kind: cast.browser(kind).post(f"{base}{entry.pk}/take-down/").status_code
        for kind in sorted(KINDS, key=lambda kind: kind == "manager")
    }

    assert opened == {kind: {"manager": 200, "anonymous": 302}.get(kind, 403) for kind in KINDS}
    assert taken == {kind: {"manager": 302, "anonymous": 302}.get(kind, 403) for kind in KINDS}
    entry.refresh_from_db()
    assert (entry.is_hidden, entry.hidden_by_city) == (True, False)
    assert "水やり" not in cast.browser("anonymous").get(base).content.decode()


def test_last_three_days_stand_open_and_older_ones_are_folded(client: Client) -> None:
    group = make_group()
    for days in range(5):
        entry_of(group, days, f"{days}日前の水やり")

    page = client.get(group.get_absolute_url())

    days = [each.words for each in page.context["past_days"]]
    assert days == [f"{days}日前の水やり" for days in range(5)]
    shown, folded = page.content.decode().split("もっと前のこと")
    assert [word in shown for word in days] == [True] * 3 + [False] * 2
    assert [word in folded for word in days[3:]] == [True] * 2


def test_next_day_of_a_group_is_its_own_or_of_its_projects(client: Client) -> None:
    group, other = make_group(), make_group()
    now = timezone.now()

    def event(title: str, days: int, **of: Any) -> None:
        starts = now + dt.timedelta(days=days)
        Event.objects.create(
            title=title,
            kind="activity",
            starts_at=starts,
            ends_at=starts + dt.timedelta(hours=2),
            place_text="時計の下",
            status="published",
            published_at=now - dt.timedelta(days=9),
            created_by=make_user(),
            **of,
        )

    event("きのうの水やり", -1, group=group)
    event("らいげつの水やり", 30, group=group)
    event("よその日", 2, group=other)
    event("まちかどの日", 5, project=make_project(groups=(group,)))

    page = client.get(group.get_absolute_url())

    assert [day.title for day in page.context["next_days"]] == ["まちかどの日", "らいげつの水やり"]
    _, _, first = page.content.decode().partition("次に会える日")
    assert first.count("まちかどの日") == 1
    assert "時計の下" in first
