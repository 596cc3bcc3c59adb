"""The pages of a proposal: reading it, checking it before it is submitted, moving it along."""

from typing import Any

from django.contrib.auth.decorators import login_not_required, login_required
from django.db import transaction
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from groups.rules.people import coordinates
from kyodo_portal.cities import city
from kyodo_portal.files.uploads import serve
from kyodo_portal.life.flows import MoveRefused, Offer
from kyodo_portal.life.history import story_of
from kyodo_portal.life.moves import make_move, refused
from kyodo_portal.life.people import Person, is_signed_in
from kyodo_portal.life.reading import ReadingKind, note_reading
from kyodo_portal.life.recorded import Reader
from kyodo_portal.words.languages import Words
from proposals.content.completeness import gaps_of
from proposals.content.conclusions import published_conclusion
from proposals.content.marks import remarks_by_field
from proposals.content.progress import correction_of, next_step, refusal_of
from proposals.content.reading import changed_labels, reading_of
from proposals.content.sections import Section, section_holding, sections_of
from proposals.content.snapshot import digest_of, snapshot_of
from proposals.content.tasks import count_done, next_task, tasks_of
from proposals.department_reading import opinion_of
from proposals.flows import PROPOSAL_FLOW
from proposals.flows.answering import OF_AN_ANSWER
from proposals.judging.results import (
    amount_in,
    conditions_in,
    earlier_in,
    place_in,
    points_in,
    vote_on,
)
from proposals.models import (
    DECIDED_STATUSES,
    Consultation,
    Proposal,
    ProposalAttachment,
    ProposalStatus,
    ProposalVersion,
)
from proposals.rules.answers import asked_of
from proposals.rules.asking import can_ask_about_decision, last_day_to_ask
from proposals.rules.papers import may_write_from_paper
from proposals.rules.proposals import (
    WRITABLE_STATUSES,
    can_be_proposed,
    can_read_attachments,
    can_still_submit,
    can_submit,
    is_concerned_department,
    is_of_proposers,
    is_proposer,
    may_write_proposal,
)
from proposals.views.lookup import found_proposal, locked_proposal


