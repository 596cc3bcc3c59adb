
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('groups', '0032_came_by_phone'),
    ]

    operations = [
        migrations.AddField(
            model_name='complaint',
            name='contact',
            field=models.CharField(blank=True, db_default='', default='', max_length=200, verbose_name='連絡先（書かなくてもかまいません）'),
        ),
        migrations.AddField(
            model_name='group',
            name='hidden_at',
            field=models.DateTimeField(editable=False, null=True, verbose_name='表示をやめた日時'),
        ),
        migrations.AddField(
            model_name='group',
            name='hidden_because',
            field=models.TextField(blank=True, db_default='', default='', editable=False, max_length=2000, verbose_name='表示をやめた理由'),
        ),
        migrations.AddField(
            model_name='group',
            name='hidden_by_city',
            field=models.BooleanField(db_default=False, default=False, editable=False, verbose_name='市が表示をやめた'),
        ),
        migrations.AddConstraint(
            model_name='group',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('hidden_at__isnull', True), ('hidden_because', ''), ('hidden_by_city', False)), models.Q(('hidden_at__isnull', False), models.Q(('hidden_because', ''), _negated=True)), _connector='OR'), name='group_is_hidden_with_reason'),
        ),
    ]
