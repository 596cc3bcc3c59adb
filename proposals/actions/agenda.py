"""Proposals before a committee: put on its agenda, with the scores as they stand, and concluded."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from groups.actions.meetings import conclude_item
from groups.flows import MEETING_FLOW
from groups.models import AgendaItem, Meeting
from groups.models.people import account_of
from groups.rules import meetings as rules
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.life.people import Person
from kyodo_portal.words.calendar import JST
from kyodo_portal.words.languages import in_japanese
from kyodo_portal.writing.locks import locked
from proposals.actions.conclusion import record_conclusion
from proposals.content.conclusions import COMMENT
from proposals.flows import PROPOSAL_FLOW
from proposals.judging.frozen import digest_of, ranking_as_data
from proposals.models import (
    Call,
    Conclusion,
    Decision,
    FrozenScores,
    Proposal,
    ProposalOnAgenda,
    ProposalStatus,
)
from proposals.rules.calls import can_see_ranking
from proposals.rules.proposals import may_handle_proposal


def _held(meeting: Meeting) -> Meeting:
    return locked(Meeting.objects.select_related("committee"), pk=meeting.pk)


@transaction.atomic
def put_on_agenda(
    *,
    meeting: Meeting,
    call: Call,
    begins: dt.time | None,
    talk_minutes: int | None,
    answer_minutes: int | None,
    closed_because: str,
    by: Person,
) -> list[AgendaItem]:
    """Make an item of every proposal of the call that is under review and not on this agenda yet, in the order
    of their numbers, one after the other from `begins` on. Their titles say the number alone: what is under
    review is nobody's to read. Raises `PermissionDenied`."""
    current = _held(meeting)
    rules.can_plan(by, current).enforce()
    taken = ProposalOnAgenda.objects.filter(item__meeting=current).values("proposal")
    waiting = call.proposals.filter(status=ProposalStatus.UNDER_REVIEW).exclude(pk__in=taken)
    order = current.items.aggregate(last=Max("order"))["last"] or 0
    each = (talk_minutes or 0) + (answer_minutes or 0)
    start = current.starts_at.astimezone(JST)
    at = None if begins is None else dt.datetime.combine(start.date(), begins, tzinfo=JST)
    made = []
    for place, proposal in enumerate(waiting.order_by("number", "pk"), start=1):
        item = AgendaItem.objects.create(
            meeting=current,
            order=order + place,
            title=f"提案の審査（受付番号 {proposal.number}）",
            starts_at=at.time() if at is not None else None,
            talk_minutes=talk_minutes,
            answer_minutes=answer_minutes,
            is_closed=bool(closed_because),
            closed_because=closed_because,
        )
        ProposalOnAgenda.objects.create(item=item, proposal=proposal)
        made.append(item)
        at = at + dt.timedelta(minutes=each) if at is not None else None
    MEETING_FLOW.record("put_on_agenda", current, by=by, data={"call": call.title})
    return made


@transaction.atomic
def freeze_scores(*, meeting: Meeting, call: Call, by: Person) -> FrozenScores:
    """Keep the ranking of a call as it lies before this meeting. Raises `PermissionDenied`, and `MoveRefused`
    where that was done already."""
    current = _held(meeting)
    rules.may_hold(by, current).enforce()
    can_see_ranking(by, call).enforce()
    if current.status not in ("convened", "held"):
        raise MoveRefused("順位表を固定できるのは、招集してから会議録の案をつくるまでの間です。")
    if FrozenScores.objects.filter(meeting=current, call=call).exists():
        raise MoveRefused(
            "この会議の順位表は、もう固定されています。ページを開き直して確かめてください。"
        )
    with in_japanese():
        ranking = ranking_as_data(call)
    frozen = FrozenScores.objects.create(
        meeting=current,
        call=call,
        ranking=ranking,
        digest=digest_of(ranking),
        frozen_at=timezone.now(),
        frozen_by=account_of(by),
    )
    MEETING_FLOW.record(
        "freeze_scores", current, by=by, data={"call": call.title, "digest": frozen.digest}
    )
    return frozen


@transaction.atomic
def conclude(
    *,
    row: ProposalOnAgenda,
    conclusion: str,
    reason: str,
    comment: str,
    conditions: str,
    rank: int | None,
    by: Person,
) -> None:
    """Write what the committee concluded of one proposal: with the item, with the city's decision, and with
    whom it concerns, all or nothing. With no conclusion it is taken back. Raises `PermissionDenied`, and
    `MoveRefused` where the item had no quorum, or the proposal is no longer under review."""
    meeting = locked(Meeting.objects.select_related("committee"), pk=row.item.meeting_id)
    current = locked(ProposalOnAgenda.objects.select_related("item"), pk=row.pk)
    proposal = locked(Proposal, pk=current.proposal_id)
    words = outcome_words(conclusion, reason, rank)
    conclude_item(item=current.item, outcome=words, by=by)
    if conclusion:
        record_conclusion(
            proposal=proposal,
            conclusion=told_words(conclusion, reason, rank, comment),
            met_on=timezone.localdate(meeting.starts_at),
            conditions=conditions if conclusion == Conclusion.CONDITIONAL else "",
            by=by,
        )
    else:
        _take_back(current, proposal, by)
    ProposalOnAgenda.objects.filter(pk=current.pk).update(
        conclusion=conclusion,
        reason=reason if conclusion else "",
        comment=comment if conclusion else "",
        conditions=conditions if conclusion == Conclusion.CONDITIONAL else "",
        rank=rank if conclusion == Conclusion.RESERVE else None,
    )


def _take_back(row: ProposalOnAgenda, proposal: Proposal, by: Person) -> None:
    """What this meeting had written goes; what somebody has written over it since stays, and so does what
    the city means to decide."""
    may_handle_proposal(by, proposal).enforce()
    if proposal.status != ProposalStatus.UNDER_REVIEW:
        raise MoveRefused(
            f"提案の状態は「{proposal.status_label}」のため、委員会の結論はもう取り消せません。"
        )
    mine = told_words(row.conclusion, row.reason, row.rank, row.comment)
    written = Decision.objects.filter(proposal=proposal, decided_at=None)
    if written.filter(committee_conclusion=mine).delete()[0]:
        PROPOSAL_FLOW.record("record_conclusion", proposal, by=by, label="委員会の結論を取り消した")


def outcome_words(conclusion: str, reason: str, rank: int | None) -> str:
    """The conclusion as the minutes say it."""
    if not conclusion:
        return ""
    named = Conclusion(conclusion).label
    place = f"（{rank}位）" if conclusion == Conclusion.RESERVE and rank else ""
    return f"{named}{place}\n理由：{reason}"


def told_words(conclusion: str, reason: str, rank: int | None, comment: str) -> str:
    """The same as the decision on the proposal keeps it, with what the committee says to the proposers."""
    words = outcome_words(conclusion, reason, rank)
    return f"{words}{COMMENT}{comment}" if comment else words


def rows_of(meeting: Meeting) -> dict[int, ProposalOnAgenda]:
    """The proposals on the agenda of a meeting, by their item's number. One query."""
    rows: Any = ProposalOnAgenda.objects.filter(item__meeting=meeting)
    return {row.item_id: row for row in rows.select_related("proposal__call", "proposal__group")}
