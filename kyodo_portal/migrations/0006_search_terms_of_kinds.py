from django.db import migrations

from kyodo_portal.search.models import KIND_MARK, TABLE, install_terms, remove_terms

REWRITE = "UPDATE {table} SET terms = {terms}"
ADD = {
    "sqlite": f"'{KIND_MARK}' || kind || ' ' || terms",
    "postgresql": f"terms || array_to_tsvector(ARRAY['{KIND_MARK}' || kind])",
}
TAKE = {
    "sqlite": "substr(terms, length(kind) + 3)",
    "postgresql": f"ts_delete(terms, '{KIND_MARK}' || kind)",
}


def rewrite(schema_editor, terms):
    """With the index away meanwhile: it is made anew faster than it is mended row by row."""
    connection = schema_editor.connection
    remove_terms(connection)
    schema_editor.execute(REWRITE.format(table=TABLE, terms=terms[connection.vendor]))
    install_terms(connection)


def add(apps, schema_editor):
    rewrite(schema_editor, ADD)


def take(apps, schema_editor):
    rewrite(schema_editor, TAKE)


class Migration(migrations.Migration):
    """The index of the search knows of what kind each document is."""

    dependencies = [("kyodo_portal", "0005_search_columns")]

    operations = [migrations.RunPython(add, take)]
