"""A share of the city above its ceiling can no longer be stored; and what was asked of the city in a proposal
and adopted is the ceiling of its project, where that has not ended and keeps to it."""

from typing import Any

from django.db import migrations


def keep_ceilings(apps: Any, schema_editor: Any) -> None:
    """A share of the city above its ceiling could be typed. The ceiling follows the share that both
    sides see; the record keeps what it was."""
    database = schema_editor.connection.alias
    projects = apps.get_model("projects", "Project").objects.using(database)
    entries = apps.get_model("kyodo_portal", "AuditEntry").objects.using(database)
    for project in projects.filter(budget_cap__isnull=False, budget_city__isnull=False):
        if project.budget_city > project.budget_cap:
            entries.create(
                action="project.edit",
                target_model="projects.project",
                target_id=project.pk,
                target_label=project.title[:200],
                label="市の負担の上限を、いまの市の負担に合わせた",
                data={"before": project.budget_cap, "after": project.budget_city},
            )
            project.budget_cap = project.budget_city
            project.save(update_fields=["budget_cap"])


def set_ceilings(apps: Any, schema_editor: Any) -> None:
    database = schema_editor.connection.alias
    adopted = apps.get_model("proposals", "Proposal").objects.using(database)
    adopted = adopted.filter(
        project__status__in=("planning", "agreed", "active"),
        project__budget_cap=None,
        requested_amount__isnull=False,
    )
    for proposal in adopted.select_related("project"):
        project, asked = proposal.project, proposal.requested_amount
        if (project.budget_city or 0) <= asked:
            project.budget_cap = asked
            project.save(update_fields=["budget_cap"])


class Migration(migrations.Migration):
    dependencies = [
        ("kyodo_portal", "0006_search_terms_of_kinds"),
        ("projects", "0009_plan_lines"),
        ("proposals", "0007_not_accepted"),
    ]

    operations = [
        migrations.RunPython(keep_ceilings, migrations.RunPython.noop),
        migrations.RunPython(set_ceilings, migrations.RunPython.noop),
    ]
