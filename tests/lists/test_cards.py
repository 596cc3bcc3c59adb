"""Every list invites: twelve cards a page, each with its picture; of a day the leaf of the calendar."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from groups.models import GroupField, GroupPicture
from projects.models import HelpWanted
from tests.evaluations.factories import make_evaluation
from tests.factories import make_group, make_project, make_user
from tests.groups.offering import make_offer
from tests.groups.places.factories import make_place
from tests.groups.supporting import make_supporter
from tests.projects.events import make_event
from tests.projects.helping import make_help
from tests.trust.kept_files import keep_photo

pytestmark = pytest.mark.django_db


def _make_event(number: int) -> None:
    starts = timezone.now() + dt.timedelta(days=number + 1)
    make_event(starts_at=starts, ends_at=starts + dt.timedelta(hours=1), group=make_group())


LISTS: dict[str, tuple[Callable[[int], Any], int]] = {
    "/projects/": (lambda number: make_project(f"事業{number}"), 4),
    "/groups/": (lambda number: make_group(f"会{number}"), 4),
    "/help-wanted/": (lambda number: make_help(make_group(), fields=(3,)), 2),
    "/supporters/": (lambda number: make_supporter(make_user()), 6),
    "/supporters/offers/": (lambda number: make_offer(make_group()), 2),
    "/places/": (lambda number: make_place(f"館{number}"), 5),
    "/evaluations/": (lambda number: make_evaluation(make_project(), status="published"), 4),
    "/events/": (_make_event, 3),
}
"""Each list, how something comes into it, and how often it asks the database, however long it is."""


def shown(client: Client, path: str, page: int = 1) -> tuple[int, int]:
    """How many cards a page of the list has, and how many of them a picture or the leaf of a day."""
    html = client.get(path, {"page": page}).content.decode()
    if path == "/events/":
        return html.count('class="line-of"'), html.count('<time class="day"')
    return html.count('<article class="tile">'), html.count('<span class="pic"')


@pytest.mark.parametrize("path", LISTS)
def test_list_shows_twelve_cards_with_pictures_and_asks_few_questions(
    client: Client, path: str
) -> None:
    make, asked = LISTS[path]
    found = []
    for numbers in (range(1), range(1, 13)):
        for number in numbers:
            make(number)
        shown(client, path)  # what is read once for all pages
        with CaptureQueriesContext(connection) as taken:
            cards, pictures = shown(client, path)
        found.append((cards, pictures, len(taken)))

    assert found == [(1, 1, asked), (12, 12, asked)]
    assert shown(client, path, page=2) == (1, 1)


def pictures(client: Client, path: str) -> list[str]:
    return re.findall(r'<span class="pic".*?<img src="([^"]+)"', client.get(path).content.decode())


def test_what_a_group_asks_and_offers_shows_the_groups_photo(client: Client) -> None:
    group = make_group()
    GroupField.objects.create(group=group, number=7)
    picture = keep_photo(GroupPicture, by=make_user(), group=group, role="photo", alt="会員")
    make_help(group)
    make_offer(group)

    for path in ("/help-wanted/", "/supporters/offers/"):
        assert pictures(client, path) == [picture.url]


def test_without_a_photo_the_own_field_gives_the_picture_and_else_the_groups(
    client: Client,
) -> None:
    group = make_group()
    GroupField.objects.create(group=group, number=7)
    make_help(group)
    make_help(group, fields=(3,))
    offer = make_offer(group)

    first, second = HelpWanted.objects.order_by("pk").values_list("pk", flat=True)
    assert pictures(client, "/help-wanted/") == [
        f"/quilts/3-{second}.svg",
        f"/quilts/7-{first}.svg",
    ]
    assert pictures(client, "/supporters/offers/") == [f"/quilts/7-{offer.pk}.svg"]


def test_long_words_of_a_supporter_are_folded_and_whole(client: Client) -> None:
    make_supporter(make_user(), text="花の植えかえ。" * 20)
    make_supporter(make_user(), text="本を読みます。")

    page = client.get("/supporters/").content.decode()

    assert page.count("<details><summary>花の植えかえ。") == 1
    assert "花の植えかえ。" * 20 in page
    assert "<p>本を読みます。</p>" in page


def test_photo_of_a_group_that_the_city_hides_is_not_shown(client: Client) -> None:
    group = make_group()
    keep_photo(GroupPicture, by=make_user(), group=group, role="photo", alt="会員")
    make_help(group)
    make_offer(group)
    group.hide("通報があったため", by_city=True)

    for path in ("/help-wanted/", "/supporters/offers/"):
        assert [url[:8] for url in pictures(client, path)] == ["/quilts/"]
