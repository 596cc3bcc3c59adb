from django.db import migrations

TEXTS = ("novelty", "sustainability", "safety", "other_grants")


def carry_over(apps, schema_editor):
    """What an adopted proposal says and its project did not take along: texts the project lacks, and
    the lines of its schedule and of its expenses, where it has none. What has been written there
    since stays."""
    using = schema_editor.connection.alias
    proposals = apps.get_model("proposals", "Proposal").objects.using(using)
    projects = apps.get_model("projects", "Project").objects.using(using)
    ScheduleLine = apps.get_model("projects", "ScheduleLine")
    ExpenseLine = apps.get_model("projects", "ExpenseLine")
    schedules, expenses = ScheduleLine.objects.using(using), ExpenseLine.objects.using(using)
    for proposal in proposals.exclude(project=None):
        for name in TEXTS:
            projects.filter(pk=proposal.project_id, **{name: ""}).update(**{name: getattr(proposal, name)})
        if not schedules.filter(project=proposal.project_id).exists():
            schedules.bulk_create(
                ScheduleLine(project_id=proposal.project_id, when=row.when, what=row.what, bearer=row.bearer, order=row.order)
                for row in proposal.schedule.order_by("order", "pk")
            )
        if not expenses.filter(project=proposal.project_id).exists():
            expenses.bulk_create(
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
