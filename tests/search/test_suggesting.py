"""What is offered while somebody types: what is called so or read so, beginnings first."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kyodo_portal.search import SearchDocument
from kyodo_portal.search.suggesting import reading_of_title
from tests.evaluations.factories import make_evaluation
from tests.factories import make_group, make_project

pytestmark = pytest.mark.django_db

SUGGEST = reverse("search_suggest")


def suggested(client: Client, typed: str) -> list[str]:
    titles: list[str] = client.get(SUGGEST, {"q": typed}).json()["titles"]
    return titles


@pytest.mark.parametrize(
    ("title", "kana", "typed"),
    [
        ("図書館の読み聞かせ", "トショカン ノ ヨミキカセ", "としょかん"),
        ("図書館の読み聞かせ", "トショカン ノ ヨミキカセ", "トショカン"),
        ("図書館の読み聞かせ", "トショカン ノ ヨミキカセ", "よみきか"),
        ("認知症カフェ", "ニンチショウ カフェ", "にんちしょう"),
        ("子供の広場", "コドモノヒロバ", "こども"),
        ("防災の集い", "ボウサイノツドイ", "ぼうさい つどい"),
        ("防災の集い", "ボウサイノツドイ", "防災 つどい"),
    ],
)
def test_title_is_suggested_by_its_reading(
    client: Client, title: str, kana: str, typed: str
) -> None:
    make_project(title, title_kana=kana)
    make_project("花の道", title_kana="ハナ ノ ミチ")

    assert suggested(client, typed) == [title]


def test_group_is_suggested_by_its_reading(client: Client) -> None:
    make_group("月見里の会", name_kana="ヤマナシノカイ")

    assert suggested(client, "やまなし") == ["月見里の会"]


def test_reading_of_a_partner_is_no_reading_of_the_project(client: Client) -> None:
    make_project("花の道", groups=(make_group("月見里の会", name_kana="ヤマナシノカイ"),))

    assert suggested(client, "やまなし") == ["月見里の会"]


def test_beginnings_come_first_and_inside_of_readings_last(client: Client) -> None:
    for title, kana in (
        ("縁日", "エンニチ"),
        ("春の園芸", "ハル ノ エンゲイ"),
        ("公園の花", "コウエンノハナ"),
        ("しえんの輪", "シエン ノ ワ"),
    ):
        make_project(title, title_kana=kana)

    assert suggested(client, "えん") == ["縁日", "春の園芸"]
    assert suggested(client, "うえん") == ["公園の花"]


def test_kana_inside_a_written_word_give_way_to_beginnings(client: Client) -> None:
    make_project("おはなしの木")
    assert suggested(client, "はな")[0] == "おはなしの木"

    for title in ("はなみち", "春とはな", "親子はな教室", "にわ はな"):
        make_project(title)
    titles = suggested(client, "はな")
    assert titles[:4] == ["はなみち", "にわ はな", "親子はな教室", "春とはな"]
    assert "おはなしの木" not in titles


def test_newer_titles_come_first_among_equals(client: Client) -> None:
    for title in ("花の道", "水と花", "花の輪"):
        make_project(title)

    assert suggested(client, "花") == ["花の輪", "花の道", "水と花"]


def test_report_is_read_like_its_project() -> None:
    project = make_project("花の道", title_kana="ハナノミチ", status="completed")
    make_evaluation(project, status="published")
    readings = {one.kind: reading_of_title(one) for one in SearchDocument.objects.all()}

    assert (readings["project"], readings["report"]) == ("ハナノミチ", "ハナノミチ")


@pytest.mark.parametrize("things", [1, 3])
def test_suggestions_take_as_many_queries_for_three_as_for_one(client: Client, things: int) -> None:
    for number in range(things):
        make_project(f"花の道{number}", title_kana="ハナノミチ")
    suggested(client, "はな")
    with CaptureQueriesContext(connection) as taken:
        suggested(client, "はな")

    assert len(taken) == 3
