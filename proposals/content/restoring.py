"""The other way round than freezing: a proposal as its last submitted version says it."""

from typing import Any

from proposals.models import Proposal, ProposalVersion

TABLES = ("goals", "roles", "schedule", "budget", "forms", "fields")
"""The rows of a version that are written anew. Documents are files: those added since are taken away."""


def restore_last(proposal: Proposal) -> None:
    """Write the proposal as it was last submitted, over what was typed since. Runs in the transaction
    of a move; documents that the version names were not taken away meanwhile."""
    version: ProposalVersion = proposal.versions.latest("number")
    data = version.data
    changes = {
        field.attname: field.to_python(data[field.name])
        for field in Proposal._meta.concrete_fields
        if field.name in data
    }
    Proposal.objects.filter(pk=proposal.pk).update(**changes)
    for column, value in changes.items():
        setattr(proposal, column, value)
    for name in TABLES:
        _restore_rows(proposal, name, data.get(name, []))
    _restore_answers(proposal, data.get("answers", []))
    kept = [row["sha256"] for row in data.get("attachments", [])]
    proposal.attachments.exclude(sha256__in=kept).delete()


def _restore_rows(proposal: Proposal, name: str, rows: list[dict[str, Any]]) -> None:
    related: Any = getattr(proposal, name)
    model = related.model
    columns = {field.name: field for field in model._meta.concrete_fields}
    related.all().delete()
    model.objects.bulk_create(
        model(
            proposal=proposal,
            **{column: columns[column].to_python(value) for column, value in row.items()},
            **({"order": order} if "order" in columns else {}),
        )
        for order, row in enumerate(rows)
    )


def _restore_answers(proposal: Proposal, rows: list[dict[str, str]]) -> None:
    """What only its call asked. A version names a question by its words."""
    said = {row["asked"]: row["text"] for row in rows}
    answers: Any = proposal.answers
    answers.all().delete()
    answers.model.objects.bulk_create(
        answers.model(proposal=proposal, question=question, text=said[question.text])
        for question in proposal.call.questions.all()
        if question.text in said
    )
