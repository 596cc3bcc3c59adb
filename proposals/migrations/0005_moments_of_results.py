from django.db import migrations, models
from django.db.models import F


def complete(apps, schema_editor):
    """What a database holds that was written past the moves: the moment of a result that has none is
    when the record was last changed, and a moment without its result goes."""
    Call, Review = apps.get_model("proposals", "Call"), apps.get_model("proposals", "Review")
    decided, submitted = Call.objects.filter(status="decided"), Review.objects.filter(status="submitted")
    decided.filter(decided_at=None).update(decided_at=F("updated_at"))
    submitted.filter(submitted_at=None).update(submitted_at=F("updated_at"))
    Call.objects.exclude(status="decided").exclude(decided_at=None).update(decided_at=None)
    Review.objects.exclude(status="submitted").exclude(submitted_at=None).update(submitted_at=None)


class Migration(migrations.Migration):

    dependencies = [
        ('proposals', '0004_further_forms'),
    ]

    operations = [
        migrations.RunPython(complete, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name='call',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', False), ('status', 'decided')), models.Q(models.Q(('status', 'decided'), _negated=True), ('decided_at__isnull', True)), _connector='OR'), name='call_decided_has_its_moment'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'submitted'), ('submitted_at__isnull', False)), models.Q(models.Q(('status', 'submitted'), _negated=True), ('submitted_at__isnull', True)), _connector='OR'), name='review_submitted_has_its_moment'),
        ),
    ]
