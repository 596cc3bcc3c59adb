"""A checklist keeps its words. Those written before get the words of the city's profile as it is now, which
their pages have shown until now; a line that the profile no longer has is called by its key."""

from typing import Any

from django.db import migrations, models

from kyodo_portal.cities import city


def write_down(apps: Any, schema_editor: Any) -> None:
    stored = apps.get_model("groups", "EligibilityAnswer").objects
    answers = stored.using(schema_editor.connection.alias)
    for rule in city().eligibility:
        answers.filter(key=rule.key).update(label=rule.label, explanation=rule.explanation)


class Migration(migrations.Migration):
    dependencies = [("groups", "0010_places_that_end")]

    operations = [
        migrations.AddField(
            model_name="eligibilityanswer",
            name="label",
            field=models.CharField(
                db_default="", default="", max_length=200, verbose_name="要件の文"
            ),
        ),
        migrations.AddField(
            model_name="eligibilityanswer",
            name="explanation",
            field=models.CharField(
                db_default="", default="", max_length=500, verbose_name="要件の説明"
            ),
        ),
        migrations.RunPython(write_down, migrations.RunPython.noop),
    ]
