"""Who takes part in an evaluation: the groups and departments as they stood when it was opened."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from groups.models import Department, Group
from groups.models.departments import in_language
from kyodo_portal.life.constraints import exactly_one, known_values


class Side(models.TextChoices):
    """Who answers."""

    GROUP = "group", _("団体")
    CITY = "city", _("市")


class EvaluationParty(models.Model):
    """A group or department that takes part in an evaluation (rule 4).

    Written when the evaluation is opened and never changed: the parties of a project may change
    afterwards, but whose sheet it is, who reads it, and who is told of it, these rows say alone.
    `name` is what the party was called on that day. A partner without an account here has no
    row: what it says comes to the counter.
    """

    evaluation = models.ForeignKey(
        "evaluations.Evaluation",
        verbose_name="評価",
        on_delete=models.CASCADE,
        related_name="parties",
    )
    side = models.CharField("側", max_length=5, choices=Side)
    group = models.ForeignKey(
        Group, verbose_name="団体", on_delete=models.PROTECT, null=True, related_name="+"
    )
    department = models.ForeignKey(
        Department, verbose_name="所管課", on_delete=models.PROTECT, null=True, related_name="+"
    )
    name = models.CharField("始めたときの名前", max_length=150)
    order = models.PositiveSmallIntegerField("順番", default=0)

    class Meta:
        verbose_name = "評価の当事者"
        verbose_name_plural = "評価の当事者"
        ordering = ["order", "pk"]
        constraints = [
            exactly_one("group", "department", name="evaluation_party_is_of_one_kind"),
            models.CheckConstraint(
                condition=Q(side=Side.GROUP, group__isnull=False)
                | Q(side=Side.CITY, department__isnull=False),
                name="evaluation_party_stands_on_its_side",
            ),
            models.UniqueConstraint(
                fields=["evaluation", "group"], name="evaluation_party_group_once"
            ),
            models.UniqueConstraint(
                fields=["evaluation", "department"], name="evaluation_party_department_once"
            ),
            known_values("side", Side, name="evaluation_party_side_is_known"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name_in_language(self) -> str:
        """The name for the page being made: a department's English one while it is still called so."""
        if self.department is None or self.department.name != self.name:
            return self.name
        return in_language(self.name, self.department.name_en, self.department.name_kana)
