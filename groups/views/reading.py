"""Who of the city's side reads what a group did not open to everybody."""

from django.http import HttpRequest

from groups.models import Group
from groups.rules.people import belongs_to
from kyodo_portal.life.people import is_signed_in
from kyodo_portal.life.reading import ReadingKind, note_reading


def note_reading_of(request: HttpRequest, kind: ReadingKind, group: Group) -> None:
    """Write down that somebody of the city's side reads this of a group; its own people may."""
    if is_signed_in(request.user) and not belongs_to(request.user, [group.pk]):
        note_reading(kind, by=request.user, of=group)
