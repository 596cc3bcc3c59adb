"""The thread of a consultation: what both sides wrote, and what they said elsewhere, by its day."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from kyodo_portal.words.languages import Words
from proposals.models import Consultation, NoteWay


@dataclass(frozen=True, slots=True)
class Said:
    """One entry. `way` is how they spoke, empty for a message; `is_inward` is read by the city alone."""

    at: datetime
    author_label: str
    body: str
    from_city: bool
    way: Words = ""
    is_inward: bool = False


def thread_of(consultation: Consultation, *, for_city: bool) -> list[Said]:
    """The whole thread in its order. Two queries. What the city keeps to itself is in it `for_city`."""
    messages = [
        Said(each.created_at, each.author_label, each.body, each.from_city)
        for each in consultation.messages.all()
    ]
    notes = consultation.notes.all() if for_city else consultation.notes.filter(is_shared=True)
    talks = [
        Said(
            # A talk has a day and no hour: among the messages of that day it stands first.
            timezone.make_aware(datetime.combine(each.day, datetime.min.time())),
            each.author_label,
            each.body,
            from_city=True,
            way=NoteWay(each.way).label,
            is_inward=not each.is_shared,
        )
        for each in notes
    ]
    return sorted([*messages, *talks], key=lambda each: each.at)
