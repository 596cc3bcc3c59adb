"""Calls, proposals, reviews and consultations in every status."""

from typing import Any
from uuid import uuid4

from proposals.models import (
    AdoptionAnswer,
    BlankForm,
    CallPaper,
    ConsultationMessage,
    ConsultationNote,
    CorrectionMark,
    Decision,
    DraftDecision,
    Proposal,
    ProposalAttachment,
    ProposerKind,
    ScreeningPoint,
)
from tests.factories import make_reviewer, today, write_down
from tests.groups.advising import make_adviser, make_passing
from tests.groups.signing import PAST, make_signer
from tests.proposals.concerning import make_guest
from tests.proposals.factories import (
    make_call,
    make_consultation,
    make_inquiry,
    make_proposal,
    make_review,
)
from tests.proposals.opining import make_department_opinion
from tests.trust.canaries import canary
from tests.trust.kept_files import keep

CALLS = ("draft", "announced", "open", "closed", "reviewing", "decided")

#: Each proposal: its status and the call it went to.
PROPOSALS = {
    "draft": ("draft", "open"),
    "given_up": ("withdrawn", "open"),
    "submitted": ("submitted", "open"),
    "opined": ("submitted", "open"),
    "withdrawn": ("withdrawn", "closed"),
    "returned": ("returned", "closed"),
    "not_accepted": ("not_accepted", "decided"),
    "lapsed": ("lapsed", "decided"),
    "under_review": ("under_review", "reviewing"),
    "conflict": ("under_review", "reviewing"),
    "decided": ("adopted", "reviewing"),
    "announced": ("adopted", "decided"),
    "declined": ("declined", "decided"),
    "in_talks": ("in_talks", "decided"),
    "reserve": ("reserve", "decided"),
    "awaiting_vote": ("awaiting_vote", "decided"),
    "turned_down": ("turned_down", "decided"),
}


def add(world: Any) -> None:
    for when in CALLS:
        fields = {"proposers": ProposerKind.ANYONE} if when == "open" else {}
        if when == "draft":
            fields = {"summary": canary("call_draft.summary"), "theme": canary("call_draft.theme")}
        title = canary("call_draft.title") if when == "draft" else f"募集 {when}"
        world.things[f"call_{when}"] = make_call(title, when=when, **fields)
    _add_what_calls_ask(world)
    point = {"text": "必要な書類がそろっている", "is_required": False}
    ScreeningPoint.objects.create(call=world["call_open"], **point)
    for name, (status, call) in PROPOSALS.items():
        _add_proposal(world, name, status, world[f"call_{call}"])
    desk = world.cast["coordinator"]
    counter = {"entered_by": desk, "came_by": "post", "came_on": today()}
    _add_proposal(world, "paper", "draft", world["call_open"], **counter)
    CorrectionMark.objects.create(
        proposal=world["proposal_returned"],
        version=1,
        place="title",
        remark=canary("proposal_returned.remark"),
        answer=canary("proposal_returned.answer"),
    )
    _add_opinions_of_departments(world)
    _add_proposal_of_one_person(world)
    _add_reviews(world)
    _add_consultations(world)
    _add_consultation_at_counter(world)
    _add_idea(world)
    _add_passing(world)


def _add_proposal(world: Any, name: str, status: str, call: Any, **fields: Any) -> None:
    proposal = make_proposal(
        canary(f"proposal_{name}.title"),
        call=call,
        group=world.cast.group,
        by=world.cast["manager"],
        status=status,
        purpose=canary(f"proposal_{name}.purpose"),
        responsible_department=world.cast.department,
        **fields,
    )
    if name == "withdrawn":
        Proposal.objects.filter(pk=proposal.pk).update(submitted_at=proposal.created_at)
    Decision.objects.filter(proposal=proposal).update(
        city_reason=canary(f"proposal_{name}.reason"),
        committee_conclusion=canary(f"proposal_{name}.conclusion"),
    )
    if name == "under_review":
        DraftDecision.objects.create(
            proposal=proposal,
            outcome="conditional",
            reason=canary("proposal_under_review.draft_reason"),
            conditions=canary("proposal_under_review.draft_conditions"),
            written_by=world.cast["coordinator"],
            written_at=proposal.created_at,
        )
    if name == "announced":
        AdoptionAnswer.objects.create(
            proposal=proposal,
            asked_at=proposal.created_at,
            asked_by=world.cast["coordinator"],
            answer_by=today(),
        )
    if name in ("returned", "announced"):
        write_down(
            proposal,
            "return",
            by=world.cast["coordinator"],
            note=canary(f"proposal_{name}.return_note"),
            before="submitted",
            after="returned",
        )
    world.things[f"proposal_{name}"] = proposal
    world.things[f"attachment_{name}"] = keep(
        ProposalAttachment,
        f"attachment_{name}",
        by=world.cast["manager"],
        proposal=proposal,
        title=canary(f"attachment_{name}.title"),
    )


