"""When in the week somebody has time, or help is needed: days of the week by parts of the day.

A record keeps them as one number, a bit for each of the 21: the morning of Monday is the first, the
evening of Sunday the last. Nothing chosen is 0 and says nothing of when.
"""

from collections.abc import Iterable

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

DAYS = (
    pgettext_lazy("曜日", "月曜"),
    pgettext_lazy("曜日", "火曜"),
    pgettext_lazy("曜日", "水曜"),
    pgettext_lazy("曜日", "木曜"),
    pgettext_lazy("曜日", "金曜"),
    pgettext_lazy("曜日", "土曜"),
    pgettext_lazy("曜日", "日曜"),
)
PARTS = (_("午前"), _("午後"), _("夜"))
SLOTS = len(DAYS) * len(PARTS)
WHOLE_WEEK = (1 << SLOTS) - 1
"""Every bit: the largest number a record keeps."""


def times_of(slots: Iterable[int]) -> int:
    """The number that keeps these; each is its day of the week (0 is Monday) times three, plus its
    part of the day. Raises ValueError for one that the week does not have."""
    times = 0
    for slot in slots:
        if not 0 <= slot < SLOTS:
            raise ValueError(f"the week has no {slot}")
        times |= 1 << slot
    return times


def slots_in(times: int) -> list[int]:
    """What such a number keeps, from Monday morning on."""
    return [slot for slot in range(SLOTS) if times >> slot & 1]


def on_days(days: Iterable[int]) -> int:
    """All parts of these days of the week."""
    return times_of(day * len(PARTS) + part for day in days for part in range(len(PARTS)))


def in_parts(parts: Iterable[int]) -> int:
    """These parts of every day."""
    return times_of(day * len(PARTS) + part for day in range(len(DAYS)) for part in parts)


def slot_name(slot: int) -> str:
    """How the page calls one: 土曜の午前."""
    day, part = divmod(slot, len(PARTS))
    return gettext("{day}の{part}").format(day=DAYS[day], part=PARTS[part])


def told(times: int) -> list[str]:
    """What such a number keeps, for people: each day once, with its parts where it is not whole."""
    lines = []
    for number, day in enumerate(DAYS):
        parts = [part for part in range(len(PARTS)) if times >> number * len(PARTS) + part & 1]
        if len(parts) == len(PARTS):
            lines.append(str(day))
        else:
            lines += [slot_name(number * len(PARTS) + part) for part in parts]
    return lines
