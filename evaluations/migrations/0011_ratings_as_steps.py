"""Every evaluation made before scales were kept gets the one it was judged by: A to D, as the portal called
them, a reason asked for C and D. Its ratings become steps, A the fourth."""

from typing import Any

from django.db import migrations

BATCH = 1000
SCALE = (
    ("A", 4, "よくできた"),
    ("B", 3, "だいたいできた"),
    ("C", 2, "あまりできなかった"),
    ("D", 1, "できなかった"),
)
PHASES = {"introduction": "導入", "process": "過程", "outcome": "成果"}
REASON = (
    "Evaluations were opened with another scale than A to D, or with other phases than 導入・過程・成果. "
    "The tree before knows neither: it cannot show them."
)


def to_steps(apps: Any, schema_editor: Any) -> None:
    alias = schema_editor.connection.alias
    step = apps.get_model("evaluations", "ScaleStep")
    evaluations = apps.get_model("evaluations", "Evaluation").objects.using(alias)
    answers = apps.get_model("evaluations", "Answer").objects.using(alias)
    items = apps.get_model("evaluations", "EvaluationItem").objects.using(alias)
    without = evaluations.exclude(pk__in=step.objects.using(alias).values("evaluation"))
    rows = [
        step(
            evaluation_id=pk, step=number, code=code, label=label, comment_required=code in "CD"
        )
        for pk in without.order_by("pk").values_list("pk", flat=True)
        for code, number, label in SCALE
    ]
    step.objects.using(alias).bulk_create(rows, batch_size=BATCH)
    for code, number, _label in SCALE:
        answers.filter(rating=code).update(step=number)
    for key, name in PHASES.items():
        items.filter(phase=key, phase_name="").update(phase_name=name)


def to_letters(apps: Any, schema_editor: Any) -> None:
    alias = schema_editor.connection.alias
    steps = apps.get_model("evaluations", "ScaleStep").objects.using(alias)
    answers = apps.get_model("evaluations", "Answer").objects.using(alias)
    items = apps.get_model("evaluations", "EvaluationItem").objects.using(alias)
    known = steps.none()
    for code, number, _label in SCALE:
        known |= steps.filter(step=number, code=code)
    others = steps.exclude(pk__in=known.values("pk")).exists()
    if others or items.exclude(phase__in=PHASES).exists():
        raise ValueError(REASON)
    for code, number, _label in SCALE:
        answers.filter(step=number).update(rating=code)


class Migration(migrations.Migration):
    dependencies = [("evaluations", "0010_scales")]

    operations = [migrations.RunPython(to_steps, to_letters)]
