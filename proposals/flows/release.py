"""All that is decided in a call comes out at one moment: statuses, projects, results and letters."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from kyodo_portal.life.people import Person
from kyodo_portal.post import letters
from projects.actions.register import publish_project
from proposals.content.letters import bodies_of, words_of
from proposals.flows.addressees import proposers
from proposals.flows.earlier import keep_earlier
from proposals.flows.proposals import PROPOSAL_FLOW
from proposals.flows.results import News, move_of, tell_proposers
from proposals.judging.release import outlook_of
from proposals.judging.scoring import score_standing_of
from proposals.models import Call, Decision, DraftDecision, Proposal


def release_decisions(call: Call, *, by: Person, at: dt.datetime) -> None:
    """Make every draft that can be released the decision, with all that follows from it. What cannot
    be released stays a draft. Runs in the transaction of the call's move, which holds the proposals."""
    bodies, news = bodies_of(call), []
    for draft in outlook_of(call).ready:
        words = words_of(draft, bodies[draft.outcome])
        news.append(News(draft.proposal, draft.outcome, words))
        _release(draft, words, by=by, at=at)
    tell_proposers(call, news, by=by, at=at)
    _release_told(call, by=by, at=at)
    for proposal in Proposal.objects.filter(call=call, project__isnull=False):
        if proposal.project is not None:
            publish_project(project=proposal.project, by=by)


def _release(draft: DraftDecision, words: str, *, by: Person, at: dt.datetime) -> None:
    proposal, decision = draft.proposal, draft.proposal.decision
    if decision.outcome:
        keep_earlier(decision, at)
    decision.outcome, decision.city_reason = draft.outcome, draft.reason
    decision.amount, decision.reserve_rank = draft.amount, draft.reserve_rank
    decision.conditions, decision.notice = draft.conditions, words
    decision.decided_by, decision.decided_at = draft.written_by, draft.written_at
    decision.score_snapshot = score_standing_of(proposal).as_data()
    decision.released_at = at
    decision.save()
    draft.delete()
    move = move_of(proposal, decision.outcome)
    PROPOSAL_FLOW.make(move, proposal, by=by, note=decision.city_reason)


def _release_told(call: Call, *, by: Person, at: dt.datetime) -> None:
    """What was told before its call was released: only that the results are public is news."""
    told = Decision.objects.filter(proposal__call=call, released_at=None).exclude(outcome="")
    for decision in list(told.select_related("proposal")):
        letters.tell_others(
            proposers(decision.proposal),
            by=by,
            about=call,
            told=_("募集の審査結果が公表されました"),
            key=f"call.results:{call.pk}",
        )
    told.update(released_at=at)
