"""The component catalogue: what each component promises to the pages that use it."""

import re
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.core.paginator import Paginator
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory
from django.utils.html import escape
from django.utils.translation import override

from kyodo_portal.lists.filters import Chip
from kyodo_portal.templatetags import ui, ui_forms, ui_text
from kyodo_portal.templatetags.ui import ComparedRow

pytestmark = pytest.mark.once

HOSTILE = "<script>alert('x')</script>\" onload=\"x"
LINK = (
    '<a href="https://example.jp/a?b=1&amp;c=2" rel="nofollow noopener noreferrer ugc">'
    "https://example.jp/a?b=1&amp;c=2</a>"
)
TEMPLATES = sorted(Path(settings.BASE_DIR, "templates").rglob("*.html"))


def drawn(source: str, **context: Any) -> str:
    """What a page with this source shows."""
    return Template(source).render(Context(context))


def drawn_at(path: str, source: str, **context: Any) -> str:
    """What a page with this source shows at an address."""
    page = Context(context)
    page.request = RequestFactory().get(path)
    return Template(source).render(page)


@pytest.mark.parametrize(
    "source",
    [
        "{% badge x %}",
        "{% pattern_badge x label=x %}",
        "{% breadcrumbs crumbs %}",
        "{% page_title x lead=x caption=x %}",
        "{% section_heading x id=x %}",
        "{% button x href=x %}",
        "{% button x name=x value=x confirm=x formaction=x %}",
        "{% notice title=x %}{{ x }}{% endnotice %}",
        "{% card title=x url=x %}{{ x }}{% endcard %}",
        "{% empty_state title=x %}{{ x }}{% endempty_state %}",
        "{% description_list rows %}",
        "{% timeline entries %}",
        "{% steps stages label=x %}",
        "{% photo picture %}",
        "{% task_list tasks %}",
        "{% whose_turn x %}",
        "{% comparison_table ratings caption=x group_label=x city_label=x %}",
        "{% filter_chips chips %}",
        "{{ x|paragraphs }}",
    ],
)
def test_component_escapes_every_text(source: str) -> None:
    html = drawn(
        source,
        x=HOSTILE,
        crumbs=[(HOSTILE, HOSTILE), (HOSTILE, HOSTILE)],
        chips=[Chip(HOSTILE, HOSTILE)],
        rows=[(HOSTILE, HOSTILE)],
        entries=[
            {
                "at": date(2026, 4, 1),
                "title": HOSTILE,
                "body": HOSTILE,
                "who": HOSTILE,
                "tone": HOSTILE,
                "url": HOSTILE,
            }
        ],
        stages=[(HOSTILE, "done")],
        picture=SimpleNamespace(url=HOSTILE, width=1, height=1, caption=HOSTILE),
        tasks=[{"label": HOSTILE, "url": HOSTILE, "note": HOSTILE, "due": None}],
        ratings=[
            ComparedRow(HOSTILE, gap=2, is_wide=True, group_rating=HOSTILE, city_comment=HOSTILE)
        ],
    )

    assert "<script" not in html
    assert '" onload' not in html
    assert escape(HOSTILE) in html


@pytest.mark.parametrize(
    "source",
    [
        '{% badge "新着" tona="info" %}',
        '{% button "送る" knd="primary" %}',
        '{% page_title "題" subtitle="副題" %}',
        "{% formset_table rows %}",
        '{% card url="/" %}{% endcard %}',
    ],
)
def test_component_property_misspelt_or_missing_is_an_error(source: str) -> None:
    with pytest.raises(TemplateSyntaxError):
        Template(source)


@pytest.mark.parametrize(
    "source",
    ['{% badge "x" tone="purple" %}', '{% button "x" kind="big" %}', '{% button "x" size="xl" %}'],
)
def test_component_unknown_value_is_an_error(source: str) -> None:
    with pytest.raises(ValueError, match="is not one of"):
        drawn(source)


def test_status_badge_takes_word_and_tone_from_the_record() -> None:
    record = SimpleNamespace(status_tone="success", status_label="採択")

    html = drawn("{% status_badge record %}", record=record)

    assert 'data-tone="success">採択</span>' in html


