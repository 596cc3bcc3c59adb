from django.db import migrations, models


class Migration(migrations.Migration):
    """A rating is the number of its step, and how many steps there are."""

    dependencies = [("evaluations", "0011_ratings_as_steps")]

    operations = [
        migrations.RemoveField("answer", "rating"),
        migrations.RenameField("answer", "step", "rating"),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.CheckConstraint(
                condition=models.Q(("rating__isnull", True))
                | models.Q(("rating__gte", 1), ("rating__lte", models.F("rating_of"))),
                name="answer_rating_is_a_step_of_its_scale",
            ),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.CheckConstraint(
                condition=models.Q(("rating_of__isnull", True))
                | models.Q(("rating_of__gte", 2), ("rating_of__lte", 7)),
                name="answer_scale_has_steps",
                violation_error_message="段階の数は、2から7までです。",
            ),
        ),
    ]
