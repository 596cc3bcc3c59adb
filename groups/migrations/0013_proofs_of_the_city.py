from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import Exists, F, OuterRef, Q


def count_those_with_a_factor(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Whoever uses a second factor already goes on as before; who has none yet is asked for the code
    that comes by mail before they set one up."""
    using = schema_editor.connection.alias
    factors = apps.get_model("mfa", "Authenticator").objects.using(using)
    accounts = apps.get_model("groups", "User").objects.using(using)
    own = factors.filter(user=OuterRef("pk"), type__in=["totp", "webauthn"])
    of_the_city = Q(is_superuser=True) | Q(groups__isnull=False) | Q(departments__isnull=False)
    found = accounts.filter(Exists(own), of_the_city, confirmed_at__isnull=False)
    accounts.filter(pk__in=found.values("pk")).update(mail_proved_at=F("confirmed_at"))


class Migration(migrations.Migration):
    """Who works for the city has proved their address, and a factor that is gone proves nothing."""

    dependencies = [
        ("groups", "0012_districts"),
        ("mfa", "0003_authenticator_type_uniq"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="mail_proved_at",
            field=models.DateTimeField(
                blank=True,
                editable=False,
                null=True,
                verbose_name="市の仕事のためにメールアドレスを確認した日時",
            ),
        ),
        migrations.AddField(
            model_name="user",
            name="factors_ended_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.RunPython(count_those_with_a_factor, migrations.RunPython.noop),
    ]
