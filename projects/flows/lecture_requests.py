"""The life of asking for a lecture: asked for, talked over, settled, spoken, reported."""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from groups import people
from groups.actions.guests import tell_guest
from groups.models import Guest
from kyodo_portal.life.flows import Act, Flow, Move
from kyodo_portal.life.interest import Concern, ids
from kyodo_portal.life.people import EVERYBODY
from kyodo_portal.life.recorded import Reader, Recorded
from kyodo_portal.post import letters
from kyodo_portal.words.languages import Words, later
from projects.attending.telling import TOLD_TOO
from projects.flows.events import AFTER_CALLING_OFF, EVENT_FLOW
from projects.models import Event, LectureRequest, LectureStatus
from projects.rules import lecture_requests as rules

UNCONFIRMED, APPLIED = LectureStatus.UNCONFIRMED, LectureStatus.APPLIED
TALKING, DECIDED, HELD = LectureStatus.TALKING, LectureStatus.DECIDED, LectureStatus.HELD
REPORTED, DECLINED = LectureStatus.REPORTED, LectureStatus.DECLINED
CANCELLED = LectureStatus.CANCELLED
PARTIES = Reader.PARTIES
THE_CITY, THE_ASKER = _("市"), _("申し込んだ人")
KEPT_AFTER = dt.timedelta(days=30)
"""How long the name and contact of who asked are kept after the end."""
OPEN_TO_CANCEL = frozenset({APPLIED, TALKING, DECIDED})


def answerers(request: LectureRequest, _: Act | None = None) -> Any:
    """The staff of the department; the coordinators for a wish without one, or where nobody works there."""
    staff = list(people.staff([request.department_id])) if request.department_id else []
    return staff or people.coordinators()


def askers(request: LectureRequest, _: Act | None = None) -> Any:
    """Whoever asked, or those who speak for the group. Who has no account is written to with the way to their page."""
    if request.group_id is not None:
        return people.managers([request.group_id])
    return [request.user] if request.user is not None else []


def _other_side(request: LectureRequest, act: Act) -> Any:
    return answerers(request) if _by_asker(request, act) else askers(request)


def _by_asker(request: LectureRequest, act: Act) -> bool:
    return act.by is EVERYBODY or rules.is_asker(act.by, request)


def concerns_of(request: LectureRequest) -> Iterable[Concern]:
    """Theirs who asked: the person, and the members of the group."""
    return [
        Concern(
            groups=ids(request.group_id),
            people=ids(request.user_id),
            since=lambda: request.created_at,
        )
    ]


def forget_later(request: LectureRequest, day: dt.date | None = None) -> None:
    """A guest is known for 30 days after this day, today where none is said."""
    if request.guest_id is not None:
        until = max(day or timezone.localdate(), timezone.localdate()) + KEPT_AFTER
        Guest.objects.filter(pk=request.guest_id).update(forget_on=until)


def _to_guest(told: Words, next_step: Words, *, ends: bool = False) -> Callable[..., None]:
    """What somebody without an account is told."""

    def effect(request: LectureRequest, act: Act) -> None:
        if request.guest is None:
            return
        tell_guest(
            request.guest,
            told=told,
            note=act.note,
            next_step=next_step,
            facts=later(when_and_where, request.event) if request.event else "",
            key=f"lecture:{request.pk}:{act.at:%Y%m%d%H%M%S}",
        )
        if ends:
            forget_later(request)

    return effect


def when_and_where(event: Event) -> str:
    """The day as a letter says it."""
    return f"{event.when_words}　{event.where}"


def _decided(request: LectureRequest, act: Act) -> None:
    event = request.event
    if event is None:
        return
    EVENT_FLOW.make("arrange", event, by=act.by)
    forget_later(request, timezone.localdate(event.ends_at))
    _to_guest(SETTLED, COME)(request, act)


