"""What was taken down and what the city hides is one thing in the table: not shown, and why."""

from django.db import migrations, models
from django.db.models import Q


def _hidden_with_reason(name):
    return models.CheckConstraint(
        condition=Q(hidden_at__isnull=True, hidden_because="", hidden_by_city=False)
        | (Q(hidden_at__isnull=False) & ~Q(hidden_because="")),
        name=name,
    )


def _columns(model):
    return [
        migrations.AddField(
            model,
            "hidden_by_city",
            models.BooleanField(
                default=False, db_default=False, editable=False, verbose_name="市が表示をやめた"
            ),
        ),
    ]


def _at(**options):
    return models.DateTimeField(
        editable=False, null=True, verbose_name="表示をやめた日時", **options
    )


def _because(**options):
    return models.TextField(
        blank=True,
        db_default="",
        default="",
        editable=False,
        max_length=2000,
        verbose_name="表示をやめた理由",
        **options,
    )


class Migration(migrations.Migration):
    dependencies = [("projects", "0014_kinds_of_the_city")]

    operations = [
        migrations.RemoveConstraint("update", "update_taken_down_has_its_reason"),
        migrations.AlterField("update", "taken_down_reason", _because()),
        # The columns keep the names by which the code of the last release knows them.
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RenameField("update", "taken_down_at", "hidden_at"),
                migrations.RenameField("update", "taken_down_reason", "hidden_because"),
                migrations.AlterField("update", "hidden_at", _at(db_column="taken_down_at")),
                migrations.AlterField(
                    "update", "hidden_because", _because(db_column="taken_down_reason")
                ),
            ]
        ),
        *_columns("update"),
        migrations.AddConstraint("update", _hidden_with_reason("update_is_hidden_with_its_reason")),
        migrations.AddField("updatephoto", "hidden_at", _at()),
        migrations.AddField("updatephoto", "hidden_because", _because()),
        *_columns("updatephoto"),
        migrations.AddConstraint(
            "updatephoto", _hidden_with_reason("update_photo_is_hidden_with_its_reason")
        ),
    ]
