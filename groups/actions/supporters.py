"""Offering oneself as a supporter, resting, ending it; and forgetting those whose day is past."""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from groups.models import Supporter, SupporterField
from groups.models.people import account_of
from groups.rules.supporters import can_offer_oneself, may_keep_supporter
from kyodo_portal.cities import city
from kyodo_portal.life import audit
from kyodo_portal.life.people import Person
from kyodo_portal.life.recorded import Recorded
from kyodo_portal.writing.locks import locked

KEPT = Recorded(name="keep", label="サポーターの内容を書いた")
RESTED = Recorded(name="rest", label="サポーターを休んだ")
RESUMED = Recorded(name="resume", label="サポーターを再開した")
ENDED = Recorded(name="end", label="サポーターをやめた")

FORGOTTEN_AFTER = dt.timedelta(days=90)
"""How long after its last day what a supporter wrote can still be taken up again."""


def new_last_day() -> dt.date:
    """Up to which day (JST) what is written today holds."""
    return timezone.localdate() + dt.timedelta(days=city().waits.supporter)


@transaction.atomic
def keep_supporter(
    *, supporter: Supporter, fields: Iterable[int], by: Person, write: Callable[[], Any]
) -> None:
    """Keep what somebody writes of themselves; it holds for a year from today. The caller holds their
    account, so that there is one of each person. Raises `PermissionDenied`."""
    can_offer_oneself(by).enforce()
    supporter.user = account_of(by) if supporter.pk is None else supporter.user
    may_keep_supporter(by, supporter).enforce()
    supporter.valid_until = new_last_day()
    write()
    supporter.fields.all().delete()
    SupporterField.objects.bulk_create(
        SupporterField(supporter=supporter, number=number) for number in sorted(set(fields))
    )
    audit.record(KEPT, target=supporter, by=by)


@transaction.atomic
def rest(*, supporter: Supporter, by: Person) -> None:
    """Not to be seen or asked for a while. Pressed twice, it is written once."""
    current = _own(supporter, by)
    if not current.is_resting:
        Supporter.objects.filter(pk=current.pk).update(is_resting=True)
        audit.record(RESTED, target=current, by=by)


@transaction.atomic
def resume(*, supporter: Supporter, by: Person) -> None:
    """To be asked again, for a year from today."""
    current = _own(supporter, by)
    if current.is_resting or current.valid_until != new_last_day():
        Supporter.objects.filter(pk=current.pk).update(is_resting=False, valid_until=new_last_day())
        audit.record(RESUMED, target=current, by=by)


@transaction.atomic
def end(*, supporter: Supporter, by: Person) -> None:
    """What they wrote goes at once."""
    current = _own(supporter, by)
    audit.record(ENDED, target=current, by=by)
    current.delete()


def forget_supporters(now: dt.datetime) -> int:
    """Remove what supporters wrote whose last day is long past. Returns how many."""
    before = timezone.localdate(now) - FORGOTTEN_AFTER
    _, rows = Supporter.objects.filter(valid_until__lt=before).delete()
    return rows.get(Supporter._meta.label, 0)


def _own(supporter: Supporter, by: Person) -> Supporter:
    current = locked(Supporter, pk=supporter.pk)
    may_keep_supporter(by, current).enforce()
    return current
