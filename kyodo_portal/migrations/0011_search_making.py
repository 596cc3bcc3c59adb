import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    """By which code the search's documents were made; made anew at the end of this migrating."""

    dependencies = [
        ('kyodo_portal', '0010_stand_ins'),
    ]

    operations = [
        migrations.CreateModel(
            name='SearchMaking',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stamp', models.CharField(editable=False, max_length=64, verbose_name='しるし')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='作った日時')),
            ],
            options={
                'verbose_name': '索引の作り直し',
                'verbose_name_plural': '索引の作り直し',
            },
        ),
    ]
