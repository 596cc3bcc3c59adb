"""The pages of places: narrowed by when they are open and what they offer, in few queries."""

import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from groups.models import Place, PlaceEquipment, PlacePhoto
from groups.published.places import PLACES
from groups.questions import WHAT_IS_ON
from tests.factories import make_coordinator
from tests.groups.places.factories import make_place, open_on, whole_place
from tests.projects.events import make_event
from tests.trust.kept_files import keep_photo

pytestmark = pytest.mark.django_db

NOON_ON_TUESDAY = "2026-12-01 12:00+09:00"
QUERIES_OF_THE_LIST = 5
QUERIES_OF_A_LIST_OPEN_NOW = 8
QUERIES_OF_A_PLACE = 6


@pytest.fixture
def three(time_machine: Any) -> list[Place]:
    time_machine.move_to(NOON_ON_TUESDAY)
    center = make_place("川の活動センター", name_kana="カワ", kind="center", step_free=True)
    hall = make_place("空の公民館", name_kana="ソラ", kind="hall", hearing_loop=True)
    park = make_place("花の広場", name_kana="ハナ", kind="park", step_free=True, about="吉川駅前")
    make_place("古い会館", name_kana="フルイ", closed_for_good_on="2026-04-01")
    make_place("書きかけの館", name_kana="カキカケ", is_public=False)
    open_on(center, 1, 6)
    open_on(hall, 2, opens=9, closes=21)
    for place, kind in ((center, "printer"), (center, "wifi"), (hall, "wifi")):
        PlaceEquipment.objects.create(place=place, kind=kind)
    return [center, hall, park]


QUERIES = {
    "": "川 空 花",
    "?q=吉川駅": "花",
    "?q=ｿﾗ": "空",
    "?q=ありません": "",
    "?kind=hall": "空",
    "?kind=hall&kind=park": "空 花",
    "?open=now": "川",
    "?open=sunday": "川",
    "?open=saturday": "",
    "?open=evening": "空",
    "?ease=step_free": "川 花",
    "?ease=step_free&ease=hearing_loop": "",
    "?equipment=printer": "川",
    "?equipment=printer&equipment=wifi": "川 空",
    "?equipment=wifi&open=sunday&kind=center": "川",
}


@pytest.mark.parametrize(("query", "expected"), QUERIES.items())
def test_list_is_narrowed(client: Client, three: Any, query: str, expected: str) -> None:
    page = client.get(f"/places/{query}")

    assert " ".join(place.name[0] for place in page.context["page_obj"]) == expected


@pytest.mark.parametrize("query", ["open=midnight", "ease=zzz", "equipment=zzz", "kind=castle"])
def test_what_cannot_be_used_is_said(client: Client, three: Any, query: str) -> None:
    page = client.get(f"/places/?{query}")

    assert [one.name for one in page.context["unusable"]] == [query.partition("=")[0]]
    assert len(page.context["page_obj"]) == 3


@pytest.mark.parametrize("number", [1, 3])
def test_queries_do_not_grow(
    client: Client, django_assert_num_queries: Any, number: int, time_machine: Any
) -> None:
    time_machine.move_to(NOON_ON_TUESDAY)
    places = [whole_place(f"見本{turn}館") for turn in range(number)]

    with django_assert_num_queries(QUERIES_OF_THE_LIST):
        client.get("/places/?kind=hall")
    with django_assert_num_queries(QUERIES_OF_A_LIST_OPEN_NOW):
        client.get("/places/?open=now&kind=hall&ease=step_free")
    with django_assert_num_queries(QUERIES_OF_A_PLACE):
        client.get(places[0].get_absolute_url())


def text_of(page: Any) -> str:
    return re.sub(r"<[^>]*>|\s+", " ", page.content.decode())


def test_page_begins_with_today(client: Client, time_machine: Any) -> None:
    time_machine.move_to(NOON_ON_TUESDAY)
    page = text_of(client.get(whole_place().get_absolute_url()))

    order = [
        "いま開いています（21時まで）",
        "ここで開かれること",
        "見本駅から歩いて5分",
        "入口の段差",
    ]
    order += ["暴風警報", "会議室1", "将棋盤", "見本市のホームページ"]
    assert [part for part in order if part not in page] == []
    assert sorted(order, key=page.index) == order


def test_page_leads_to_a_map_that_knows_nobody(client: Client) -> None:
    whole, bare = whole_place(), make_place()

    assert (
        'href="https://maps.gsi.go.jp/#17/35.894000/139.841000/"'
        in client.get(whole.get_absolute_url()).content.decode()
    )
    assert "maps.gsi" not in client.get(bare.get_absolute_url()).content.decode()


def test_what_nobody_looked_at_is_said_to_be_unknown(client: Client) -> None:
    page = text_of(client.get(make_place().get_absolute_url()))

    assert page.count("わかりません") == 4


def test_place_that_was_given_up_keeps_its_page(client: Client) -> None:
    place = whole_place(closed_for_good_on=timezone.localdate())
    page = text_of(client.get(place.get_absolute_url()))

    assert "から使われていません" in page
    assert "予約のページを開く" not in page
    assert not PLACES.records().exists()


def test_unfinished_place_is_not_there_for_others(client: Client) -> None:
    place = make_place(is_public=False)
    keep_photo(PlacePhoto, by=make_coordinator(), place=place, caption="玄関")

    assert client.get(place.get_absolute_url()).status_code == 404
    assert client.get(f"/places/{place.pk}/photo/").status_code == 404


def test_picture_of_a_place(client: Client) -> None:
    place = make_place()
    assert client.get(f"/places/{place.pk}/photo/").status_code == 404

    keep_photo(PlacePhoto, by=make_coordinator(), place=place, caption="玄関")
    photo = client.get(f"/places/{place.pk}/photo/")

    assert (photo.status_code, photo["Content-Type"]) == (200, "image/webp")
    assert 'alt="玄関"' in client.get(place.get_absolute_url()).content.decode()


def test_what_is_on_is_told(client: Client) -> None:
    place = make_place()
    assert "これからの催しは、まだ載っていません" in text_of(client.get(place.get_absolute_url()))

    for when in ("over", "coming", "now"):
        make_event(f"{when}の日", when=when, place=place)
    make_event("下書きの日", status="draft", place=place)
    make_event("よその日")
    page = text_of(client.get(place.get_absolute_url()))
    told = [name for name in ("over", "now", "coming", "下書き", "よそ") if f"{name}の日" in page]
    assert told == ["now", "coming"]
    assert page.index("nowの日") < page.index("comingの日")

    for number in range(10):
        make_event(f"{number}の日", place=place)
    page = text_of(client.get(place.get_absolute_url()))
    assert "このあとの催しは、催しの一覧で探せます" in page
    assert len(WHAT_IS_ON.of(place)) == 11
