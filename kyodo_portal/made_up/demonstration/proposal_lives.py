"""The lives of proposals: written, submitted, mended, reviewed, decided — and the talks before."""

import datetime as dt

from django.core.files.base import ContentFile
from django.utils import timezone

from groups.models import User
from kyodo_portal.files.uploads import check_attachment
from kyodo_portal.made_up.demonstration.cast import World, key_of
from kyodo_portal.made_up.demonstration.clock import at
from kyodo_portal.made_up.demonstration.lives import words_of
from kyodo_portal.made_up.demonstration.stories import Plan, ProposalStory
from proposals.actions.answering import ask_next
from proposals.actions.assignment import assign_department, assign_reviewers
from proposals.actions.conclusion import record_conclusion
from proposals.actions.consultations import convert_consultation
from proposals.actions.deciding import draft_decision
from proposals.actions.drafts import begin_draft
from proposals.actions.papers import enter_proposal
from proposals.actions.reviews import Mark, save_scores
from proposals.actions.screening import tick_open_points
from proposals.flows import PROPOSAL_FLOW, REVIEW_FLOW
from proposals.models import (
    BudgetLine,
    Call,
    Consultation,
    DecisionOutcome,
    FormOfProposal,
    Proposal,
    ProposalField,
    ProposalGoal,
    ProposalRole,
    ProposalStatus,
    Review,
    ScheduleItem,
)

BLANK_PAGE = (
    b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
    b"2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n"
    b"3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>\nendobj\n"
    b"trailer\n<< /Root 1 0 R >>\n%%EOF\n"
)
"""What stands for the scan of a proposal that came on paper."""

PAYERS = {"city": "市の負担", "group": "団体負担金", "other": "参加費・寄付"}
"""How a cost's payer is called in the income table of a proposal."""

DECISIONS = {
    "adopt": DecisionOutcome.ADOPTED,
    "adopt_conditionally": DecisionOutcome.CONDITIONAL,
    "decline": DecisionOutcome.DECLINED,
    "keep_talking": DecisionOutcome.IN_TALKS,
    "put_on_reserve": DecisionOutcome.RESERVE,
}
THINKING_IT_OVER = dt.timedelta(days=3)
REVIEWED = ("begin_review", *DECISIONS)


def write_draft(world: World, story: ProposalStory) -> Proposal:
    """Begin the draft and write everything the story tells into it."""
    by = _writer(world, story)
    group = world.groups[story.group] if story.group else None
    with at(world.calendar.moment(story.begun)):
        call = Call.objects.get(pk=world.calls[story.call].pk)
        key = key_of(f"proposal/{story.key}")
        if story.talk:
            asked = Consultation.objects.get(pk=world.talks[story.talk].pk)
            draft, _ = convert_consultation(consultation=asked, call=call, by=by, key=key)
        elif story.on_paper and group is not None:
            draft, _ = enter_proposal(
                call=call,
                group=group,
                title=story.plan.title,
                came_by=story.on_paper,
                came_on=timezone.localdate(),
                scan=check_attachment(ContentFile(BLANK_PAGE, "提案書.pdf")),
                by=by,
                key=key,
            )
        else:
            draft, _ = begin_draft(call=call, group=group, by=by, key=key)
        for name, words in words_of(world, story.plan).items():
            setattr(draft, name, words)
        draft.desired_department = world.departments[story.desired]
        draft.requested_amount = story.requested
        draft.novelty, draft.sustainability = story.novelty, story.sustainability
        draft.safety, draft.agrees_to_publish = story.safety, story.agrees
        draft.save()
        _rows(world, story, draft)
    world.proposals[story.key] = draft
    return draft


def _writer(world: World, story: ProposalStory) -> User:
    if story.on_paper:
        return world.coordinator
    return world.manager_of(story.group) if story.group else world.person(story.by)


def _rows(world: World, story: ProposalStory, draft: Proposal) -> None:
    plan: Plan = story.plan
    by_when = world.calendar.day(plan.ends)
    ProposalGoal.objects.bulk_create(
        ProposalGoal(
            proposal=draft, what=aim.what, how_much=aim.how_much, by_when=by_when, order=order
        )
        for order, aim in enumerate(plan.aims)
    )
    ProposalRole.objects.bulk_create(
        ProposalRole(proposal=draft, stage=stage, item=item, bearer=bearer, order=order)
        for order, (stage, item, bearer) in enumerate(plan.roles)
    )
    ScheduleItem.objects.bulk_create(
        ScheduleItem(proposal=draft, when=when, what=what, bearer=bearer, order=order)
        for order, (when, what, bearer) in enumerate(story.schedule)
    )
    income = [
        BudgetLine(
            proposal=draft,
            side="income",
            category=PAYERS[payer],
            amount=yen,
            basis=why,
            order=order,
        )
        for order, (_, payer, yen, why) in enumerate(plan.costs)
    ]
    expense = [
        BudgetLine(
            proposal=draft, side="expense", category=what, amount=yen, basis=why, order=order
        )
        for order, (what, yen, why) in enumerate(story.expenses)
    ]
    BudgetLine.objects.bulk_create([*income, *expense])
    FormOfProposal.objects.bulk_create(
        FormOfProposal(proposal=draft, number=number) for number in plan.more_forms
    )
    ProposalField.objects.bulk_create(
        ProposalField(proposal=draft, number=number) for number in plan.fields
    )


