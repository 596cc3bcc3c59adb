"""The departments of city hall that collaborate, and who works in them."""

from django.conf import settings
from django.db import models

from kyodo_portal.words.languages import ENGLISH, current


class DepartmentQuerySet(models.QuerySet["Department"]):
    def active(self) -> "DepartmentQuerySet":
        return self.filter(is_active=True)


class Department(models.Model):
    """A department (所管課). Its name, telephone and mail are those of an office, hence public."""

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
        return in_language(self.name, self.name_en)


def in_language(name: str, name_en: str) -> str:
    """A department's name in the language of the page: the English one on an English page, where
    there is one."""
    return name_en if name_en and current() == ENGLISH else name
