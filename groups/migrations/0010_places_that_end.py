import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


def forget_who_has_left(apps, schema_editor):
    """Without the date, who has left would be in the group again."""
    memberships = apps.get_model('groups', 'Membership').objects.using(schema_editor.connection.alias)
    memberships.filter(ended_at__isnull=False).delete()


class Migration(migrations.Migration):

    dependencies = [
        ('groups', '0009_lost_second_factors'),
    ]

    operations = [
        migrations.CreateModel(
            name='PastPosting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ended_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='離れた日時')),
                ('department', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='past_postings', to='groups.department', verbose_name='所管課')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='past_postings', to=settings.AUTH_USER_MODEL, verbose_name='利用者')),
            ],
            options={
                'verbose_name': '以前の配属',
                'verbose_name_plural': '以前の配属',
                'ordering': ['department', 'ended_at', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='membership',
            name='ended_at',
            field=models.DateTimeField(editable=False, null=True, verbose_name='所属を終えた日時'),
        ),
        migrations.RemoveConstraint(
            model_name='membership',
            name='membership_once',
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('user', 'group'), name='membership_once', violation_error_message='この人は、すでにこの団体に属しています。'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.CheckConstraint(condition=models.Q(('joined_at__isnull', True), ('ended_at__isnull', True), ('joined_at__lte', models.F('ended_at')), _connector='OR'), name='membership_ends_after_it_began', violation_error_message='所属を終えた日時は、加わった日時より後でなければなりません。'),
        ),
        migrations.RunPython(migrations.RunPython.noop, forget_who_has_left),
    ]
