from typing import Any

from django.db import migrations, models
from django.db.models import Q

REASON = (
    "An evaluation was cancelled and begun again for the same project, year and round. The tree before "
    "keeps one of them: remove the cancelled one by hand before going back."
)


def open_again(apps: Any, schema_editor: Any) -> None:
    """For whoever goes back: what was given up is being written again, its sheets still sealed."""
    stored = apps.get_model("evaluations", "Evaluation").objects
    evaluations = stored.using(schema_editor.connection.alias)
    for one in evaluations.filter(status="cancelled").order_by("pk"):
        same = {"project": one.project_id, "fiscal_year": one.fiscal_year, "round": one.round}
        if evaluations.filter(**same).exclude(pk=one.pk).exists():
            raise ValueError(REASON)
        one.status, one.cancelled_at, one.cancel_reason = "open", None, ""
        one.save(update_fields=["status", "cancelled_at", "cancel_reason"])


class Migration(migrations.Migration):
    """An evaluation may be given up before it is opened, and begun again."""

    dependencies = [("evaluations", "0007_parties_as_they_stand")]

    operations = [
        migrations.AddField(
            model_name="evaluation",
            name="cancelled_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="取りやめた日時"),
        ),
        migrations.AddField(
            model_name="evaluation",
            name="cancel_reason",
            field=models.TextField(
                blank=True, editable=False, max_length=2000, verbose_name="取りやめた理由", default=""
            ),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name="evaluation",
            name="status",
            field=models.CharField(
                choices=[
                    ("open", "記入中"),
                    ("revealed", "開示済"),
                    ("reflected", "ふりかえり済"),
                    ("published", "公表"),
                    ("cancelled", "取りやめ"),
                ],
                default="open",
                editable=False,
                max_length=20,
                verbose_name="状態",
            ),
        ),
        migrations.RemoveConstraint("evaluation", "evaluation_once_a_year_and_round"),
        migrations.RemoveConstraint("evaluation", "evaluation_status_is_known"),
        migrations.RemoveConstraint("evaluation", "evaluation_revealed_has_its_moment"),
        migrations.AddConstraint(
            "evaluation",
            models.UniqueConstraint(
                condition=Q(("status", "cancelled"), _negated=True),
                fields=("project", "fiscal_year", "round"),
                name="evaluation_once_a_year_and_round",
                violation_error_message="この年度のこの時期の評価は、すでに始まっています。",
            ),
        ),
        migrations.AddConstraint(
            "evaluation",
            models.CheckConstraint(
                condition=Q(
                    (
                        "status__in",
                        ["open", "revealed", "reflected", "published", "cancelled"],
                    )
                ),
                name="evaluation_status_is_known",
                violation_error_message="選べる値の中から選んでください。",
            ),
        ),
        migrations.AddConstraint(
            "evaluation",
            models.CheckConstraint(
                condition=Q(
                    Q(("revealed_at__isnull", True), ("status__in", ("open", "cancelled"))),
                    Q(
                        Q(("status__in", ("open", "cancelled")), _negated=True),
                        ("revealed_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="evaluation_revealed_has_its_moment",
            ),
        ),
        migrations.AddConstraint(
            "evaluation",
            models.CheckConstraint(
                condition=Q(
                    Q(("cancelled_at__isnull", False), ("status", "cancelled")),
                    Q(
                        Q(("status", "cancelled"), _negated=True),
                        ("cancelled_at__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="evaluation_cancelled_has_its_moment",
            ),
        ),
        migrations.AddConstraint(
            "evaluation",
            models.CheckConstraint(
                condition=Q(
                    Q(("status", "cancelled"), _negated=True),
                    Q(("cancel_reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="evaluation_cancelled_says_why",
            ),
        ),
        # Last here: going back, it comes first.
        migrations.RunPython(migrations.RunPython.noop, open_again),
    ]
