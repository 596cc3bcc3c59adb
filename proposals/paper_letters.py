"""What proposers without an account are told by post: one letter for each thing of which others get mail.

The letters are not kept: the record of acts has everything they say, and `Proposal.posted_up_to` says
which of them were posted.
"""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from groups.models import Membership
from kyodo_portal.life.audit import AuditEntry
from kyodo_portal.words.languages import Words, in_japanese
from kyodo_portal.words.text import yen
from proposals.content.asked import (
    BY_POST,
    DAY_CHANGED,
    PLACE_CAME_UP,
    new_day_words,
    offer_words,
)
from proposals.flows import PROPOSAL_FLOW
from proposals.judging.results import amount_in, conditions_in
from proposals.models import Consultation, ConsultationMessage, Proposal

DECIDED = (
    *("adopt", "adopt_conditionally", "decline", "keep_talking", "put_on_reserve", "await_vote"),
    *("confirm", "confirm_conditionally", "fail_vote"),
    *("take_place", "take_place_before_vote", "close_unanswered"),
)
"""What the city decides; its formal words go with it."""

ASKED = {"ask_next": PLACE_CAME_UP, "extend_answer": DAY_CHANGED}
"""Where an answer is asked for, or its day is put off."""

TOLD = (
    *("submit", "return", "extend", "not_accept", "close_uncorrected", "begin_review"),
    *DECIDED,
    *ASKED,
    *("correct_decision", "withdraw_for", "turn_down"),
    *("accept", "accept_conditions", "refuse_place"),
)
"""What becomes of a proposal of which its proposers are told."""


@dataclass(frozen=True, slots=True)
class PaperLetter:
    """One letter: what happened and when, the words that came with it, what comes next. `entry` is the
    entry of the record of acts that it tells of."""

    entry: int
    at: dt.datetime
    told: Words
    words: str
    next_step: Words


def on_paper() -> Q:
    """Proposals that came on paper, of a group for which nobody with an open account speaks; and ideas of
    people without account and mail."""
    speaking = Membership.objects.running().speaking().filter(user__is_active=True)
    spoken_for = Q(Exists(speaking.filter(group=OuterRef("group")))) | Q(group__isnull=True)
    return Q(entered_by__isnull=False) & ~spoken_for | Q(guest__isnull=False, guest__email="")


def with_letters_to_post() -> Q:
    """Proposals of which something is still to be told by post."""
    news = AuditEntry.objects.filter(
        target_model=Proposal._meta.label_lower,
        target_id=OuterRef("pk"),
        pk__gt=OuterRef("posted_up_to"),
        action__in=[PROPOSAL_FLOW.action(name) for name in TOLD],
    )
    return on_paper() & Q(Exists(news))


def letters_to_post(proposal: Proposal) -> list[PaperLetter]:
    """The letters that wait, oldest first; none where somebody gets them by mail."""
    if not (proposal.is_from_counter or proposal.guest_id) or not Proposal.objects.filter(
        on_paper(), pk=proposal.pk
    ):
        return []
    entries: QuerySet[AuditEntry] = PROPOSAL_FLOW.entries(proposal, *TOLD)
    return [_letter(proposal, entry) for entry in entries.filter(pk__gt=proposal.posted_up_to)]


def answers_to_post(consultation: Consultation) -> list[ConsultationMessage]:
    """What the city answered somebody without mail, and was not posted yet."""
    if not consultation.is_answered_by_post:
        return []
    return list(consultation.messages.filter(from_city=True, pk__gt=consultation.posted_up_to))


def with_answers_to_post() -> Q:
    """Consultations of which an answer is still to be posted."""
    answers = ConsultationMessage.objects.filter(
        consultation=OuterRef("pk"), from_city=True, pk__gt=OuterRef("posted_up_to")
    )
    return Q(guest__isnull=False, guest__email="") & Q(Exists(answers))


def _letter(proposal: Proposal, entry: AuditEntry) -> PaperLetter:
    move = PROPOSAL_FLOW.moves.get(entry.name)
    with in_japanese():
        told = str(ASKED.get(entry.name) or (move and move.told) or entry.label)
        next_step = BY_POST if entry.name in ASKED else str(move.next_step) if move else ""
        words = str(_words(proposal, entry))
    return PaperLetter(entry.pk, entry.at, told, words, next_step)


def _words(proposal: Proposal, entry: AuditEntry) -> Words:
    """What was written with it; the formal words of a decision as long as it is the last one."""
    if entry.name in DECIDED and entry.status_after == proposal.status:
        decision = getattr(proposal, "decision", None)
        return (decision and decision.notice) or entry.note
    if entry.name == "correct_decision":
        return _corrected(proposal, entry)
    if entry.name not in ASKED:
        return entry.note
    day = dt.date.fromisoformat(entry.data["answer_by"])
    if entry.name == "extend_answer":
        return new_day_words(day, entry.note)
    offers = proposal.answers_asked.filter(is_moving_up=True, asked_at__lte=entry.at)
    offer = offers.order_by("asked_at", "pk").last()
    return offer_words(entry.data["amount"], day, offer.reason if offer else "")


def _corrected(proposal: Proposal, entry: AuditEntry) -> str:
    """Why, and what stands now: others read that on the page."""
    decision = proposal.decision
    if decision.corrected_at is None or decision.corrected_at > entry.at:
        return entry.note
    amount = amount_in(proposal, decision)
    rows = {
        "理由": decision.city_reason,
        "決定額": "" if amount is None else yen(amount),
        "条件": conditions_in(proposal, decision),
    }
    told = "\n".join(f"{label}：{words}" for label, words in rows.items() if words)
    return f"{entry.note}\n\n更正後の決定\n{told}"
