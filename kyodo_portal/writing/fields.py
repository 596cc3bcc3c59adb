"""Form fields that take what people in Japan really type and answer in plain Japanese.

Whatever arrives, a field gives a value or a `ValidationError` that says what is wrong and how to
write it; never a server error. `PlainModelForm` uses these fields for every column by itself.
"""

import datetime as dt
import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.forms.models import ModelFormMetaclass
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kyodo_portal.words import text as words
from kyodo_portal.words.typed import Unreadable, parse_date, parse_fiscal_year

LONGEST_TEXT = 20_000
"""Characters of a free text where the model sets no limit of its own."""

LARGEST_YEN = 10**12
LARGEST_COUNT = 2_147_483_647

_BROKEN = _("読み取れない文字が含まれています。その文字を消して、もう一度送ってください。")


class _PlainWords(forms.Field):
    """Names the field in the message that asks for a missing answer."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "required" not in (kwargs.get("error_messages") or {}):
            self.error_messages["required"] = (
                format_lazy(_("「{label}」を入力してください。"), label=self.label)
                if self.label
                else _("入力してください。")
            )


def _cleaned(value: Any) -> str:
    """A typed value without what nobody types on purpose, trimmed of blanks of any width."""
    try:
        return words.clean(str(value)).strip()
    except ValueError:
        raise ValidationError(_BROKEN, code="broken_text") from None


class CleanTextMixin(_PlainWords):
    """Makes a CharField keep only clean text (see `kyodo_portal.words.text.clean`)."""

    empty_value: Any

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values:
            return self.empty_value
        return _cleaned(value) or self.empty_value

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Without `maxlength`: a browser cuts off what is pasted beyond it and says nothing. The
        field says how long a text may be, and keeps all of it on the page."""
        attrs = dict(super().widget_attrs(widget))
        attrs.pop("maxlength", None)
        return attrs


class PlainTextField(CleanTextMixin, forms.CharField):
    """A line or a paragraph of text, at most `LONGEST_TEXT` characters unless told otherwise."""

    default_error_messages = {
        "max_length": _("%(limit_value)d文字以内で書いてください(いまは%(show_value)d文字です)。"),
        "min_length": _("%(limit_value)d文字以上で書いてください(いまは%(show_value)d文字です)。"),
    }

    def __init__(self, *args: Any, max_length: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, max_length=max_length or LONGEST_TEXT, **kwargs)


class KanaField(PlainTextField):
    """フリガナ: hiragana and half-width kana become full-width katakana."""

    def to_python(self, value: Any) -> Any:
        typed = super().to_python(value)
        if typed in self.empty_values:
            return typed
        try:
            return words.clean_kana(typed)
        except ValueError:
            raise ValidationError(
                gettext("フリガナは、カタカナかひらがなで書いてください(例: ヨシカワ ハナコ)。"),
                code="not_kana",
            ) from None


def need_to_submit(field: forms.Field, is_needed: bool = True) -> None:
    """Whether a submission needs this answer, without which a draft is kept; the field says so."""
    field.needed_to_submit = is_needed  # type: ignore[attr-defined] # read by the component `field_mark`


class _WholeNumberField(_PlainWords, forms.IntegerField):
    """A whole number typed in any width, with commas, 万 and 億, with or without its unit."""

    widget = forms.TextInput
    default_error_messages = {
        "invalid": _("数として読み取れません。12 のように、小数のない数字で書いてください。"),
    }

    def to_python(self, value: Any) -> int | None:
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        if value in self.empty_values:
            return None
        typed = _cleaned(value)
        if not typed:
            return None
        try:
            return words.parse_int(self.bare(typed))
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None

    def bare(self, typed: str) -> str:
        """What was typed without the words around the number that a kind of number allows."""
        return typed

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "inputmode": "numeric", "autocomplete": "off"}


class YenField(_WholeNumberField):
    """An amount of whole yen, from 0 to a trillion."""

    default_error_messages = {
        "invalid": _(
            "金額として読み取れません。120,000 か 30万円、3万5千円 のように書いてください。"
        ),
        "min_value": _("金額は0円以上で書いてください。"),
        "max_value": _("金額が大きすぎます。円の単位で書いているか、桁数を確かめてください。"),
    }

    def __init__(self, *, min_value: int = 0, max_value: int = LARGEST_YEN, **kwargs: Any) -> None:
        super().__init__(min_value=min_value, max_value=max_value, **kwargs)


