"""What the clock does with calls whose decisions come out at a set time: each for itself, and never unread."""

import datetime as dt

from django.db import transaction
from django.urls import reverse

from groups import people
from kyodo_portal.life.clock import one_by_one
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.post import letters
from kyodo_portal.words.text import japanese_datetime
from proposals.actions.release import hold_proposals
from proposals.flows import CALL_FLOW
from proposals.flows.calls import NO_TIME
from proposals.judging.release import outlook_of
from proposals.models import Call
from proposals.rules.calls import can_be_released, may_release


def release_due(now: dt.datetime) -> int:
    """Release every call whose time has come, all of it at once however late it is; how many. Of one that is
    not any more as it was read, or whose letters cannot be written, the time is taken back as soon as that is seen."""
    timed = Call.objects.filter(release_at__isnull=False).order_by("release_at", "pk")
    return one_by_one(timed, lambda call: _release_on_time(call, now), failed=_tell_failure)


def _release_on_time(call: Call, now: dt.datetime) -> bool:
    """Whether it was released. The proposals are held where something is to be done."""
    if call.release_at is not None and call.release_at > now and not _what_stops(call):
        return False
    hold_proposals(call)
    current = Call.objects.select_related("release_set_by").get(pk=call.pk)
    if current.release_at is None or current.release_set_by is None:
        return False
    if why := _what_stops(current):
        _take_back(current, why)
        return False
    if current.release_at > now:
        return False
    CALL_FLOW.make("release_on_time", current, by=current.release_set_by)
    return True


def _what_stops(call: Call) -> str:
    can = can_be_released(call)
    if not can:
        return can.reason
    unread = outlook_of(call).unread(call.release_read)
    return f"日時を決めたあとに、内容が変わりました（{unread}）。" if unread else ""


def _take_back(call: Call, why: str) -> None:
    time = f"（{japanese_datetime(call.release_at)}）" if call.release_at is not None else ""
    Call.objects.filter(pk=call.pk).update(**NO_TIME)
    entry = CALL_FLOW.record("unset_release", call, by=None, note=why)
    _tell(
        call,
        told=f"決定を公表する日時{time}を取り消しました",
        note=why,
        next_step="公表の画面でもう一度内容を確かめて、日時を決め直してください。",
        key=f"call.release_taken_back:{entry.pk}",
    )


def _tell_failure(call: Call, failure: Exception) -> None:
    """Once for each time that was set; it is tried again until it comes out or the time is taken back."""
    why = failure.reason if isinstance(failure, MoveRefused) else ""
    with transaction.atomic():
        _tell(
            call,
            told="決めた日時に、決定を公表できませんでした",
            note=why or "思いがけないエラーが起きました。原因は、サーバーのログにあります。",
            next_step="ほかの募集の公表は止まりません。システムの担当者に知らせてください。直るまで、30秒ごとに試します。",
            key=f"call.release_failed:{call.pk}:{call.release_at.isoformat() if call.release_at else ''}",
        )


def _tell(call: Call, *, told: str, note: str, next_step: str, key: str) -> None:
    """The coordinators who may release the call."""
    letters.tell_others(
        [person for person in people.coordinators() if may_release(person, call)],
        by=None,
        about=call,
        told=told,
        note=note,
        next_step=next_step,
        page=reverse("admin:proposals_call_release", args=[call.pk]),
        key=key,
    )
