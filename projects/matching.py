"""What fits whom: help wanted for a supporter, supporters for what is wanted, each with its reasons.

Nothing speaks against it (another time of the week, another 地区), and something speaks for it: a field, a
time of the week or the 地区 they have in common. Who says nothing of one of these is kept from nothing.
The database narrows and orders; one query and one for the fields, however many there are.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When

from groups.models import Supporter, SupporterField
from kyodo_portal.cities.choices import field_name
from kyodo_portal.cities.districts import district_name
from kyodo_portal.life.people import Person
from kyodo_portal.words import week
from kyodo_portal.words.languages import listed
from projects.models import HelpField, HelpKind, HelpWanted

SHOWN = 5
"""The best few; the lists show the rest."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What somebody can do or what is asked for, as far as the two are compared."""

    fields: frozenset[int]
    times: int
    district: str


@dataclass(frozen=True, slots=True)
class Match:
    """One that fits, and why: 「土曜の午前・花と緑・北地区」."""

    record: Any
    reasons: str


def help_fitting(supporter: Supporter) -> list[Match]:
    """What is open for people and skills that fits a supporter, the best first."""
    wanted = HelpWanted.objects.public().taking().with_owner().at_times(_times(supporter))
    for_people = wanted.filter(kind__in=(HelpKind.PEOPLE, HelpKind.SKILLS))
    open_to = for_people.exclude(answers__user=supporter.user_id)
    rows = HelpField.objects.filter(help_wanted=OuterRef("pk"))
    return _best(open_to, _offer(supporter), rows)


def supporters_fitting(wanted: HelpWanted, user: Person) -> list[Match]:
    """Supporters that let this person see them and fit what is wanted, the best first."""
    seen = Supporter.objects.visible_to(user).offering().at_times(_times(wanted))
    others = seen.exclude(user=user.pk) if user.pk else seen
    rows = SupporterField.objects.filter(supporter=OuterRef("pk"))
    return _best(others, _offer(wanted), rows)


def _times(record: Any) -> int:
    """All of the week for who says nothing of when."""
    return record.times or week.WHOLE_WEEK


def _offer(record: Any) -> Offer:
    numbers = frozenset(row.number for row in record.fields.all())
    return Offer(numbers, record.times, record.district)


def _best(records: QuerySet[Any], offer: Offer, rows: QuerySet[Any]) -> list[Match]:
    if offer.district:
        records = records.filter(district__in=("", offer.district))
    speaks: list[Any] = [Exists(rows.filter(number__in=offer.fields))] if offer.fields else []
    if offer.times:
        records = records.alias(shared=F("times").bitand(offer.times))
        speaks.append(Q(shared__gt=0))
    if offer.district:
        speaks.append(Q(district=offer.district))
    if not speaks:
        return []
    score: Any = Value(0)
    for reason in speaks:
        score += Case(When(reason, then=1), default=0, output_field=IntegerField())
    found = records.alias(score=score).filter(score__gt=0).prefetch_related("fields")
    best = found.order_by("-score", "-created_at", "-pk")[:SHOWN]
    return [Match(record, reasons(offer, _offer(record))) for record in best]


def reasons(one: Offer, other: Offer) -> str:
    """What the two have in common, in the language of the page."""
    told: Collection[str] = [
        *week.told(one.times & other.times),
        *(field_name(number) for number in sorted(one.fields & other.fields)),
        *([district_name(one.district)] if one.district and one.district == other.district else ()),
    ]
    return str(listed(told))


def help_of_mine(user: Person) -> list[Match]:
    """What fits what this person offers themselves; nothing while they rest or offer nothing."""
    mine = Supporter.objects.offering().filter(user=user.pk).prefetch_related("fields").first()
    return help_fitting(mine) if mine is not None else []
