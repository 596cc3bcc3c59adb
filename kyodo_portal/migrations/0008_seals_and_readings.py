import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from kyodo_portal.life.append_only import AppendOnly

GUARDS = [
    AppendOnly("kyodo_portal_auditentry"),
    AppendOnly("kyodo_portal_auditseal", keys=("position", "entry_id")),
    AppendOnly("kyodo_portal_readingentry"),
]


def install(apps, schema_editor):
    for guard in GUARDS:
        guard.install(schema_editor.connection)


def remove(apps, schema_editor):
    """The record of acts keeps its guard, which an earlier migration put there."""
    for guard in GUARDS[1:]:
        guard.remove(schema_editor.connection)


class Migration(migrations.Migration):
    """The chain of seals beside the record of acts, and the record of reading; both, and the record of
    acts, refuse also to be replaced. What is in the record already is sealed by the worker."""

    dependencies = [
        ("kyodo_portal", "0007_routines"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='AuditSeal',
            fields=[
                ('position', models.PositiveBigIntegerField(editable=False, primary_key=True, serialize=False, verbose_name='番号')),
                ('digest', models.CharField(editable=False, max_length=64, verbose_name='照合値')),
                ('sealed_at', models.DateTimeField(editable=False, verbose_name='封印した日時')),
                ('entry', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='seal', to='kyodo_portal.auditentry', verbose_name='記録')),
            ],
            options={
                'verbose_name': '記録の封印',
                'verbose_name_plural': '記録の封印',
                'ordering': ['position'],
            },
        ),
        migrations.CreateModel(
            name='ReadingEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='日時')),
                ('kind', models.CharField(choices=[('contact', '連絡先を見た'), ('document', '書類を取り出した'), ('export', '一覧を取り出した')], editable=False, max_length=10, verbose_name='行い')),
                ('target_model', models.CharField(editable=False, max_length=60, verbose_name='対象の種類')),
                ('target_id', models.PositiveBigIntegerField(editable=False, null=True, verbose_name='対象の番号')),
                ('target_label', models.CharField(editable=False, max_length=200, verbose_name='対象')),
                ('count', models.PositiveIntegerField(default=1, editable=False, verbose_name='件数')),
                ('by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='読んだ人')),
            ],
            options={
                'verbose_name': '閲覧の記録',
                'verbose_name_plural': '閲覧の記録',
                'ordering': ['-at', '-pk'],
                'indexes': [models.Index(fields=['target_model', 'target_id'], name='reading_of_target')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['contact', 'document', 'export'])), name='reading_kind_is_known', violation_error_message='選べる値の中から選んでください。')],
            },
        ),
        migrations.RunPython(install, remove),
    ]
