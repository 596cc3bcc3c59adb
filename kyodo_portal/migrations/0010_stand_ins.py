import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('kyodo_portal', '0009_kept_texts'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='StandIn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('target_model', models.CharField(editable=False, max_length=60, verbose_name='対象の種類')),
                ('target_id', models.PositiveBigIntegerField(editable=False, verbose_name='対象の番号')),
                ('target_label', models.CharField(editable=False, max_length=200, verbose_name='対象')),
                ('reason', models.TextField(max_length=500, verbose_name='代理を置く理由（公開されます）')),
                ('named_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='決めた日時')),
                ('ended_at', models.DateTimeField(editable=False, null=True, verbose_name='終えた日時')),
                ('named_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='決めた人')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stand_ins', to=settings.AUTH_USER_MODEL, verbose_name='代理をする職員')),
            ],
            options={
                'verbose_name': '代理の職員',
                'verbose_name_plural': '代理の職員',
                'ordering': ['-named_at', '-pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('target_model', 'target_id', 'person'), name='stand_in_once'), models.CheckConstraint(condition=models.Q(('person', models.F('named_by')), _negated=True), name='stand_in_is_named_by_another')],
            },
        ),
    ]
