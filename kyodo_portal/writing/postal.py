"""Postal codes as they stand on an envelope: 〒３４２－８５０１."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from kyodo_portal.words.text import half_width
from kyodo_portal.writing.fields import PlainTextField


class PostalCodeField(PlainTextField):
    """Seven digits, kept without a hyphen (DS-443); typed in any width, with its mark or without."""

    def to_python(self, value: Any) -> Any:
        typed = super().to_python(value)
        if typed in self.empty_values:
            return typed
        code = half_width(typed[:30]).replace(" ", "").removeprefix("〒")
        if not re.fullmatch(r"[0-9]{3}-?[0-9]{4}", code):
            raise ValidationError(
                gettext("郵便番号は7桁の数字で書いてください（例：342-0000）。"), code="invalid"
            )
        return code.replace("-", "")
