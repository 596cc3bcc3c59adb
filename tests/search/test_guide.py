"""The guide is found part by part, in the language of the page, exactly as it can be read there."""

import html
import re
from functools import cache
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from kyodo_portal.cities import city, said
from kyodo_portal.cities.rows import Precept
from kyodo_portal.search.pages import PagePart, look_through, parts_of
from kyodo_portal.search.queries import parse
from kyodo_portal.search.wordings import stands
from kyodo_portal.site import found_pages, guide
from kyodo_portal.site.guide_pages import pages_of
from kyodo_portal.words.languages import LANGUAGES
from kyodo_portal.words.readings import READING, without_readings
from kyodo_portal.words.text import normalise
from tests.factories import make_project

CODES = [language.code for language in LANGUAGES]

# What is typed, and the parts that are found: their anchors, "" for the beginning of the page.
QUERIES: list[tuple[str, list[str]]] = [
    # one and two characters
    ("祭", ["form-6"]),
    ("図書", ["form-3"]),
    ("犬", []),
    ("鳥類", []),
    # what things are called
    ("協働とは", ["", "word-passive"]),
    ("後援", ["form-2", "pattern-D"]),
    ("スタート時協力型", ["pattern-A"]),
    ("行政主導市民参加型", ["pattern-C"]),
    ("指定管理者", ["form-9"]),
    ("指定管理者協会", []),
    ("役割分担", ["rules-roles", "form-3", "way-5", "open"]),
    ("よしかわ協働マナー", ["manners"]),
    ("相互理解", ["manners-understanding"]),
    ("自主性尊重のマナー", ["manners-autonomy"]),
    ("受け身の参加", ["what"]),
    ("公開しないもの", ["open", "rules-openness"]),
    ("基本指針", ["more"]),
    # width, kana
    ("ｱﾀﾞﾌﾟﾄ", ["form-4"]),
    ("あだぷと", ["form-4"]),
    ("あたぷと", []),
    ("ＮＰＯ・ぼらんてぃあ", ["actor-groups"]),
    ("フォーらム", ["pattern-A", "form-1"]),
    # several words, phrases, across two texts
    ("里親　花", ["form-4"]),
    ("里親 図書館", []),
    ("「花だんと歩道」", ["form-4"]),
    ('"歩道 花だん"', []),
    ("共催市民", []),
    # signs of badges and the links to projects are no words of the guide
    ("1共催", []),
    ("共催の事業を見る", []),
    # nothing
    ("", []),
    ("「」", []),
]  # fmt: skip


def anchors(typed: str) -> list[str]:
    return [part.url.partition("#")[2] for part in look_through(parse(typed), guide.parts())]


def is_read(word: str, part: PagePart) -> bool:
    """Whether a word of the part is read so, from its beginning."""
    return any(aloud.startswith(word) for aloud in read_aloud(part.body))


@cache
def read_aloud(body: str) -> list[str]:
    """From each reading on, what is heard to the end of its line."""
    return [
        normalise(READING.sub(r"\2", line[match.start() :]))
        for line in body.split("\n")
        for match in READING.finditer(line)
    ]


def lines_of(part: PagePart) -> list[str]:
    return without_readings(part.body).split("\n")


def read(client: Client, address: str, **query: Any) -> str:
    response = client.get(address, query)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.once
@pytest.mark.parametrize(("typed", "expected"), QUERIES)
def test_query_finds_the_parts_it_should(typed: str, expected: list[str]) -> None:
    assert sorted(anchors(typed)) == sorted(expected)


@pytest.mark.once
def test_parts_called_so_come_first() -> None:
    assert anchors("後援") == ["form-2", "pattern-D"]
    assert anchors("役割分担")[0] == "rules-roles"


@pytest.mark.once
@pytest.mark.parametrize("code", CODES)
def test_found_is_what_a_scan_of_every_line_finds(code: str) -> None:
    with translation.override(code):
        parts = guide.parts()
        words = {
            word
            for part in parts
            for line in lines_of(part)
            for word in re.findall(r"\w{1,4}", line)
        }
        read = [(part, "\n".join(map(normalise, lines_of(part)))) for part in parts]
        for word in sorted(words):
            query = parse(word)
            expected = {
                part.url
                for part, text in read
                if query
                and all(
                    any(stands(way, text) or (len(way) > 1 and is_read(way, part)) for way in ways)
                    for ways in query.all_ways
                )
            }
            assert {part.url for part in look_through(query, parts)} == expected, word


@pytest.mark.django_db
@pytest.mark.once
@pytest.mark.parametrize("code", CODES)
def test_parts_are_what_the_page_says_and_leads_to(client: Client, code: str) -> None:
    with translation.override(code):
        client.cookies["furigana"] = "off"
        pages = {page.url: read(client, page.url) for page in pages_of(city())}
        parts = guide.parts()

        assert {part.url.partition("#")[0] for part in parts} == set(pages)
        for part in parts:
            path, _, anchor = part.url.partition("#")
            page = pages[path]
            said = " ".join(html.unescape(re.sub(r"<[^>]*>", "", page)).split())
            assert not anchor or f'id="{anchor}"' in page
            for line in lines_of(part):
                label, mark, text = line.partition("：" if code != "en" else ": ")
                whole = line in said
                assert whole or (mark and label in said and text in said), line


def precepts(key: str) -> tuple[Precept, ...]:
    found = city().precept_set(key)
    assert found is not None
    return found.items


