import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """Who takes part in an evaluation, as they stood when it was opened."""

    dependencies = [
        ("evaluations", "0005_drop_search_text"),
        ("groups", "0005_drop_search_text"),
    ]

    operations = [
        migrations.CreateModel(
            name="EvaluationParty",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "side",
                    models.CharField(
                        choices=[("group", "団体"), ("city", "市")],
                        max_length=5,
                        verbose_name="側",
                    ),
                ),
                ("name", models.CharField(max_length=150, verbose_name="始めたときの名前")),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="順番")),
                (
                    "department",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="groups.department",
                        verbose_name="所管課",
                    ),
                ),
                (
                    "evaluation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parties",
                        to="evaluations.evaluation",
                        verbose_name="評価",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="groups.group",
                        verbose_name="団体",
                    ),
                ),
            ],
            options={
                "verbose_name": "評価の当事者",
                "verbose_name_plural": "評価の当事者",
                "ordering": ["order", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(
                            Q(("department__isnull", True), ("group__isnull", False)),
                            Q(("department__isnull", False), ("group__isnull", True)),
                            _connector="OR",
                        ),
                        name="evaluation_party_is_of_one_kind",
                        violation_error_message="どちらか一方だけを選んでください。",
                    ),
                    models.CheckConstraint(
                        condition=Q(
                            Q(("group__isnull", False), ("side", "group")),
                            Q(("department__isnull", False), ("side", "city")),
                            _connector="OR",
                        ),
                        name="evaluation_party_stands_on_its_side",
                    ),
                    models.UniqueConstraint(
                        fields=("evaluation", "group"), name="evaluation_party_group_once"
                    ),
                    models.UniqueConstraint(
                        fields=("evaluation", "department"),
                        name="evaluation_party_department_once",
                    ),
                    models.CheckConstraint(
                        condition=Q(("side__in", ["group", "city"])),
                        name="evaluation_party_side_is_known",
                        violation_error_message="選べる値の中から選んでください。",
                    ),
                ],
            },
        ),
    ]
