"""The life of a consultation."""

import datetime as dt
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from groups.models import Guest
from kyodo_portal.life.flows import Act, Flow, Move
from kyodo_portal.life.recorded import Reader, Recorded
from proposals.flows.consultation_people import askers, in_charge
from proposals.flows.passings import PASSING_FLOW
from proposals.interest import concerns_of_consultation
from proposals.models import Consultation, ConsultationStatus
from proposals.rules import consultations

WAITING, ANSWERED = ConsultationStatus.WAITING, ConsultationStatus.ANSWERED
CLOSED = ConsultationStatus.CLOSED
PARTIES = Reader.PARTIES
KEPT_AFTER = dt.timedelta(days=30)
THE_ASKERS, THE_CITY = _("相談した人"), _("市")


def desk_or_adviser(consultation: Consultation, _: Act | None = None) -> Any:
    """The desk, while no group has the question: whom it is passed to, its own letter tells."""
    return [] if consultation.passings.open_to_advisers().exists() else in_charge(consultation)


def _end(consultation: Consultation, act: Act) -> None:
    """Nobody is asked any more about what is over; who asked without an account is known for some time more."""
    if consultation.guest is not None:
        until = timezone.localdate(act.at) + KEPT_AFTER
        Guest.objects.filter(pk=consultation.guest.pk).update(forget_on=until)
    for passing in consultation.passings.running():
        PASSING_FLOW.make("end", passing, by=act.by)


CONSULTATION_FLOW = Flow(
    Consultation,
    ConsultationStatus,
    turns={
        WAITING: _("市の窓口が回答を準備しています"),
        ANSWERED: _("回答を読んで、続けて聞くか、提案の下書きにできます"),
        CLOSED: _("相談は終わりました"),
    },
    tones={WAITING: "warning", ANSWERED: "success", CLOSED: "muted"},
    moves=[
        Move(
            name="answer",
            label=_("回答する"),
            sources=frozenset({WAITING, ANSWERED}),
            target=ANSWERED,
            who=consultations.can_answer,
            judges=True,
            automatic=True,
            tells=askers,
            happened=_("相談に回答がありました"),
            side=THE_CITY,
            read_by=PARTIES,
            next_step=_("回答を読んで、続きを聞いたり、提案の下書きにしたりできます。"),
        ),
        Move(
            name="be_advised",
            label=_("つないだ団体が回答する"),
            sources=frozenset({WAITING, ANSWERED}),
            target=ANSWERED,
            judges=False,
            automatic=True,
            tells=askers,
            happened=_("つないだ団体から、相談に回答がありました"),
            read_by=PARTIES,
            next_step=_("回答を読んで、続きを聞いたり、提案の下書きにしたりできます。"),
        ),
        Move(
            name="ask_again",
            label=_("続けて聞く"),
            sources=frozenset({WAITING, ANSWERED}),
            target=WAITING,
            who=consultations.can_ask_again,
            judges=False,
            automatic=True,
            tells=desk_or_adviser,
            happened=_("相談に続きがあります"),
            side=THE_ASKERS,
            read_by=PARTIES,
            next_step="内容を読んで、回答してください。",
        ),
        Move(
            name="come_back",
            label=_("窓口に戻る"),
            sources=frozenset({WAITING, ANSWERED}),
            target=WAITING,
            judges=False,
            automatic=True,
            happened=_("窓口が、続きを回答することになりました"),
            read_by=PARTIES,
        ),
        Move(
            name="close",
            label=_("相談を終える"),
            sources=frozenset({WAITING, ANSWERED}),
            target=CLOSED,
            who=consultations.can_close,
            judges=consultations.is_not_the_asker,
            effect=_end,
            tells=askers,
            happened=_("相談が終わりました"),
            read_by=PARTIES,
            done=_("相談を終えました。続きがあるときは、新しい相談を書いてください。"),
        ),
    ],
    acts=[
        Recorded(name="open", label="相談を送った"),
        Recorded(name="enter", label="窓口や電話で受けた相談を入力した"),
        Recorded(name="post_letters", label="回答の手紙を郵送した"),
        Recorded(name="hand_over"),
        Recorded(name="assign"),
        Recorded(name="note", label="面談や電話の記録を書いた"),
    ],
    concerns=concerns_of_consultation,
)
