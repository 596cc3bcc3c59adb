from django.db import migrations, models

import kyodo_portal.search.models
from kyodo_portal.search.models import install_terms, remove_terms

COLUMNS = "kind, object_id, dated_at, is_public, text, title, body, terms"
NEW, FORMER = "kyodo_portal_searchdocument", "kyodo_portal_formersearchdocument"
COPY = "INSERT INTO {} ({}) SELECT {} FROM {} ORDER BY id"


def install(apps, schema_editor):
    install_terms(schema_editor.connection)


def remove(apps, schema_editor):
    remove_terms(schema_editor.connection)


class Migration(migrations.Migration):
    """The documents of the search in a table whose long columns come last."""

    dependencies = [("kyodo_portal", "0004_mail_with_an_end")]

    operations = [
        migrations.RunPython(remove, install),
        # The new table takes over their names.
        migrations.RemoveConstraint("searchdocument", "search_document_once"),
        migrations.RemoveIndex("searchdocument", "search_newest"),
        migrations.RenameModel("SearchDocument", "FormerSearchDocument"),
        migrations.CreateModel(
            name="SearchDocument",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(choices=[("project", "協働事業"), ("group", "団体"), ("call", "募集"), ("report", "評価と報告")], max_length=10)),
                ("object_id", models.PositiveBigIntegerField()),
                ("dated_at", models.DateTimeField()),
                ("is_public", models.BooleanField()),
                ("text", models.TextField()),
                ("title", models.CharField(max_length=500)),
                ("body", models.TextField()),
                ("terms", kyodo_portal.search.models.TermsField()),
            ],
            options={
                "verbose_name": "検索の索引",
                "verbose_name_plural": "検索の索引",
                "indexes": [models.Index(fields=["kind", "is_public", "-dated_at", "-id"], name="search_newest")],
                "constraints": [models.UniqueConstraint(fields=("kind", "object_id"), name="search_document_once")],
            },
        ),
        migrations.RunSQL(
            COPY.format(NEW, COLUMNS, COLUMNS, FORMER), COPY.format(FORMER, COLUMNS, COLUMNS, NEW)
        ),
        migrations.DeleteModel("FormerSearchDocument"),
        migrations.RunPython(install, remove),
    ]
