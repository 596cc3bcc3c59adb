"""The moves by which an adoption is taken, a place of the reserve comes up, and silence is ended."""

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from groups.rules.people import may_coordinate
from kyodo_portal.life.flows import Act, Move
from kyodo_portal.life.recorded import Milestone
from projects.actions.register import publish_project
from proposals.content.letters import bodies_of, can_be_letter, words_of
from proposals.flows.addressees import proposers
from proposals.flows.asking import settle
from proposals.flows.deciding import (
    ADOPTED,
    AWAITING_VOTE,
    CONDITIONAL,
    DECLINED,
    PARTIES,
    PUBLIC,
    RESERVE,
    THE_CITY,
    THE_PROPOSERS,
    TURNED_DOWN,
    both_sides,
    let_project_go,
    what_comes_of_it,
)
from proposals.flows.earlier import keep_earlier
from proposals.models import (
    AdoptionAnswer,
    AnswerKind,
    Decision,
    DecisionOutcome,
    DraftDecision,
    Proposal,
)
from proposals.rules import answers
from proposals.rules.proposals import may_turn_down, speaks_for_others


def _taken(proposal: Proposal, act: Act) -> None:
    settle(proposal, act, AnswerKind.TAKEN)


def _take_place(proposal: Proposal, act: Act) -> dict[str, Any]:
    """What was offered becomes the decision; that it stood on reserve stays readable."""
    asked = AdoptionAnswer.objects.get(proposal=proposal, answer=AnswerKind.WAITING)
    decision = Decision.objects.get(proposal=proposal)
    keep_earlier(decision, act.at)
    decision.outcome, decision.city_reason = DecisionOutcome.ADOPTED, asked.reason
    decision.amount, decision.reserve_rank, decision.conditions = asked.amount, None, ""
    decision.decided_by, decision.decided_at = asked.asked_by, asked.asked_at
    decision.released_at, decision.notice = act.at, _notice(proposal, asked)
    decision.save()
    proposal.decision = decision
    settle(proposal, act, AnswerKind.TAKEN)
    return {}


def _notice(proposal: Proposal, asked: AdoptionAnswer) -> str:
    """The formal words, to be printed; none where the call's own cannot be filled in."""
    body = bodies_of(proposal.call)[DecisionOutcome.ADOPTED]
    told = DraftDecision(
        proposal=proposal,
        outcome=DecisionOutcome.ADOPTED,
        amount=asked.amount,
        reason=asked.reason,
    )
    return words_of(told, body, is_answered=True) if can_be_letter(body) else ""


def _take_place_for_good(proposal: Proposal, act: Act) -> dict[str, Any]:
    _take_place(proposal, act)
    return what_comes_of_it(proposal, act)


def _open_project(proposal: Proposal, act: Act) -> None:
    if proposal.project is not None:
        publish_project(project=proposal.project, by=act.by)


def _close(proposal: Proposal, act: Act) -> None:
    """The city goes on without an answer: what was decided before stays readable beside why."""
    decision = Decision.objects.get(proposal=proposal)
    keep_earlier(decision, act.at)
    decision.outcome, decision.city_reason = DecisionOutcome.DECLINED, act.note
    decision.reserve_rank, decision.conditions = None, ""
    decision.released_at, decision.notice = act.at, ""
    decision.save()
    settle(proposal, act, AnswerKind.UNANSWERED)
    let_project_go(proposal, act)


def _to_proposers(proposal: Proposal, _: Act) -> Any:
    return proposers(proposal)


ACCEPT = Move(
    name="accept",
    label=_("採択を受ける"),
    sources=frozenset({ADOPTED}),
    target=ADOPTED,
    happened=_("採択を受けました"),
    side=THE_PROPOSERS,
    read_by=PUBLIC,
    who=may_turn_down,
    judges=speaks_for_others,
    when=lambda proposal: answers.can_be_answered(proposal, moving_up=False),
    effect=_taken,
    tone="primary",
    tells=both_sides,
    told=_("採択を受けると、返事がありました"),
    next_step=_("目的・目標・役割分担を話し合い、協定を結んでください。"),
    done=_("採択を受けると、市に知らせました。担当課と話し合いを始めてください。"),
)

TAKE_PLACE = replace(
    ACCEPT,
    name="take_place",
    label=_("繰上げの採択を受ける"),
    sources=frozenset({RESERVE}),
    happened=_("次点から繰り上がり、採択されました"),
    milestone=Milestone(_("次点から繰り上がり、採択されました"), "success"),
    who=answers.may_take_place,
    when=answers.can_take_place,
    stamps=_take_place_for_good,
    effect=_open_project,
    told=_("次点の提案が、繰上げの採択を受けました"),
    done=_("繰上げの採択を受けました。事業のページができました。"),
)

ANSWERS = [
    ACCEPT,
    replace(
        ACCEPT,
        name="accept_conditions",
        label=_("条件を確かめて、採択を受ける"),
        sources=frozenset({CONDITIONAL}),
        target=CONDITIONAL,
    ),
    TAKE_PLACE,
    replace(
        TAKE_PLACE,
        name="take_place_before_vote",
        target=AWAITING_VOTE,
        happened=_("次点から繰り上がり、議会の議決を待つことになりました"),
        milestone=Milestone(_("次点から繰り上がり、議会の議決を待つことになりました")),
        who=answers.may_take_place_before_vote,
        stamps=_take_place,
        done=_("繰上げの採択を受けました。議会の議決を受けて確定します。"),
    ),
    Move(
        name="refuse_place",
        label=_("繰上げの採択を辞退する"),
        sources=frozenset({RESERVE}),
        target=TURNED_DOWN,
        happened=_("繰上げの採択を辞退しました"),
        side=THE_PROPOSERS,
        read_by=PUBLIC,
        note_read_by=PARTIES,
        who=may_turn_down,
        judges=speaks_for_others,
        when=lambda proposal: answers.can_be_answered(proposal, moving_up=True),
        effect=lambda proposal, act: settle(proposal, act, AnswerKind.REFUSED),
        note_label=_("辞退する理由（市の担当者に伝わります）"),
        tone="danger",
        confirm=_("辞退すると元に戻せません。よろしいですか。"),
        tells=both_sides,
        told=_("繰上げの採択が辞退されました"),
        next_step=_("市は、次の順位の提案があるときは、順位に従って連絡します。"),
        done=_("繰上げの採択を辞退しました。市に知らせます。"),
    ),
    Move(
        name="close_unanswered",
        label="返事のないまま終える",
        sources=frozenset({ADOPTED, CONDITIONAL, RESERVE}),
        target=DECLINED,
        happened=_("期限までに返事がなく、採択しないことになりました"),
        side=THE_CITY,
        read_by=PUBLIC,
        note_read_by=PUBLIC,
        milestone=Milestone(_("期限までに返事がなく、採択しないことになりました")),
        who=may_coordinate,
        judges=True,
        when=answers.can_close_unanswered,
        effect=_close,
        note_label="終える理由（結果といっしょに公開されます）",
        tone="danger",
        confirm="終えると、この提案は採択されなかったことになり、元に戻せません。よろしいですか。",
        tells=_to_proposers,
        told=_("期限までに返事がなかったため、提案は採択されないことになりました"),
        next_step=_("理由を読んで、次の募集に向けた相談ができます。"),
        done="返事のないまま終えました。理由を公開し、提案した方に知らせます。",
    ),
]

OF_AN_ANSWER = frozenset({*(move.name for move in ANSWERS)})
"""Moves that a page offers only while an answer is waited for."""
