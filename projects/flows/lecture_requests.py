"""The life of asking for a lecture: asked for, talked over, settled, spoken, reported."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kyodo_portal.life.flows import Act, Flow, Move
from kyodo_portal.life.interest import Concern, ids
from kyodo_portal.life.people import EVERYBODY
from kyodo_portal.life.recorded import Reader, Recorded
from projects.flows.events import AFTER_CALLING_OFF, EVENT_FLOW
from projects.flows.lecture_letters import ASK_AGAIN, answerers, askers, forget_later, to_guest
from projects.models import Event, LectureRequest, LectureStatus
from projects.rules import lecture_requests as rules

UNCONFIRMED, APPLIED = LectureStatus.UNCONFIRMED, LectureStatus.APPLIED
TALKING, DECIDED, HELD = LectureStatus.TALKING, LectureStatus.DECIDED, LectureStatus.HELD
REPORTED, DECLINED = LectureStatus.REPORTED, LectureStatus.DECLINED
CANCELLED = LectureStatus.CANCELLED
PARTIES = Reader.PARTIES
THE_CITY, THE_ASKER = _("市"), _("申し込んだ人")
OPEN_TO_CANCEL = frozenset({APPLIED, TALKING, DECIDED})


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


def _decided(request: LectureRequest, act: Act) -> None:
    event = request.event
    if event is None:
        return
    EVENT_FLOW.make("arrange", event, by=act.by)
    forget_later(request, timezone.localdate(event.ends_at))
    to_guest(SETTLED, COME)(request, act)


def _called_off(request: LectureRequest, act: Act) -> None:
    """The day is called off with it, and everybody who would have come is told."""
    event = request.event
    if event is not None and event.live_status in EVENT_FLOW.moves["fall_through"].sources:
        EVENT_FLOW.make("fall_through", event, by=act.by, note=act.note)
    if _by_asker(request, act):
        forget_later(request)
    else:
        to_guest(OFF, ASK_AGAIN, ends=True)(request, act)


def _follow_the_day(event: Event, act: Act) -> None:
    """The department has called the day off on its page: then the request is over, too."""
    request = LectureRequest.objects.filter(event=event, status=DECIDED).first()
    if request is not None:
        LECTURE_REQUEST_FLOW.make("be_called_off", request, by=act.by, note=act.note)


AFTER_CALLING_OFF.append(_follow_the_day)

SETTLED = _("出前講座の日時が決まりました")
COME = _("日時と場所を確かめて、用意していただくものを準備してください。")
CANNOT = _("出前講座に、うかがえないと返事がありました")
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
            when=rules.can_be_taken_on,
            judges=False,
            note_label=_("申し込んだ方に伝えること"),
            effect=to_guest(TAKEN_UP, ""),
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
            when=rules.can_be_taken_on,
            judges=True,
            automatic=True,
            stamps=lambda _, act: {"decided_at": act.at},
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
            effect=to_guest(CANNOT, ASK_AGAIN, ends=True),
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
            effect=to_guest(_("出前講座の報告がまとまりました"), "", ends=True),
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
        Move(
            name="run_out",
            label=_("返事のないまま終わる"),
            sources=frozenset({APPLIED, TALKING}),
            target=CANCELLED,
            happened=_("返事のないまま、希望の日が過ぎました"),
            side=THE_CITY,
            read_by=PARTIES,
            judges=False,
            automatic=True,
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
        Recorded(
            name="move_day",
            label="日時や場所を変えた",
            happened=_("日時や場所が変わりました"),
            side=THE_CITY,
            read_by=PARTIES,
            note_read_by=PARTIES,
        ),
    ],
)
