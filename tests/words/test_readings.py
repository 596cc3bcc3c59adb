"""ふりがな and marks of language: above the word where a page can show them, gone where it cannot, never lost in a form."""

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from kyodo_portal.words.foreign import mark_japanese
from kyodo_portal.words.readings import shortened, with_reading, with_readings, without_readings

MARKED = "｜協働《きょうどう》の｜町《まち》"
RUBY = (
    "<ruby>協働<rp>（</rp><rt>きょうどう</rt><rp>）</rp></ruby>の"
    "<ruby>町<rp>（</rp><rt>まち</rt><rp>）</rp></ruby>"
)

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        (f"<p>{MARKED}</p>", f"<p>{RUBY}</p>"),
        (f"<title>{MARKED}</title>", "<title>協働の町</title>"),
        (
            f"<option>{MARKED}</option><b>{MARKED}</b>",
            f"<option>協働（きょうどう）の町（まち）</option><b>{RUBY}</b>",
        ),
        (f"<svg><text>{MARKED}</text></svg>", "<svg><text>協働の町</text></svg>"),
        (f'<a aria-label="{MARKED}">{MARKED}</a>', f'<a aria-label="協働の町">{RUBY}</a>'),
        (
            f'<td class="number" data-label="{MARKED}">5</td>',
            f'<td class="number"><span class="cell-label">{RUBY}：</span>5</td>',
        ),
        (
            '<td data-label="&quot;ところ&quot;">5</td>',
            '<td data-label="&quot;ところ&quot;">5</td>',
        ),
        (f'<input value="{MARKED}">', f'<input value="{MARKED}">'),
        (f"<textarea>{MARKED}</textarea>", f"<textarea>{MARKED}</textarea>"),
        ("<p>｜そのまま、《書名》</p>", "<p>｜そのまま、《書名》</p>"),
        ("<p>｜協働《collaboration》</p>", "<p>｜協働《collaboration》</p>"),
    ],
    ids=[
        "text",
        "title",
        "choice",
        "picture",
        "attribute",
        "cell",
        "cell-without",
        "typed-line",
        "typed",
        "quote",
        "latin",
    ],
)
def test_readings_stand_where_a_page_can_show_them(html: str, shown: str) -> None:
    assert with_readings(html) == shown


@pytest.mark.parametrize("element", ["p", "option"])
def test_readings_put_away_leave_the_words(element: str) -> None:
    html = f"<{element}>{MARKED}</{element}>"
    assert with_readings(html, shown=False) == f"<{element}>協働の町</{element}>"


def test_readings_put_away_leave_the_name_of_a_cell_where_it_was() -> None:
    html = f'<td data-label="{MARKED}">5</td>'
    assert with_readings(html, shown=False) == '<td data-label="協働の町">5</td>'


@given(st.text(alphabet="《》<>a協\"' か=/", max_size=60))
def test_text_without_a_mark_is_left_alone(text: str) -> None:
    assert (with_readings(text), without_readings(text)) == (text, text)


@pytest.mark.django_db
def test_choice_is_kept_in_the_browser_and_leads_back(client: Client) -> None:
    answer = client.post("/easy/furigana/", {"show": "off", "next": "/easy/guide/?a=1"})
    page = client.get("/easy/guide/").content.decode()

    assert (answer.status_code, answer["Location"]) == (302, "/easy/guide/?a=1")
    assert "<ruby>" not in page
    assert "ふりがなを" in page
    client.post("/easy/furigana/", {"show": "on"})
    assert "<ruby>" in client.get("/easy/guide/").content.decode()


@pytest.mark.django_db
def test_choice_stands_on_the_page_and_not_in_the_menu(client: Client) -> None:
    """On a phone the menu is closed; the button is there without opening it."""
    page = client.get("/easy/guide/").content.decode()
    menu = page.partition("<details")[2].partition("</details>")[0]

    assert (page.count('action="/easy/furigana/"'), menu.count("furigana")) == (1, 0)
    assert "furigana" not in client.get("/guide/").content.decode()


@pytest.mark.parametrize(
    "back", ["https://elsewhere.example/", "//elsewhere.example", "javascript:1"]
)
def test_choice_never_leads_away(client: Client, back: str) -> None:
    assert client.post("/easy/furigana/", {"show": "off", "next": back})["Location"] == "/easy/"


@pytest.mark.parametrize(
    ("html", "marked"),
    [
        ("<p>花の道</p>", '<p><span lang="ja">花の道</span></p>'),
        ("<p>Group: 花の会, 緑の会 signed</p>", '<p>Group: <span lang="ja">花の会, 緑の会</span> signed</p>'),
        ("<title>花の道</title><option>花</option>", "<title>花の道</title><option>花</option>"),
        ("<textarea>花の道</textarea>", "<textarea>花の道</textarea>"),
        ('<input value="花の道">', '<input value="花の道">'),
        ("<p>No Japanese</p>", "<p>No Japanese</p>"),
    ],
)  # fmt: skip
def test_japanese_on_an_english_page_is_marked(html: str, marked: str) -> None:
    assert mark_japanese(html) == marked


@pytest.mark.parametrize(
    ("text", "letters", "left"),
    [
        ("", 5, ""),
        ("みんなで歩く", 6, "みんなで歩く"),
        ("みんなで歩く日", 6, "みんなで歩…"),
        ("｜町《まち》を｜歩《ある》く", 4, "｜町《まち》を｜歩《ある》く"),
        ("｜町《まち》を｜歩《ある》く｜日《ひ》", 4, "｜町《まち》を｜歩《ある》…"),
        ("｜図書館《としょかん》です", 3, "…"),
        ("We walk together", 8, "We walk together"),
        ("We walk together every day", 9, "We walk together…"),
        ("We walk together every day", 8, "We walk…"),
        ("x" * 40, 10, f"{'x' * 18}…"),
        ("「花」 is nice", 6, "「花」 is…"),
    ],
)
def test_beginning_is_cut_between_words_and_readings(text: str, letters: int, left: str) -> None:
    assert shortened(text, letters) == left


@given(st.text(alphabet="｜《》かな町x ,\n"), st.integers(min_value=1, max_value=12))
def test_beginning_is_of_the_text_and_no_longer(text: str, letters: int) -> None:
    left = shortened(text, letters)
    assert left == text or text.startswith(left.removesuffix("…"))
    assert sum(0.5 if one.isascii() else 1 for one in without_readings(left)) <= letters


@pytest.mark.parametrize(
    ("word", "kana", "said"),
    [
        ("道路公園課", "ドウロコウエンカ", "｜道路公園課《どうろこうえんか》"),
        ("まちづくり課", "マチヅクリ カ", "｜まちづくり課《まちづくり か》"),
        ("道路公園課", "", "道路公園課"),
        ("みどりのまち", "ミドリノマチ", "みどりのまち"),
        ("道路公園課", "road", "道路公園課"),
        ("道｜路課", "ドウロカ", "道｜路課"),
    ],
)
def test_name_carries_its_reading_where_it_needs_one(word: str, kana: str, said: str) -> None:
    assert with_reading(word, kana) == said
