"""What the list and the page of something that people see is needed show of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Self

from django.utils.translation import gettext

from kyodo_portal.cities import city
from kyodo_portal.life.people import Person
from kyodo_portal.words.languages import in_japanese
from proposals.models import Concern, ConcernLead, ConcernPhoto


@dataclass(frozen=True, slots=True)
class ShownPhoto:
    """A photo at an address that is not its own: small in a list, by a token for who has no account."""

    url: str
    width: int
    height: int
    caption: str
    refused_because: str
    is_public: bool

    @classmethod
    def at(cls, url: str, photo: ConcernPhoto) -> Self:
        size = photo.width, photo.height
        return cls(url, *size, photo.caption, photo.refused_because, photo.is_public)


@dataclass(frozen=True, slots=True)
class ConcernLine:
    """One of them as a list shows it, in the language of the page."""

    pk: int
    url: str
    title: str
    field: int | None
    photo: ShownPhoto | None
    status_label: str
    status_tone: str
    outcome_label: str
    place: str
    district: str
    field_label: str
    people: int


def lines_of(concerns: Iterable[Concern]) -> list[ConcernLine]:
    concerns = list(concerns)
    public = ConcernPhoto.objects.public().filter(concern__in=[each.pk for each in concerns])
    photos = {each.concern_id: ShownPhoto.at(f"{each.url}?size=small", each) for each in public}
    return [
        ConcernLine(
            pk=concern.pk,
            field=concern.field,
            photo=photos.get(concern.pk),
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
        (gettext("回答した課"), _office_of(concern)),
    ]
    return [(label, value) for label, value in rows if value]


def _office_of(concern: Concern) -> str:
    """Who answered, in the language of the page; as it was written down where that office is called otherwise now."""
    kept, department = concern.answered_as, concern.department
    if department is not None and kept == department.name:
        return department.name_in_language
    with in_japanese():
        is_desk = kept == str(city().desk.name)
    return str(city().desk.name) if is_desk else kept


def held_by(concern: Concern) -> Concern | None:
    """The one into which it was merged, where everybody may read that."""
    held = concern.same_as
    return held if held is not None and held.is_public else None


def photo_shown(concern: Concern, user: Person) -> ConcernPhoto | None:
    """Its photo, where this person may see it."""
    return ConcernPhoto.objects.visible_to(user).filter(concern=concern).first()


def own_photo(concern: Concern, url: str) -> ShownPhoto | None:
    """The photo of it for its writer without an account, at the address that their token opens, whatever
    staff have said of it."""
    photo = ConcernPhoto.objects.filter(concern=concern).first()
    return ShownPhoto.at(url, photo) if photo is not None else None


def leads_of(concern: Concern, user: Person) -> Sequence[ConcernLead]:
    """Where it led, as far as this person may see."""
    found = ConcernLead.objects.visible_to(user).filter(concern=concern)
    return list(
        found.select_related("consultation", "call", "help_wanted").prefetch_related(
            "help_wanted__project", "help_wanted__group", "help_wanted__department"
        )
    )
