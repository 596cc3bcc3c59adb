"""The life of a question to a project."""

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
from projects.models import Question, QuestionStatus
from projects.rules import questions as rules

UNCONFIRMED, ASKED = QuestionStatus.UNCONFIRMED, QuestionStatus.ASKED
OPENLY, PRIVATELY = QuestionStatus.OPENLY, QuestionStatus.PRIVATELY
WITHDRAWN = QuestionStatus.WITHDRAWN
PARTIES = Reader.PARTIES
KEPT_AFTER = dt.timedelta(days=30)
THE_PROJECT, THE_ASKER = _("事業の側"), _("質問した人")
ANSWERED = _("事業への質問に、答えが届きました")
READ_ON = _("答えを読んで、続けて聞きたいことがあれば、もう一度質問できます。")


def answerers(question: Question, _: Act | None = None) -> Any:
    """The managers of the partner groups; where no partner has anybody here, the departments' staff."""
    project = question.project
    managers = list(people.managers(project.partner_group_ids()))
    return managers or people.staff(project.responsible_department_ids())


def _asker(question: Question, _: Act | None = None) -> Any:
    return [Asker(question.user, question.asked_in)] if question.user is not None else []


def _answer(question: Question, act: Act) -> dict[str, Any]:
    return {"answer": act.note, "answered_at": act.at, "answered_as": _side_of(question, act)}


def _side_of(question: Question, act: Act) -> str:
    """Under which name the answer stands: a side, never a person."""
    return "、".join(rules.answers_as(act.by, question))


def _tell_guest(question: Question, act: Act) -> None:
    if question.guest is None:
        return
    Guest.objects.filter(pk=question.guest.pk).update(forget_on=timezone.localdate() + KEPT_AFTER)
    tell_guest(
        question.guest,
        told=ANSWERED,
        note=act.note,
        next_step=READ_ON,
        key=f"question:{question.pk}",
    )


def _answering(name: str, label: Any, target: QuestionStatus, **more: Any) -> Move:
    return Move(
        name=name,
        label=label,
        sources=frozenset({ASKED}),
        target=target,
        side=THE_PROJECT,
        read_by=PARTIES,
        who=rules.may_answer,
        judges=False,
        stamps=_answer,
        effect=_tell_guest,
        tells=_asker,
        told=ANSWERED,
        next_step=READ_ON,
        **more,
    )


QUESTION_FLOW = Flow(
    Question,
    QuestionStatus,
    turns={
        UNCONFIRMED: _("質問した方の確認を待っています"),
        ASKED: _("事業の側が答えを準備しています"),
        OPENLY: _("答えは、事業のページでだれでも読めます"),
        PRIVATELY: _("答えは、質問した方だけに届きました"),
        WITHDRAWN: _("質問は取り下げられました"),
    },
    tones={
        UNCONFIRMED: "muted",
        ASKED: "warning",
        OPENLY: "success",
        PRIVATELY: "success",
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
            told=_("事業への質問が届きました"),
            next_step=_("質問を読んで、答えてください。"),
        ),
        _answering(
            "answer_openly",
            _("公開で答える"),
            OPENLY,
            happened=_("質問に、公開で答えました"),
            when=rules.can_be_public,
            tone="primary",
            note_label=_("答え（事業のページでだれでも読めます。質問した方の名前は出ません）"),
            done=_("公開で答えました。質問した方にもお知らせします。"),
        ),
        _answering(
            "answer_privately",
            _("本人だけに答える"),
            PRIVATELY,
            happened=_("質問した方に答えました"),
            note_label=_("答え（質問した方だけが読めます）"),
            done=_("質問した方だけに答えました。"),
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
            label="事業に質問した",
            happened=_("質問が届きました"),
            side=THE_ASKER,
            read_by=PARTIES,
        ),
    ],
)
