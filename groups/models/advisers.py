"""Groups that advise other groups and citizens (中間支援組織), as the city has named them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from groups.models.groups import Group, GroupStatus
from kyodo_portal.life.people import Person, is_signed_in
from kyodo_portal.life.records import Timestamped
from kyodo_portal.life.roles import Role


class AdviserQuerySet(models.QuerySet["Adviser"]):
    def visible_to(self, user: Person) -> "AdviserQuerySet":
        """Those that advise now for everybody; all of them for the coordinators."""
        if is_signed_in(user) and (user.is_superuser or Role.COORDINATOR in user.role_names):
            return self
        return self.at_work()

    def at_work(self) -> "AdviserQuerySet":
        """Those that advise now: named, not ended, and registered."""
        today = timezone.localdate()
        going_on = Q(ended_on=None) | Q(ended_on__gt=today)
        return self.filter(going_on, group__status=GroupStatus.REGISTERED)

    def with_group(self) -> "AdviserQuerySet":
        """With what a list shows, in one query more."""
        return self.select_related("group").prefetch_related("group__fields")


class Adviser(Timestamped):
    """A group that the city has named as one to be asked for advice. Everybody sees it at the desk's page;
    the desk may pass a consultation on to it where whoever asked agrees.

    `ended_on` is the first day on which it advises no more; what it has answered stays.
    """

    group = models.OneToOneField(
        Group, verbose_name="団体", on_delete=models.CASCADE, related_name="adviser"
    )
    subjects = models.CharField(
        _("相談できること"),
        max_length=200,
        help_text="例：会計と税、助成金の申請、広報、NPO法人の設立。だれでも読めます。",
    )
    ended_on = models.DateField("終わりの日", null=True, blank=True)
    named_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="決めた職員",
        on_delete=models.PROTECT,
        editable=False,
        related_name="+",
    )

    objects = AdviserQuerySet.as_manager()

    class Meta:
        verbose_name = "中間支援組織"
        verbose_name_plural = "中間支援組織"
        ordering = ["group__name_kana", "pk"]

    def __str__(self) -> str:
        return f"「{self.group}」（中間支援組織）"

    @property
    def is_at_work(self) -> bool:
        """Advises now."""
        has_ended = self.ended_on is not None and self.ended_on <= timezone.localdate()
        return not has_ended and self.group.status == GroupStatus.REGISTERED