def _called_off(request: LectureRequest, act: Act) -> None:
    """The day is called off with it, and everybody who would have come is told."""
    event = request.event
    if event is not None and event.live_status in EVENT_FLOW.moves["fall_through"].sources:
        EVENT_FLOW.make("fall_through", event, by=act.by, note=act.note)
    if _by_asker(request, act):
        forget_later(request)
    else:
        _to_guest(OFF, ASK_AGAIN, ends=True)(request, act)


def _follow_the_day(event: Event, act: Act) -> None:
    """The department has called the day off on its page: then the request is over, too."""
    request = LectureRequest.objects.filter(event=event, status=DECIDED).first()
    if request is not None:
        LECTURE_REQUEST_FLOW.make("be_called_off", request, by=act.by, note=act.note)


def _tell_who_asked(event: Event, *, told: Words, key: str, note: Words, next_step: Words) -> None:
    """What those who come to the day are told, whoever asked for it is told, too."""
    request = LectureRequest.objects.filter(event=event, status=DECIDED).whole().first()
    if request is None:
        return
    if request.guest is not None:
        tell_guest(request.guest, told=told, note=note, key=f"lecture.{key}:{request.pk}")
    for person in askers(request):
        letters.queue_letter(
            person,
            about=request,
            told=told,
            note=note,
            facts=later(when_and_where, event),
            key=f"lecture.{key}:{request.pk}:{person.pk}",
        )


TOLD_TOO.append(_tell_who_asked)
AFTER_CALLING_OFF.append(_follow_the_day)

SETTLED = _("出前講座の日時が決まりました")
COME = _("日時と場所を確かめて、用意していただくものを準備してください。")
CANNOT = _("出前講座に、うかがえないと返事がありました")
ASK_AGAIN = _("ほかの講座や、別の日でも申し込めます。")
OFF = _("出前講座が取り消されました")
TAKEN_UP = _("出前講座の日時などを、担当課が調整しています")


