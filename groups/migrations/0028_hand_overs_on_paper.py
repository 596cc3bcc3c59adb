import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def forget_first_representatives(apps, schema_editor):
    """Before there was somebody from whom every hand-over came."""
    hand_overs = apps.get_model('groups', 'HandOver').objects.using(schema_editor.connection.alias)
    hand_overs.filter(offered_by=None).delete()


class Migration(migrations.Migration):

    dependencies = [
        ('groups', '0027_leavings'),
    ]

    operations = [
        migrations.AddField(
            model_name='handover',
            name='came_by',
            field=models.CharField(blank=True, choices=[('counter', '窓口'), ('post', '郵送'), ('fax', 'FAX'), ('telephone', '電話')], max_length=10, verbose_name='受け付けた方法'),
        ),
        migrations.AddField(
            model_name='handover',
            name='came_on',
            field=models.DateField(blank=True, null=True, verbose_name='受け付けた日'),
        ),
        migrations.AddField(
            model_name='handover',
            name='entered_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='入力した職員'),
        ),
        migrations.AlterField(
            model_name='handover',
            name='offered_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='それまでの代表'),
        ),
        migrations.AddConstraint(
            model_name='handover',
            constraint=models.CheckConstraint(condition=models.Q(('offered_by__isnull', False), ('entered_by__isnull', False), _connector='OR'), name='hand_over_is_offered_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='handover',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('came_by', ''), ('came_on__isnull', True), ('entered_by__isnull', True)), models.Q(('came_on__isnull', False), ('entered_by__isnull', False), models.Q(('came_by', ''), _negated=True)), _connector='OR'), name='hand_over_entered_whole'),
        ),
        migrations.AddConstraint(
            model_name='handover',
            constraint=models.CheckConstraint(condition=models.Q(('came_by__in', ['', 'counter', 'post', 'fax', 'telephone'])), name='hand_over_came_by_is_known', violation_error_message='選べる値の中から選んでください。'),
        ),
        migrations.RunPython(migrations.RunPython.noop, forget_first_representatives),
    ]
