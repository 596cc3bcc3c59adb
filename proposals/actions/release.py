"""The decisions of a call are released together, in one transaction: at the press, or at a set time."""

import datetime as dt

from django.db import transaction

from groups.models.people import account_of
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.life.people import Person
from kyodo_portal.writing.locks import all_locked, locked
from proposals.flows import CALL_FLOW
from proposals.flows.calls import NO_TIME
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
    hold_proposals(call)
    current = Call.objects.get(pk=call.pk)
    may_release(by, current).enforce()
    can = can_be_released(current)
    if not can:
        raise MoveRefused(can.reason)
    _was_read(outlook_of(current), read)
    is_first = current.status == CallStatus.REVIEWING
    CALL_FLOW.make("announce_results" if is_first else "release_rest", current, by=by)
    return outlook_of(current)


def hold_proposals(call: Call) -> None:
    """Hold what can be decided in a call, before the call itself."""
    all_locked(Proposal.objects.filter(call=call, status__in=DECIDABLE_STATUSES))


def _was_read(outlook: Outlook, read: str | None) -> None:
    """Raises `MoveRefused` where anything of it is not as it was read; without a mark it is taken as it stands."""
    if read is None:
        return
    unread = outlook.unread(read)
    if unread or outlook.gone(read):
        what = f"（{unread}）" if unread else ""
        raise MoveRefused(
            f"この画面を開いている間に、決定の案が書き換えられました{what}。"
            "もう一度内容を確かめてから、公表してください。"
        )


@transaction.atomic
def set_release(*, call: Call, at: dt.datetime, by: Person, read: str | None = None) -> None:
    """Say when the decisions of a call are released, as they were read (`read`, as of `release_call`): what is
    changed afterwards does not come out unread (`actions.release_on_time`).
    Raises `PermissionDenied` or `MoveRefused`."""
    hold_proposals(call)
    current = locked(Call, pk=call.pk)
    may_release(by, current).enforce()
    can = can_set_release(current, at)
    if not can:
        raise MoveRefused(can.reason)
    outlook = outlook_of(current)
    _was_read(outlook, read)
    Call.objects.filter(pk=current.pk).update(
        release_at=at, release_set_by=account_of(by), release_read=outlook.digest
    )
    CALL_FLOW.record("set_release", current, by=by, data={"at": at.isoformat()})


@transaction.atomic
def unset_release(*, call: Call, by: Person) -> None:
    """Take the time back: nothing comes out by itself. Raises `PermissionDenied`, or `MoveRefused`
    where none is set any more."""
    current = locked(Call, pk=call.pk)
    may_release(by, current).enforce()
    if current.release_at is None:
        raise MoveRefused("公表の日時は、決まっていません。すでに取り消されたか、公表されました。")
    Call.objects.filter(pk=current.pk).update(**NO_TIME)
    CALL_FLOW.record("unset_release", current, by=by)
