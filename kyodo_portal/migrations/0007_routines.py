from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('kyodo_portal', '0006_search_terms_of_kinds'),
    ]

    operations = [
        migrations.CreateModel(
            name='RoutineRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(editable=False, max_length=60, unique=True, verbose_name='名前')),
                ('since', models.DateField(editable=False, verbose_name='はじめた日')),
                ('last_run_at', models.DateTimeField(editable=False, null=True, verbose_name='最後に動いた日時')),
            ],
            options={
                'verbose_name': '定時の処理',
                'verbose_name_plural': '定時の処理',
            },
        ),
    ]
