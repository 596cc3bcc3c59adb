"""The life of what is asked for: open, answered, decided, done, thanked for; or given up."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from groups import people
from kyodo_portal.life.flows import Act, Flow, Move, flow_of
from kyodo_portal.life.recorded import Reader, Recorded
from kyodo_portal.writing.locks import locked
from projects.models import AnswerStatus, HelpStatus, HelpWanted
from projects.rules import help_wanted as rules

OPEN, ANSWERED, PARTLY = HelpStatus.OPEN, HelpStatus.ANSWERED, HelpStatus.PARTLY
FILLED, DONE, THANKED = HelpStatus.FILLED, HelpStatus.DONE, HelpStatus.THANKED
FAILED, EXPIRED = HelpStatus.FAILED, HelpStatus.EXPIRED
OVER = (DONE, THANKED, FAILED)
PUBLIC, PARTIES = Reader.PUBLIC, Reader.PARTIES
THE_ASKER = _("募集した側")


def those_who_ask(wanted: HelpWanted, _: Act | None = None) -> Any:
    """Everybody who decides about the answers: the group's managers, the department's staff, both
    sides of the project."""
    if wanted.project is not None:
        project = wanted.project
        return people.parties(project.partner_group_ids(), project.responsible_department_ids())
    if wanted.group_id is not None:
        return people.managers([wanted.group_id])
    return people.staff([wanted.department_id])


def _those_who_helped(wanted: HelpWanted, _: Act | None = None) -> Any:
    helped = list(wanted.answers.filter(status=AnswerStatus.DONE).select_related("user"))
    managers = people.managers([answer.group_id for answer in helped if answer.group_id])
    return [*(answer.user for answer in helped if answer.user), *managers]


def settle(wanted: HelpWanted, act: Act) -> None:
    """Bring what was asked for to where its answers are: nobody yet, somebody waits, some or enough
    were said yes to. Called after an answer has moved, in its transaction."""
    current = locked(HelpWanted, pk=wanted.pk)
    if current.status in OVER:
        return
    answers = list(current.answers.all())
    agreed = sum(each.number for each in answers if each.status == AnswerStatus.ACCEPTED)
    if agreed and current.number is not None and agreed >= current.number:
        move, target = "decide_all", FILLED
    elif agreed:
        move, target = "decide_part", PARTLY
    elif any(each.status == AnswerStatus.OFFERED for each in answers):
        move, target = "be_answered", ANSWERED
    else:
        move, target = "be_unanswered", OPEN
    if current.status != target:
        HELP_WANTED_FLOW.make(move, current, by=act.by)


def _finish_answers(wanted: HelpWanted, act: Act) -> None:
    for answer in wanted.answers.filter(status=AnswerStatus.ACCEPTED):
        flow_of(answer).make("finish", answer, by=act.by)


def _end_answers(wanted: HelpWanted, act: Act) -> None:
    """Everybody who offered hears why. Whoever ends it takes their own offer back."""
    for answer in wanted.answers.filter(status__in=[AnswerStatus.OFFERED, AnswerStatus.ACCEPTED]):
        if rules.is_helper(act.by, answer):
            flow_of(answer).make("withdraw", answer, by=act.by)
        else:
            flow_of(answer).make("decline", answer, by=act.by, note=act.note)


HELP_WANTED_FLOW = Flow(
    HelpWanted,
    HelpStatus,
    turns={
        OPEN: _("申し出を待っています"),
        ANSWERED: _("申し出がありました。募集した側が返事をします"),
        PARTLY: _("一部が決まりました。続けて募集しています"),
        FILLED: _("必要な数がそろいました。手伝いの日を待っています"),
        DONE: _("手伝いは済みました。お礼と記録がこれに続きます"),
        THANKED: _("お礼を伝え、記録を残しました"),
        FAILED: _("募集は取りやめになりました"),
        EXPIRED: _("締切までに申し出がありませんでした"),
    },
    tones={
        OPEN: "success",
        ANSWERED: "success",
        PARTLY: "success",
        FILLED: "info",
        DONE: "neutral",
        THANKED: "neutral",
        FAILED: "muted",
        EXPIRED: "muted",
    },
    moves=[
        Move(
            name="be_answered",
            label=_("申し出が届く"),
            sources=frozenset({OPEN, PARTLY, FILLED}),
            target=ANSWERED,
            happened=_("手伝いの申し出がありました"),
            read_by=PARTIES,
            judges=False,
            automatic=True,
        ),
        Move(
            name="be_unanswered",
            label=_("引き続き募集する"),
            sources=frozenset({ANSWERED, PARTLY, FILLED}),
            target=OPEN,
            happened=_("申し出への返事が済み、引き続き募集しています"),
            read_by=PARTIES,
            judges=False,
            automatic=True,
        ),
        Move(
            name="decide_part",
            label=_("一部が決まる"),
            sources=frozenset({OPEN, ANSWERED, FILLED}),
            target=PARTLY,
            happened=_("手伝ってくださる方が、一部決まりました"),
            read_by=PUBLIC,
            judges=False,
            automatic=True,
        ),
        Move(
            name="decide_all",
            label=_("すべて決まる"),
            sources=frozenset({OPEN, ANSWERED, PARTLY}),
            target=FILLED,
            happened=_("必要な人数・数がそろいました"),
            read_by=PUBLIC,
            event_tone="success",
            judges=False,
            automatic=True,
        ),
        Move(
            name="finish",
            label=_("手伝いが済んだ"),
            sources=frozenset({PARTLY, FILLED}),
            target=DONE,
            happened=_("手伝いが済みました"),
            side=THE_ASKER,
            read_by=PUBLIC,
            event_tone="success",
            who=rules.may_decide,
            judges=False,
            when=rules.can_be_finished,
            stamps=lambda _, act: {"done_at": act.at},
            effect=_finish_answers,
            tone="primary",
            confirm=_("募集を終え、手伝いが済んだと記録します。よろしいですか。"),
            done=_("手伝いが済んだと記録しました。続けて、お礼と、どうだったかを書いてください。"),
        ),
        Move(
            name="thank",
            label=_("お礼と記録を公開する"),
            sources=frozenset({DONE}),
            target=THANKED,
            happened=_("お礼と、どうだったかを伝えました"),
            side=THE_ASKER,
            read_by=PUBLIC,
            note_read_by=PUBLIC,
            event_tone="success",
            who=rules.may_decide,
            judges=False,
            tone="primary",
            note_label=_(
                "お礼と、どうだったか（だれでも読めます。手伝った方の名前は書かないでください）"
            ),
            tells=_those_who_helped,
            told=_("手伝ってくださった募集に、お礼と記録が書かれました"),
            next_step=_("ありがとうございました。募集のページで読めます。"),
            done=_("お礼と記録を公開し、手伝ってくださった方にお知らせしました。"),
        ),
        Move(
            name="fail",
            label=_("募集を取りやめる"),
            sources=frozenset({OPEN, ANSWERED, PARTLY, FILLED, EXPIRED}),
            target=FAILED,
            happened=_("募集は取りやめになりました"),
            side=THE_ASKER,
            read_by=PUBLIC,
            note_read_by=PUBLIC,
            who=rules.may_decide,
            judges=False,
            effect=_end_answers,
            tone="danger",
            note_label=_("取りやめる理由（だれでも読めます）"),
            confirm=_("募集を取りやめ、申し出た方全員に理由を知らせます。よろしいですか。"),
            done=_("募集を取りやめました。申し出た方には、理由を知らせます。"),
        ),
        Move(
            name="expire",
            label=_("締切を過ぎる"),
            sources=frozenset({OPEN}),
            target=EXPIRED,
            judges=False,
            by_clock=True,
        ),
    ],
    acts=[
        Recorded(
            name="ask",
            label="手伝いを募集した",
            happened=_("手伝いの募集を始めました"),
            side=THE_ASKER,
            read_by=PUBLIC,
        ),
        Recorded(
            name="confirm",
            label="以前の記入から引き継いだ募集を確かめた",
            happened=_("募集の内容を確かめました"),
            side=THE_ASKER,
            read_by=PUBLIC,
        ),
    ],
)
