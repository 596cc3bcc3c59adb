"""The life of a question about a call."""

import datetime as dt
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from groups import people
from groups.actions.guests import tell_guest
from groups.models import Guest
from kyodo_portal.life.flows import Act, Flow, Move
from kyodo_portal.life.recorded import Reader, Recorded
from kyodo_portal.post.letters import Asker
from kyodo_portal.words.languages import Words
from proposals.flows.calls import CALL_FLOW
from proposals.models import CallInquiry, InquiryStatus
from proposals.rules import inquiries as rules

UNCONFIRMED, ASKED = InquiryStatus.UNCONFIRMED, InquiryStatus.ASKED
ANSWERED, SET_ASIDE = InquiryStatus.ANSWERED, InquiryStatus.SET_ASIDE
WITHDRAWN = InquiryStatus.WITHDRAWN
PARTIES = Reader.PARTIES
KEPT_AFTER = dt.timedelta(days=30)
THE_CITY, THE_ASKER = _("市"), _("質問した人")
CAME = _("募集についての質問が届きました")
READ_AND_ANSWER = _("質問を読んで、答えてください。答えは、募集のページで公開されます。")
HAS_ANSWER = _("募集についての質問に、答えが届きました")
READ_ON = _("答えは、募集のページでだれでも読めます。あなたの名前は出ません。")
IS_SET_ASIDE = _("募集についての質問は、公開しないことになりました")
ASK_ELSEWHERE = _("理由を読んで、続けて聞きたいことがあれば、窓口に相談してください。")


def answerers(inquiry: CallInquiry, _: Act | None = None) -> Any:
    """The coordinators, and the staff of the department whose theme it is."""
    department = inquiry.call.department
    found = [*people.coordinators(), *(people.staff([department]) if department else ())]
    return {person.pk: person for person in found}.values()


def _asker(inquiry: CallInquiry, _: Act | None = None) -> Any:
    return [Asker(inquiry.user, inquiry.asked_in)] if inquiry.user is not None else []


def _answer(inquiry: CallInquiry, act: Act) -> dict[str, Any]:
    return {"answer": act.note, "answered_at": act.at}


def _tell_guest(inquiry: CallInquiry, act: Act, told: Words, next_step: Words) -> None:
    """Who asked without an account, and is known for some time more."""
    if inquiry.guest is None:
        return
    Guest.objects.filter(pk=inquiry.guest.pk).update(forget_on=timezone.localdate() + KEPT_AFTER)
    tell_guest(
        inquiry.guest,
        told=told,
        note=act.note,
        next_step=next_step,
        key=f"call_inquiry:{inquiry.pk}",
    )


def _publish(inquiry: CallInquiry, act: Act) -> None:
    """Those who follow the call are told, and who asked without an account."""
    CALL_FLOW.record("answer_question", inquiry.call, by=act.by)
    _tell_guest(inquiry, act, HAS_ANSWER, READ_ON)


INQUIRY_FLOW = Flow(
    CallInquiry,
    InquiryStatus,
    turns={
        UNCONFIRMED: _("質問した方の確認を待っています"),
        ASKED: _("市が答えを準備しています"),
        ANSWERED: _("答えは、募集のページでだれでも読めます"),
        SET_ASIDE: _("この質問は公開しません。理由は、質問した方に伝えました"),
        WITHDRAWN: _("質問は取り下げられました"),
    },
    tones={
        UNCONFIRMED: "muted",
        ASKED: "warning",
        ANSWERED: "success",
        SET_ASIDE: "neutral",
        WITHDRAWN: "muted",
    },
    moves=[
        Move(
            name="confirm",
            label=_("本人と確かめる"),
            sources=frozenset({UNCONFIRMED}),
            target=ASKED,
            happened=_("質問した方が確かめられました"),
            read_by=PARTIES,
            judges=False,
            automatic=True,
            tells=answerers,
            told=CAME,
            next_step=READ_AND_ANSWER,
        ),
        Move(
            name="answer",
            label="公開で答える",
            sources=frozenset({ASKED}),
            target=ANSWERED,
            happened=_("質問に、公開で答えました"),
            side=THE_CITY,
            read_by=PARTIES,
            who=rules.may_answer,
            judges=False,
            stamps=_answer,
            effect=_publish,
            tone="primary",
            note_label="答え（募集のページで、だれでも読めます）",
            tells=_asker,
            told=HAS_ANSWER,
            next_step=READ_ON,
            done="公開で答えました。質問した方にもお知らせします。",
        ),
        Move(
            name="set_aside",
            label="公開しない",
            sources=frozenset({ASKED}),
            target=SET_ASIDE,
            happened=_("質問を公開しないこととしました"),
            side=THE_CITY,
            read_by=PARTIES,
            note_read_by=PARTIES,
            who=rules.may_answer,
            judges=False,
            effect=lambda inquiry, act: _tell_guest(inquiry, act, IS_SET_ASIDE, ASK_ELSEWHERE),
            note_label="公開しない理由（質問した方に伝えます）",
            tells=_asker,
            told=IS_SET_ASIDE,
            next_step=ASK_ELSEWHERE,
            done="公開しないこととしました。質問した方に、理由を知らせます。",
        ),
        Move(
            name="withdraw",
            label=_("質問を取り下げる"),
            sources=frozenset({ASKED}),
            target=WITHDRAWN,
            happened=_("質問が取り下げられました"),
            side=THE_ASKER,
            read_by=PARTIES,
            who=rules.may_withdraw,
            judges=False,
            done=_("質問を取り下げました。"),
        ),
    ],
    acts=[
        Recorded(
            name="ask",
            label="募集について質問した",
            happened=_("質問が届きました"),
            side=THE_ASKER,
            read_by=PARTIES,
        ),
        Recorded(name="reword", label="公開する質問の文を書き直した"),
    ],
)
