from django.db import migrations

from kyodo_portal.words.text import normalise

BATCH = 500


def keep_again(apps, schema_editor):
    """What the column held, for whoever goes back."""
    model = apps.get_model("projects", "Project")
    records = model.objects.using(schema_editor.connection.alias)
    changed = []
    for record in records.prefetch_related("partners").order_by("pk"):
        words = [
            *(record.title, record.title_kana, record.subtitle),
            *(record.summary, record.purpose, record.place),
            *(partner.name for partner in record.partners.all()),
        ]
        record.search_text = normalise(" ".join(words))
        changed.append(record)
    records.bulk_update(changed, ["search_text"], batch_size=BATCH)


class Migration(migrations.Migration):
    """The staff's search asks the index of the search, as every other does."""

    dependencies = [("projects", "0005_home_page")]

    operations = [
        migrations.RunPython(migrations.RunPython.noop, keep_again),
        migrations.RemoveField(model_name="project", name="search_text"),
    ]
