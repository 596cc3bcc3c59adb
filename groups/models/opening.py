"""When a place is open: its hours by weekday, and the days on which they do not hold."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from groups.models.places import Place
from kyodo_portal.life.constraints import known_values

MIDNIGHT = 24 * 60
"""The end of a day, in minutes since its beginning: 24時."""


class Weekday(models.IntegerChoices):
    """As Python counts them."""

    MONDAY = 0, _("月曜日")
    TUESDAY = 1, _("火曜日")
    WEDNESDAY = 2, _("水曜日")
    THURSDAY = 3, _("木曜日")
    FRIDAY = 4, _("金曜日")
    SATURDAY = 5, _("土曜日")
    SUNDAY = 6, _("日曜日")


def _span(name: str, *, may_be_empty: bool = False) -> models.CheckConstraint:
    """It ends after it began, and no later than at midnight."""
    condition = Q(opens__gte=0, closes__gt=F("opens"), closes__lte=MIDNIGHT)
    if may_be_empty:
        condition &= Q(opens__isnull=False, closes__isnull=False)  # NULL would pass for true
        condition |= Q(opens__isnull=True, closes__isnull=True)
    return models.CheckConstraint(
        condition=condition,
        name=name,
        violation_error_message="終わりは、始まりより後の、24時までの時刻にしてください。",
    )


class PlaceHours(models.Model):
    """From when until when a place is open on a weekday, in minutes since midnight; a day may have
    several, and none is a day on which it is closed. Those for some months go before those for all."""

    place = models.ForeignKey(
        Place, verbose_name="場所", on_delete=models.CASCADE, related_name="hours"
    )
    weekday = models.PositiveSmallIntegerField("曜日", choices=Weekday)
    opens = models.PositiveSmallIntegerField("開く時刻")
    closes = models.PositiveSmallIntegerField("閉まる時刻")
    from_month = models.PositiveSmallIntegerField("何月から", null=True, blank=True)
    until_month = models.PositiveSmallIntegerField("何月まで", null=True, blank=True)

    class Meta:
        verbose_name = "開館時間"
        verbose_name_plural = "開館時間"
        ordering = ["weekday", "opens", "pk"]
        constraints = [
            known_values("weekday", Weekday, name="place_hours_weekday_is_known"),
            _span("place_hours_in_order"),
            models.CheckConstraint(
                condition=Q(from_month__isnull=True, until_month__isnull=True)
                | Q(
                    from_month__isnull=False,
                    until_month__isnull=False,
                    from_month__range=(1, 12),
                    until_month__range=(1, 12),
                ),
                name="place_hours_months_are_whole",
                violation_error_message="月は、1から12までを、両方書いてください。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()}"


class DayRule(models.TextChoices):
    """By what the days are told for which something else holds."""

    DATES = "dates", "日付（その年だけ）"
    YEARLY = "yearly", "毎年の同じ日"
    NTH = "nth", "毎月の第何曜日"


class PlaceDay(models.Model):
    """Days on which a place is closed, or with `opens` and `closes` open at other hours than usual.

    DATES is from `first_on` to `last_on`; YEARLY the same without its year (a span may go over New
    Year); NTH the `nth` (1 to 5) `weekday` of every month.
    """

    place = models.ForeignKey(
        Place, verbose_name="場所", on_delete=models.CASCADE, related_name="days"
    )
    rule = models.CharField("決め方", max_length=6, choices=DayRule)
    first_on = models.DateField("初日", null=True, blank=True)
    last_on = models.DateField("最後の日", null=True, blank=True)
    nth = models.PositiveSmallIntegerField("第何", null=True, blank=True)
    weekday = models.PositiveSmallIntegerField("曜日", choices=Weekday, null=True, blank=True)
    opens = models.PositiveSmallIntegerField("開く時刻", null=True, blank=True)
    closes = models.PositiveSmallIntegerField("閉まる時刻", null=True, blank=True)
    reason = models.CharField("理由", max_length=100, blank=True)

    class Meta:
        verbose_name = "休館日・特別な開館"
        verbose_name_plural = "休館日・特別な開館"
        ordering = ["first_on", "nth", "weekday", "pk"]
        constraints = [
            known_values("rule", DayRule, name="place_day_rule_is_known"),
            _span("place_day_in_order", may_be_empty=True),
            models.CheckConstraint(
                condition=Q(
                    rule=DayRule.NTH,
                    nth__isnull=False,
                    nth__range=(1, 5),
                    weekday__isnull=False,
                    weekday__range=(0, 6),
                    first_on__isnull=True,
                    last_on__isnull=True,
                )
                | Q(
                    rule__in=[DayRule.DATES, DayRule.YEARLY],
                    nth__isnull=True,
                    weekday__isnull=True,
                    first_on__isnull=False,
                    last_on__isnull=False,
                    last_on__gte=F("first_on"),
                ),
                name="place_day_says_when",
                violation_error_message="日付か、第何曜日かのどちらかを書いてください。"
                "最後の日は、初日より前にできません。",
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_rule_display())
