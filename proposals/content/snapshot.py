"""What was submitted, frozen: a proposal as plain data, kept version by version."""

import hashlib
import json
from datetime import date, datetime
from typing import Any

from groups.models.people import account_of
from kyodo_portal.life.people import Person, is_signed_in
from proposals.models import Proposal, ProposalVersion

#: Columns that belong to the life of the record and not to what the proposers wrote.
_LIFE = {
    "id",
    "submission_key",
    "status",
    "submitted_at",
    "correction_due_on",
    "created_by",
    "guest",
    "created_at",
    "updated_at",
    "project",
    "consultation",
    "call",
    "number",
    "responsible_department",
    "implementing_group",
    "led_to",
    "talk_began_at",
    "entered_by",
    "came_by",
    "came_on",
    "posted_up_to",
}

_ROWS = {
    "goals": ("what", "how_much", "by_when"),
    "roles": ("stage", "item", "bearer"),
    "schedule": ("when", "what", "bearer"),
    "budget": ("side", "category", "amount", "basis"),
    "forms": ("number",),
    "fields": ("number",),
    "attachments": ("title", "original_name", "sha256", "size"),
}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def snapshot_of(proposal: Proposal) -> dict[str, Any]:
    """Everything the proposers wrote: single fields by name, tables as lists of rows."""
    fields = {
        field.name: _plain(getattr(proposal, field.attname))
        for field in proposal._meta.concrete_fields
        if field.name not in _LIFE
    }
    tables = {
        name: [
            {column: _plain(getattr(row, column)) for column in columns}
            for row in getattr(proposal, name).all()
        ]
        for name, columns in _ROWS.items()
    }
    answers = [{"asked": row.question.text, "text": row.text} for row in proposal.answers.all()]
    return {**fields, **tables, **({"answers": answers} if answers else {})}


def digest_of(proposal: Proposal) -> str:
    """A fingerprint of everything the proposers wrote: equal where they wrote the same."""
    canonical = json.dumps(
        snapshot_of(proposal), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    return hashlib.sha256(canonical.encode()).hexdigest()


def freeze(proposal: Proposal, *, by: Person, at: datetime) -> ProposalVersion:
    """Keep the proposal as it now stands as its next version."""
    fresh = Proposal.objects.get(pk=proposal.pk)
    return ProposalVersion.objects.create(
        proposal=fresh,
        number=fresh.versions.count() + 1,
        data=snapshot_of(fresh),
        digest=digest_of(fresh),
        submitted_by=account_of(by) if is_signed_in(by) else None,
        submitted_at=at,
    )
