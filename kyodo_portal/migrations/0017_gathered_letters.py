import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('kyodo_portal', '0016_headers_of_letters'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='GatheredLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('bundle', models.CharField(editable=False, max_length=60, verbose_name='まとめる先')),
                ('key', models.CharField(editable=False, max_length=200, unique=True, verbose_name='出来事と相手')),
                ('target_model', models.CharField(editable=False, max_length=60, verbose_name='対象の種類')),
                ('target_id', models.PositiveBigIntegerField(editable=False, verbose_name='対象の番号')),
                ('told', models.CharField(editable=False, max_length=200, verbose_name='知らせること')),
                ('note', models.TextField(blank=True, editable=False, verbose_name='添えた言葉')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='書いた日時')),
                ('due_at', models.DateTimeField(db_index=True, editable=False, verbose_name='知らせる日時')),
                ('person', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'まとめて知らせること',
                'verbose_name_plural': 'まとめて知らせること',
                'ordering': ['pk'],
            },
        ),
    ]
