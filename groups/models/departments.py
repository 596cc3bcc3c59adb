"""The departments of city hall that collaborate, and who works and worked in them."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models.signals import m2m_changed
from django.dispatch import receiver
from django.utils import timezone

from kyodo_portal.words.languages import EASY, ENGLISH, current
from kyodo_portal.words.readings import with_reading


class DepartmentQuerySet(models.QuerySet["Department"]):
    def active(self) -> "DepartmentQuerySet":
        return self.filter(is_active=True)


class Department(models.Model):
    """A department (所管課). Its name, telephone and mail are those of an office, hence public.

    `staff` are those who work there now; who has left stands in `PastPosting`.
    """

    name = models.CharField("課名", max_length=100, unique=True)
    name_kana = models.CharField("課名（フリガナ）", max_length=100, blank=True)
    name_en = models.CharField(
        "課名（英語）",
        max_length=150,
        blank=True,
        help_text="英語のページで、日本語の課名の代わりに示します。書かなくてもかまいません。",
    )
    duties = models.TextField("担当する仕事", blank=True)
    phone = models.CharField("電話番号", max_length=20, blank=True)
    email = models.EmailField("メールアドレス", blank=True)
    is_active = models.BooleanField("現在ある課", default=True)
    staff = models.ManyToManyField(
        settings.AUTH_USER_MODEL, verbose_name="職員", related_name="departments", blank=True
    )

    objects = DepartmentQuerySet.as_manager()

    class Meta:
        verbose_name = "所管課"
        verbose_name_plural = "所管課"
        ordering = ["name_kana", "name"]

    def __str__(self) -> str:
        return self.name

    @property
    def name_in_language(self) -> str:
        """The name for the page being made. What is kept (agreements, letters, the record, open data)
        says `name`."""
        return in_language(self.name, self.name_en, self.name_kana)


class PastPosting(models.Model):
    """Somebody has worked in a department (配属) until then: who has left it may still not judge,
    as a third party, what it answered for before. Written by `keep_past_postings` alone."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="利用者",
        on_delete=models.CASCADE,
        related_name="past_postings",
    )
    department = models.ForeignKey(
        Department,
        verbose_name="所管課",
        on_delete=models.CASCADE,
        related_name="past_postings",
    )
    ended_at = models.DateTimeField("離れた日時", default=timezone.now, editable=False)

    class Meta:
        verbose_name = "以前の配属"
        verbose_name_plural = "以前の配属"
        ordering = ["department", "ended_at", "pk"]

    def __str__(self) -> str:
        return f"{self.user}（{self.department}）"


@receiver(m2m_changed, sender=Department.staff.through)
def keep_past_postings(
    *, instance: Any, action: str, reverse: bool, pk_set: set[int] | None, using: str, **_: Any
) -> None:
    """Write down who is about to leave which department, in the transaction in which they leave,
    whichever page or script takes them out of `Department.staff`."""
    if action not in ("pre_remove", "pre_clear"):
        return
    here, there = ("user", "department") if reverse else ("department", "user")
    postings = Department.staff.through._default_manager.using(using).filter(**{here: instance.pk})
    if pk_set is not None:
        postings = postings.filter(**{f"{there}__in": pk_set})
    PastPosting.objects.using(using).bulk_create(
        PastPosting(user_id=user, department_id=department)
        for user, department in postings.values_list("user", "department")
    )


def in_language(name: str, name_en: str, name_kana: str) -> str:
    """A department's name in the language of the page: the English one on an English page, where
    there is one; in やさしい日本語 with its reading."""
    if current() == EASY:
        return with_reading(name, name_kana)
    return name_en if name_en and current() == ENGLISH else name
