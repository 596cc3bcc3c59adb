"""What somebody follows, and how often they want to be told: nobody's business but their own.

Neither is in the record of acts, in any list of the city's staff, or in what is taken out; both go with
the account.
"""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kyodo_portal.life.constraints import known_values
from kyodo_portal.life.people import Person, is_signed_in
from kyodo_portal.publishing.news import Topic

LONGEST_QUERY = 800
"""Characters of the conditions of a saved search, as they stand in an address."""


class FollowKind(models.TextChoices):
    """What can be followed; a saved search is a list under conditions."""

    PROJECT = "project", pgettext_lazy("フォロー", "協働事業")
    GROUP = "group", pgettext_lazy("フォロー", "団体")
    FIELD = "field", pgettext_lazy("フォロー", "分野")
    PLACE = "place", pgettext_lazy("フォロー", "場所")
    CALL = "call", pgettext_lazy("フォロー", "募集")
    SEARCH = "search", _("保存した条件")


class FollowQuerySet(models.QuerySet["Follow"]):
    def visible_to(self, user: Person) -> "FollowQuerySet":
        """One's own."""
        return self.filter(user_id=user.pk) if is_signed_in(user) else self.none()

    def searches(self) -> "FollowQuerySet":
        return self.filter(kind=FollowKind.SEARCH)


class Follow(models.Model):
    """One thing that somebody follows: a project, group, place or call by its number, a field by the number
    the profile gives it; or a list (`slug`) under conditions (`query`), which they call `name`."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="follows")
    kind = models.CharField("種類", max_length=10, choices=FollowKind)
    target_id = models.PositiveBigIntegerField("番号", default=0)
    slug = models.CharField("一覧", max_length=30, blank=True)
    query = models.CharField("条件", max_length=LONGEST_QUERY, blank=True)
    name = models.CharField(_("名前"), max_length=60, blank=True)
    created_at = models.DateTimeField("フォローした日時", auto_now_add=True)

    objects = FollowQuerySet.as_manager()

    class Meta:
        verbose_name = "フォロー"
        verbose_name_plural = "フォロー"
        ordering = ["kind", "pk"]
        constraints = [
            known_values("kind", FollowKind, name="follow_kind_is_known"),
            models.UniqueConstraint(
                fields=["user", "kind", "target_id", "slug", "query"], name="follow_once"
            ),
            models.CheckConstraint(
                condition=Q(kind=FollowKind.SEARCH, target_id=0) & ~Q(slug="") & ~Q(name="")
                | ~Q(kind=FollowKind.SEARCH) & Q(target_id__gt=0, slug="", query="", name=""),
                name="follow_is_of_one_thing",
            ),
        ]
        indexes = [models.Index(fields=["kind", "target_id"], name="follow_of_one_thing")]

    def __str__(self) -> str:
        return self.name or f"{self.kind} {self.target_id}"

    @property
    def topic(self) -> Topic:
        return Topic(self.kind, self.target_id)


class NoticeKind(models.TextChoices):
    """What people are told of, as far as they choose how often. What is their own business (a proposal,
    a signature, an event they joined, a code) is always told at once and is not among these."""

    FOLLOWED = "followed", _("フォローしていることの新しい動き")
    MATCHES = "matches", _("あなたに合いそうな募集や申し出")
    MESSAGES = "messages", _("メッセージ")


class Frequency(models.TextChoices):
    AT_ONCE = "at_once", _("そのつど")
    DAILY = "daily", _("1日1回まとめて")
    WEEKLY = "weekly", _("週1回まとめて")
    NEVER = "never", _("メールは受け取らない")


USUAL: dict[str, Frequency] = {
    NoticeKind.FOLLOWED: Frequency.WEEKLY,
    NoticeKind.MATCHES: Frequency.WEEKLY,
    NoticeKind.MESSAGES: Frequency.AT_ONCE,
}
"""How often people are told as long as they have chosen nothing else."""


class NoticePreference(models.Model):
    """How often somebody is told of one kind of thing, and up to when they have been told."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    kind = models.CharField("種類", max_length=10, choices=NoticeKind)
    frequency = models.CharField("受け取りかた", max_length=10, choices=Frequency)
    told_until = models.DateTimeField("ここまで知らせた", default=timezone.now, editable=False)
    read_until = models.DateTimeField("ここまで読んだ", null=True, editable=False)

    class Meta:
        verbose_name = "お知らせの受け取りかた"
        verbose_name_plural = "お知らせの受け取りかた"
        constraints = [
            known_values("kind", NoticeKind, name="notice_kind_is_known"),
            known_values("frequency", Frequency, name="notice_frequency_is_known"),
            models.UniqueConstraint(fields=["user", "kind"], name="notice_kind_once"),
        ]
        indexes = [
            models.Index(fields=["kind", "frequency", "told_until"], name="notice_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.frequency}"


def frequencies_of(user: Any) -> dict[str, str]:
    """How often somebody is told of each kind: what they chose, or what is usual."""
    chosen = dict(NoticePreference.objects.filter(user=user).values_list("kind", "frequency"))
    return {kind: chosen.get(kind, usual) for kind, usual in USUAL.items()}
