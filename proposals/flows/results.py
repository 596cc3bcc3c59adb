"""The letters with the results of a call: one to each group, or to who proposes alone."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from kyodo_portal.life.people import Person
from kyodo_portal.post import letters
from kyodo_portal.words.languages import Words
from proposals.content.progress import TALK_ON
from proposals.flows.addressees import proposers
from proposals.flows.proposals import PROPOSAL_FLOW
from proposals.models import ADOPTING, Call, DecisionOutcome, Proposal

MOVE_OF: dict[str, str] = {
    DecisionOutcome.ADOPTED: "adopt",
    DecisionOutcome.CONDITIONAL: "adopt_conditionally",
    DecisionOutcome.DECLINED: "decline",
    DecisionOutcome.IN_TALKS: "keep_talking",
    DecisionOutcome.RESERVE: "put_on_reserve",
}

BETWEEN_RESULTS = "\n\n" + "＊" * 10 + "\n\n"


def move_of(proposal: Proposal, outcome: str) -> str:
    """The move by which this decision on it is released."""
    if proposal.call.needs_vote and outcome in ADOPTING:
        return "await_vote"
    return MOVE_OF[outcome]


@dataclass(frozen=True, slots=True)
class News:
    """One result, and the city's formal words about it."""

    proposal: Proposal
    outcome: str
    words: str


def tell_proposers(call: Call, news: Iterable[News], *, by: Person, at: dt.datetime) -> None:
    """Queue the letters; who made several proposals gets all their results in one."""
    by_proposer: dict[tuple[str, int], list[News]] = {}
    for each in news:
        by_proposer.setdefault(_proposer_of(each.proposal), []).append(each)
    for own in by_proposer.values():
        first = own[0]
        move = PROPOSAL_FLOW.moves[move_of(first.proposal, first.outcome)]
        alone = len(own) == 1
        letters.tell_others(
            proposers(first.proposal),
            by=by,
            about=first.proposal if alone else call,
            told=move.told if alone else _("提案の審査の結果が決まりました"),
            note=BETWEEN_RESULTS.join(each.words for each in own),
            next_step=_next_step(first.proposal, move.next_step)
            if alone
            else _("それぞれの結果と理由を読んで、募集のページで確かめてください。"),
            key=f"call.release:{at.isoformat()}:{first.proposal.pk}",
        )


def _next_step(proposal: Proposal, usual: Words) -> Words:
    return usual if proposal.talk_began_at is None else TALK_ON


def _proposer_of(proposal: Proposal) -> tuple[str, int]:
    if proposal.group_id is not None:
        return "group", proposal.group_id
    return "person", proposal.created_by_id