LECTURE_REQUEST_FLOW = Flow(
    LectureRequest,
    LectureStatus,
    turns={
        UNCONFIRMED: _("申し込んだ方の確認を待っています"),
        APPLIED: _("担当課の返事を待っています"),
        TALKING: _("担当課が、日時や内容を調整しています"),
        DECIDED: _("日時が決まりました。その日を待っています"),
        HELD: _("終わりました。担当課が報告を書いています"),
        REPORTED: _("報告がまとまりました"),
        DECLINED: _("今回は、うかがえません"),
        CANCELLED: _("取り消されました"),
    },
    tones={
        UNCONFIRMED: "muted",
        APPLIED: "warning",
        TALKING: "info",
        DECIDED: "success",
        HELD: "neutral",
        REPORTED: "neutral",
        DECLINED: "muted",
        CANCELLED: "muted",
    },
    concerns=concerns_of,
    moves=[
        Move(
            name="confirm",
            label=_("本人と確かめる"),
            sources=frozenset({UNCONFIRMED}),
            target=APPLIED,
            happened=_("申し込んだ方が確かめられました"),
            read_by=PARTIES,
            judges=False,
            automatic=True,
            tells=answerers,
            told=_("出前講座の申込みが届きました"),
            next_step=_("申込みのページで希望を読み、返事をしてください。"),
        ),
        Move(
            name="take_up",
            label=_("調整を始める"),
            sources=frozenset({APPLIED}),
            target=TALKING,
            happened=_("担当課が調整を始めました"),
            side=THE_CITY,
            read_by=PARTIES,
            note_read_by=PARTIES,
            who=rules.may_answer,
            when=rules.has_department,
            judges=False,
            note_label=_("申し込んだ方に伝えること"),
            effect=_to_guest(TAKEN_UP, ""),
            tells=askers,
            told=TAKEN_UP,
            done=_("調整を始めました。申し込んだ方に伝えました。"),
        ),
        Move(
            name="decide",
            label=_("日時を決めて、引き受ける"),
            sources=frozenset({APPLIED, TALKING}),
            target=DECIDED,
            happened=_("日時と場所が決まりました"),
            side=THE_CITY,
            read_by=PARTIES,
            note_read_by=PARTIES,
            who=rules.may_answer,
            when=rules.has_department,
            judges=True,
            automatic=True,
            stamps=lambda _, act: {"event_id": act.data["event"], "decided_at": act.at},
            effect=_decided,
            tells=askers,
            told=SETTLED,
            next_step=COME,
        ),
        Move(
            name="decline",
            label=_("うかがえないと伝える"),
            sources=frozenset({APPLIED, TALKING}),
            target=DECLINED,
            happened=_("うかがえないと返事をしました"),
            side=THE_CITY,
            read_by=PARTIES,
            note_read_by=PARTIES,
            who=rules.may_answer,
            judges=True,
            stamps=lambda _, act: {"decided_at": act.at},
            effect=_to_guest(CANNOT, ASK_AGAIN, ends=True),
            note_label=_("うかがえない理由と、代わりにできること（申し込んだ方に届きます）"),
            tells=askers,
            told=CANNOT,
            next_step=ASK_AGAIN,
            done=_("うかがえないことと理由を、申し込んだ方に伝えました。"),
        ),
        Move(
            name="hold",
            label=_("講座の時間が過ぎる"),
            sources=frozenset({DECIDED}),
            target=HELD,
            by_clock=True,
        ),
        Move(
            name="report",
            label=_("報告を書く"),
            sources=frozenset({HELD}),
            target=REPORTED,
            happened=_("報告がまとまりました"),
            side=THE_CITY,
            read_by=PARTIES,
            who=rules.may_answer,
            judges=False,
            automatic=True,
            effect=_to_guest(_("出前講座の報告がまとまりました"), "", ends=True),
            tells=askers,
            told=_("出前講座の報告がまとまりました"),
        ),
        Move(
            name="cancel",
            label=_("取り消す"),
            sources=OPEN_TO_CANCEL,
            target=CANCELLED,
            happened=_("取り消されました"),
            read_by=PARTIES,
            note_read_by=PARTIES,
            who=rules.may_cancel,
            judges=rules.is_answering,
            when=rules.can_be_cancelled,
            note_label=_("取り消す理由（相手に届きます）"),
            effect=_called_off,
            tells=_other_side,
            told=OFF,
            next_step=_("続けて聞きたいことがあれば、相手に連絡してください。"),
            confirm=_("相手にすぐに知らせます。元には戻せません。よろしいですか。"),
            done=_("取り消しました。相手に理由を知らせました。"),
        ),
        Move(
            name="take_back",
            label=_("取り消す（アカウントのない方）"),
            sources=OPEN_TO_CANCEL,
            target=CANCELLED,
            happened=_("取り消されました"),
            side=THE_ASKER,
            read_by=PARTIES,
            note_read_by=PARTIES,
            judges=False,
            automatic=True,
            when=rules.can_be_cancelled,
            effect=_called_off,
            tells=answerers,
            told=OFF,
        ),
        Move(
            name="be_called_off",
            label=_("講座の日が中止になる"),
            sources=frozenset({DECIDED}),
            target=CANCELLED,
            happened=_("講座の日が中止になりました"),
            side=THE_CITY,
            read_by=PARTIES,
            note_read_by=PARTIES,
            judges=False,
            automatic=True,
            effect=lambda request, _: forget_later(request),
        ),
    ],
    acts=[
        Recorded(
            name="apply",
            label="出前講座を申し込んだ",
            happened=_("申込みが届きました"),
            side=THE_ASKER,
            read_by=PARTIES,
        ),
        Recorded(
            name="route",
            label="担当課を決めた",
            happened=_("担当課が決まりました"),
            side=THE_CITY,
            read_by=PARTIES,
            note_read_by=Reader.CITY,
        ),
    ],
)
