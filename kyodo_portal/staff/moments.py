"""A day and a time as staff type them: 令和9年3月10日 and 17時15分, or as in the West."""

import datetime as dt
from typing import Any

from django import forms
from django.contrib.admin import widgets
from django.core.exceptions import ValidationError

from kyodo_portal.words.text import clean
from kyodo_portal.words.typed import Unreadable, parse_time
from kyodo_portal.writing.fields import JapaneseDateField, SaysDay

UNREAD = "時刻として読み取れません。17:15 か 17時15分、午後5時15分 のように書いてください。"
NO_DAY, NO_TIME = "日付を書いてください。", "時刻を書いてください。"
NO_SUCH_TIME = (
    "その時刻はありません。正午は12時、真夜中は0時と書いてください"
    "（その日いっぱいなら 23時59分、24時なら次の日の0時です）。"
)


class DayInput(SaysDay, widgets.AdminDateWidget):
    """The admin's line for a day, with its calendar."""


class TimeInput(widgets.AdminTimeWidget):
    """The admin's line for a time: a stored one as 17時15分."""

    def format_value(self, value: Any) -> Any:
        if isinstance(value, dt.time):
            return f"{value.hour}時{value.minute:02}分"
        return super().format_value(value)


class MomentInput(widgets.AdminSplitDateTime):
    """Both beside each other."""

    def __init__(self, attrs: Any = None) -> None:
        forms.MultiWidget.__init__(self, (DayInput, TimeInput), attrs)


class JapaneseTimeField(forms.TimeField):
    """A time of the day (see `kyodo_portal.words.typed.parse_time`)."""

    widget = TimeInput

    def to_python(self, value: Any) -> dt.time | None:
        if value in self.empty_values:
            return None
        if isinstance(value, dt.time):
            return super().to_python(value)
        try:
            typed = clean(str(value)).strip()
            return parse_time(typed) if typed else None
        except Unreadable as unread:
            told = NO_SUCH_TIME if unread.code == "no_such" else UNREAD
            raise ValidationError(told, code=unread.code) from None
        except ValueError:
            raise ValidationError(UNREAD, code="invalid") from None


class JapaneseMomentField(forms.SplitDateTimeField):
    """A moment of the admin, its day and its time each in a line of its own; what is missing is
    asked for by name."""

    widget = MomentInput
    default_error_messages = {
        "required": "日付と時刻を書いてください。",
        "invalid_date": NO_DAY,
        "invalid_time": NO_TIME,
    }

    def __init__(self, *, required: bool = True, **kwargs: Any) -> None:
        days = JapaneseDateField(required=required, error_messages={"incomplete": NO_DAY})
        times = JapaneseTimeField(required=required, error_messages={"incomplete": NO_TIME})
        # As Django's own, which makes its two fields itself.
        forms.MultiValueField.__init__(
            self, (days, times), required=required, require_all_fields=False, **kwargs
        )
