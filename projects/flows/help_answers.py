"""The life of an offer to help: asked for, taken, done, thanked."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from groups import people
from groups.actions.guests import tell_guest
from groups.models import Guest
from kyodo_portal.life.flows import Act, Flow, Move
from kyodo_portal.life.recorded import Reader, Recorded
from kyodo_portal.words.languages import Words
from projects.flows.help_wanted import settle, those_who_ask
from projects.models import AnswerStatus, HelpAnswer, HelpWanted
from projects.rules import help_wanted as rules

OFFERED, ACCEPTED, DECLINED = AnswerStatus.OFFERED, AnswerStatus.ACCEPTED, AnswerStatus.DECLINED
WITHDRAWN, DONE = AnswerStatus.WITHDRAWN, AnswerStatus.DONE
UNCONFIRMED = AnswerStatus.UNCONFIRMED
KEPT_AFTER = dt.timedelta(days=30)
"""How long the name and contact of somebody without an account are kept after the end."""
OPEN_ENDED = dt.timedelta(days=180)
"""How long somebody who offers help without an end is known, if nobody ends it before."""
CAME_FOR = "help_answer"
"""What people without an account come for here (`groups.guests`)."""
PARTIES = Reader.PARTIES
THE_HELPER, THE_ASKER = _("申し出た人"), _("募集した側")


def forget_on(wanted: HelpWanted) -> dt.date:
    """30 days after the help is needed; where no day is said, after half a year."""
    today = timezone.localdate()
    last = wanted.ends_on or (today + OPEN_ENDED)
    return max(last, today) + KEPT_AFTER


def helpers(answer: HelpAnswer, _: Act | None = None) -> Any:
    """Whoever offered: the person, or the managers of the group. Who has no account is written to
    with the way to their own page."""
    if answer.group_id is not None:
        return people.managers([answer.group_id])
    return [answer.user] if answer.user is not None else []


def _deciders(answer: HelpAnswer, act: Act | None = None) -> Any:
    return those_who_ask(answer.help_wanted, act)


def _settle(answer: HelpAnswer, act: Act) -> None:
    settle(answer.help_wanted, act)


def _answered(told: Words, next_step: Words) -> Callable[[HelpAnswer, Act], None]:
    """Settles, and tells somebody without an account."""

    def effect(answer: HelpAnswer, act: Act) -> None:
        _settle(answer, act)
        if answer.guest is None:
            return
        tell_guest(
            answer.guest,
            told=told,
            note=act.note,
            next_step=next_step,
            key=f"help_answer:{answer.pk}:{act.at:%Y%m%d%H%M%S}",
        )
        if answer.status != ACCEPTED:
            forget_later(answer)

    return effect


def forget_later(answer: HelpAnswer) -> None:
    """What they came for has ended: their name and contact go after 30 days."""
    if answer.guest_id is not None:
        day = timezone.localdate() + KEPT_AFTER
        Guest.objects.filter(pk=answer.guest_id).update(forget_on=day)


def _taken_back(answer: HelpAnswer, act: Act) -> None:
    _settle(answer, act)
    forget_later(answer)


def _finished(answer: HelpAnswer, act: Act) -> None:
    forget_later(answer)


ASKED = _("手伝いの申し出に、お願いしますと返事がありました")
PREPARE = _(
    "添えられた言葉を読んで、準備してください。"
    "都合が悪くなったときは、理由を書かずに取り下げられます。"
)
NOT_THIS_TIME = _("手伝いの申し出は、今回は見送りになりました")
OTHERS = _(
    "申し出てくださって、ありがとうございました。ほかの募集も、手伝いの募集のページで見られます。"
)


HELP_ANSWER_FLOW = Flow(
    HelpAnswer,
    AnswerStatus,
    turns={
        UNCONFIRMED: _("申し出た方の確認を待っています"),
        OFFERED: _("募集した側の返事を待っています"),
        ACCEPTED: _("お願いしました。手伝いの日を待っています"),
        DECLINED: _("今回は見送りになりました"),
        WITHDRAWN: _("申し出は取り下げられました"),
        DONE: _("手伝いは済みました"),
    },
    tones={
        UNCONFIRMED: "muted",
        OFFERED: "warning",
        ACCEPTED: "success",
        DECLINED: "muted",
        WITHDRAWN: "muted",
        DONE: "neutral",
    },
    moves=[
        Move(
            name="confirm",
            label=_("本人と確かめる"),
            sources=frozenset({UNCONFIRMED}),
            target=OFFERED,
            happened=_("申し出た方が確かめられました"),
            read_by=PARTIES,
            judges=False,
            automatic=True,
            when=rules.can_go_on,
            effect=_settle,
            tells=_deciders,
            told=_("手伝いの申し出が届きました"),
            next_step=_("募集のページで申し出を読み、お願いするか見送るかを伝えてください。"),
        ),
        Move(
            name="accept",
            label=_("お願いする"),
            sources=frozenset({OFFERED}),
            target=ACCEPTED,
            happened=_("申し出を受けて、お願いしました"),
            side=THE_ASKER,
            read_by=PARTIES,
            note_read_by=PARTIES,
            who=rules.may_decide_answer,
            when=rules.can_be_accepted,
            judges=False,
            tone="primary",
            stamps=lambda _, act: {"decided_at": act.at},
            effect=_answered(ASKED, PREPARE),
            note_label=_("次にすること（集まる場所・時間・連絡のしかたなど）"),
            tells=helpers,
            told=ASKED,
            next_step=PREPARE,
            done=_("お願いしました。申し出た方に、メールでお知らせします。"),
        ),
        Move(
            name="decline",
            label=_("今回は見送る"),
            sources=frozenset({OFFERED, ACCEPTED}),
            target=DECLINED,
            happened=_("今回は見送ると返事をしました"),
            side=THE_ASKER,
            read_by=PARTIES,
            note_read_by=PARTIES,
            who=rules.may_decide_answer,
            judges=False,
            stamps=lambda _, act: {"decided_at": act.at},
            effect=_answered(NOT_THIS_TIME, OTHERS),
            note_label=_("理由（申し出た方に届きます）"),
            tells=helpers,
            told=NOT_THIS_TIME,
            next_step=OTHERS,
            done=_("見送ることを伝えました。申し出た方に、添えた言葉をメールでお知らせします。"),
        ),
        Move(
            name="withdraw",
            label=_("申し出を取り下げる"),
            sources=frozenset({UNCONFIRMED, OFFERED, ACCEPTED}),
            target=WITHDRAWN,
            happened=_("申し出が取り下げられました"),
            side=THE_HELPER,
            read_by=PARTIES,
            who=rules.may_take_back,
            judges=False,
            effect=_taken_back,
            tells=_deciders,
            told=_("手伝いの申し出が取り下げられました"),
            next_step=_("足りなくなったときは、募集のページで、続けて募集できます。"),
            confirm=_("申し出を取り下げます。理由は書かなくてかまいません。よろしいですか。"),
            done=_("申し出を取り下げました。募集した側にお知らせします。"),
        ),
        Move(
            name="take_back",
            label=_("申し出を取り下げる（アカウントのない方）"),
            sources=frozenset({OFFERED, ACCEPTED}),
            target=WITHDRAWN,
            happened=_("申し出が取り下げられました"),
            side=THE_HELPER,
            read_by=PARTIES,
            judges=False,
            automatic=True,
            effect=_taken_back,
            tells=_deciders,
            told=_("手伝いの申し出が取り下げられました"),
            next_step=_("足りなくなったときは、募集のページで、続けて募集できます。"),
        ),
        Move(
            name="finish",
            label=_("手伝いが済んだ"),
            sources=frozenset({ACCEPTED}),
            target=DONE,
            happened=_("手伝いが済みました"),
            side=THE_ASKER,
            read_by=PARTIES,
            judges=False,
            automatic=True,
            effect=_finished,
        ),
    ],
    acts=[
        Recorded(
            name="offer",
            label="手伝いを申し出た",
            happened=_("手伝いを申し出ました"),
            side=THE_HELPER,
            read_by=PARTIES,
        ),
        Recorded(
            name="tell_interest",
            label="利害関係を伝えた",
            happened=_("利害関係を伝えました"),
            side=THE_HELPER,
            read_by=PARTIES,
        ),
        Recorded(
            name="thank",
            label="お礼を伝えた",
            happened=_("お礼を伝えました"),
            side=THE_ASKER,
            read_by=PARTIES,
            note_read_by=PARTIES,
        ),
    ],
)
