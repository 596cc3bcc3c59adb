"""Asking for a lecture, with an account, without one and at the counter; who answers, and the report."""

import datetime as dt
from contextlib import suppress
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from groups import people
from groups.actions.guests import vouch_for, welcome
from groups.guests import Purpose, register
from groups.models import ConfirmedHow, Department, Group, Guest
from groups.models.people import account_of
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.life.people import EVERYBODY, Person
from kyodo_portal.life.verdicts import Verdict
from kyodo_portal.post import letters
from kyodo_portal.writing.locks import locked
from kyodo_portal.writing.once import create_once
from projects.flows import LECTURE_REQUEST_FLOW
from projects.flows.lecture_letters import KEPT_AFTER, answerers
from projects.models import (
    Lecture,
    LectureReport,
    LectureRequest,
    LectureStatus,
)
from projects.rules import lecture_requests as rules

CAME_FOR = "lecture"


def in_time(verdict: Verdict) -> None:
    """Raises `MoveRefused` where something can be done no more, or not yet."""
    if not verdict:
        raise MoveRefused(verdict.reason)


def _prepare(request: LectureRequest, lecture: Lecture | None, key: UUID) -> None:
    if lecture is not None:
        rules.can_ask_for(lecture).enforce()
        request.lecture = lecture
        request.department = lecture.department if lecture.department.is_active else None
    request.submission_key = key
    request.answer_by = LectureRequest.last_day_to_answer(request.came_on or timezone.localdate())


def ask_for_lecture(
    *,
    lecture: Lecture | None,
    request: LectureRequest,
    by: Person,
    key: UUID,
    group: Group | None = None,
) -> tuple[LectureRequest, bool]:
    """Ask for a lecture, or without one for what the request wishes for, once per key; those who answer are told.
    `request` is an unsaved record."""
    account = account_of(by)

    def create(stored: UUID) -> LectureRequest:
        _prepare(request, lecture, stored)
        request.group, request.user = group, None if group else account
        request.save()
        entry = LECTURE_REQUEST_FLOW.record("apply", request, by=by, after=request.status)
        _tell(request, by=by, key=f"lecture.apply:{entry.pk}")
        return request

    return create_once(LectureRequest, key, create, by=account)


def ask_as_guest(
    *, lecture: Lecture | None, request: LectureRequest, guest: Guest, key: UUID
) -> tuple[LectureRequest, bool]:
    """Ask without an account, once per key. It waits until they have typed their code, or somebody has called."""

    def create(stored: UUID) -> LectureRequest:
        _prepare(request, lecture, stored)
        guest.submission_key = stored
        last = timezone.localdate(max(request.wishes))
        until = max(last, timezone.localdate()) + KEPT_AFTER
        request.guest = welcome(guest, came_for=CAME_FOR, forget_on=until)
        request.status = LectureStatus.UNCONFIRMED
        request.save()
        if not guest.email:
            _tell(request, by=None, key=f"lecture.call:{request.pk}")
        return request

    return create_once(LectureRequest, key, create, by=EVERYBODY)


@transaction.atomic
def enter_request(
    *, lecture: Lecture | None, request: LectureRequest, guest: Guest, by: Person, key: UUID
) -> tuple[LectureRequest, bool]:
    """Enter what came to the counter; `request` says how and when it came."""
    rules.can_enter_request(by).enforce()
    request.entered_by = account_of(by)
    made, is_new = ask_as_guest(lecture=lecture, request=request, guest=guest, key=key)
    if is_new and made.guest is not None:
        vouch_for(made.guest, how=ConfirmedHow.COUNTER, by=by)
    return made, is_new


def _tell(request: LectureRequest, *, by: Person | None, key: str) -> None:
    letters.tell_others(
        answerers(request),
        by=by,
        about=request,
        told=_("出前講座の申込みが届きました"),
        next_step=_("申込みのページで希望を読み、返事をしてください。"),
        key=key,
    )


@transaction.atomic
def confirm_asker(*, request: LectureRequest, by: Person) -> None:
    """Those who answer have spoken with somebody who left a telephone number only."""
    rules.may_answer(by, request).enforce()
    if request.guest is not None:
        vouch_for(request.guest, how=ConfirmedHow.CALL, by=by)


