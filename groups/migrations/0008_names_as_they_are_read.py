from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from kyodo_portal.words.alike import as_read

BATCH = 500


def read_names(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    accounts = apps.get_model("groups", "User").objects.using(schema_editor.connection.alias)
    changed = []
    for account in accounts.order_by("pk").only("pk", "display_name"):
        account.name_as_read = as_read(account.display_name)[:200]
        changed.append(account)
    accounts.bulk_update(changed, ["name_as_read"], batch_size=BATCH)


class Migration(migrations.Migration):
    """Another's name is found in whatever letters that look the same."""

    dependencies = [("groups", "0007_when_an_address_was_confirmed")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="name_as_read",
            field=models.CharField(blank=True, db_index=True, editable=False, max_length=200, default=""),
            preserve_default=False,
        ),
        migrations.RunPython(read_names, migrations.RunPython.noop),
    ]
