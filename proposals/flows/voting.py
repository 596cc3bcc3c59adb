"""Where the council has to vote, an adoption stands by until it has: the moves before and after the vote."""

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from kyodo_portal.life.flows import Act
from kyodo_portal.life.recorded import Milestone
from projects.actions.register import publish_project
from proposals.flows.addressees import proposers
from proposals.flows.asking import ask_whether_taken
from proposals.flows.deciding import ADOPTED, CONDITIONAL, DECISION, DECLINED, what_comes_of_it
from proposals.models import Proposal, ProposalStatus
from proposals.rules.decisions import can_be_voted_on, can_take_outcome

AWAITING_VOTE = ProposalStatus.AWAITING_VOTE


def _confirmed(proposal: Proposal, act: Act) -> None:
    """The results of the call are public already, and so is what comes of them. Whoever took a place that
    came up has answered before the vote."""
    if not proposal.answers_asked.exists():
        ask_whether_taken(proposal, act)
    if proposal.project is not None:
        publish_project(project=proposal.project, by=act.by)


def _to_proposers(proposal: Proposal, _: Act) -> Any:
    return proposers(proposal)


#: What the vote settles has been decided and released before: `proposals.actions.voting` makes these.
VOTED = replace(DECISION, sources=frozenset({AWAITING_VOTE}), tells=_to_proposers)

VOTES = [
    replace(
        DECISION,
        name="await_vote",
        label="議決を待つ",
        target=AWAITING_VOTE,
        happened=_("議会の議決を受けることとして、採択を決めました"),
        milestone=Milestone(_("市が、議会の議決を受けることとして採択を決めました")),
        when=can_be_voted_on,
        told=_("提案の採択が決まり、議会の議決を待っています"),
        next_step=_("議決のあと、採択が確定したかどうかを、あらためてお知らせします。"),
    ),
    replace(
        VOTED,
        name="confirm",
        label="議決を受けて採択を確定する",
        target=ADOPTED,
        happened=_("議会の議決を受けて、採択が確定しました"),
        milestone=Milestone(_("議会の議決を受けて、採択が確定しました"), "success"),
        when=lambda proposal: can_take_outcome(proposal, ADOPTED),
        stamps=what_comes_of_it,
        effect=_confirmed,
        told=_("議会の議決を受けて、提案の採択が確定しました"),
        next_step=_("事業のページで、所管課と目的・目標・役割分担を話し合ってください。"),
    ),
    replace(
        VOTED,
        name="confirm_conditionally",
        label="議決を受けて条件付きの採択を確定する",
        target=CONDITIONAL,
        happened=_("議会の議決を受けて、条件付きの採択が確定しました"),
        milestone=Milestone(_("議会の議決を受けて、条件付きの採択が確定しました"), "success"),
        when=lambda proposal: can_take_outcome(proposal, CONDITIONAL),
        stamps=what_comes_of_it,
        effect=_confirmed,
        told=_("議会の議決を受けて、提案の条件付きの採択が確定しました"),
        next_step=_("条件を読んで、所管課と目的・目標・役割分担を話し合ってください。"),
    ),
    replace(
        VOTED,
        name="fail_vote",
        label="議決が得られず、採択しない",
        target=DECLINED,
        happened=_("議会の議決が得られず、採択されませんでした"),
        milestone=Milestone(_("議会の議決が得られず、採択されませんでした")),
        when=lambda proposal: can_take_outcome(proposal, DECLINED),
        told=_("議会の議決が得られず、提案は採択されないことになりました"),
        next_step=_("理由を読んで、次の募集に向けた相談ができます。"),
    ),
]
