"""Form fields: what people really type is read, and whatever else arrives is a plain message."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import translation
from hypothesis import example, given
from hypothesis import strategies as st

from kyodo_portal.writing.day_fields import ComingDayField
from kyodo_portal.writing.fields import (
    FORM_CLASSES,
    CountField,
    EmailField,
    JapaneseDateField,
    KanaField,
    PeopleField,
    PhoneField,
    PlainModelForm,
    PlainTextField,
    WebAddressField,
    YenField,
    plain_formfield,
)

pytestmark = pytest.mark.once

FIELDS = [
    CountField,
    EmailField,
    JapaneseDateField,
    KanaField,
    PeopleField,
    PhoneField,
    PlainTextField,
    WebAddressField,
    YenField,
]
anything = st.text(alphabet=st.characters())


def messages(field: forms.Field, value: object) -> list[str]:
    with pytest.raises(ValidationError) as refused:
        field.clean(value)
    return refused.value.messages


@pytest.mark.parametrize("make", FIELDS)
@given(value=anything)
@example(value="\ud800")
@example(value="a\0b")
@example(value="令和99年12月31日")
@example(value="令和元年4月30日")
@example(value="9999年12月31日")
@example(value="9" * 5000)
@example(value="http://[")
@example(value="a@" + "。" * 300)
@example(value="　")
def test_field_gives_a_value_or_a_message(make: type[forms.Field], value: str) -> None:
    field = make(required=False)
    told = ["。"]
    try:
        cleaned = field.clean(value)
        str(cleaned).encode()
        assert field.clean(field.prepare_value(cleaned)) == cleaned
    except ValidationError as refused:
        told = refused.messages
    assert [message for message in told if not message.endswith("。")] == []
    assert told


@pytest.mark.parametrize("make", FIELDS)
def test_missing_answer_is_asked_for_by_name(make: type[forms.Field]) -> None:
    assert messages(make(label="事業名"), "　") == ["「事業名」を入力してください。"]
    assert messages(make(), "") == ["入力してください。"]


def test_text_is_cleaned_and_measured_in_plain_words() -> None:
    field = PlainTextField(max_length=5)
    assert field.clean("　見本\u200b\r\n花子 ") == "見本\n花子"
    assert messages(field, "一二三四五六") == ["5文字以内で書いてください(いまは6文字です)。"]
    assert messages(field, "花\0") == [
        "読み取れない文字が含まれています。その文字を消して、もう一度送ってください。"
    ]


def test_long_text_is_not_cut_off_where_it_is_typed() -> None:
    field = PlainTextField(max_length=5)
    assert "maxlength" not in field.widget.attrs
    assert messages(field, "あ" * 300) == ["5文字以内で書いてください(いまは300文字です)。"]


def test_kana() -> None:
    assert KanaField().clean(" よしかわ　はなこ") == "ヨシカワ ハナコ"
    assert messages(KanaField(), "花子") == [
        "フリガナは、カタカナかひらがなで書いてください(例: キョウドウ ハナコ)。"
    ]


def test_yen() -> None:
    assert [YenField().clean(typed) for typed in ("１２０，０００円", "50万円", "0", 300)] == [
        120_000, 500_000, 0, 300,
    ]  # fmt: skip
    unread = "金額として読み取れません。120,000 か 30万円、3万5千円 のように書いてください。"
    assert messages(YenField(), "約5万") == [unread]
    assert messages(YenField(), "-1") == ["金額は0円以上で書いてください。"]
    assert messages(YenField(), "10001億") == [
        "金額が大きすぎます。円の単位で書いているか、桁数を確かめてください。"
    ]


def test_count() -> None:
    assert CountField().clean("３０人") == 30
    assert messages(CountField(), "3000000000") == ["数字が大きすぎます。桁数を確かめてください。"]
    assert messages(CountField(min_value=5), "4") == ["5以上の数字で書いてください。"]


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("30万円", 300_000),
        ("3万5千円", 35_000),
        ("３万５０００円", 35_000),
        ("35千円", 35_000),
        ("1億2000万円", 120_000_000),
        ("1億2千万円", 120_000_000),
        ("¥35,000", 35_000),
    ],
)
def test_yen_is_read_in_the_units_people_write(typed: str, amount: int) -> None:
    assert YenField().clean(typed) == amount


@pytest.mark.parametrize(
    ("typed", "people"),
    [
        ("120", 120),
        ("１２０", 120),
        ("120人", 120),
        ("延べ120人", 120),
        ("のべ 120 人", 120),
        ("約120人", 120),
        ("1,200人", 1200),
        ("延べ約１，２００名", 1200),
        ("およそ30人くらい", 30),
        ("１万人程度", 10_000),
        (120, 120),
    ],
)
def test_people(typed: object, people: int) -> None:
    assert PeopleField().clean(typed) == people


@pytest.mark.parametrize("typed", ["たくさん", "延べ", "約", "80〜120人", "大人20人", "1.5人"])
def test_people_that_cannot_be_counted_are_refused_with_an_example(typed: str) -> None:
    assert messages(PeopleField(), typed) == [
        "人数として読み取れません。120 か 120人 のように、一つの数で書いてください。"
    ]


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-04-01", dt.date(2026, 4, 1)),
        ("2026/4/1", dt.date(2026, 4, 1)),
        ("２０２６年４月１日", dt.date(2026, 4, 1)),
        ("令和8年4月1日", dt.date(2026, 4, 1)),
        ("令和　８年　４月　１日", dt.date(2026, 4, 1)),
        ("R8.4.1", dt.date(2026, 4, 1)),
        ("r8/4/1", dt.date(2026, 4, 1)),
        ("令和元年5月1日", dt.date(2019, 5, 1)),
        ("平成31年4月30日", dt.date(2019, 4, 30)),
        ("昭和64年1月7日", dt.date(1989, 1, 7)),
        ("Ｓ３０．３．１", dt.date(1955, 3, 1)),
        ("明治45年7月29日", dt.date(1912, 7, 29)),
        (dt.date(2026, 4, 1), dt.date(2026, 4, 1)),
    ],
)
def test_date(typed: object, day: dt.date) -> None:
    assert JapaneseDateField().clean(typed) == day


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("2026-02-30", "その日付はありません"),
        ("令和0年4月1日", "その日付はありません"),
        ("令和元年4月30日", "その日付はありません"),
        ("平成31年5月1日", "その日付はありません"),
        ("0001-01-01", "西暦の年は1868年から2200年まで"),
        ("9999/12/31", "西暦の年は1868年から2200年まで"),
        ("4月1日", "日付として読み取れません"),
        ("20260401", "日付として読み取れません"),
    ],
)
def test_date_that_is_none(typed: str, told: str) -> None:
    assert told in messages(JapaneseDateField(), typed)[0]


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("12月13日", dt.date(2026, 12, 13)),
        ("１２／１３", dt.date(2026, 12, 13)),
        ("12月13日（日）", dt.date(2026, 12, 13)),
        ("1月31日", dt.date(2027, 1, 31)),
        ("11月1日", dt.date(2026, 11, 1)),
        ("10月1日", dt.date(2027, 10, 1)),
        ("2028年2月29日", dt.date(2028, 2, 29)),
    ],
)
def test_day_to_come_needs_no_year(typed: str, day: dt.date) -> None:
    with time_machine.travel("2026-11-30 03:00Z", tick=False):
        assert ComingDayField().clean(typed) == day


@pytest.mark.parametrize("typed", ["2月30日", "12/32", "20261213", "8/4/1", "来週"])
def test_day_to_come_that_is_none(typed: str) -> None:
    assert "日付として読み取れません" in messages(ComingDayField(), typed)[0]


def test_date_is_shown_as_it_can_be_sent_back() -> None:
    shown = JapaneseDateField().widget.format_value(dt.date(2026, 4, 1))
    assert shown == "令和8年4月1日"


def test_mail_address() -> None:
    assert EmailField().clean("ｈａｎａｋｏ＠ｅｘａｍｐｌｅ．ｊｐ ") == "hanako@example.jp"
    assert "hanako@example.jp のように" in messages(EmailField(), "hanako")[0]


def test_web_address_is_http_only() -> None:
    assert WebAddressField().clean("www.example.jp/a") == "https://www.example.jp/a"
    assert WebAddressField().clean("http://www.example.jp/") == "http://www.example.jp/"
    for wrong in ("javascript:alert(1)", "ftp://example.jp/", "花子"):
        assert "ホームページのアドレスの形になっていません" in messages(WebAddressField(), wrong)[0]


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("０４８−９８２ー５１１１", "048-982-5111"),
        ("048(982)5111", "048-982-5111"),
        ("09000000000", "09000000000"),
        ("+81 90 0000 0000", "+819000000000"),
    ],
)
def test_phone(typed: str, number: str) -> None:
    assert PhoneField().clean(typed) == number


@pytest.mark.parametrize("typed", ["982-5111", "110", "048-982-511a", "1" * 10, "0" * 12])
def test_phone_that_is_none(typed: str) -> None:
    assert "市外局番から" in messages(PhoneField(), typed)[0]


class Sample(models.Model):
    """A table that never exists, with one column of every kind."""

    line = models.CharField("題名", max_length=10)
    line_kana = models.CharField("フリガナ", max_length=10)
    paragraph = models.TextField("本文", blank=True)
    on = models.DateField("日", null=True)
    at = models.DateTimeField("日時", null=True)
    budget = models.PositiveBigIntegerField("予算", null=True)
    times = models.PositiveSmallIntegerField("回数", null=True)
    people_count = models.PositiveIntegerField("人数", null=True)
    mail = models.EmailField("メール")
    site = models.URLField("ホームページ")
    kind = models.CharField("種類", max_length=1, choices=[("a", "甲"), ("b", "乙")])

    class Meta:
        app_label = "form_field_tests"
        managed = False

    def __str__(self) -> str:
        return self.line


class SampleForm(PlainModelForm):
    class Meta:
        model = Sample
        fields = "__all__"
        field_classes = {"line_kana": KanaField}


def test_model_form_uses_our_fields() -> None:
    assert {name: type(field) for name, field in SampleForm().fields.items()} == {
        "line": PlainTextField,
        "line_kana": KanaField,
        "paragraph": PlainTextField,
        "on": JapaneseDateField,
        "at": forms.DateTimeField,
        "budget": YenField,
        "times": CountField,
        "people_count": PeopleField,
        "mail": EmailField,
        "site": WebAddressField,
        "kind": forms.TypedChoiceField,
    }
    assert SampleForm().fields["line"].max_length == 10
    assert isinstance(SampleForm().fields["paragraph"].widget, forms.Textarea)


def test_model_form_asks_for_each_missing_answer_by_name() -> None:
    errors = SampleForm({}).errors
    assert errors["line"] == ["「題名」を入力してください。"]
    assert errors["kind"] == ["「種類」を選んでください。"]


def test_closed_list_says_what_is_asked_before_anything_is_chosen() -> None:
    made: Any = plain_formfield
    required, optional = (
        made(models.CharField(max_length=10, choices=[("a", "ひとつ")], blank=blank))
        for blank in (False, True)
    )

    assert [list(field.choices)[0] for field in (required, optional)] == [
        ("", "選んでください"),
        ("", "（選ばない）"),
    ]


def test_model_form_may_choose_its_own_callback() -> None:
    class Own(PlainModelForm):
        class Meta:
            model = Sample
            fields = ["line"]

            @staticmethod
            def formfield_callback(db_field, **kwargs):
                return forms.IntegerField()

    assert type(Own().fields["line"]) is forms.IntegerField


def test_every_class_of_the_table_can_be_built_from_its_column() -> None:
    for column, form_class in FORM_CLASSES.items():
        arguments = {"max_length": 10} if issubclass(column, models.CharField) else {}
        assert type(plain_formfield(column(**arguments))) is form_class


@pytest.mark.parametrize(
    ("code", "shown"),
    [("ja", "令和9年3月5日"), ("ja-easy", "2027年3月5日"), ("en", "2027-03-05")],
)
def test_stored_day_comes_back_in_the_words_of_the_page_and_is_read(code: str, shown: str) -> None:
    class Day(forms.Form):
        day = JapaneseDateField()

    stored = dt.date(2027, 3, 5)
    with translation.override(code):
        assert f'value="{shown}"' in str(Day(initial={"day": stored})["day"])
        assert Day({"day": shown}).fields["day"].clean(shown) == stored
        assert 'value="R9.3.5"' in str(Day({"day": "R9.3.5"})["day"])  # what was typed stays
        assert not Day({"day": shown}, initial={"day": stored}).has_changed()