@login_not_required
@require_safe
def proposal_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One proposal: for its proposers, for the city's side, and for everybody once the results of
    its call are public. Shows what was last submitted; `?version=` shows an earlier one."""
    proposal = get_object_or_404(
        Proposal.objects.visible_to(request.user).select_related(
            "call", "group", "responsible_department", "project", "decision"
        ),
        pk=pk,
    )
    user = request.user
    proposes = is_proposer(user, proposal)
    belongs = is_of_proposers(user, proposal)
    from_city = coordinates(user, proposal) or is_concerned_department(user, proposal)
    inside = belongs or from_city
    is_written = belongs and proposal.status in WRITABLE_STATUSES
    whole = found_proposal(user, pk) if is_written else proposal
    is_decided = proposal.status in DECIDED_STATUSES
    asks = belongs and is_decided
    versions = list(proposal.versions.all())
    shown = _version_asked_for(request, versions) if inside else next(reversed(versions), None)
    context = {
        "crumbs": [
            (proposal.call.title, proposal.call.get_absolute_url()),
            (str(proposal), None),
        ],
        "proposal": proposal,
        "call": proposal.call,
        "inside": inside,
        "belongs": belongs,
        "is_proposer": proposes,
        "is_writable": proposes and proposal.status in WRITABLE_STATUSES,
        "may_write_from_paper": may_write_from_paper(user, proposal),
        "is_admin_side": user.is_authenticated and user.is_staff and not belongs,
        "next_step": next_step(proposal),
        **(_writing(whole) if is_written else {"tasks": []}),
        "correction": correction_of(proposal) if inside else None,
        "remarks": remarks_by_field(proposal) if proposes else {},
        "not_accepted_because": refusal_of(proposal) if inside else "",
        "readings": _readings(proposal, shown, public=not inside),
        "versions": _told_versions(versions) if inside else [],
        "shown": shown if inside else None,
        "attachments": _attachments(request, proposal),
        "decision": _decision(proposal, public=not inside),
        "asked": asked_of(proposal) if inside and is_decided else None,
        "may_ask": can_ask_about_decision(user, proposal) if asks else None,
        "ask_url": f"{reverse('consultations:create')}?decision={proposal.pk}",
        "ask_until": last_day_to_ask(proposal) if asks else None,
        "reply_days": city().decisions.reply_days,
        "questions": _questions(user, proposal) if inside and is_decided else [],
        "opinion": opinion_of(proposal, user) if proposal.submitted_at else None,
        "course": story_of(proposal, reader=Reader.PARTIES if inside else Reader.PUBLIC),
        "offers": _endings(user, whole) if proposes else [],
    }
    return render(request, "proposals/detail.html", context)


@require_safe
@login_required
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything once more before it is submitted, with what is still missing."""
    proposal = found_proposal(request.user, pk)
    may_write_proposal(request.user, proposal).enforce()
    if proposal.status not in WRITABLE_STATUSES:
        return redirect(proposal)
    verdict = can_submit(proposal)
    context = {
        "crumbs": [
            (proposal.call.title, proposal.call.get_absolute_url()),
            (str(proposal), proposal.get_absolute_url()),
            (gettext("提出の前に確かめる"), None),
        ],
        "proposal": proposal,
        "call": proposal.call,
        "readings": reading_of(snapshot_of(proposal), of=proposal.call),
        "attachments": proposal.attachments.all(),
        "verdict": verdict,
        "missing": _missing(proposal) if not verdict else [],
        "asked": {section.key for section in sections_of(proposal.call)},
        "read": digest_of(proposal),
    }
    return render(request, "proposals/check.html", context)


@require_POST
@login_required
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a move. What is submitted is what stood on the page for checking: when somebody saved
    the proposal since, the submission is not made."""
    with transaction.atomic():
        visible = Proposal.objects.visible_to(request.user).select_related("call", "group")
        proposal = locked_proposal(visible, pk)
        checked = request.POST.get("read")
        writable = proposal.status in WRITABLE_STATUSES
        if checked is not None and writable and checked != digest_of(proposal):
            overtaken = MoveRefused(
                gettext(
                    "この画面を開いている間に、提案の内容が書き換えられました。"
                    "もう一度内容を確かめてから、提出してください。"
                )
            )
            return refused(request, overtaken, back=proposal.get_absolute_url() + "check/")
        return make_move(request, PROPOSAL_FLOW, proposal)


@login_not_required
@require_safe
def attachment(request: HttpRequest, pk: int, attachment_pk: int) -> FileResponse:
    """Hand out a document, to those who may read it; that the city's side reads it is written down."""
    proposal = get_object_or_404(
        Proposal.objects.visible_to(request.user).select_related("call", "group"), pk=pk
    )
    can_read_attachments(request.user, proposal).enforce()
    document = get_object_or_404(ProposalAttachment, pk=attachment_pk, proposal=proposal)
    if is_signed_in(request.user) and not is_of_proposers(request.user, proposal):
        note_reading(ReadingKind.DOCUMENT, by=request.user, of=proposal)
    return serve(document)


def _writing(proposal: Proposal) -> dict[str, Any]:
    """The list of what is to be written, while the proposal is."""
    tasks = tasks_of(proposal)
    done, needed = count_done(tasks)
    return {"tasks": tasks, "next_task": next_task(tasks), "done": done, "needed": needed}


