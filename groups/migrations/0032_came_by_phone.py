from django.db import migrations, models


def rename(apps, schema_editor, before, after):
    """What came by telephone is told by one word in every table, that of the record of acts."""
    alias = schema_editor.connection.alias
    for model in (
        apps.get_model("groups", "Complaint"),
        apps.get_model("groups", "HandOver"),
    ):
        model.objects.using(alias).filter(came_by=before).update(came_by=after)


def forwards(apps, schema_editor):
    rename(apps, schema_editor, "telephone", "phone")


def backwards(apps, schema_editor):
    rename(apps, schema_editor, "phone", "telephone")


class Migration(migrations.Migration):

    dependencies = [
        ('groups', '0031_supporters'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='complaint',
            name='complaint_entered_says_how_it_came',
        ),
        migrations.RemoveConstraint(
            model_name='handover',
            name='hand_over_came_by_is_known',
        ),
        migrations.AlterField(
            model_name='complaint',
            name='came_by',
            field=models.CharField(blank=True, choices=[('counter', '窓口'), ('post', '郵送'), ('fax', 'FAX'), ('phone', '電話')], max_length=10, verbose_name='受け取った方法'),
        ),
        migrations.AlterField(
            model_name='handover',
            name='came_by',
            field=models.CharField(blank=True, choices=[('counter', '窓口'), ('post', '郵送'), ('fax', 'FAX'), ('phone', '電話')], max_length=10, verbose_name='受け付けた方法'),
        ),
        migrations.RunPython(forwards, backwards),
        migrations.AddConstraint(
            model_name='complaint',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('came_by', ''), ('entered_by__isnull', True), ('received_on__isnull', True)), models.Q(('by__isnull', True), ('came_by__in', ['counter', 'post', 'fax', 'phone']), ('entered_by__isnull', False), ('received_on__isnull', False)), _connector='OR'), name='complaint_entered_says_how_it_came'),
        ),
        migrations.AddConstraint(
            model_name='handover',
            constraint=models.CheckConstraint(condition=models.Q(('came_by__in', ['', 'counter', 'post', 'fax', 'phone'])), name='hand_over_came_by_is_known', violation_error_message='選べる値の中から選んでください。'),
        ),
    ]
