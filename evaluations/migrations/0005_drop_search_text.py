from django.db import migrations

from kyodo_portal.words.text import normalise

BATCH = 500


def keep_again(apps, schema_editor):
    """What the column held, for whoever goes back."""
    model = apps.get_model("evaluations", "Evaluation")
    records = model.objects.using(schema_editor.connection.alias)
    # Of the project these columns alone: it may lack others that this state of it has.
    told = records.order_by("pk").values_list("pk", "project__title", "project__purpose")
    changed = [model(pk=pk, search_text=normalise(" ".join(words))) for pk, *words in told]
    records.bulk_update(changed, ["search_text"], batch_size=BATCH)


class Migration(migrations.Migration):
    """The staff's search asks the index of the search, as every other does."""

    dependencies = [("evaluations", "0004_list_in_order")]

    operations = [
        migrations.RunPython(migrations.RunPython.noop, keep_again),
        migrations.RemoveField(model_name="evaluation", name="search_text"),
    ]
