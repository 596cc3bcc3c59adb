"""Keeping the hours and the picture of a place."""

from collections.abc import Mapping, Sequence
from functools import partial

from django.db import transaction

from groups.models import Place, PlaceDay, PlaceHours, PlacePhoto, Weekday
from groups.models.people import account_of
from groups.places.opening import Span
from kyodo_portal.files.uploads import CheckedFile
from kyodo_portal.life.people import Person


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


@transaction.atomic
def set_photo(*, place: Place, photo: CheckedFile | None, caption: str, by: Person) -> None:
    """Put a picture in the place of what is there; without one, take it away. Who keeps the place calls it
    with the rest of what they write."""
    for old in PlacePhoto.objects.filter(place=place):
        transaction.on_commit(partial(old.file.delete, save=False))
        old.delete()
    if photo is not None:
        PlacePhoto.from_checked(
            photo,
            by=account_of(by),
            place=place,
            caption=caption,
            width=photo.width,
            height=photo.height,
        ).save()
