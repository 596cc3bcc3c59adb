"""The components in which people write or press: fields, errors, rows, moves."""

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django import forms
from django.conf import settings
from django.template import Context, Template
from django.test import RequestFactory

from groups.forms.guests import OwnEmailField
from kyodo_portal.life.verdicts import ALLOWED, refuse

pytestmark = pytest.mark.once


def drawn(source: str, **context: Any) -> str:
    """What a page with this source shows."""
    return Template(source).render(Context(context))


class Wish(forms.Form):
    """One field of every kind that behaves in its own way."""

    name = forms.CharField(label="名前", max_length=20, help_text="20字まで")
    way = forms.ChoiceField(
        label="方法", choices=[("a", "甲"), ("b", "乙")], widget=forms.RadioSelect
    )
    agreed = forms.BooleanField(label="同意")
    later = forms.CharField(label="後で書く", required=False)
    email = OwnEmailField(label="メール", required=False)
    token = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["later"].needed_to_submit = True


WISHES = forms.formset_factory(Wish, extra=1)


def test_error_summary_links_each_error_to_its_control_and_radio_to_its_first_option() -> None:
    form = Wish({})

    html = drawn("{% error_summary form %}", form=form)

    hidden_token = "#id_name"
    assert re.findall(r'href="(#[^"]*)"', html) == [
        *("#id_name", "#id_way_0", "#id_agreed"),
        hidden_token,
    ]
    assert 'id="id_way_0"' in drawn("{% field form.way %}", form=form)
    assert "入力内容に問題があります" in html


def test_error_summary_names_the_row_of_a_formset() -> None:
    rows = WISHES({"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "2"})

    html = drawn("{% error_summary form rows %}", form=Wish({}), rows=rows)

    assert "2件目の名前：" in html
    assert 'href="#id_form-1-way_0"' in html


class Sheets(forms.BaseFormSet):
    row = "枚目"


def test_error_summary_counts_the_rows_with_the_word_of_the_formset() -> None:
    sheets = forms.formset_factory(Wish, formset=Sheets)
    rows = sheets({"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "2"})

    html = drawn("{% error_summary rows %}", rows=rows)

    assert "2枚目の名前：" in html
    assert "件目" not in html


class Journey(forms.Form):
    """Its days say nothing wrong each by itself."""

    where = forms.CharField(label="行き先", required=False)
    begins = forms.CharField(label="始まり", required=False)
    ends = forms.CharField(label="終わり", required=False, max_length=3)

    def clean(self) -> None:
        raise forms.ValidationError("日が前後しています。", params=self.params)

    params: Any = None


@pytest.mark.parametrize(
    ("params", "ends", "place"),
    [
        (None, "", "#id_where"),
        (None, "遠い先の日", "#id_ends"),
        ({"unique_check": ("begins", "ends")}, "", "#id_begins"),
    ],
)
def test_error_of_a_whole_form_leads_to_the_field_to_begin_with(
    params: Any, ends: str, place: str
) -> None:
    form = Journey({"ends": ends})
    form.params = params

    html = drawn("{% error_summary form %}", form=form)

    assert f'<a href="{place}">日が前後しています。</a>' in html


def test_error_of_a_form_without_fields_leads_to_the_contents() -> None:
    form = Journey({})
    form.fields.clear()

    assert '<a href="#main">' in drawn("{% error_summary form %}", form=form)


def test_errors_of_a_table_lead_to_the_table_and_to_the_row() -> None:
    crowd = forms.formset_factory(Journey, max_num=1, validate_max=True, absolute_max=2)
    rows = crowd({"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0", "form-1-where": "海"})
    rows.label = "旅"

    summary = drawn("{% error_summary rows %}", rows=rows)
    table = drawn('{% formset_table rows caption="旅" %}', rows=rows)

    places = re.findall(r'href="#([^"]*)"', summary)
    assert places == ["form-group", "id_form-1-where"]
    assert "旅：" in summary
    assert "旅 2件目：日が前後しています。" in summary
    assert [f'id="{place}"' in table for place in places] == [True, True]


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
    ("name", "mark"),
    [
        ("name", "※必須"),
        ("later", "※提出までに必須"),
        ("agreed", "※必須"),
        ("email", "※どちらか1つ"),
    ],
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


def test_filter_panel_keeps_what_was_left_out_and_leads_back_to_the_whole_list() -> None:
    """That it was left out is said above the list, where `aria-describedby` points to."""

    class Conditions(forms.Form):
        year = forms.IntegerField(label="年度", required=False)

    conditions = SimpleNamespace(form=Conditions({"year": "いつか"}))
    request = RequestFactory().get("/projects/?year=いつか&page=2")
    page = Context({"conditions": conditions, "request": request})

    html = Template("{% filter_panel conditions %}").render(page)

    assert '<form class="filter-panel" method="get" action="/projects/">' in html
    assert '<a href="/projects/">条件をすべて外す</a>' in html
    assert "<details>" in html
    assert 'value="いつか"' in html
    assert 'aria-describedby="id_year_error"' in html
    assert "field-errors" not in html


def test_summary_of_errors_follows_the_heading_on_every_page() -> None:
    """One place for it: below the heading, before the form."""
    orders = {}
    for path in Path(settings.BASE_DIR, "templates").rglob("*.html"):
        source = path.read_text(encoding="utf-8")
        places = [
            source.find(tag) for tag in ("<h1>", "{% page_title ", "{% error_summary ", "<form")
        ]
        title, summary, form = max(places[:2]), places[2], places[3]
        if min(title, summary) >= 0:
            orders[path.name] = title < summary and (form < 0 or summary < form)

    assert len(orders) > 15
    assert [name for name, is_right in orders.items() if not is_right] == []
