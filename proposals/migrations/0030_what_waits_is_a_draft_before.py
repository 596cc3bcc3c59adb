from django.db import migrations


def draft_what_waits(apps, schema_editor):
    """The tree before knows no vote: what waits for one is under review again, and its decision a draft."""
    using = schema_editor.connection.alias
    decisions = apps.get_model("proposals", "Decision").objects.using(using)
    drafts = apps.get_model("proposals", "DraftDecision").objects.using(using)
    proposals = apps.get_model("proposals", "Proposal").objects.using(using)
    for decision in decisions.filter(proposal__status="awaiting_vote"):
        drafts.create(
            proposal_id=decision.proposal_id,
            outcome=decision.outcome,
            amount=decision.amount,
            reason=decision.city_reason,
            conditions=decision.conditions if decision.outcome == "conditional" else "",
            written_by_id=decision.decided_by_id,
            written_at=decision.decided_at,
        )
        decisions.filter(pk=decision.pk).update(
            outcome="",
            city_reason="",
            amount=None,
            decided_by=None,
            decided_at=None,
            notified_at=None,
            released_at=None,
        )
    proposals.filter(status="awaiting_vote").update(status="under_review")


class Migration(migrations.Migration):
    dependencies = [("proposals", "0029_awaiting_a_vote")]

    operations = [migrations.RunPython(migrations.RunPython.noop, draft_what_waits)]
