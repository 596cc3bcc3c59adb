from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('kyodo_portal', '0003_search_terms'),
    ]

    operations = [
        migrations.AddField(
            model_name='outgoingmail',
            name='expires_at',
            field=models.DateTimeField(editable=False, null=True, verbose_name='有効な期限'),
        ),
        migrations.AddIndex(
            model_name='outgoingmail',
            index=models.Index(condition=models.Q(('expires_at__isnull', False)), fields=['expires_at'], name='outgoing_mail_with_an_end'),
        ),
    ]
