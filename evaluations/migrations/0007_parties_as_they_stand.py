"""The parties of every evaluation made before they were written down: those of its project as they stand.
Who read and wrote a sheet by them reads and writes it now."""

from collections import defaultdict
from typing import Any

from django.db import migrations

BATCH = 500


def write_down(apps: Any, schema_editor: Any) -> None:
    alias = schema_editor.connection.alias
    party = apps.get_model("evaluations", "EvaluationParty")
    evaluations: dict[int, list[int]] = defaultdict(list)
    stored = apps.get_model("evaluations", "Evaluation").objects.using(alias)
    for pk, project in stored.order_by("pk").values_list("pk", "project"):
        evaluations[project].append(pk)
    rows = []
    for side, name, of in (
        ("group", "Partner", "group"),
        ("city", "ResponsibleDepartment", "department"),
    ):
        parties = apps.get_model("projects", name).objects.using(alias)
        named = parties.exclude(**{of: None}).order_by("project", "order", "pk")
        for project, key, called, order in named.values_list("project", of, f"{of}__name", "order"):
            rows += [
                party(
                    evaluation_id=pk, side=side, name=called, order=order, **{f"{of}_id": key}
                )
                for pk in evaluations.get(project, ())
            ]
    party.objects.using(alias).bulk_create(rows, batch_size=BATCH)


class Migration(migrations.Migration):
    dependencies = [
        ("evaluations", "0006_parties"),
        ("projects", "0007_further_forms"),
    ]

    operations = [migrations.RunPython(write_down, migrations.RunPython.noop, elidable=True)]
