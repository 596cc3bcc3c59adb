"""Made-up calls, proposals, reviews and consultations."""

import datetime as dt
from typing import Any

from django.utils import timezone

from groups.models import Group, User
from kyodo_portal.words.text import fiscal_year
from proposals.actions.deciding import draft_decision
from proposals.actions.release import release_call
from proposals.flows import birth
from proposals.models import (
    DECIDED_STATUSES,
    BudgetLine,
    Call,
    CallInquiry,
    CallStatus,
    Consultation,
    Criterion,
    Decision,
    DraftDecision,
    Proposal,
    ProposalGoal,
    ProposalRole,
    ProposalStatus,
    Review,
    ReviewStatus,
    Score,
)
from tests.factories import make_department, make_group, make_reviewer, make_user, today


def make_call(title: str = "見本の募集", *, when: str = "open", **fields: Any) -> Call:
    """A call with two criteria. `when`: draft, announced, open, closed, reviewing, decided."""
    now = timezone.now()
    begins, ends = {
        "announced": (now + dt.timedelta(days=1), now + dt.timedelta(days=30)),
        "draft": (now + dt.timedelta(days=1), now + dt.timedelta(days=30)),
        "open": (now - dt.timedelta(days=1), now + dt.timedelta(days=30)),
    }.get(when, (now - dt.timedelta(days=30), now - dt.timedelta(days=1)))
    stored = when if when in ("draft", "reviewing", "decided") else "announced"
    year = fiscal_year(now)
    call = Call.objects.create(
        title=title,
        **{
            "kind": "citizen",
            "summary": "市民からの提案を募ります。",
            "fiscal_year": year,
            "project_fiscal_year": year + 1,
            "opens_at": begins,
            "closes_at": ends,
            "status": stored,
            "decided_at": now if stored == CallStatus.DECIDED else None,
            **fields,
        },
    )
    for order, name in enumerate(("公益性", "実現可能性")):
        Criterion.objects.create(call=call, name=name, points_max=5, order=order)
    return call


def make_proposal(
    title: str = "花だんの提案",
    *,
    call: Call | None = None,
    group: Group | None = None,
    by: User | None = None,
    status: str = ProposalStatus.DRAFT,
    complete: bool = True,
    **fields: Any,
) -> Proposal:
    """A proposal of a group, complete by default; adopted ones have their project and decision."""
    call = call or make_call()
    group = group or make_group(managers=(make_user(),))
    by = by or User.objects.managing([group]).first() or group.created_by
    day = today()
    text = dict.fromkeys(
        ("summary", "background", "purpose", "content", "why_together", "expected_effect"),
        "花を植えて通りを明るくする。",
    )
    needs_submission = status not in (ProposalStatus.DRAFT, ProposalStatus.WITHDRAWN)
    proposal = Proposal.objects.create(
        call=call,
        group=group,
        created_by=by,
        title=title,
        **{
            **(
                {
                    **text,
                    "target_people": "市民",
                    "place": "駅前通り",
                    "starts_on": day,
                    "ends_on": day + dt.timedelta(days=200),
                    "start_pattern": "D",
                    "main_form": 8,
                    "requested_amount": 100_000,
                    "agrees_to_publish": True,
                }
                if complete
                else {}
            ),
            "responsible_department": make_department() if needs_submission else None,
            "submitted_at": timezone.now() if needs_submission else None,
            **fields,
        },
    )
    if complete:
        add_rows(proposal)
    if needs_submission:
        settle(proposal, status)
    elif status != ProposalStatus.DRAFT:
        Proposal.objects.filter(pk=proposal.pk).update(status=status)
        proposal.status = status
    return proposal


def add_rows(proposal: Proposal) -> None:
    """A goal, both sides' roles and a balanced budget."""
    ProposalGoal.objects.create(
        proposal=proposal, what="花だんの数", how_much="10か所", by_when=today()
    )
    ProposalRole.objects.create(proposal=proposal, stage="work", item="植え付け", bearer="group")
    ProposalRole.objects.create(proposal=proposal, stage="work", item="場所の用意", bearer="city")
    BudgetLine.objects.create(proposal=proposal, side="income", category="市の負担", amount=100_000)
    BudgetLine.objects.create(proposal=proposal, side="expense", category="苗代", amount=100_000)


