"""What both sides agree on: goals (what, how much, by when), roles, and who bears which cost."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kyodo_portal.life.constraints import known_values


class Stage(models.TextChoices):
    """When in the work a role is played."""

    PREPARATION = "preparation", _("準備")
    WORK = "work", _("実施")
    AFTERWARDS = "afterwards", _("終了後")


class Bearer(models.TextChoices):
    """Who plays a role."""

    GROUP = "group", _("団体")
    CITY = "city", _("市")
    BOTH = "both", _("双方")


class Achievement(models.TextChoices):
    """How far a goal was reached."""

    REACHED = "reached", _("達成")
    PARTLY = "partly", _("一部達成")
    MISSED = "missed", _("未達成")


class Payer(models.TextChoices):
    """Who bears a cost."""

    GROUP = "group", _("団体")
    CITY = "city", _("市")
    OTHER = "other", _("その他")


class GoalTerms(models.Model):
    """The three parts of a goal (吉川市 rule 1; 川崎市: なにを・どのくらい・いつまでに)."""

    what = models.CharField(_("なにを"), max_length=200)
    how_much = models.CharField(_("どのくらい"), max_length=100)
    by_when = models.DateField(_("いつまでに"))
    order = models.PositiveSmallIntegerField("順番", default=0, editable=False)

    class Meta:
        abstract = True
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return f"{self.what} {self.how_much}"


class RoleTerms(models.Model):
    """One row of the role table: what, when in the work, by whom (practice §4)."""

    stage = models.CharField(_("段階"), max_length=12, choices=Stage, default=Stage.WORK)
    item = models.CharField(_("すること"), max_length=200)
    bearer = models.CharField(_("担い手"), max_length=5, choices=Bearer)
    order = models.PositiveSmallIntegerField("順番", default=0, editable=False)

    class Meta:
        abstract = True
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return f"{self.get_stage_display()} {self.item} {self.get_bearer_display()}"


class Goal(GoalTerms):
    """A goal of a project, and what came of it."""

    project = models.ForeignKey(
        "projects.Project",
        verbose_name="協働事業",
        on_delete=models.CASCADE,
        related_name="goals",
    )
    result = models.TextField(_("結果"), max_length=1000, blank=True)
    achievement = models.CharField(_("達成"), max_length=10, choices=Achievement, blank=True)

    class Meta(GoalTerms.Meta):
        verbose_name = "目標"
        verbose_name_plural = _("目標")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(achievement__in=[*Achievement.values, ""]),
                name="goal_achievement_is_known",
            )
        ]


class RoleItem(RoleTerms):
    """A row of a project's role table."""

    project = models.ForeignKey(
        "projects.Project",
        verbose_name="協働事業",
        on_delete=models.CASCADE,
        related_name="roles",
    )

    class Meta(RoleTerms.Meta):
        verbose_name = "役割"
        verbose_name_plural = _("役割分担")
        constraints = [
            known_values("stage", Stage, name="role_item_stage_is_known"),
            known_values("bearer", Bearer, name="role_item_bearer_is_known"),
        ]


class CostShare(models.Model):
    """Who bears which cost, in whole yen."""

    project = models.ForeignKey(
        "projects.Project",
        verbose_name="協働事業",
        on_delete=models.CASCADE,
        related_name="costs",
    )
    category = models.CharField(_("区分"), max_length=50)
    payer = models.CharField(_("負担する側"), max_length=5, choices=Payer)
    amount = models.PositiveBigIntegerField(_("金額（円）"))
    note = models.CharField(_("説明"), max_length=200, blank=True)
    order = models.PositiveSmallIntegerField("順番", default=0, editable=False)

    class Meta:
        verbose_name = "経費の負担"
        verbose_name_plural = _("経費の負担")
        ordering = ["order", "pk"]
        constraints = [known_values("payer", Payer, name="cost_share_payer_is_known")]

    def __str__(self) -> str:
        return f"{self.category} {self.amount}円"