def test_way_to_a_page_begins_with_home_in_its_language() -> None:
    with override("en"):
        html = drawn("{% breadcrumbs crumbs %}", crumbs=[("見本", None)])

    assert re.findall(r'<a href="(.+?)">|aria-current="page">(.+?)<', html) == [
        ("/en/", ""),
        ("", "見本"),
    ]


def test_pagination_of_one_page_is_nothing() -> None:
    html = drawn_at("/?page=1", "{% pagination p %}{% page_of p %}", p=Paginator([1], 5).page(1))

    assert html.strip() == ""


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, ["1", "2", "…", "9", "次へ"]),
        (5, ["前へ", "1", "…", "4", "5", "6", "…", "9", "次へ"]),
        (9, ["前へ", "1", "…", "8", "9"]),
    ],
)
def test_pagination_shows_ends_and_neighbours_only(number: int, words: list[str]) -> None:
    page_obj = Paginator(range(9), 1).page(number)

    html = drawn_at("/", "{% pagination p %}", p=page_obj)

    items = re.findall(r"<li[^>]*>(.*?)</li>", html.replace("ページ", ""))
    assert [re.sub(r"<[^>]+>", "", item) for item in items] == words
    assert html.count('aria-current="page"') == 1


def test_pagination_keeps_the_conditions_of_the_list() -> None:
    page_obj = Paginator(range(3), 1).page(2)

    html = drawn_at("/?q=川&form=1&form=2&page=2", "{% pagination p %}{% page_of p %}", p=page_obj)

    assert 'href="?q=%E5%B7%9D&amp;form=1&amp;form=2&amp;page=3"' in html
    assert html.endswith("（3ページ中2ページ目）")


def test_comparison_table_points_out_what_is_far_apart() -> None:
    rows = [
        ComparedRow(f"項目{gap}", gap=gap, is_wide=bool(gap and gap > 1))
        for gap in (None, 0, 1, 2, 3)
    ]

    html = drawn('{% comparison_table rows caption="評価" %}', rows=rows)

    assert re.findall(r"見方の差 (\d)段階", html) == ["2", "3"]


def test_description_list_says_where_nothing_is_written_and_keeps_zero() -> None:
    html = drawn("{% description_list rows %}", rows=[("a", None), ("b", ""), ("c", 0)])

    assert re.findall(r"<dd[^>]*>([^<]*)</dd>", html) == ["未記入", "未記入", "0"]


def test_jdatetime_is_told_by_the_clock_in_japan() -> None:
    html = drawn("{% jdatetime at %}", at=datetime(2026, 3, 31, 15, 5, tzinfo=UTC))

    assert html == ('<time datetime="2026-04-01T00:05+09:00">令和8年(2026年)4月1日 0時05分</time>')


def test_jdate_of_a_moment_is_the_day_in_japan_and_of_nothing_says_so() -> None:
    moment = datetime(2026, 3, 31, 15, 5, tzinfo=UTC)

    html = drawn("{% jdate at %} {% jdate none %}", at=moment, none=None)

    assert html == '<time datetime="2026-04-01">令和8年(2026年)4月1日</time> 未記入'


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("", ""),
        ("一行\r\n二行\n\n次", "<p>一行<br>二行</p>\n<p>次</p>"),
        ("javascript:alert(1)", "<p>javascript:alert(1)</p>"),
        ("（https://example.jp/a?b=1&c=2）、", f"<p>（{LINK}）、</p>"),
    ],
)
def test_paragraphs_keeps_lines_and_links_only_web_addresses(text: str, html: str) -> None:
    assert drawn("{{ text|paragraphs }}", text=text) == html


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_template_has_no_inline_style_or_script(path: Path) -> None:
    source = path.read_text()

    assert re.findall(r"\sstyle=|<style|\son[a-z]+=|\|safe\b", source) == []
    assert re.findall(r"<script(?![^>]*\ssrc=)", source) == []


def test_every_component_template_opens_with_its_parameters() -> None:
    silent = [
        path.name for path in TEMPLATES if path.parent.name == "ui" and path.read_text()[:2] != "{#"
    ]

    assert silent == []


@pytest.mark.parametrize("part", [ui, ui_forms, ui_text])
def test_every_component_says_what_it_is(part: Any) -> None:
    silent = [
        name
        for name, function in vars(part).items()
        if callable(function)
        and getattr(function, "__module__", "") == part.__name__
        and not name.startswith("_")
        and not function.__doc__
    ]

    assert silent == []