@pytest.mark.once
@pytest.mark.parametrize("code", CODES)
def test_every_word_written_for_the_guide_is_found(code: str) -> None:
    with translation.override(code):
        written = {
            f"form-{form.number}": [
                *(form.explanation, form.example, form.citizens, form.city, form.fits),
                *(*form.papers, form.time),
            ]
            for form in city().forms_on
        }
        written |= {
            f"pattern-{each.code}": [each.explanation, each.example] for each in city().patterns
        }
        for name in ("rules", "manners"):
            written |= {
                f"{name}-{one.key}": [one.name, one.text, one.kept_by] for one in precepts(name)
            }
        written |= {f"actor-{one.key}": [one.name, one.text] for one in city().actors}
        texts = {part.url.partition("#")[2]: part.text for part in guide.parts()}

        missing = [
            (anchor, word)
            for anchor, words in written.items()
            for word in map(without_readings, map(said, words))
            if normalise(word) not in texts[anchor]
        ]

    assert missing == []


@pytest.mark.django_db
def test_results_show_the_guide_as_a_kind_of_its_own(client: Client) -> None:
    project = make_project("公園のアダプト")
    body = read(client, reverse("search"), q="あだぷと")

    records, _, of_guide = body.partition('id="search-guide"')
    assert project.get_absolute_url() in records
    assert "手引きと案内のページ</h2>" in of_guide
    assert '<a href="/guide/forms/#form-4"><mark>アダプト</mark>制度</a>' in of_guide
    assert "市民が道路や公園を受け持って世話をし" in of_guide
    assert '<p class="search-date">協働の形</p>' in of_guide


@pytest.mark.django_db
def test_guide_is_paged_as_a_kind_of_its_own(client: Client) -> None:
    number = len(look_through(parse("市"), found_pages.parts()))
    assert number > 20
    assert f'kind=guide">手引きと案内のページをすべて見る（{number}件）' in read(
        client, reverse("search"), q="市"
    )

    first, second = (
        read(client, reverse("search"), q="市", kind="guide", page=page) for page in (1, 99)
    )
    assert first.count("search-title") == 20
    assert second.count("search-title") == (number - 1) % 20 + 1
    assert "見つかりませんでした" in read(client, reverse("search"), q="鳥類", kind="guide")


@pytest.mark.django_db
def test_guide_costs_no_query(client: Client) -> None:
    found_pages.parts()
    with CaptureQueriesContext(connection) as taken:
        read(client, reverse("search"), q="市", kind="guide")

    assert len(taken) == 0


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["市民が入る型", "しみん", "民が"])
def test_easy_results_show_readings_and_no_marks_of_them(client: Client, typed: str) -> None:
    page = {}
    for cookie in ("on", "off"):
        client.cookies["furigana"] = cookie
        page[cookie] = read(client, "/easy/search/", q=typed)
        assert [sign for sign in "｜《》" if sign in page[cookie]] == []

    assert 'href="/easy/guide/forms/#pattern-C"' in page["on"]
    assert "<rt>しみん</rt>" in page["on"].partition('id="search-guide"')[2]
    assert "<mark>" in page["off"].partition('id="search-guide"')[2]


@pytest.mark.django_db
def test_easy_results_find_words_without_their_readings(client: Client) -> None:
    client.cookies["furigana"] = "off"
    body = read(client, "/easy/search/", q="市民が入る型")

    assert '<a href="/easy/guide/forms/#pattern-C">市が始めて<mark>市民が入る型</mark></a>' in body
    titles = client.get("/easy/search/suggest/", {"q": "市民が入る型"}).json()["titles"]
    assert titles == ["市が始めて市民が入る型"]


@pytest.mark.django_db
def test_english_results_find_the_english_guide(client: Client) -> None:
    body = read(client, "/en/search/", q="ENDORSEMENT")

    assert '<a href="/en/guide/forms/#form-2"><mark>Endorsement</mark></a>' in body
    assert "guide/#" not in read(client, "/en/search/", q="後援")


@pytest.mark.django_db
def test_suggestions_end_with_the_guide(client: Client) -> None:
    for number in range(9):
        make_project(f"評価の研究{number}")
    make_project("公開")
    suggest = reverse("search_suggest")

    titles = client.get(suggest, {"q": "評価"}).json()["titles"]
    assert len(titles) == 8
    assert titles[-3:] == ["評価のルール", "協働事業の分析と評価", "それぞれが評価する"]
    assert client.get(suggest, {"q": "公開"}).json()["titles"] == [
        "公開",
        "公開のルール",
        "公開するもの、しないもの",
    ]


@pytest.mark.once
def test_parts_are_read_off_any_page() -> None:
    page = """
    <h1>花と緑</h1><p>はじめに &amp; おわりに</p>
    <h2 id="a">一</h2><p>行<br>かえ <strong>太</strong>字</p><h2>番号のない見出し</h2>
    <ul><li>ただの項目</li><li id="b"><h3><span class="mark-sign">1</span><span>二</span></h3>
      <dl><div><dt>だれ</dt><dd>みんな</dd></div></dl><p data-not-searched>内緒 <b>も</b></p></li></ul>
    <svg><text>絵</text></svg><p>｜後《あと》の行</p><h2 id="empty"></h2>
    """
    found = [(part.url, part.title, part.section, part.body) for part in parts_of(page, "/x/")]

    assert found == [
        ("/x/", "花と緑", "", "花と緑\nはじめに & おわりに"),
        ("/x/#a", "一", "", "一\n行\nかえ 太字\n番号のない見出し\nただの項目\n｜後《あと》の行"),
        ("/x/#b", "二", "一", "二\nだれ：みんな"),
    ]
