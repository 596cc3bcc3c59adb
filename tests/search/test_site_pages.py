"""The pages of the portal itself are found beside the guide, by how their words are read too."""

import html
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from kyodo_portal.search.pages import look_through
from kyodo_portal.search.queries import parse
from kyodo_portal.search.spoken import Reader
from kyodo_portal.site import found_pages, guide
from kyodo_portal.words.languages import LANGUAGES
from kyodo_portal.words.readings import READING, without_readings
from tests.evaluations.factories import make_evaluation
from tests.factories import make_project

CODES = [language.code for language in LANGUAGES]


def found(typed: str, code: str = "ja") -> list[str]:
    with translation.override(code):
        return [part.url for part in look_through(parse(typed), found_pages.parts())]


def read(client: Client, address: str, **query: Any) -> str:
    response = client.get(address, query)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.django_db
@pytest.mark.once
@pytest.mark.parametrize(
    ("code", "typed", "url"),
    [
        ("ja", "お問い合わせ", "/consult/#desk"),
        ("ja", "おといあわせ", "/consult/#desk"),
        ("ja", "アクセシビリティ", "/accessibility/"),
        ("ja", "統計", "/statistics/"),
        ("ja", "とうけい", "/statistics/"),
        ("ja", "オープンデータ", "/opendata/"),
        ("ja", "フィード", "/opendata/#feeds"),
        ("ja", "カレンダー", "/opendata/#feeds"),
        ("ja", "どの形が合うか", "/guide/which-form/"),
        ("ja-easy", "お問い合わせ", "/easy/consult/#desk"),
        ("ja-easy", "とうけい", "/easy/statistics/"),
        ("en", "contact", "/en/consult/#desk"),
        ("en", "accessibility", "/en/accessibility/"),
        ("en", "statistics", "/en/statistics/"),
        ("en", "feed", "/en/opendata/#feeds"),
        ("en", "agreement", "/en/guide/way/#way-5"),
    ],
)
def test_page_is_found(code: str, typed: str, url: str) -> None:
    assert url in found(typed, code)


@pytest.mark.django_db
@pytest.mark.once
@pytest.mark.parametrize("code", CODES)
def test_parts_are_what_the_pages_say_and_lead_to(client: Client, code: str) -> None:
    client.cookies["furigana"] = "off"
    make_project("花の道")
    with translation.override(code):
        parts = [part for part in found_pages.parts() if part not in guide.parts()]
        pages = {part.url.partition("#")[0] for part in parts}
        assert pages == {reverse(page.name) for page in found_pages.PAGES}
        for address in pages:
            page = read(client, address)
            said = " ".join(html.unescape(re.sub(r"<[^>]*>", "", page)).split())
            ids = set(re.findall(r'\sid="([^"]+)"', page))
            for part in parts:
                path, _, anchor = part.url.partition("#")
                if path != address:
                    continue
                assert not anchor or anchor in ids
                assert bool(part.section) == bool(anchor)
                for line in without_readings(part.body).split("\n"):
                    label, mark, text = line.partition("：" if code != "en" else ": ")
                    assert line in said or (mark and label in said and text in said), line


@pytest.mark.django_db
def test_pages_are_read_without_a_query() -> None:
    found_pages._parts.cache_clear()
    with CaptureQueriesContext(connection) as taken:
        found_pages.parts()

    assert len(taken) == 0


@pytest.mark.once
@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("きょうどう", "#what"),
        ("キョウドウ", "#what"),
        ("こうえん", "forms/#form-2"),
        ("やくわり", "values/#rules-roles"),
        ("しみん", "forms/#pattern-C"),
        ("きょうどう しみん", "#what"),
    ],
)
def test_guide_is_found_by_how_its_words_are_read(typed: str, place: str) -> None:
    assert f"/guide/{place}" in found(typed)


@pytest.mark.once
@pytest.mark.parametrize("typed", ["ょうどう", "うどう", "きょうどうのかたちち"])
def test_reading_is_found_from_its_beginning(typed: str) -> None:
    assert "/guide/#what" not in found(typed)


@pytest.mark.django_db
def test_results_in_japanese_mark_what_is_read_so_and_show_no_reading(client: Client) -> None:
    of_guide = read(client, reverse("search"), q="こうえん").partition('id="search-guide"')[2]

    assert '<a href="/guide/forms/#form-2"><mark>後援</mark></a>' in of_guide
    assert [sign for sign in "｜《》" if sign in of_guide] == []
    assert client.get(reverse("search_suggest"), {"q": "こうえん"}).json()["titles"] == ["後援"]


@pytest.mark.once
def test_words_are_read_as_they_were_heard() -> None:
    reader = Reader.of(
        [
            "｜市民《しみん》と｜市《し》が｜行《おこな》う",
            "｜行《い》く、｜行《い》く、｜行《い》った",
            "｜市民《しみん》、｜市民《しじん》",
        ]
    )
    told = reader.with_readings("市民が行う。市と行く。行われる市場へ、市内へ。")

    assert READING.findall(told) == [
        ("市民", "しみん"),
        ("行", "おこな"),
        ("市", "し"),
        ("行", "い"),
    ]
    assert without_readings(told) == "市民が行う。市と行く。行われる市場へ、市内へ。"


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(("prefix", "queries"), [("", 4), ("/easy", 7), ("/en", 7)])
def test_results_in_another_language_take_three_queries_more(
    client: Client, django_assert_num_queries: Any, prefix: str, queries: int, number: int
) -> None:
    for each in range(number):
        project = make_project(f"花の道{each}", status="completed", summary_en="Flowers.")
        make_evaluation(project, status="published")
    with django_assert_num_queries(queries):
        read(client, f"{prefix}/search/", q="花の")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("prefix", "title"),
    [
        ("", "<mark>花の道</mark> 令和7年度(2025年度) 最終評価"),
        ("/easy", "報告： <mark>花の道</mark> 2025年度 最後の評価"),
        ("/en", "Report: <mark>花の道</mark>: Final evaluation, FY2025"),
    ],
)
def test_report_is_called_in_the_language_of_the_page(
    client: Client, prefix: str, title: str
) -> None:
    project = make_project("花の道", status="completed")
    report = make_evaluation(project, status="published", fiscal_year=2025)
    client.cookies["furigana"] = "off"
    page = read(client, f"{prefix}/search/", q="花の道")
    hit = page.partition(f'href="{prefix}{report.get_absolute_url()}">')[2].partition("</a>")[0]

    assert re.sub(r"</?span[^>]*>", "", hit) == title


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("prefix", "before", "summary"),
    [
        ("", "", ""),
        ("/easy", "報告：", "みんなで 花を 植えます。"),
        ("/en", "Report:", "Planting flowers together."),
    ],
)
def test_report_is_told_by_the_summary_of_its_project(
    client: Client, prefix: str, before: str, summary: str
) -> None:
    project = make_project(
        "花の道",
        status="completed",
        summary_easy="みんなで ｜花《はな》を ｜植《う》えます。",
        summary_en="Planting flowers together.",
    )
    report = make_evaluation(project, status="published")
    client.cookies["furigana"] = "off"

    for typed in ("花の道", "flowers"):
        page = read(client, f"{prefix}/search/", q=typed)
        for thing, word in ((project, ""), (report, before)):
            hit = page.partition(f'href="{prefix}{thing.get_absolute_url()}"')[2]
            hit = re.sub(r"<[^>]*>", "", hit.partition("</li>")[0].partition(">")[2])
            assert hit.lstrip().startswith(f"{word} 花の道".strip()) or not word
            assert (summary in hit) == (prefix != "" or typed == "flowers") or not summary
