"""The life of asking a supporter: asked, yes or no; without an answer over by the clock."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from groups.models import ConfirmedHow, Guest
from groups.models.people import account_of
from kyodo_portal.life.counter import Source
from kyodo_portal.life.flows import Act, Flow, Move, MoveRefused, flow_of
from kyodo_portal.life.recorded import Reader, Recorded
from kyodo_portal.writing.locks import locked
from projects.flows.help_answers import CAME_FOR, forget_on
from projects.flows.help_wanted import settle, those_who_ask
from projects.models import AnswerStatus, HelpAnswer, HelpRequest, HelpRequestStatus, HelpWanted
from projects.rules import help_requests as rules
from projects.rules.help_wanted import can_be_offered

ASKED, AGREED = HelpRequestStatus.ASKED, HelpRequestStatus.AGREED
REFUSED, ENDED = HelpRequestStatus.REFUSED, HelpRequestStatus.ENDED
RUNNING = (AnswerStatus.OFFERED, AnswerStatus.ACCEPTED)
PARTIES = Reader.PARTIES
THE_SUPPORTER, THE_ASKER = _("たのまれた人"), _("募集した側")


def _those_who_ask(request: HelpRequest, act: Act | None = None) -> Any:
    return those_who_ask(request.help_wanted, act)


def _becomes_an_answer(request: HelpRequest, act: Act) -> None:
    """From now on it is an offer like any other, to which those who ask have said yes; whoever takes
    on a task of the city is first asked about their own ties to it. Who has offered by themselves meanwhile
    has done so once."""
    wanted = locked(HelpWanted, pk=request.help_wanted_id)
    if not (verdict := can_be_offered(wanted)):
        raise MoveRefused(verdict.reason)
    answer = HelpAnswer(help_wanted=wanted, user=request.user)
    if request.guest is not None:
        answer = _told_on_the_telephone(wanted, request.guest, act)
    elif wanted.answers.filter(user=request.user_id, status__in=RUNNING).exists():
        return
    if not wanted.is_civic_partner:
        answer.status, answer.decided_at = AnswerStatus.ACCEPTED, act.at
    answer.save()
    flow_of(answer).record("offer", answer, by=act.by, after=answer.status)
    HelpWanted.objects.filter(pk=wanted.pk, first_answered_at=None).update(first_answered_at=act.at)
    settle(wanted, act)


def _told_on_the_telephone(wanted: HelpWanted, guest: Guest, act: Act) -> HelpAnswer:
    """The offer of somebody without an account, unsaved, who is known to those who ask only as long as it
    takes, however long they stay a supporter."""
    known = Guest.objects.create(
        name=guest.name,
        name_kana=guest.name_kana,
        email=guest.email,
        phone=guest.phone,
        language=guest.language,
        came_for=CAME_FOR,
        confirmed_at=act.at,
        confirmed_how=ConfirmedHow.CALL,
        confirmed_by=account_of(act.by),
        forget_on=forget_on(wanted),
    )
    return HelpAnswer(
        help_wanted=wanted,
        guest=known,
        entered_by=account_of(act.by),
        came_by=Source.PHONE,
        came_on=timezone.localdate(act.at),
    )


HELP_REQUEST_FLOW = Flow(
    HelpRequest,
    HelpRequestStatus,
    turns={
        ASKED: _("たのまれた方の返事を待っています"),
        AGREED: _("引き受けました。募集した側から連絡があります"),
        REFUSED: _("今回は難しいと返事がありました"),
        ENDED: _("返事のないまま、期間が過ぎました"),
    },
    tones={ASKED: "warning", AGREED: "success", REFUSED: "muted", ENDED: "muted"},
    moves=[
        Move(
            name="agree",
            label=_("引き受ける"),
            sources=frozenset({ASKED}),
            target=AGREED,
            happened=_("手伝いを引き受けました"),
            side=THE_SUPPORTER,
            read_by=PARTIES,
            who=rules.may_answer_request,
            judges=False,
            effect=_becomes_an_answer,
            tone="primary",
            tells=_those_who_ask,
            told=_("たのんだ方が、手伝いを引き受けてくれました"),
            next_step=_("募集のページで、集まる場所や時間を伝えてください。"),
            leads_to=lambda request: request.help_wanted.get_absolute_url(),
            done=_("引き受けました。あなたの名前を、募集した側に伝えます。"),
        ),
        Move(
            name="refuse",
            label=_("今回は難しい"),
            sources=frozenset({ASKED}),
            target=REFUSED,
            happened=_("今回は難しいと返事をしました"),
            side=THE_SUPPORTER,
            read_by=PARTIES,
            who=rules.may_answer_request,
            judges=False,
            tells=_those_who_ask,
            told=_("たのんだ方から、今回は難しいと返事がありました"),
            next_step=_("理由は聞かないでください。ほかの方を探してみてください。"),
            done=_("返事をしました。理由や、あなたの名前は伝わりません。"),
        ),
        Move(
            name="expire",
            label=_("返事の期限を過ぎる"),
            sources=frozenset({ASKED}),
            target=ENDED,
            judges=False,
            by_clock=True,
        ),
    ],
    acts=[
        Recorded(
            name="ask",
            label="サポーターに手伝いをたのんだ",
            happened=_("手伝いをたのみました"),
            side=THE_ASKER,
            read_by=PARTIES,
            is_inward=True,
        )
    ],
)
