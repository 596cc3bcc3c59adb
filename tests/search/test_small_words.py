"""On English pages the small words of a question are not looked for, and the page says so."""

import pytest
from django.test import Client
from django.utils import translation

from kyodo_portal.search.queries import SMALL_WORDS, parse, parse_for_page
from tests.factories import make_project

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("typed", "words", "left_out"),
    [
        ("how to propose", ("propose",), ("how", "to")),
        ("How do I use THE park?", ("use", "park?"), ("how", "do", "i", "the")),
        ("how to", ("how", "to"), ()),
        ('"how to" grant', ("how to", "grant"), ()),
        ("subsidy", ("subsidy",), ()),
        (
            "to the one two three four five six seven eight",
            ("one", "two", "three", "four", "five", "six", "seven", "eight"),
            ("to", "the"),
        ),
    ],
)
def test_small_words_are_left_out_in_english_alone(
    typed: str, words: tuple[str, ...], left_out: tuple[str, ...]
) -> None:
    with translation.override("en"):
        query = parse_for_page(typed)
    assert (query.words, query.left_out, query.was_cut) == (words, left_out, False)

    for code in ("ja", "ja-easy"):
        with translation.override(code):
            assert parse_for_page(typed) == parse(typed)
    assert parse(typed).left_out == ()


def test_small_words_are_written_as_they_are_compared() -> None:
    assert all(parse(word).words == (word,) for word in SMALL_WORDS)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("how to propose", "/en/guide/way/#way-2"),
        ("proposal deadline", "/en/guide/way/#way-2"),
        ("subsidy", "/en/guide/forms/#form-8"),
        ("what is a grant", "/en/guide/forms/#form-8"),
    ],
)
def test_question_in_english_finds_the_guide(client: Client, typed: str, found: str) -> None:
    page = client.get("/en/search/", {"q": typed}).content.decode()

    assert f'href="{found}"' in page


def test_page_says_what_was_left_out(client: Client) -> None:
    make_project("花の道", summary_en="A path to the park.")
    told = "how, to"

    page = client.get("/en/search/", {"q": "how to park"}).content.decode()
    assert "A path to the <mark>park</mark>." in page
    assert told in page
    assert told not in client.get("/en/search/", {"q": "park"}).content.decode()
    assert "how to park" in client.get("/search/", {"q": "how to park"}).content.decode()
    only_some = "すべての言葉を含むものはありません"
    assert only_some in client.get("/search/", {"q": "how to park"}).content.decode()
    assert only_some not in client.get("/search/", {"q": "park"}).content.decode()