def submit(world: World, story: ProposalStory) -> None:
    """Hand it in, and what followed at once: taken back, not accepted, or returned to be mended."""
    by = _writer(world, story)
    if story.submitted is not None:
        with at(world.calendar.moment(story.submitted)):
            PROPOSAL_FLOW.make("submit", _now(world, story), by=by)
    if story.moved is None:
        return
    with at(world.calendar.moment(story.moved)):
        if story.outcome == "withdraw":
            PROPOSAL_FLOW.make("withdraw", _now(world, story), by=by, note=story.note)
        elif story.outcome == "not_accept":
            PROPOSAL_FLOW.make(
                "not_accept", _now(world, story), by=world.coordinator, note=story.note
            )
        elif story.outcome in ("return", "lapse"):
            due = world.calendar.day(story.due or 10)
            PROPOSAL_FLOW.make(
                "return", _now(world, story), by=world.coordinator, note=story.note, due_on=due
            )
    if story.lapsed is not None:
        with at(world.calendar.moment(story.lapsed)):
            PROPOSAL_FLOW.make(
                "close_uncorrected",
                _now(world, story),
                by=world.coordinator,
                note="期限までに、補正が届かなかったため。",
            )


def review(world: World, story: ProposalStory) -> None:
    """Give it to a department and to its reviewers, who judge as far as they have come."""
    if story.outcome not in REVIEWED or story.moved is None:
        return
    with at(world.calendar.moment(story.moved, 9)):
        proposal, by = _now(world, story), world.coordinator
        department = world.departments[story.desired]
        assign_department(proposal=proposal, department=department, by=by)
        tick_open_points(call=proposal.call, proposals=[proposal], by=by)
        reviewers = [world.person(f"reviewer{number}") for number, *_ in story.sheets]
        assign_reviewers(proposal=proposal, reviewers=reviewers, by=by)
        PROPOSAL_FLOW.make("begin_review", _now(world, story), by=by)
    for number, stage, points, comment in story.sheets:
        reviewer = world.person(f"reviewer{number}")
        with at(world.calendar.moment(story.moved, 10 + number)):
            _judge(Review.objects.get(proposal=proposal, reviewer=reviewer), stage, points, comment)


ABSTAINED = "この項目は、専門の分野でないため、採点しません。"


def _judge(sheet: Review, stage: str, points: str, comment: str) -> None:
    """Bring one reviewer's sheet as far as they have come."""
    reviewer = sheet.reviewer
    if stage == "conflict":
        REVIEW_FLOW.make("declare_conflict", sheet, by=reviewer, note=comment)
    if stage not in ("in_progress", "submitted"):
        return
    REVIEW_FLOW.make("accept", sheet, by=reviewer)
    criteria = sheet.proposal.call.criteria.all()
    marks = {
        criterion.pk: Mark(None, abstention=ABSTAINED) if given == "-" else Mark(int(given))
        for criterion, given in zip(criteria, points, strict=False)  # in progress: not all yet
    }
    save_scores(
        review=sheet,
        marks=marks,
        comment=comment,
        public_comment=comment if stage == "submitted" else "",
        by=reviewer,
        hand_in=stage == "submitted",
    )


def decide(world: World, story: ProposalStory) -> None:
    """The committee's conclusion and what the city means to decide, on one day."""
    if story.decided is None:
        return
    with at(world.calendar.moment(story.decided)):
        record_conclusion(
            proposal=_now(world, story),
            conclusion=story.conclusion,
            met_on=world.calendar.day(story.decided),
            conditions=story.conditions,
            by=world.coordinator,
        )
        if story.outcome in DECISIONS:
            draft_decision(
                proposal=_now(world, story),
                outcome=DECISIONS[story.outcome],
                reason=story.note,
                conditions=story.conditions,
                reserve_rank=story.place,
                by=world.coordinator,
            )


def find_born(world: World, story: ProposalStory) -> None:
    """The project of what was adopted, once its call is released, and that the group takes it; unless that
    was turned down."""
    proposal = _now(world, story)
    if proposal.project is not None:
        world.projects[story.key] = proposal.project
        told = proposal.decision.released_at
        if told is not None and story.turned_down is None:
            move = "accept" if proposal.status == ProposalStatus.ADOPTED else "accept_conditions"
            with at(told + THINKING_IT_OVER):
                PROPOSAL_FLOW.make(move, proposal, by=_writer(world, story))
    if story.turned_down is not None:
        when, why = story.turned_down
        with at(world.calendar.moment(when)):
            by = _writer(world, story)
            PROPOSAL_FLOW.make("turn_down", _now(world, story), by=by, note=why)


def move_up(world: World, story: ProposalStory) -> None:
    """The next in line is asked whether she takes what came free."""
    if story.asked is not None:
        when, yen = story.asked
        with at(world.calendar.moment(when)):
            ask_next(
                proposal=_now(world, story),
                amount=yen,
                answer_by=world.calendar.day(when) + dt.timedelta(days=14),
                reason="採択された提案が辞退されたため、次点の順位に従って採択するものです。",
                by=world.coordinator,
            )


def _now(world: World, story: ProposalStory) -> Proposal:
    return Proposal.objects.get(pk=world.proposals[story.key].pk)
