from django.db import migrations

TEXTS = ("novelty", "sustainability", "safety", "other_grants")


def carry_over(apps, schema_editor):
    """What an adopted proposal says and its project did not take along: texts the project lacks, and
    the lines of its schedule and of its expenses, where it has none. What has been written there
    since stays."""
    Proposal = apps.get_model("proposals", "Proposal")
    Project = apps.get_model("projects", "Project")
    ScheduleLine = apps.get_model("projects", "ScheduleLine")
    ExpenseLine = apps.get_model("projects", "ExpenseLine")
    for proposal in Proposal.objects.exclude(project=None):
        for name in TEXTS:
            Project.objects.filter(pk=proposal.project_id, **{name: ""}).update(**{name: getattr(proposal, name)})
        if not ScheduleLine.objects.filter(project=proposal.project_id).exists():
            ScheduleLine.objects.bulk_create(
                ScheduleLine(project_id=proposal.project_id, when=row.when, what=row.what, bearer=row.bearer, order=row.order)
                for row in proposal.schedule.order_by("order", "pk")
            )
        if not ExpenseLine.objects.filter(project=proposal.project_id).exists():
            ExpenseLine.objects.bulk_create(
                ExpenseLine(project_id=proposal.project_id, category=row.category, amount=row.amount or 0, basis=row.basis, order=row.order)
                for row in proposal.budget.filter(side="expense").order_by("order", "pk")
            )


class Migration(migrations.Migration):

    dependencies = [
        ("proposals", "0005_moments_of_results"),
        ("projects", "0009_plan_lines"),
    ]

    operations = [
        migrations.RunPython(carry_over, migrations.RunPython.noop),
    ]
