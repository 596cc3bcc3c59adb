"""Keeping the hours of a place."""

from collections.abc import Mapping, Sequence

from django.db import transaction

from groups.models import Place, PlaceDay, PlaceHours, Weekday
from groups.places.opening import Span


@transaction.atomic
def set_opening(
    *,
    place: Place,
    week: Mapping[Weekday, Sequence[Span]],
    seasons: Sequence[PlaceHours] = (),
    days: Sequence[PlaceDay] = (),
) -> None:
    """Replace when a place is open: its week by weekday (0: Monday), the hours of some months, and the
    days that differ. Who keeps the place calls it with the rest of what they write."""
    place.hours.all().delete()
    place.days.all().delete()
    usual = [
        PlaceHours(weekday=day, opens=span.opens, closes=span.closes)
        for day, spans in week.items()
        for span in spans
    ]
    hours = [*usual, *seasons]
    for row in hours:
        row.pk, row.place = None, place
    for special in days:
        special.pk, special.place = None, place
    PlaceHours.objects.bulk_create(hours)
    PlaceDay.objects.bulk_create(days)
