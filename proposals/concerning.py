"""What the list and the page of something that people see is needed show of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from kyodo_portal.life.people import Person
from proposals.models import Concern, ConcernLead, ConcernPhoto


@dataclass(frozen=True, slots=True)
class ConcernLine:
    """One of them as a list shows it, in the language of the page."""

    url: str
    title: str
    status_label: str
    status_tone: str
    outcome_label: str
    place: str
    district: str
    field_label: str
    people: int


def lines_of(concerns: Iterable[Concern]) -> list[ConcernLine]:
    return [
        ConcernLine(
            url=concern.get_absolute_url(),
            title=concern.title,
            status_label=str(concern.status_label),
            status_tone=concern.status_tone,
            outcome_label=str(concern.get_outcome_display()) if concern.outcome else "",
            place=concern.place,
            district=concern.district_name,
            field_label=concern.field_label,
            people=concern.people,
        )
        for concern in concerns
    ]


def facts_of(concern: Concern) -> list[tuple[str, Any]]:
    """Where it is and of what kind, as (label, value); nothing of what is not said."""
    rows = [
        (gettext("場所"), concern.place),
        (gettext("地区"), concern.district_name),
        (gettext("分野"), concern.field_label),
    ]
    return [(label, value) for label, value in rows if value]


def answer_facts_of(concern: Concern) -> list[tuple[str, Any]]:
    """What the answer says besides its words."""
    rows = [
        (gettext("時期"), concern.answer_when),
        (gettext("伝える機関"), concern.answer_where),
        (gettext("回答した課"), concern.answered_as),
    ]
    return [(label, value) for label, value in rows if value]


def photo_shown(concern: Concern, user: Person) -> ConcernPhoto | None:
    """Its photo, where this person may see it."""
    return ConcernPhoto.objects.visible_to(user).filter(concern=concern).first()


def leads_of(concern: Concern, user: Person) -> Sequence[ConcernLead]:
    """Where it led, as far as this person may see."""
    found = ConcernLead.objects.visible_to(user).filter(concern=concern)
    return list(
        found.select_related("consultation", "call", "help_wanted").prefetch_related(
            "help_wanted__project", "help_wanted__group", "help_wanted__department"
        )
    )