class CountField(_WholeNumberField):
    """A number of people, times or things, from 0 to what the database column holds."""

    default_error_messages = {
        "min_value": _("%(limit_value)d以上の数字で書いてください。"),
        "max_value": _("数字が大きすぎます。桁数を確かめてください。"),
    }

    def __init__(
        self, *, min_value: int = 0, max_value: int = LARGEST_COUNT, **kwargs: Any
    ) -> None:
        super().__init__(min_value=min_value, max_value=max_value, **kwargs)


_ABOUT = re.compile(r"\s*(?:(?:延べ?|のべ|約|およそ|おおよそ)\s*)+")
_OR_SO = re.compile(r"(?:程度|くらい|ぐらい|ほど|前後)$")


class PeopleField(CountField):
    """A number of people, as it is written in plans: 120, 延べ120人, 約 1,200 名, 30人くらい.

    The column keeps the number alone.
    """

    default_error_messages = {
        "invalid": _("人数として読み取れません。120 か 120人 のように、一つの数で書いてください。"),
    }

    def bare(self, typed: str) -> str:
        if len(typed) > 60:
            return typed
        typed = words.half_width(typed)
        if match := _ABOUT.match(typed):
            typed = typed[match.end() :]
        return _OR_SO.sub("", typed)


class PlainDecimalField(_PlainWords, forms.DecimalField):
    """A number with decimals (a weight, a latitude), in any width; rounded to the places that the
    column keeps."""

    widget = forms.TextInput
    decimal_places: int | None

    def to_python(  # type: ignore[override] # as Django's, which is an IntegerField too
        self, value: Any
    ) -> Decimal | None:
        if isinstance(value, Decimal):
            return value
        typed = "" if value in self.empty_values else words.half_width(_cleaned(value)[:40])
        if not typed:
            return None
        if not re.fullmatch(r"[0-9]{1,3}(\.[0-9]{1,20})?", typed):
            raise ValidationError(
                gettext("数字で書いてください（例：1.5、35.889700）。"), code="invalid"
            )
        return round(Decimal(typed), self.decimal_places or 0)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "inputmode": "decimal", "autocomplete": "off"}


class JapaneseDateField(_PlainWords, forms.DateField):
    """A day written as 2026-04-01, 2026/4/1, 2026年4月1日, 令和8年4月1日 or R8.4.1, in any width, with
    or without the day of the week (see `kyodo_portal.words.typed`)."""

    widget = forms.DateInput(format="%Y-%m-%d", attrs={"autocomplete": "off"})
    default_error_messages = {
        "invalid": _(
            "日付として読み取れません。2026-04-01 か 令和8年4月1日 のように書いてください。"
        ),
        "no_such": _("その日付はありません。年・月・日と元号を確かめてください。"),
        "out_of_range": _("西暦の年は1868年から2200年までで書いてください。"),
    }

    def to_python(self, value: Any) -> dt.date | None:
        if value in self.empty_values:
            return None
        if isinstance(value, dt.date):
            return super().to_python(value)
        typed = _cleaned(value)
        if not typed:
            return None
        try:
            return parse_date(typed)
        except Unreadable as unread:
            raise ValidationError(self.error_messages[unread.code], code=unread.code) from None


class FiscalYearField(CountField):
    """A 年度 written as 2026, 2026年度, 令和8年度 or R8; the column keeps the year in which it begins."""

    default_error_messages = {
        "invalid": _("年度として読み取れません。2026 か 令和8年度 のように書いてください。"),
    }

    def to_python(self, value: Any) -> int | None:
        if isinstance(value, int) or value in self.empty_values:
            return super().to_python(value)
        typed = _cleaned(value)
        try:
            return parse_fiscal_year(typed) if typed else None
        except Unreadable:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "inputmode": "text"}


class DueDateField(JapaneseDateField):
    """The day by which something is to be done: today or later, by the calendar in Tokyo."""

    def validate(self, value: dt.date | None) -> None:
        super().validate(value)
        if value is not None and value < timezone.localdate():
            raise ValidationError(
                gettext("期限は、今日からあとの日付にしてください。"), code="past"
            )


class EmailField(CleanTextMixin, forms.EmailField):
    """A mail address, full-width letters taken as half-width, and the old ones of telephones with
    two dots in a row as mail programs write them."""

    default_error_messages = {
        "invalid": _(
            "メールアドレスの形になっていません。hanako@example.jp のように書いてください。"
        ),
        "max_length": _("メールアドレスが長すぎます。もう一度確かめてください。"),
    }

    def to_python(self, value: Any) -> Any:
        typed = super().to_python(value)
        return typed if typed in self.empty_values else words.mail_address(typed)


