"""What an event says of itself in one word: where it stands, how people apply, whether photos are taken."""

from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _


class EventStatus(models.TextChoices):
    DRAFT = "draft", _("下書き")
    PUBLISHED = "published", _("開催予定")
    OPEN = "open", _("受付中")
    FULL = "full", _("満員")
    CLOSED = "closed", _("受付終了")
    ENDED = "ended", _("終了")
    RECORDED = "recorded", _("記録公開")
    CANCELLED = "cancelled", _("中止")


STORED_STATUSES = (
    EventStatus.DRAFT,
    EventStatus.PUBLISHED,
    EventStatus.RECORDED,
    EventStatus.CANCELLED,
)
"""What is stored; open, full, closed and ended follow the clock and the seats from a published event."""

COMING_STATUSES = (
    EventStatus.PUBLISHED,
    EventStatus.OPEN,
    EventStatus.FULL,
    EventStatus.CLOSED,
)
"""Announced, and not over."""


class Accepts(models.TextChoices):
    """Whether and how people apply."""

    FIRST_COME = "first_come", _("申込みが必要（先着順）")
    NO_NEED = "no_need", _("申込みはいらない")


class Photography(models.TextChoices):
    """What somebody who does not want to be in a picture has to know."""

    NONE = "none", _("撮影しません")
    TAKEN = "taken", _("記録と広報のために撮影します")
    SEATS_APART = "seats_apart", _("撮影します。写らない席があります")


def minute_of(now: datetime) -> datetime:
    """The earliest deadline that has not passed. Everybody reads minutes: what closes at 17:00 takes
    people until that minute is over. Every question of it, in Python and in SQL, asks this."""
    return now.replace(second=0, microsecond=0)
