"""Where a project stands, and how it came into the register."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kyodo_portal.words.languages import Words


class ProjectStatus(models.TextChoices):
    PLANNING = "planning", _("協議中")
    AGREED = "agreed", _("協定締結")
    ACTIVE = "active", _("実施中")
    COMPLETED = "completed", _("終了")
    EVALUATED = "evaluated", _("評価公表済")
    CANCELLED = "cancelled", _("中止")


OPEN_STATUSES = (ProjectStatus.PLANNING, ProjectStatus.AGREED, ProjectStatus.ACTIVE)
"""The project has not ended. What both sides agreed can still change (and is then signed again)."""


NEVER_BETWEEN_CITIZENS = (ProjectStatus.PLANNING, ProjectStatus.AGREED, ProjectStatus.EVALUATED)
"""What citizens do with citizens is neither agreed nor evaluated here."""


class Origin(models.TextChoices):
    """How the project came into the register; a record of the past has no signed agreement here."""

    PROPOSAL = "proposal", "提案から"
    REGISTER = "register", "市の台帳から"
    RECORD = "record", "過去・進行中の事業の記録"


BETWEEN_CITIZENS_TURNS: dict[str, Words] = {
    ProjectStatus.ACTIVE: _("団体と団体が、事業を進めています"),
    ProjectStatus.COMPLETED: _("事業は終わりました"),
}
