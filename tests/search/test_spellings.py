"""Other spellings are offered beside the results, which stay what was typed."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from kyodo_portal.search.spellings import OFFERED, SPELLINGS, other_spellings
from kyodo_portal.words.text import normalise
from tests.factories import make_project

URL = reverse("search")


@pytest.mark.parametrize(
    ("typed", "others"),
    [
        ("こども", ["子ども", "子供"]),
        ("コドモ食堂", ["子ども食堂", "子供食堂"]),
        ("通学路の花だん", ["通学路の花壇"]),
        ("花壇 花壇", ["花だん 花だん"]),
        ("「子供の居場所」", ["「子どもの居場所」", "「こどもの居場所」"]),
        ("ＰＴＡ　あき家", ["ＰＴＡ　空き家", "ＰＴＡ　空家"]),
        ("公園", []),
        ("ゴミ", []),
        ("", []),
        ("\ufdfa\u0301" * 300, []),
    ],
)
def test_other_spellings_of_what_was_typed(typed: str, others: list[str]) -> None:
    assert other_spellings(typed) == others


def test_few_spellings_are_offered_at_once() -> None:
    typed = " ".join(spellings[0] for spellings in SPELLINGS)

    assert len(other_spellings(typed)) == OFFERED


def test_spellings_of_the_table_are_told_apart_by_the_search() -> None:
    known = [normalise(spelling) for spellings in SPELLINGS for spelling in spellings]

    assert len(set(known)) == len(known)
    for spellings in SPELLINGS:
        for one in map(normalise, spellings):
            assert [other for other in map(normalise, spellings) if one in other] == [one]


@pytest.mark.django_db
def test_results_are_those_of_the_typed_spelling_alone(client: Client) -> None:
    make_project("こども食堂")
    make_project("子供の広場")
    page = client.get(URL, {"q": "こども", "kind": "project", "page": "1"}).content.decode()

    assert page.count("search-title") == 1
    assert '<a href="?q=%E5%AD%90%E4%BE%9B&amp;kind=project">「子供」でも探す</a>' in page


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["こどもの夢", '花壇"><b>'])
def test_nothing_found_offers_the_other_spellings(client: Client, typed: str) -> None:
    page = client.get(URL, {"q": typed}).content.decode()

    assert "見つかりませんでした" in page
    assert "書かれたとおりに探す" in page
    for other in other_spellings(typed):
        assert f"「{escape(other)}」でも探す" in page


@pytest.mark.django_db
def test_few_results_tell_that_spelling_matters(client: Client) -> None:
    make_project("鳥居の掃除")
    told = "書き分けがちがうと"
    assert told in client.get(URL, {"q": "鳥居"}).content.decode()

    for number in range(4):
        make_project(f"鳥居の掃除{number}")
    assert told not in client.get(URL, {"q": "鳥居"}).content.decode()
