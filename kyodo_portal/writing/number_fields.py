"""Numbers in whatever way people write them: counts, people, yen, 年度, decimals."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kyodo_portal.words import text as words
from kyodo_portal.words.typed import Unreadable, parse_fiscal_year
from kyodo_portal.writing.text_fields import PlainWords, cleaned

LARGEST_YEN = 10**12
LARGEST_COUNT = 2_147_483_647


class _WholeNumberField(PlainWords, forms.IntegerField):
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
        typed = cleaned(value)
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


class PlainDecimalField(PlainWords, forms.DecimalField):
    """A number with decimals (a weight, a latitude), in any width; rounded to the places that the
    column keeps."""

    widget = forms.TextInput
    decimal_places: int | None

    def to_python(  # type: ignore[override] # as Django's, which is an IntegerField too
        self, value: Any
    ) -> Decimal | None:
        if isinstance(value, Decimal):
            return value
        typed = "" if value in self.empty_values else words.half_width(cleaned(value)[:40])
        if not typed:
            return None
        if not re.fullmatch(r"[0-9]{1,3}(\.[0-9]{1,20})?", typed):
            raise ValidationError(
                gettext("数字で書いてください（例：1.5、35.889700）。"), code="invalid"
            )
        return round(Decimal(typed), self.decimal_places or 0)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "inputmode": "decimal", "autocomplete": "off"}


class FiscalYearField(CountField):
    """A 年度 written as 2026, 2026年度, 令和8年度 or R8; the column keeps the year in which it begins."""

    default_error_messages = {
        "invalid": _("年度として読み取れません。2026 か 令和8年度 のように書いてください。"),
    }

    def to_python(self, value: Any) -> int | None:
        if isinstance(value, int) or value in self.empty_values:
            return super().to_python(value)
        typed = cleaned(value)
        try:
            return parse_fiscal_year(typed) if typed else None
        except Unreadable:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "inputmode": "text"}
