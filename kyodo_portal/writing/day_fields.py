"""Days as people write them; a stored one comes back in the words of the page, as it may be typed."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kyodo_portal.words.calendar import written_date
from kyodo_portal.words.typed import Unreadable, parse_date
from kyodo_portal.writing.text_fields import PlainWords, cleaned

A_MONTH = dt.timedelta(days=31)


class SaysDay(forms.DateInput):
    """A line of text that shows a stored day as 令和8年4月1日; what was typed stays as it was typed."""

    def format_value(self, value: Any) -> Any:
        is_day = isinstance(value, dt.date) and not isinstance(value, dt.datetime)
        return written_date(value) if is_day else super().format_value(value)


class JapaneseDateField(PlainWords, forms.DateField):
    """A day written as 2026-04-01, 2026/4/1, 2026年4月1日, 令和8年4月1日 or R8.4.1, in any width, with
    or without the day of the week (see `kyodo_portal.words.typed`)."""

    widget = SaysDay(attrs={"autocomplete": "off"})
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
        typed = cleaned(value)
        if not typed:
            return None
        try:
            return parse_date(typed)
        except Unreadable as unread:
            raise ValidationError(self.error_messages[unread.code], code=unread.code) from None


class ComingDayField(JapaneseDateField):
    """A day of a plan: without a year it is the next such day, 12月13日 or 12/13; up to a month back it is
    the one that has just passed, so that a slip is told and not taken for next year."""

    def to_python(self, value: Any) -> dt.date | None:
        try:
            return super().to_python(value)
        except ValidationError as refused:
            today = timezone.localdate()
            for year in (today.year, today.year + 1):
                day = self._in_year(year, value)
                if day is not None and day > today - A_MONTH:
                    return day
            raise refused from None

    def _in_year(self, year: int, value: Any) -> dt.date | None:
        typed = cleaned(value)
        try:
            return parse_date(f"{year}年{typed}" if "月" in typed else f"{year}/{typed}")
        except Unreadable:
            return None


class DueDateField(JapaneseDateField):
    """The day by which something is to be done: today or later, by the calendar in Tokyo."""

    def validate(self, value: dt.date | None) -> None:
        super().validate(value)
        if value is not None and value < timezone.localdate():
            raise ValidationError(
                gettext("期限は、今日からあとの日付にしてください。"), code="past"
            )
