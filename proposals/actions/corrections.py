"""Asking for a correction place by place, and answering beside each."""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction

from kyodo_portal.life.people import Person
from kyodo_portal.writing.locks import locked
from proposals.flows import PROPOSAL_FLOW
from proposals.models import CorrectionMark, Proposal
from proposals.rules.proposals import can_edit_proposal


@transaction.atomic
def request_correction(
    *, proposal: Proposal, note: str, due_on: dt.date, marks: Mapping[str, str], by: Person
) -> Proposal:
    """Return a proposal with what is asked of it as a whole and, by the name of the place, of each.
    Raises `MoveRefused`."""
    moved: Proposal = PROPOSAL_FLOW.make("return", proposal, by=by, note=note, due_on=due_on)
    version = moved.versions.count()
    CorrectionMark.objects.filter(proposal=moved, version=version).delete()
    CorrectionMark.objects.bulk_create(
        CorrectionMark(proposal=moved, version=version, place=place, remark=remark)
        for place, remark in marks.items()
    )
    return moved


@transaction.atomic
def answer_marks(*, proposal: Proposal, answers: Mapping[int, str], by: Person) -> bool:
    """Keep what the proposers answer beside each remark, by its number; whether anything changed. The
    caller has asked nothing yet: raises `PermissionDenied` where this person may not write."""
    current = locked(Proposal.objects.select_related("call", "group"), pk=proposal.pk)
    can_edit_proposal(by, current).enforce()
    changed = [
        mark
        for mark in CorrectionMark.objects.of_last_request(current)
        if mark.pk in answers and mark.answer != answers[mark.pk]
    ]
    for mark in changed:
        mark.answer = answers[mark.pk]
        mark.save(update_fields=["answer"])
    if changed:
        PROPOSAL_FLOW.record("edit", current, by=by)
    return bool(changed)
