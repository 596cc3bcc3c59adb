from django.db import migrations

from kyodo_portal.words.text import normalise

BATCH = 500


def keep_again(apps, schema_editor):
    """What the column held, for whoever goes back."""
    model = apps.get_model("evaluations", "Evaluation")
    records = model.objects.using(schema_editor.connection.alias)
    changed = []
    for record in records.select_related("project").order_by("pk"):
        words = [record.project.title, record.project.purpose]
        record.search_text = normalise(" ".join(words))
        changed.append(record)
    records.bulk_update(changed, ["search_text"], batch_size=BATCH)


class Migration(migrations.Migration):
    """The staff's search asks the index of the search, as every other does."""

    dependencies = [("evaluations", "0004_list_in_order")]

    operations = [
        migrations.RunPython(migrations.RunPython.noop, keep_again),
        migrations.RemoveField(model_name="evaluation", name="search_text"),
    ]
