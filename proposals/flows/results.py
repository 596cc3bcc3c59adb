"""The letters with the results of a call: one to each group, or to who proposes alone."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from groups.models import Guest
from kyodo_portal.life.flows import Move
from kyodo_portal.life.people import Person
from kyodo_portal.post import letters
from kyodo_portal.words.languages import Words
from proposals.content.deadlines import ask_until
from proposals.content.progress import TALK_ON
from proposals.flows.addressees import proposers, tell_guest_of
from proposals.flows.proposals import PROPOSAL_FLOW
from proposals.models import ADOPTING, Call, DecisionOutcome, Proposal

KEPT_AFTER = dt.timedelta(days=30)
"""How long somebody without an account is known after their idea was declined, at least."""

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
        if first.proposal.guest is not None:
            _tell_guest(first, move, at)
            continue
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


def _tell_guest(news: News, move: Move, at: dt.datetime) -> None:
    """Who offered an idea without an account is told, and known until they have had time to ask."""
    proposal, day = news.proposal, timezone.localdate(at)
    tell_guest_of(
        proposal,
        told=move.told,
        note=news.words,
        next_step=_("続けて聞きたいことがあれば、協働の窓口に電話などで聞いてください。"),
        key=f"proposal.release:{at.isoformat()}",
    )
    if news.outcome == DecisionOutcome.DECLINED and proposal.guest is not None:
        until = max(ask_until(day), day + KEPT_AFTER)
        Guest.objects.filter(pk=proposal.guest.pk).update(forget_on=until)


def _next_step(proposal: Proposal, usual: Words) -> Words:
    return usual if proposal.talk_began_at is None else TALK_ON


def _proposer_of(proposal: Proposal) -> tuple[str, int]:
    if proposal.group_id is not None:
        return "group", proposal.group_id
    if proposal.created_by_id is not None:
        return "person", proposal.created_by_id
    return "idea", proposal.pk
