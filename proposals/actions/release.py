"""The decisions of a call are released together, in one transaction: at the press, or at a set time."""

import datetime as dt
from contextlib import suppress

from django.db import transaction

from groups.models.people import account_of
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.life.people import Person
from kyodo_portal.writing.locks import all_locked, locked
from proposals.flows import CALL_FLOW
from proposals.judging.release import Outlook, outlook_of
from proposals.models import DECIDABLE_STATUSES, Call, CallStatus, Proposal
from proposals.rules.calls import can_be_released, can_set_release, may_release


@transaction.atomic
def release_call(*, call: Call, by: Person, read: str | None = None) -> Outlook:
    """Release everything that is decided in a call; returns what is left of it. `read` is the mark of
    what the person had before them: where a draft was changed since, nothing is released. Raises
    `PermissionDenied` or `MoveRefused`; then nothing has changed.

    The proposals are held before their call, in the order of their numbers, so that neither a second
    release nor anybody who writes a draft meets it half way."""
    _hold_proposals(call)
    current = Call.objects.get(pk=call.pk)
    may_release(by, current).enforce()
    can = can_be_released(current)
    if not can:
        raise MoveRefused(can.reason)
    if read is not None and outlook_of(current).digest != read:
        raise MoveRefused(
            "この画面を開いている間に、決定の案が書き換えられました。"
            "もう一度内容を確かめてから、公表してください。"
        )
    is_first = current.status == CallStatus.REVIEWING
    CALL_FLOW.make("announce_results" if is_first else "release_rest", current, by=by)
    return outlook_of(current)


def _hold_proposals(call: Call) -> None:
    all_locked(Proposal.objects.filter(call=call, status__in=DECIDABLE_STATUSES))


@transaction.atomic
def set_release(*, call: Call, at: dt.datetime, by: Person) -> None:
    """Say when the decisions of a call are released; what is drafted until then comes out with it.
    Raises `PermissionDenied` or `MoveRefused`."""
    current = locked(Call, pk=call.pk)
    may_release(by, current).enforce()
    can = can_set_release(current, at)
    if not can:
        raise MoveRefused(can.reason)
    Call.objects.filter(pk=current.pk).update(release_at=at, release_set_by=account_of(by))
    CALL_FLOW.record("set_release", current, by=by, data={"at": at.isoformat()})


@transaction.atomic
def unset_release(*, call: Call, by: Person) -> None:
    """Take the time back: nothing comes out by itself. Raises `PermissionDenied`, or `MoveRefused`
    where none is set any more."""
    current = locked(Call, pk=call.pk)
    may_release(by, current).enforce()
    if current.release_at is None:
        raise MoveRefused("公表の日時は、決まっていません。すでに取り消されたか、公表されました。")
    Call.objects.filter(pk=current.pk).update(release_at=None, release_set_by=None)
    CALL_FLOW.record("unset_release", current, by=by)


def release_due(now: dt.datetime) -> int:
    """Release every call whose time has come, each in a transaction of its own and all of it at once
    however late it is; how many. One that cannot be released stops no other."""
    due = Call.objects.filter(release_at__lte=now).order_by("release_at", "pk")
    return sum(_release_on_time(call, now) for call in due)


def _release_on_time(call: Call, now: dt.datetime) -> bool:
    with suppress(MoveRefused), transaction.atomic():
        _hold_proposals(call)
        current = Call.objects.select_related("release_set_by").get(pk=call.pk)
        if current.release_at is None or current.release_at > now or not current.release_set_by:
            return False
        if not can_be_released(current):
            Call.objects.filter(pk=current.pk).update(release_at=None, release_set_by=None)
            CALL_FLOW.record("unset_release", current, by=None)
            return False
        CALL_FLOW.make("release_on_time", current, by=current.release_set_by)
        return True
    return False
