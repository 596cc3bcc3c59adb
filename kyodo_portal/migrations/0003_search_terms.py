from django.db import migrations

from kyodo_portal.search.models import install_terms, remove_terms


def install(apps, schema_editor):
    install_terms(schema_editor.connection)


def remove(apps, schema_editor):
    remove_terms(schema_editor.connection)


class Migration(migrations.Migration):
    """The index of the search terms, in each database's own way."""

    dependencies = [("kyodo_portal", "0002_audit_is_append_only")]

    operations = [migrations.RunPython(install, remove)]
