import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Room for the scale of each evaluation, for the names of its phases, and for ratings as steps."""

    dependencies = [("evaluations", "0009_ways_to_a_published_page")]

    operations = [
        migrations.CreateModel(
            name="ScaleStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("step", models.PositiveSmallIntegerField(verbose_name="段階")),
                ("code", models.CharField(max_length=20, verbose_name="記号")),
                ("label", models.CharField(max_length=100, verbose_name="意味")),
                ("comment_required", models.BooleanField(default=False, verbose_name="コメントが必要")),
                (
                    "evaluation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="evaluations.evaluation",
                        verbose_name="評価",
                    ),
                ),
            ],
            options={
                "verbose_name": "評価の段階",
                "verbose_name_plural": "評価の段階",
                "ordering": ["-step"],
                "constraints": [
                    models.UniqueConstraint(fields=("evaluation", "step"), name="scale_step_once"),
                    models.UniqueConstraint(fields=("evaluation", "code"), name="scale_step_code_once"),
                    models.CheckConstraint(
                        condition=models.Q(("step__isnull", True))
                        | models.Q(("step__gte", 1), ("step__lte", 7)),
                        name="scale_step_is_within_the_longest",
                        violation_error_message="段階は、1から7までです。",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="evaluation",
            name="far_apart",
            field=models.PositiveSmallIntegerField(
                db_default=2, default=2, editable=False, verbose_name="大きなちがいとする段階の差"
            ),
        ),
        migrations.AddConstraint(
            model_name="evaluation",
            constraint=models.CheckConstraint(
                condition=models.Q(("far_apart__isnull", True))
                | models.Q(("far_apart__gte", 1), ("far_apart__lte", 7)),
                name="evaluation_far_apart_is_a_number_of_steps",
                violation_error_message="大きなちがいとする段階の差は、1以上にしてください。",
            ),
        ),
        migrations.RemoveConstraint("evaluationitem", "evaluation_item_phase_is_known"),
        migrations.AlterField(
            model_name="evaluationitem",
            name="phase",
            field=models.CharField(max_length=40, verbose_name="視点"),
        ),
        migrations.AddField(
            model_name="evaluationitem",
            name="phase_name",
            field=models.CharField(
                db_default="", default="", max_length=40, verbose_name="視点の名前"
            ),
        ),
        migrations.RemoveConstraint("answer", "answer_rating_is_known"),
        migrations.AddField(
            model_name="answer",
            name="step",
            field=models.PositiveSmallIntegerField(
                blank=True, null=True, verbose_name="評価の段階"
            ),
        ),
        migrations.AddField(
            model_name="answer",
            name="rating_of",
            field=models.PositiveSmallIntegerField(default=4, verbose_name="段階の数"),
            preserve_default=False,
        ),
    ]
