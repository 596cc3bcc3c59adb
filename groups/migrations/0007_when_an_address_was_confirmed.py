from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import Exists, F, OuterRef


def take_over(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """An account whose address was verified has been its owner's since it was made, as far as is
    known; nobody else's word of it is taken."""
    using = schema_editor.connection.alias
    addresses = apps.get_model("account", "EmailAddress").objects.using(using)
    accounts = apps.get_model("groups", "User").objects.using(using)
    verified = addresses.filter(user=OuterRef("pk"), verified=True)
    accounts.filter(Exists(verified)).update(confirmed_at=F("joined_at"))


class Migration(migrations.Migration):
    """An account knows since when it is known to be its owner's."""

    dependencies = [
        ("groups", "0006_not_accepted"),
        ("account", "0009_emailaddress_unique_primary_email"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="confirmed_at",
            field=models.DateTimeField(
                blank=True,
                editable=False,
                null=True,
                verbose_name="メールアドレスを確認した日時",
            ),
        ),
        migrations.RunPython(take_over, migrations.RunPython.noop),
    ]
