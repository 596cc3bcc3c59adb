"""Offering oneself as a supporter, resting, ending it; and forgetting those whose day is past."""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from groups.actions.guests import vouch_for, welcome
from groups.guests import Purpose, register
from groups.models import ConfirmedHow, Guest, Supporter, SupporterField
from groups.models.people import account_of
from groups.rules.supporters import can_enter_supporter, can_offer_oneself, may_keep_supporter
from kyodo_portal.cities import city
from kyodo_portal.life import audit
from kyodo_portal.life.people import Person
from kyodo_portal.life.recorded import Recorded
from kyodo_portal.writing.locks import locked
from kyodo_portal.writing.once import create_once

KEPT = Recorded(name="keep", label="サポーターの内容を書いた")
RESTED = Recorded(name="rest", label="サポーターを休んだ")
RESUMED = Recorded(name="resume", label="サポーターを再開した")
ENDED = Recorded(name="end", label="サポーターをやめた")
ENTERED = Recorded(name="enter", label="窓口で聞いたサポーターの内容を入力した")

CAME_FOR = "supporter"

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
    _write_fields(supporter, fields)
    audit.record(KEPT, target=supporter, by=by)


def enter_supporter(
    *, supporter: Supporter, guest: Guest, fields: Iterable[int], by: Person, key: UUID
) -> tuple[Supporter, bool]:
    """Enter what somebody without an account tells at the counter, once per key; `supporter` says how and
    when it came, and is unsaved as `guest` is. Returns it and whether it is new. Raises
    `PermissionDenied`."""
    can_enter_supporter(by).enforce()
    account = account_of(by)

    def create(stored: UUID) -> Guest:
        supporter.valid_until, supporter.entered_by = new_last_day(), account
        guest.submission_key = stored
        supporter.guest = welcome(guest, came_for=CAME_FOR, forget_on=_forget_on(supporter))
        supporter.save()
        vouch_for(guest, how=ConfirmedHow.COUNTER, by=by)
        _write_fields(supporter, fields)
        audit.record(ENTERED, target=supporter, by=by)
        return guest

    known, is_new = create_once(Guest, key, create, by=account)
    return Supporter.objects.get(guest=known), is_new


def _write_fields(supporter: Supporter, numbers: Iterable[int]) -> None:
    supporter.fields.all().delete()
    SupporterField.objects.bulk_create(
        SupporterField(supporter=supporter, number=number) for number in sorted(set(numbers))
    )


def _forget_on(supporter: Supporter) -> dt.date:
    """The day on which name and contact of who has no account go, with what they offer."""
    return supporter.valid_until + FORGOTTEN_AFTER


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
        current.is_resting, current.valid_until = False, new_last_day()
        current.save(update_fields=["is_resting", "valid_until", "updated_at"])
        Guest.objects.filter(supporter=current).update(forget_on=_forget_on(current))
        audit.record(RESUMED, target=current, by=by)


@transaction.atomic
def end(*, supporter: Supporter, by: Person) -> None:
    """What they wrote goes at once, and of who has no account the name and the contact."""
    current = _own(supporter, by)
    audit.record(ENDED, target=current, by=by)
    (current.guest or current).delete()


def forget_supporters(now: dt.datetime) -> int:
    """Remove what supporters wrote whose last day is long past. Returns how many."""
    before = timezone.localdate(now) - FORGOTTEN_AFTER
    _number, rows = Supporter.objects.filter(valid_until__lt=before).delete()
    return rows.get(Supporter._meta.label, 0)


def _own(supporter: Supporter, by: Person) -> Supporter:
    current = locked(Supporter, pk=supporter.pk)
    may_keep_supporter(by, current).enforce()
    return current


register(
    Purpose(
        key=CAME_FOR,
        label=_("サポーターになる"),
        about=lambda guest: str(_("サポーター")),
        confirmed=lambda guest: None,
        page=lambda guest: reverse("supporters:list"),
    )
)
