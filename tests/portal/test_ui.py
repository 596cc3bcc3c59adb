"""The component catalogue: what each component promises to the pages that use it."""

import re
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.template import Context, RequestContext, Template, TemplateSyntaxError
from django.test import RequestFactory
from django.utils.html import escape

from kyodo_portal.templatetags import ui, ui_forms, ui_text
from kyodo_portal.verdicts import ALLOWED, refuse

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
    request = RequestFactory().get(path)
    return Template(source).render(RequestContext(request, context))


class Wish(forms.Form):
    """One field of every kind that behaves in its own way."""

    name = forms.CharField(label="名前", max_length=20, help_text="20字まで")
    way = forms.ChoiceField(
        label="方法", choices=[("a", "甲"), ("b", "乙")], widget=forms.RadioSelect
    )
    agreed = forms.BooleanField(label="同意")
    later = forms.CharField(label="後で書く", required=False)
    token = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["later"].needed_to_submit = True


WISHES = forms.formset_factory(Wish, extra=1)


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
        "{% filter_chips crumbs %}",
        "{{ x|paragraphs }}",
    ],
)
def test_component_escapes_every_text(source: str) -> None:
    html = drawn(
        source,
        x=HOSTILE,
        crumbs=[(HOSTILE, HOSTILE), (HOSTILE, HOSTILE)],
        rows=[(HOSTILE, HOSTILE)],
        entries=[{"at": date(2026, 4, 1), "title": HOSTILE, "body": HOSTILE, "who": HOSTILE}],
        stages=[(HOSTILE, "done")],
        picture=SimpleNamespace(url=HOSTILE, width=1, height=1, caption=HOSTILE),
        tasks=[{"label": HOSTILE, "url": HOSTILE, "note": HOSTILE}],
        ratings=[{"label": HOSTILE, "group_rating": HOSTILE, "city_comment": HOSTILE, "gap": 2}],
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


def test_error_summary_links_each_error_to_its_control_and_radio_to_its_first_option() -> None:
    form = Wish({})

    html = drawn("{% error_summary form %}", form=form)

    assert re.findall(r'href="(#[^"]*)"', html) == ["#id_name", "#id_way_0", "#id_agreed"]
    assert 'id="id_way_0"' in drawn("{% field form.way %}", form=form)
    assert "入力内容に問題があります" in html


def test_error_summary_names_the_row_of_a_formset() -> None:
    rows = WISHES({"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "2"})

    html = drawn("{% error_summary form rows %}", form=Wish({}), rows=rows)

    assert "2件目の名前：" in html
    assert 'href="#id_form-1-way_0"' in html


@pytest.mark.parametrize("form", [Wish(), None, ""])
def test_error_summary_without_errors_is_nothing(form: Any) -> None:
    assert drawn("{% error_summary form %}{% error_prefix form %}", form=form).strip() == ""


def test_error_prefix_begins_the_title_of_a_refused_form() -> None:
    assert drawn("{% error_prefix form %}", form=Wish({})) == "エラー："


def test_field_ties_help_and_error_to_its_control() -> None:
    html = drawn("{% field form.name %}", form=Wish({}))

    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="id_name_helptext"' in html
    assert re.search(r'id="id_name_error"><li>＊', html)


def test_field_group_is_a_fieldset_with_its_error() -> None:
    html = drawn("{% field form.way %}", form=Wish({}))

    assert '<fieldset aria-describedby="id_way_error">' in html
    assert html.count("<legend>") == 1


@pytest.mark.parametrize(
    ("name", "mark"), [("name", "※必須"), ("later", "※提出までに必須"), ("agreed", "※必須")]
)
def test_field_says_in_words_whether_an_answer_is_needed(name: str, mark: str) -> None:
    assert f">{mark}</span>" in drawn("{% field bound %}", bound=Wish()[name])


def test_field_hidden_is_its_control_alone() -> None:
    assert drawn("{% field form.token %}", form=Wish()).startswith('<input type="hidden"')


def test_field_placeholder_that_repeats_the_label_is_left_out() -> None:
    form = Wish()
    form.fields["name"].widget.attrs["placeholder"] = "名前"
    form.fields["later"].widget.attrs["placeholder"] = "例：見本公園"

    html = drawn("{% field form.name %}{% field form.later %}", form=form)

    assert re.findall(r'placeholder="([^"]*)"', html) == ["例：見本公園"]


def test_formset_table_labels_every_control_with_its_row() -> None:
    html = drawn('{% formset_table rows caption="願い" %}', rows=WISHES())

    assert 'name="form-TOTAL_FORMS"' in html
    assert 'for="id_form-0-name"><span class="visually-hidden">1件目の</span>名前' in html
    assert 'type="hidden" name="form-0-token"' in html


def test_pagination_of_one_page_is_nothing() -> None:
    html = drawn_at("/?page=1", "{% pagination p %}{% page_of p %}", p=Paginator([1], 5).page(1))

    assert html.strip() == ""


@pytest.mark.parametrize(
    ("page", "words"),
    [
        (1, ["1", "2", "…", "9", "次へ"]),
        (5, ["前へ", "1", "…", "4", "5", "6", "…", "9", "次へ"]),
        (9, ["前へ", "1", "…", "8", "9"]),
    ],
)
def test_pagination_shows_ends_and_neighbours_only(page: int, words: list[str]) -> None:
    page_obj = Paginator(range(9), 1).page(page)

    html = drawn_at("/", "{% pagination p %}", p=page_obj)

    items = re.findall(r"<li[^>]*>(.*?)</li>", html.replace("ページ", ""))
    assert [re.sub(r"<[^>]+>", "", item) for item in items] == words
    assert html.count('aria-current="page"') == 1


def test_pagination_keeps_the_conditions_of_the_list() -> None:
    page_obj = Paginator(range(3), 1).page(2)

    html = drawn_at("/?q=川&form=1&form=2&page=2", "{% pagination p %}{% page_of p %}", p=page_obj)

    assert 'href="?q=%E5%B7%9D&amp;form=1&amp;form=2&amp;page=3"' in html
    assert html.endswith("（3ページ中2ページ目）")


def test_move_buttons_posts_what_is_allowed_and_tells_what_is_not() -> None:
    plain = {"note_label": "", "asks_due": False, "confirm": "", "tone": "secondary"}
    go = SimpleNamespace(name="go", label="進める", **{**plain, "note_label": "理由"})
    wait = SimpleNamespace(name="wait", label="待つ", **plain)
    offers = [
        SimpleNamespace(move=go, verdict=ALLOWED),
        SimpleNamespace(move=wait, verdict=refuse("まだ早いです。")),
    ]

    html = drawn(
        '{% move_buttons thing offers "/act/" %}',
        thing=SimpleNamespace(live_status="draft"),
        offers=offers,
        csrf_token="t0ken",
    )

    assert re.findall(r'name="(\w+)" value="(\w*)"', html) == [
        ("csrfmiddlewaretoken", "t0ken"),
        ("move", "go"),
        ("seen", "draft"),
    ]
    assert '<textarea id="note-go" name="note"' in html
    assert html.count("<button") == 1
    assert "いまはできません：まだ早いです。" in html


def test_comparison_table_points_out_two_steps_or_more() -> None:
    rows = [{"label": f"項目{gap}", "gap": gap} for gap in (None, 0, 1, 2, 3)]

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