def _missing(proposal: Proposal) -> list[tuple[Words, list[tuple[str, str]]]]:
    """What still stands in the way of submitting, section by section, each sentence with the address
    where it can be mended: the very field of the form, or the page that tells more. What is in no
    section comes first, without a name."""
    call, returned = proposal.call, proposal.status == ProposalStatus.RETURNED
    desk = reverse("consultations:list") + "#desk"
    answers = [
        (can_still_submit(proposal), desk if returned else call.get_absolute_url()),
        (
            can_be_proposed(proposal),
            proposal.group.get_absolute_url()
            if proposal.group
            else _place_in(proposal, sections_of(call)[0], "id_group"),
        ),
    ]
    stops = [(answer.reason, address) for answer, address in answers if not answer]
    gaps = [(gap, section_holding(call, gap.place)) for gap in gaps_of(proposal)]
    by_section = [
        (
            section.title,
            [
                (gap.reason, _place_in(proposal, section, gap.place))
                for gap, holding in gaps
                if holding is not None and holding.key == section.key
            ],
        )
        for section in sections_of(call)
    ]
    return [(title, found) for title, found in [("", stops), *by_section] if found]


def _place_in(proposal: Proposal, section: Section, control: str) -> str:
    """The address of a control on the page of its section."""
    return f"{reverse('proposals:section', args=[proposal.pk, section.key])}#{control}"


def _endings(user: Person, proposal: Proposal) -> list[Offer]:
    """The moves made on this page; submitting has a page of its own, which reads every row."""
    names = (*OF_AN_ANSWER, "withdraw", "turn_down")
    offers = PROPOSAL_FLOW.offers(user, proposal, only=names)
    return [each for each in offers if each.verdict or each.move.name not in OF_AN_ANSWER]


def _version_asked_for(
    request: HttpRequest, versions: list[ProposalVersion]
) -> ProposalVersion | None:
    """The version named in the address, else the last one."""
    asked = request.GET.get("version", "")
    for version in versions:
        if str(version.number) == asked:
            return version
    return versions[-1] if versions else None


def _readings(proposal: Proposal, shown: ProposalVersion | None, *, public: bool) -> list[Any]:
    """What was submitted. A draft is read on its own pages."""
    if shown is not None:
        return reading_of(shown.data, of=proposal.call, public=public)
    if proposal.status == ProposalStatus.DRAFT:
        return []
    return reading_of(snapshot_of(proposal), of=proposal.call, public=public)


def _told_versions(versions: list[ProposalVersion]) -> list[tuple[ProposalVersion, list[Words]]]:
    """Each version with the labels of what changed since the one before."""
    before: list[ProposalVersion | None] = [None, *versions]
    return [
        (version, changed_labels(earlier.data, version.data) if earlier else [])
        for version, earlier in zip(versions, before, strict=False)
    ]


def _attachments(request: HttpRequest, proposal: Proposal) -> Any:
    """The documents, for those who may read them; else None."""
    if not can_read_attachments(request.user, proposal):
        return None
    return list(proposal.attachments.all())


def _questions(user: Person, proposal: Proposal) -> list[Consultation]:
    """What was asked about the decision, for those who read it there."""
    about = Consultation.objects.visible_to(user).filter(about_decision=proposal)
    return list(about.order_by("pk"))


def _decision(proposal: Proposal, *, public: bool) -> dict[str, Any] | None:
    """The decision with its points, once it is made: for everybody as far as the call publishes it."""
    decision = getattr(proposal, "decision", None)
    if decision is None or proposal.status not in DECIDED_STATUSES:
        return None
    call, text = proposal.call, decision.committee_conclusion
    has_points = call.publishes_points or not public
    return {
        "decision": decision,
        "conclusion": published_conclusion(call, text) if public else text,
        "figure": points_in(decision, "figure") if has_points else None,
        "full_marks": points_in(decision, "full_marks"),
        "pass_mark": points_in(decision, "pass_mark"),
        "amount": amount_in(proposal, decision),
        "place": place_in(proposal, decision),
        "conditions": conditions_in(proposal, decision),
        "waits_for": vote_on(proposal, decision),
        "earlier": earlier_in(decision),
    }
