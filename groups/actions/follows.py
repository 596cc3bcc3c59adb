"""Following and being told: one's own choices, which are kept for nobody else to read. That is why they
have no entry in the record of acts, which the city reads."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone

from groups.models import Follow, FollowKind, Frequency, NoticeKind, NoticePreference, User
from groups.models.follows import USUAL
from groups.models.people import account_of
from groups.rules.follows import can_follow
from kyodo_portal.life.people import Person
from kyodo_portal.writing.locks import hold


@transaction.atomic
def follow(
    *, by: Person, kind: str, number: int = 0, slug: str = "", query: str = "", name: str = ""
) -> tuple[Follow, bool]:
    """Follow one thing, or a list under conditions called `name`; and whether it is new. From now on
    counts what is news of it. Raises `PermissionDenied`."""
    account = account_of(by)
    hold(User, account.pk)
    which = {"user": account, "kind": kind, "target_id": number, "slug": slug, "query": query}
    if known := Follow.objects.filter(**which).first():
        return known, False
    can_follow(by).enforce()
    begin_notices(NoticeKind.FOLLOWED, account.pk)
    return Follow.objects.create(**which, name=name), True


@transaction.atomic
def unfollow(*, by: Person, kind: str, number: int = 0, pk: int = 0) -> bool:
    """Follow it no longer; whether it was followed."""
    mine = Follow.objects.visible_to(by)
    which = mine.filter(pk=pk) if pk else mine.filter(kind=kind, target_id=number)
    return bool(which.delete()[0])


@transaction.atomic
def follow_fields(*, by: Person, numbers: set[int]) -> None:
    """Follow these fields and no others. Raises `PermissionDenied`."""
    mine = Follow.objects.visible_to(by).filter(kind=FollowKind.FIELD)
    mine.exclude(target_id__in=numbers).delete()
    for number in sorted(numbers):
        follow(by=by, kind=FollowKind.FIELD, number=number)


@transaction.atomic
def choose_frequencies(*, by: Person, chosen: dict[str, str]) -> None:
    """How often somebody is told of each kind. Who was told nothing for a while is told from now on."""
    for kind, frequency in chosen.items():
        set_frequency(account_of(by).pk, kind, frequency)


def set_frequency(user_id: int, kind: str, frequency: str) -> None:
    """The same for one kind, of an account that a letter names."""
    kept = begin_notices(kind, user_id)
    if kept.frequency == frequency:
        return
    changes: dict[str, Any] = {"frequency": frequency}
    if Frequency.NEVER in (kept.frequency, frequency):
        changes["told_until"] = timezone.now()
    NoticePreference.objects.filter(pk=kept.pk).update(**changes)


@transaction.atomic
def read_notices(*, by: Person, until: dt.datetime) -> None:
    """What my page shows has been read up to here."""
    kept = begin_notices(NoticeKind.FOLLOWED, account_of(by).pk)
    NoticePreference.objects.filter(pk=kept.pk).update(read_until=min(until, timezone.now()))


def begin_notices(kind: str, user_id: int) -> NoticePreference:
    """Somebody's row of this kind of notice; a new one counts from now on. Who makes a profile that
    others are matched with begins to be told so."""
    kept, _ = NoticePreference.objects.get_or_create(
        user_id=user_id,
        kind=kind,
        defaults={"frequency": USUAL[kind]},
    )
    return kept
