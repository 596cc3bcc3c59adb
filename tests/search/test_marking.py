"""The matched words are marked where they stand in the text as it was written, and nothing else."""

import pytest
from django.utils import timezone

from kyodo_portal.search import Document, SearchDocument
from kyodo_portal.search.indexing import columns
from kyodo_portal.search.marking import marked_title, snippet
from kyodo_portal.search.queries import parse

pytestmark = pytest.mark.once


def document(title: str, *texts: str) -> SearchDocument:
    return SearchDocument(**columns(Document(title, texts, timezone.now(), is_public=True)))


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
    assert snippet(found, parse("みどりの").words) == "<mark>ミドリノ</mark>マド"


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
        ("｜協働《きょうどう》の形", "きょうどう", "｜協働《きょうどう》の形"),
        ("A&｜市民《しみん》", "民", "A&amp;<mark>｜市民《しみん》</mark>"),
    ],
)  # fmt: skip
def test_word_keeps_its_reading_when_it_is_marked(title: str, typed: str, marked: str) -> None:
    assert marked_title(document(title), parse(typed).words, readings=True) == marked


def test_snippet_cuts_no_word_from_its_reading() -> None:
    long = "｜水《みず》" * 40 + "｜夕焼《ゆうや》け" + "｜夜空《よぞら》" * 100
    found = document("花", long)
    # The text is what a part of a page has: without readings.
    found.text = "花\n" + "水" * 40 + "夕焼け" + "夜空" * 100
    cut = snippet(found, ("夕焼",), readings=True)

    assert cut == (
        "…"
        + "｜水《みず》" * 30
        + "<mark>｜夕焼《ゆうや》</mark>け"
        + "｜夜空《よぞら》" * 44
        + "…"
    )
