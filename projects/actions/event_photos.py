"""The photo of a day is shown, changed and taken away."""

from functools import partial

from django.db import transaction

from groups.models.people import account_of
from kyodo_portal.files.uploads import CheckedFile
from kyodo_portal.life.people import Person
from kyodo_portal.writing.locks import locked
from projects.flows import EVENT_FLOW
from projects.models import Event, EventPhoto
from projects.rules.events import may_hold


@transaction.atomic
def keep_photo(
    event: Event, *, by: Person, caption: str, added: CheckedFile | None, is_removed: bool
) -> None:
    """Show this new photo with its words, take the present one away, or change its words. A photo that goes
    is gone from the disk too. Raises `PermissionDenied`."""
    current = locked(Event, pk=event.pk)
    may_hold(by, current).enforce()
    if added or is_removed:
        take_away(current)
    elif caption:
        EventPhoto.objects.filter(event=current).update(caption=caption)
    EVENT_FLOW.record("photo", current, by=by)
    if added:
        EventPhoto.from_checked(
            added,
            by=account_of(by),
            event=current,
            caption=caption,
            width=added.width,
            height=added.height,
        ).save()


def take_away(event: Event) -> None:
    """The photo of a day goes with its file, if it has one. Call it in a transaction."""
    for photo in EventPhoto.objects.filter(event=event):
        stored = photo.file
        photo.delete()
        transaction.on_commit(partial(stored.delete, save=False))