def settle(proposal: Proposal, status: str) -> None:
    """Put a proposal directly into a status with what that status requires."""
    if status in DECIDED_STATUSES:
        decision = conclude(proposal)
        decider, told = make_user("決定した人"), timezone.now()
        outcome = "adopted" if status in ("turned_down", "awaiting_vote") else status
        Decision.objects.filter(pk=decision.pk).update(
            outcome=outcome,
            city_reason="地域に役立つため。",
            decided_by=decider,
            decided_at=told,
            reserve_rank=1 if status == "reserve" else None,
            **{"released_at" if proposal.call.decided_at else "notified_at": told},
        )
    project = None
    if status in ("adopted", "conditional"):
        project = birth.project_from(proposal, by=make_user())
    Proposal.objects.filter(pk=proposal.pk).update(status=status, project=project)
    proposal.refresh_from_db()


def conclude(proposal: Proposal, **fields: Any) -> Decision:
    """Write down the committee's conclusion."""
    return Decision.objects.create(
        proposal=proposal,
        **{
            "committee_conclusion": "公益性が高く、役割も明確である。",
            "committee_met_on": today(),
            "conditions": "毎月、進み具合を共有すること。",
            **fields,
        },
    )


def make_decidable(proposal: Proposal, reviewer: User | None = None) -> Proposal:
    """Put a proposal under review to where the city can decide on it: a sheet is in, and the
    committee has said what it thinks."""
    make_review(proposal, reviewer or make_reviewer(), status="submitted", points=4)
    conclude(proposal)
    return proposal


def draft(proposal: Proposal, outcome: str, *, by: User, **fields: Any) -> DraftDecision:
    """Draft a decision with what its outcome asks for."""
    needed: dict[str, dict[str, Any]] = {
        "conditional": {"conditions": "毎月、進み具合を共有すること。"},
        "reserve": {"reserve_rank": 1},
    }
    told = {"reason": "地域に役立つため。", **needed.get(outcome, {}), **fields}
    return draft_decision(proposal=proposal, outcome=outcome, by=by, **told)


def decide(proposal: Proposal, outcome: str, *, by: User, **fields: Any) -> Proposal:
    """Draft a decision and release its call, which is put under review where it is not yet."""
    draft(proposal, outcome, by=by, **fields)
    Call.objects.filter(pk=proposal.call_id, status="announced").update(status="reviewing")
    release_call(call=proposal.call, by=by)
    proposal.refresh_from_db()
    return proposal


def make_inquiry(
    *, call: Call | None = None, by: User | None = None, status: str = "asked", **fields: Any
) -> CallInquiry:
    """A question about a call; an answered one has its answer."""
    answered = {"answer": "はい、使えます。", "answered_at": timezone.now()}
    return CallInquiry.objects.create(
        call=call or make_call(),
        user=by,
        status=status,
        **{
            "text": "謝礼に使えますか。",
            **(answered if status == "answered" else {}),
            **fields,
        },
    )


def make_review(
    proposal: Proposal,
    reviewer: User,
    *,
    status: str = ReviewStatus.ASSIGNED,
    points: int | None = None,
) -> Review:
    """A sheet; with `points`, every criterion has them."""
    review = Review.objects.create(
        proposal=proposal,
        reviewer=reviewer,
        status=status,
        submitted_at=timezone.now() if status == ReviewStatus.SUBMITTED else None,
    )
    if points is not None:
        Score.objects.bulk_create(
            Score(review=review, criterion=criterion, points=points)
            for criterion in proposal.call.criteria.all()
        )
    return review


def make_consultation(
    subject: str = "花だんの相談", *, by: User | None, **fields: Any
) -> Consultation:
    return Consultation.objects.create(
        subject=subject,
        created_by=by,
        **{
            "concern": "通りがさびしい。",
            "idea": "花を植えたい。",
            "hoped_help": "場所を使わせてほしい。",
            "place": "駅前通り",
            **fields,
        },
    )
