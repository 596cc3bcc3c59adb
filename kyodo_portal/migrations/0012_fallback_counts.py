from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('kyodo_portal', '0011_search_making'),
    ]

    operations = [
        migrations.CreateModel(
            name='FallbackCount',
            fields=[
                ('cache_key', models.CharField(editable=False, max_length=255, primary_key=True, serialize=False, verbose_name='名前')),
                ('value', models.TextField(editable=False, verbose_name='内容')),
                ('expires', models.DateTimeField(db_index=True, editable=False, verbose_name='有効な期限')),
            ],
            options={
                'verbose_name': 'キャッシュの代わり',
                'verbose_name_plural': 'キャッシュの代わり',
                'db_table': 'kyodo_portal_fallbackcount',
            },
        ),
    ]
