"""How somebody is reached: mail, web, telephone."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kyodo_portal.words import text as words
from kyodo_portal.writing.text_fields import CleanTextMixin, PlainTextField


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