def _add_what_calls_ask(world: Any) -> None:
    """A blank form of a call in preparation, and questions about one that is open."""
    paper = CallPaper.objects.create(call=world["call_draft"], name=canary("blank_draft.name"))
    world.things["blank_draft"] = keep(
        BlankForm, "blank_draft", by=world.cast["coordinator"], paper=paper
    )
    asked = {"call": world["call_open"], "by": world.cast["citizen"]}
    world.things["inquiry_asked"] = make_inquiry(text=canary("inquiry_asked.text"), **asked)
    world.things["inquiry_answered"] = make_inquiry(
        status="answered",
        text=canary("inquiry_answered.text"),
        shown_as=canary("inquiry_answered.shown_as"),
        answer=canary("inquiry_answered.answer"),
        **asked,
    )


def _add_opinions_of_departments(world: Any) -> None:
    """One in draft, and one that its proposers may read and answer."""
    for name, status, of in (("draft", "draft", "returned"), ("settled", "settled", "opined")):
        world.things[f"department_opinion_{name}"] = make_department_opinion(
            world[f"proposal_{of}"],
            status=status,
            law=canary(f"department_opinion_{name}.law"),
            overall=canary(f"department_opinion_{name}.overall"),
        )


def _add_proposal_of_one_person(world: Any) -> None:
    world.things["proposal_alone"] = Proposal.objects.create(
        call=world["call_open"],
        created_by=world.cast["citizen"],
        title=canary("proposal_alone.title"),
        purpose=canary("proposal_alone.purpose"),
    )


def _add_reviews(world: Any) -> None:
    """The reviewer's own sheets, and those of a colleague on the same proposals."""
    colleague = make_reviewer(canary("person.colleague"))
    reviewer = world.cast["reviewer"]
    sheets = {
        "review_mine": ("under_review", reviewer, "in_progress"),
        "review_colleague": ("under_review", colleague, "submitted"),
        "review_conflict": ("conflict", reviewer, "declared_conflict"),
        "review_decided": ("decided", reviewer, "submitted"),
        "review_announced": ("announced", reviewer, "submitted"),
    }
    for name, (proposal, whose, status) in sheets.items():
        review = make_review(world[f"proposal_{proposal}"], whose, status=status, points=4)
        if name != "review_conflict":
            review.comment = canary(f"{name.replace('decided', 'announced')}.comment")
            review.save()
            review.scores.update(comment=canary(f"{name.replace('decided', 'announced')}.score"))
        world.things[name] = review


def _add_passing(world: Any) -> None:
    """A consultation of the citizen is with the group, which advises others."""
    cast = world.cast
    make_adviser(cast.group)
    words = {name: canary(f"consultation_passed.{name}") for name in ("subject", "concern")}
    consultation = make_consultation(words["subject"], by=cast["citizen"], concern=words["concern"])
    world.things["passing"] = make_passing(
        consultation, cast.group, status="passed", reason=canary("passing.reason")
    )
    world.things["consultation_passed"] = consultation
    world.things["adviser"] = cast.group.adviser
    world.things["signer"] = make_signer(
        cast["manager"],
        group=cast.group,
        position=canary("signer.position"),
        from_day=PAST,
        until_day=PAST,
    )


def _add_consultations(world: Any) -> None:
    """One asked by a citizen for the group and handed to the department; one of somebody else."""
    group = {"group": world.cast.group, "department": world.cast.department}
    for name, asker, fields in (("group", "citizen", group), ("other", "other_manager", {})):
        consultation = make_consultation(
            canary(f"consultation_{name}.subject"),
            by=world.cast[asker],
            concern=canary(f"consultation_{name}.concern"),
            **fields,
        )
        ConsultationMessage.objects.create(
            consultation=consultation,
            body=canary(f"consultation_{name}.answer"),
            author=world.cast["coordinator"],
            from_city=True,
            author_label="協働担当",
        )
        if name == "group":
            for told, is_shared in (("shared", True), ("inward", False)):
                ConsultationNote.objects.create(
                    consultation=consultation,
                    way="phone",
                    day=today(),
                    is_shared=is_shared,
                    body=canary(f"consultation_group.{told}"),
                    author=world.cast["staff"],
                    author_label=world.cast.department.name,
                    submission_key=uuid4(),
                )
        world.things[f"consultation_{name}"] = consultation


def _add_consultation_at_counter(world: Any) -> None:
    """Somebody without an account came to the counter, and is answered by post."""
    desk = world.cast["coordinator"]
    guest = make_guest(
        name=canary("consultation_guest.name"),
        came_for="consultation",
        email="",
        address=canary("consultation_guest.address"),
        confirmed_how="counter",
        confirmed_by=desk,
    )
    consultation = make_consultation(
        canary("consultation_guest.subject"),
        by=None,
        guest=guest,
        concern=canary("consultation_guest.concern"),
        entered_by=desk,
        came_by="counter",
        came_on=today(),
    )
    ConsultationMessage.objects.create(
        consultation=consultation,
        body=canary("consultation_guest.answer"),
        author=desk,
        from_city=True,
        author_label="協働担当",
    )
    world.things |= {"consultation_guest": consultation, "consultation_guest_of": guest}


def _add_idea(world: Any) -> None:
    """Somebody without an account offers an idea, and is to be called."""
    call = make_call(kind="idea", proposers="anyone")
    guest = make_guest(
        name=canary("idea_guest.name"), came_for="idea", email="", phone="000-0000-0000"
    )
    idea = Proposal.objects.create(
        call=call, guest=guest, agrees_to_publish=True, title=canary("idea_guest.title")
    )
    world.things |= {"call_idea": call, "idea_guest": idea, "idea_guest_of": guest}
