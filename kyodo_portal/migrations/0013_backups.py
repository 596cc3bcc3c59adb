import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    """That backups were taken and put back."""

    dependencies = [
        ('kyodo_portal', '0012_fallback_counts'),
    ]

    operations = [
        migrations.CreateModel(
            name='BackupRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('taken', '控えを取った'), ('restored', '控えから戻した')], editable=False, max_length=10, verbose_name='行い')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='日時')),
                ('place', models.CharField(editable=False, max_length=400, verbose_name='場所')),
                ('version', models.CharField(editable=False, max_length=20, verbose_name='版')),
            ],
            options={
                'verbose_name': '控え',
                'verbose_name_plural': '控え',
                'ordering': ['-at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['taken', 'restored'])), name='backup_kind_is_known', violation_error_message='選べる値の中から選んでください。')],
            },
        ),
    ]
