"""Times of the day as people write them; a stored one comes back as it may be typed."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kyodo_portal.words.typed import Unreadable, parse_time
from kyodo_portal.writing.text_fields import PlainWords, cleaned


class SaysTime(forms.TimeInput):
    """A line of text that shows a stored time as 9:30; what was typed stays as it was typed."""

    def format_value(self, value: Any) -> Any:
        return f"{value.hour}:{value.minute:02}" if isinstance(value, dt.time) else value


class PlainTimeField(PlainWords, forms.TimeField):
    """A time written as 9:30, 9時30分, 午後1時半, in any width (see `kyodo_portal.words.typed`)."""

    widget = SaysTime(attrs={"autocomplete": "off", "inputmode": "text"})
    default_error_messages = {
        "invalid": _(
            "時刻として読み取れません。9:30 か 9時30分、午後1時半 のように書いてください。"
        ),
        "no_such": _("その時刻はありません。正午は12時、真夜中は0時と書いてください。"),
    }

    def to_python(self, value: Any) -> dt.time | None:
        if value in self.empty_values:
            return None
        if isinstance(value, dt.time):
            return value
        typed = cleaned(value)
        if not typed:
            return None
        try:
            return parse_time(typed)
        except Unreadable as unread:
            raise ValidationError(self.error_messages[unread.code], code=unread.code) from None
