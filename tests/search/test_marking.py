"""The matched words are marked where they stand in the text as it was written, and nothing else."""

import pytest
from django.utils import timezone

from kyodo_portal.search import Document, Kind, SearchDocument
from kyodo_portal.search.indexing import columns
from kyodo_portal.search.lines import Readings
from kyodo_portal.search.marking import marked_title, snippet
from kyodo_portal.search.queries import parse

pytestmark = pytest.mark.once


def document(title: str, *texts: str) -> SearchDocument:
    return SearchDocument(
        **columns(Kind.PROJECT, Document(title, texts, timezone.now(), is_public=True))
    )


@pytest.mark.parametrize(
    ("title", "typed", "marked"),
    [
        ("通学路の花だん", "花だん", "通学路の<mark>花だん</mark>"),
        ("防災ﾏｯﾌﾟづくり", "まっぷ", "防災<mark>ﾏｯﾌﾟ</mark>づくり"),
        ("ﾀﾞﾝｽの会", "ダンス", "<mark>ﾀﾞﾝｽ</mark>の会"),
        ("髙橋と𠮷田", "高橋 吉田", "<mark>髙橋</mark>と<mark>𠮷田</mark>"),
        ("㈱見本", "株", "<mark>㈱</mark>見本"),
        ("花花花", "花花", "<mark>花花</mark>花"),
        ("花と緑", "花と と緑", "<mark>花と緑</mark>"),
        ("Ｒ＆Ｄの会", "r&d", "<mark>Ｒ＆Ｄ</mark>の会"),
        ("ガーデン", "か\u3099ーてん", "ガーデン"),
        ("が\u200bーでん", "ガーデン", "<mark>が\u200bーでん</mark>"),
        ("NPO  法人", '"npo 法人"', "<mark>NPO  法人</mark>"),
        ("<b>花</b>", "花", "&lt;b&gt;<mark>花</mark>&lt;/b&gt;"),
        ("<script>", "script", "&lt;<mark>script</mark>&gt;"),
        ("A&B", "&", "A<mark>&amp;</mark>B"),
        ("花", "緑", "花"),
    ],
)
def test_title_is_marked_where_the_words_stand(title: str, typed: str, marked: str) -> None:
    assert marked_title(document(title), parse(typed).words) == marked


def test_snippet_shows_the_word_that_is_not_in_the_title() -> None:
    found = document("花だん", "緑の通り", "あ" * 200 + "水やり" + "い" * 200)

    assert snippet(found, parse("花だん 水やり").words) == (
        "…" + "あ" * 30 + "<mark>水やり</mark>" + "い" * 87 + "…"
    )


def test_snippet_of_a_title_alone_is_empty() -> None:
    assert snippet(document("花だん"), parse("花だん").words) == ""


def test_snippet_prefers_words_to_their_reading() -> None:
    found = document("緑の窓 最終評価", "緑の窓", "ミドリノマド", "窓辺のみどりを育てる")

    assert snippet(found, parse("みどり").words) == "窓辺の<mark>みどり</mark>を育てる"
    assert snippet(found, parse("みどりの").words) == "緑の窓（<mark>ミドリノ</mark>マド）"
    assert snippet(found, parse("緑").words) == "窓辺のみどりを育てる"


@pytest.mark.parametrize(
    ("name", "kana", "shown"),
    [
        ("花と緑の会", "ハナトミドリノカイ", "花と緑の会（ハナト<mark>ミドリ</mark>ノカイ）"),
        ("ＮＰＯ みどり", "エヌピーオー ミドリ", "ＮＰＯ <mark>みどり</mark>"),
        ("川の土手で花を育てます。", "ミドリプラザ", "<mark>ミドリ</mark>プラザ"),
        ("緑" * 61, "ミドリ" * 61, "<mark>" + "ミドリ" * 40 + "</mark>…"),
    ],
)
def test_reading_is_shown_behind_its_name(name: str, kana: str, shown: str) -> None:
    """A line of katakana that does not read the line before it stands alone: it is the name of a
    place."""
    assert snippet(document("木陰", name, kana), parse("みどり").words) == shown


def test_snippet_is_never_the_beginning_of_a_reading() -> None:
    found = document("緑の窓", "ミドリ" * 20, "窓辺の花")

    assert snippet(found, parse("緑").words) == "窓辺の花"
    assert snippet(document("緑の窓", "ミドリノマド"), parse("緑").words) == ""
    assert snippet(document("みどりの窓", "ミドリノマド", "花"), parse("みどり").words) == "花"


def test_snippet_parts_no_latin_word() -> None:
    found = document("花", "We look after seventeen flowerbeds " + "and watering cans " * 9)

    assert snippet(found, parse("flowerbeds").words) == (
        "We look after seventeen <mark>flowerbeds</mark> "
        + "and watering cans " * 4
        + "and watering …"
    )
    assert len(snippet(document("花", "花" + "a" * 500), parse("緑").words)) == 121


def test_snippet_is_escaped() -> None:
    found = document("花", "<img src=x onerror=alert(1)> と水")

    assert snippet(found, parse("水").words) == (
        "&lt;img src=x onerror=alert(1)&gt; と<mark>水</mark>"
    )


@pytest.mark.parametrize(
    ("title", "typed", "marked"),
    [
        ("｜協働《きょうどう》の｜形《かたち》", "協働", "<mark>｜協働《きょうどう》</mark>の｜形《かたち》"),
        ("｜協働《きょうどう》の｜形《かたち》", "働の", "<mark>｜協働《きょうどう》の</mark>｜形《かたち》"),
        ("｜協働《きょうどう》の形", "の", "｜協働《きょうどう》<mark>の</mark>形"),
        ("｜協働《きょうどう》の形", "きょうどう", "<mark>｜協働《きょうどう》</mark>の形"),
        ("｜協働《きょうどう》の｜形《かたち》", "うのかた", "｜協働《きょうどう》の｜形《かたち》"),
        ("｜協働《きょうどう》の｜形《かたち》", "ドウ", "｜協働《きょうどう》の｜形《かたち》"),
        ("｜協働《きょうどう》の｜形《かたち》", "きょうどうのかた", "<mark>｜協働《きょうどう》の｜形《かたち》</mark>"),
        ("A&｜市民《しみん》", "民", "A&amp;<mark>｜市民《しみん》</mark>"),
    ],
)  # fmt: skip
def test_word_keeps_its_reading_when_it_is_marked(title: str, typed: str, marked: str) -> None:
    assert marked_title(document(title), parse(typed).words, readings=Readings.SHOWN) == marked


def test_snippet_cuts_no_word_from_its_reading() -> None:
    long = "｜水《みず》" * 40 + "｜夕焼《ゆうや》け" + "｜夜空《よぞら》" * 100
    found = document("花", long)
    # The text is what a part of a page has: without readings.
    found.text = "花\n" + "水" * 40 + "夕焼け" + "夜空" * 100
    cut = snippet(found, ("夕焼",), readings=Readings.SHOWN)

    assert cut == (
        "…"
        + "｜水《みず》" * 30
        + "<mark>｜夕焼《ゆうや》</mark>け"
        + "｜夜空《よぞら》" * 44
        + "…"
    )