@transaction.atomic
def route_request(
    *, request: LectureRequest, department: Department | None, words: str, by: Person
) -> None:
    """Bring it to the department that can speak about it, or back to the coordinators; those are told."""
    current = locked(LectureRequest, pk=request.pk)
    rules.may_route(by, current).enforce()
    in_time(rules.can_be_settled(current))
    current.department = department
    current.save(update_fields=["department", "updated_at"])
    entry = LECTURE_REQUEST_FLOW.record("route", current, by=by, note=words)
    letters.tell_others(
        answerers(current),
        by=by,
        about=current,
        told=_("出前講座の申込みが、担当に回ってきました"),
        note=words,
        next_step=_("申込みのページで希望を読み、返事をしてください。"),
        key=f"lecture.route:{entry.pk}",
    )
    request.refresh_from_db()


@transaction.atomic
def write_report(*, request: LectureRequest, report: LectureReport, by: Person) -> LectureReport:
    """Tell what came of it, once; what people asked for that is another department's goes there at once. `report` is
    an unsaved record. Raises `MoveRefused` and `PermissionDenied`."""
    current = locked(LectureRequest.objects.select_related("event"), pk=request.pk)
    rules.may_answer(by, current).enforce()
    in_time(rules.can_be_reported(current))
    report.request, report.written_by = current, account_of(by)
    report.save()
    LECTURE_REQUEST_FLOW.make("report", current, by=by)
    if report.passed_to is not None:
        letters.tell_others(
            people.staff([report.passed_to_id]),
            by=by,
            about=request,
            told="出前講座で出た要望を引き継ぎました",
            note=report.passed_words,
            next_step="内容を確かめ、必要なときは、講座をした課に連絡してください。",
            page=reverse("lectures:list"),
            key=f"lecture.passed:{report.pk}",
        )
    return report


def request_of(guest: Guest) -> LectureRequest:
    """What this guest asked for."""
    return LectureRequest.objects.whole().get(guest=guest)


def _confirmed(guest: Guest) -> None:
    LECTURE_REQUEST_FLOW.make("confirm", request_of(guest), by=guest.confirmed_by or EVERYBODY)


register(
    Purpose(
        key=CAME_FOR,
        label=_("出前講座を申し込む"),
        about=lambda guest: request_of(guest).title,
        confirmed=_confirmed,
        page=lambda guest: reverse("lectures:guest", args=[guest.pk, guest.token]),
        done=lambda _guest: _("申込みを送りました。返事があると、メールでお知らせします。"),
        received=_("出前講座の申込みを届けました"),
    )
)


def forget_requests(now: dt.datetime) -> int:
    """Remove what guests asked who never typed the code and were forgotten; of what is over for 30 days, and of what
    nobody answered before its last wish was past so long, the telephone numbers and what had to be heeded, and of
    forgotten guests their words, go, too: nobody is left to answer them. How many were removed. Safe to repeat."""
    nobodys = LectureRequest.objects.filter(guest=None, user=None, group=None)
    gone = nobodys.filter(status=LectureStatus.UNCONFIRMED).delete()[0]
    nobodys.exclude(purpose="").forget_words()
    for request in nobodys.unanswered():
        with suppress(MoveRefused):  # answered in this instant
            LECTURE_REQUEST_FLOW.make("run_out", request, by=EVERYBODY)
    past = now - KEPT_AFTER
    wished = LectureRequest.objects.unanswered().filter(first_at__lte=past)
    for later in ("second_at", "third_at"):
        wished = wished.filter(Q(**{later: None}) | Q(**{f"{later}__lte": past}))
    over = Q(pk__in=wished.order_by().values("pk"))
    over |= Q(event__ends_at__lte=now - KEPT_AFTER) | Q(
        status__in=[LectureStatus.DECLINED, LectureStatus.CANCELLED],
        updated_at__lte=now - KEPT_AFTER,
    )
    LectureRequest.objects.filter(over).exclude(phone="", needs="").update(phone="", needs="")
    return gone
