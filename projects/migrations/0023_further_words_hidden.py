
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('groups', '0033_further_words_hidden'),
        ('projects', "0022_help_requests"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='helpwanted',
            name='hidden_at',
            field=models.DateTimeField(editable=False, null=True, verbose_name='表示をやめた日時'),
        ),
        migrations.AddField(
            model_name='helpwanted',
            name='hidden_because',
            field=models.TextField(blank=True, db_default='', default='', editable=False, max_length=2000, verbose_name='表示をやめた理由'),
        ),
        migrations.AddField(
            model_name='helpwanted',
            name='hidden_by_city',
            field=models.BooleanField(db_default=False, default=False, editable=False, verbose_name='市が表示をやめた'),
        ),
        migrations.AddField(
            model_name='question',
            name='hidden_at',
            field=models.DateTimeField(editable=False, null=True, verbose_name='表示をやめた日時'),
        ),
        migrations.AddField(
            model_name='question',
            name='hidden_because',
            field=models.TextField(blank=True, db_default='', default='', editable=False, max_length=2000, verbose_name='表示をやめた理由'),
        ),
        migrations.AddField(
            model_name='question',
            name='hidden_by_city',
            field=models.BooleanField(db_default=False, default=False, editable=False, verbose_name='市が表示をやめた'),
        ),
        migrations.AddConstraint(
            model_name='helpwanted',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('hidden_at__isnull', True), ('hidden_because', ''), ('hidden_by_city', False)), models.Q(('hidden_at__isnull', False), models.Q(('hidden_because', ''), _negated=True)), _connector='OR'), name='help_wanted_is_hidden_with_reason'),
        ),
        migrations.AddConstraint(
            model_name='question',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('hidden_at__isnull', True), ('hidden_because', ''), ('hidden_by_city', False)), models.Q(('hidden_at__isnull', False), models.Q(('hidden_because', ''), _negated=True)), _connector='OR'), name='question_is_hidden_with_reason'),
        ),
    ]
