from django.db import migrations

from kyodo_portal.life.audit import install_triggers, remove_triggers


def install(apps, schema_editor):
    install_triggers(schema_editor.connection)


def remove(apps, schema_editor):
    remove_triggers(schema_editor.connection)


class Migration(migrations.Migration):
    """The record of acts refuses changes and deletions from here on."""

    dependencies = [("kyodo_portal", "0001_initial")]

    operations = [migrations.RunPython(install, remove)]