class WebAddressField(CleanTextMixin, forms.URLField):
    """The address of a web page, http or https only; https is added where it was left out."""

    default_error_messages = {
        "invalid": _(
            "ホームページのアドレスの形になっていません。"
            "https://www.example.jp/ のように書いてください。"
        ),
        "max_length": _("アドレスが長すぎます(%(limit_value)d文字まで)。"),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"assume_scheme": "https", **kwargs})
        for validator in self.validators:
            if hasattr(validator, "schemes"):
                validator.schemes = ["http", "https"]

    def to_python(self, value: Any) -> Any:
        typed = CleanTextMixin.to_python(self, value)
        if typed in self.empty_values:
            return typed
        return forms.URLField.to_python(self, words.normalise_width(typed))


class PhoneField(PlainTextField):
    """A Japanese telephone number, kept in half width with the hyphens it was typed with (DS-445)."""

    def to_python(self, value: Any) -> Any:
        typed = super().to_python(value)
        if typed in self.empty_values:
            return typed
        number = re.sub(r"[()]", "-", words.half_width(typed[:60])).replace(" ", "").strip("-")
        number = re.sub("-+", "-", number)
        digits = len(number.replace("-", "").removeprefix("+"))
        local = number.startswith("0") and 10 <= digits <= 11
        abroad = number.startswith("+") and 8 <= digits <= 15
        if not re.fullmatch(r"\+?[0-9-]+", number) or not (local or abroad):
            raise ValidationError(
                gettext(
                    "電話番号は、市外局番から数字とハイフンで書いてください(例: 048-000-0000)。"
                ),
                code="invalid",
            )
        return number


FORM_CLASSES: dict[type[models.Field], type[forms.Field]] = {
    models.EmailField: EmailField,
    models.URLField: WebAddressField,
    models.SlugField: forms.SlugField,
    models.CharField: PlainTextField,
    models.TextField: PlainTextField,
    models.DateTimeField: forms.DateTimeField,
    models.DateField: JapaneseDateField,
    models.PositiveBigIntegerField: YenField,
    models.IntegerField: CountField,
    models.DecimalField: PlainDecimalField,
}
"""Which of our fields stands for which column; the nearest class counts. Yen amounts are the
columns of type PositiveBigIntegerField."""


def counts_people(db_field: models.Field) -> bool:
    """Whether a column holds a number of people: the whole numbers named `<whom>_count`."""
    return isinstance(db_field, models.IntegerField) and str(db_field.name).endswith("_count")


def names_fiscal_year(db_field: models.Field) -> bool:
    """Whether a column holds a 年度: the whole numbers so named."""
    return isinstance(db_field, models.IntegerField) and "fiscal_year" in str(db_field.name)


def plain_formfield(db_field: models.Field, **kwargs: Any) -> forms.Field | None:
    """The form field of a model field, ours where there is one. Columns with choices, and those
    whose form class a form names itself (`field_classes`), keep what they have."""
    if counts_people(db_field):
        kwargs.setdefault("form_class", PeopleField)
    if names_fiscal_year(db_field):
        kwargs.setdefault("form_class", FiscalYearField)
    if not db_field.choices and "form_class" not in kwargs:
        for klass in type(db_field).__mro__:
            if klass in FORM_CLASSES:
                kwargs["form_class"] = FORM_CLASSES[klass]
                break
    field = db_field.formfield(**kwargs)
    if field is not None and not isinstance(field, _PlainWords) and field.required and field.label:
        asked = (
            _("「{label}」を選んでください。")
            if hasattr(field, "choices")
            else _("「{label}」を入力してください。")
        )
        field.error_messages["required"] = format_lazy(asked, label=field.label)
    return field


class _PlainModelFormMetaclass(ModelFormMetaclass):
    """Gives every form's Meta our choice of fields, also where it does not inherit another Meta."""

    def __new__(mcs, name: str, bases: tuple[type, ...], attrs: dict[str, Any]) -> Any:
        meta = attrs.get("Meta")
        if meta is not None and not hasattr(meta, "formfield_callback"):
            meta.formfield_callback = plain_formfield
        return super().__new__(mcs, name, bases, attrs)


class PlainModelForm(forms.ModelForm, metaclass=_PlainModelFormMetaclass):
    """The base of every form over a model: its columns are read by the fields of this module."""
