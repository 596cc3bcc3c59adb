"""Saving the page on which a proposal is written: its single fields and its row tables, as one.

Every save keeps whatever could be read. What could not stays on the page, with the reason.
"""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone

from kyodo_portal.life.people import Person
from kyodo_portal.writing.rows import DraftRows
from proposals.content.snapshot import snapshot_of
from proposals.flows import PROPOSAL_FLOW
from proposals.forms.answers import AnswersForm
from proposals.forms.page import DraftForms
from proposals.forms.rows import TABLES, stored_rows
from proposals.models import FormOfProposal, Proposal, ProposalAnswer, ProposalField
from proposals.rules.proposals import can_edit_proposal

#: One entry in the record of acts is enough for this long of writing that saves itself.
AUTOSAVE_ENTRY_EVERY = dt.timedelta(hours=1)

PARTS = ("goals", "roles", "schedule", "budget", "forms", "fields", "attachments", "answers")
"""The rows that belong to a proposal."""


def with_parts(proposals: Any) -> Any:
    """Proposals with all their rows, in a constant number of queries."""
    return proposals.select_related("call", "group", "desired_department").prefetch_related(*PARTS)


def save_draft(
    *, proposal: Proposal, forms: DraftForms, by: Person, autosave: bool = False
) -> bool:
    """Keep what could be read of the page. The caller holds the lock on the proposal and has asked
    `rules.can_edit_proposal`. Answers whether anything changed; if not, nothing is written."""
    can_edit_proposal(by, proposal).enforce()
    stamp = proposal.updated_at
    with transaction.atomic():
        before = snapshot_of(with_parts(Proposal.objects).get(pk=proposal.pk))
        kept = forms.form.keep()
        kept.save()
        for name, table in forms.tables.items():
            _write_rows(proposal, name, table)
        if forms.answers is not None:
            _write_answers(proposal, forms.answers)
        _write_numbers(proposal, FormOfProposal, forms.form.cleaned_data.get("forms"))
        _write_numbers(proposal, ProposalField, forms.form.cleaned_data.get("fields"))
        fresh = with_parts(Proposal.objects).get(pk=proposal.pk)
        if snapshot_of(fresh) == before:
            transaction.set_rollback(True)
            proposal.updated_at = stamp
            return False
        if not autosave or _entry_is_due(proposal, by):
            PROPOSAL_FLOW.record("autosave" if autosave else "edit", fresh, by=by)
    return True


def _entry_is_due(proposal: Proposal, by: Person) -> bool:
    saves = PROPOSAL_FLOW.entries(proposal, "autosave")
    recent = saves.filter(by=by.pk, at__gt=timezone.now() - AUTOSAVE_ENTRY_EVERY)
    return not recent.exists()


def _write_rows(proposal: Proposal, name: str, table: DraftRows) -> None:
    """Write one table anew. Without a readable count of rows it stays as it is."""
    if not table.management_form.is_valid():
        return
    _, model, fixed, *_ = TABLES[name]
    is_unread = any(form.errors for form in table.forms)
    stored = stored_rows(proposal, name) if is_unread else []
    model.objects.filter(proposal=proposal, **fixed).delete()
    model.objects.bulk_create(
        model(proposal=proposal, order=order, **fixed, **row)
        for order, row in enumerate(table.kept_rows(stored))
    )


def _write_answers(proposal: Proposal, form: AnswersForm) -> None:
    """What could be read; an answer that could not stays as it was."""
    for question, text in form.read():
        if text:
            ProposalAnswer.objects.update_or_create(
                proposal=proposal, question=question, defaults={"text": text}
            )
        else:
            ProposalAnswer.objects.filter(proposal=proposal, question=question).delete()


def _write_numbers(proposal: Proposal, model: Any, numbers: list[int] | None) -> None:
    """Further forms and fields; an unreadable choice leaves them as they were."""
    if numbers is None:
        return
    model.objects.filter(proposal=proposal).delete()
    model.objects.bulk_create(model(proposal=proposal, number=n) for n in sorted(set(numbers)))
