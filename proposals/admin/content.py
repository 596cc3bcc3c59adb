"""A proposal as staff and reviewers read it: every section, every table, the sums."""

from typing import Any

from proposals.completeness import budget_of
from proposals.models import BudgetSide, Proposal

#: The single facts, in the order of the form (practice §1.4).
FACTS = (
    *("title", "title_kana", "subtitle", "theme", "start_pattern", "main_form", "target_people"),
    *("expected_count", "place", "starts_on", "ends_on", "desired_department"),
    *("requested_amount", "other_grants"),
)
#: The long answers, each under a heading of its own.
SECTIONS = (
    *("summary", "background", "purpose", "content", "why_together", "expected_effect"),
    *("novelty", "sustainability", "safety"),
)
PARTS = ("goals", "roles", "schedule", "budget", "forms", "fields", "attachments")
"""The tables to fetch with a proposal that is shown whole."""


def content_of(proposal: Proposal) -> dict[str, Any]:
    """What the template `admin/proposals/_content.html` shows."""
    lines = list(proposal.budget.all())
    return {
        "sections": [
            (proposal._meta.get_field(name).verbose_name, getattr(proposal, name))
            for name in SECTIONS
        ],
        "goals": list(proposal.goals.all()),
        "roles": list(proposal.roles.all()),
        "schedule": list(proposal.schedule.all()),
        "income": [line for line in lines if line.side == BudgetSide.INCOME],
        "expense": [line for line in lines if line.side == BudgetSide.EXPENSE],
        "budget": budget_of(proposal),
        "further_forms": [str(row) for row in proposal.forms.all()],
        "fields_of_activity": [str(row) for row in proposal.fields.all()],
        "attachments": list(proposal.attachments.all()),
    }
