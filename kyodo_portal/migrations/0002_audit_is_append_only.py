from django.db import migrations

from kyodo_portal.life.append_only import AppendOnly

GUARD = AppendOnly("kyodo_portal_auditentry")


def install(apps, schema_editor):
    GUARD.install(schema_editor.connection)


def remove(apps, schema_editor):
    GUARD.remove(schema_editor.connection)


class Migration(migrations.Migration):
    """The record of acts refuses changes and deletions from here on."""

    dependencies = [("kyodo_portal", "0001_initial")]

    operations = [migrations.RunPython(install, remove)]
