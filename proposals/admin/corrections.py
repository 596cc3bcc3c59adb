"""Corrections on a proposal's page: asked place by place, answered beside each, old beside new."""

from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest

from kyodo_portal.life.people import Person
from proposals.actions.corrections import request_correction
from proposals.content.differences import differences
from proposals.content.marks import name_of_place
from proposals.forms.corrections import CorrectionRequestForm
from proposals.models import CorrectionMark, Proposal, ProposalStatus, ProposalVersion
from proposals.rules.department_opinions import can_be_returned
from proposals.rules.proposals import may_handle_proposal


def corrections_context(
    user: Person, proposal: Proposal, versions: list[ProposalVersion]
) -> dict[str, Any]:
    """What the page shows of it."""
    asks = (
        proposal.status == ProposalStatus.SUBMITTED
        and may_handle_proposal(user, proposal)
        and can_be_returned(proposal)
    )
    marks = CorrectionMark.objects.of_last_request(proposal)
    before, after = versions[-2:] if len(versions) > 1 else (None, None)
    return {
        "request_correction_form": CorrectionRequestForm() if asks else None,
        "answered": [(name_of_place(mark.place), mark) for mark in marks],
        "changed": differences(before.data, after.data, of=proposal.call)
        if before and after
        else [],
    }


def request_correction_part(request: HttpRequest, proposal: Proposal) -> str | BaseForm:
    """The part of a proposal's page that returns it with its marks."""
    may_handle_proposal(request.user, proposal).enforce()
    form = CorrectionRequestForm(request.POST)
    if not form.is_valid():
        return form
    given = form.cleaned_data
    request_correction(
        proposal=proposal,
        note=given["note"],
        due_on=given["due_on"],
        marks=form.marks(),
        by=request.user,
    )
    return "補正をお願いしました。提案した方に、お願いの内容と期限を知らせます。"
