"""The menu of lectures that the city brings to people (出前講座): what each department can speak about."""

from typing import Any

from django.db import models
from django.db.models import Case, Value, When
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from groups.models import Department
from kyodo_portal.cities.choices import field_choices, field_name
from kyodo_portal.cities.rows.kinds import FIELD_NUMBERS
from kyodo_portal.life.constraints import known_values, within
from kyodo_portal.life.people import Person, is_signed_in
from kyodo_portal.life.records import Timestamped
from kyodo_portal.life.roles import Role
from kyodo_portal.search import Document, Kind, Searchable
from kyodo_portal.words.calendar import fiscal_year_label


class LectureQuerySet(models.QuerySet["Lecture"]):
    def public(self) -> "LectureQuerySet":
        """Of every menu that is out, this year's and those before it."""
        return self.filter(published_at__isnull=False)

    def in_menu(self) -> "LectureQuerySet":
        """For which one can apply: of the newest menu that is out. The one before goes on until then."""
        return self.public().filter(fiscal_year=_newest())

    def with_place_in_list(self) -> "LectureQuerySet":
        """Annotates `place_in_list`: 0 for those for which one can apply, 1 for those of the years before."""
        in_menu = When(fiscal_year=_newest(), then=Value(0))
        return self.annotate(place_in_list=Case(in_menu, default=Value(1)))

    def visible_to(self, user: Person) -> "LectureQuerySet":
        """What is out, for everybody; the drafts of a menu for the city's staff."""
        if is_signed_in(user) and (
            user.is_superuser or Role.COORDINATOR in user.role_names or user.department_ids
        ):
            return self
        return self.public()


def _newest() -> Any:
    """The year of the newest menu that is out, as a query."""
    out = Lecture.objects.public().order_by("-fiscal_year")
    return models.Subquery(out.values("fiscal_year")[:1])


class Lecture(Searchable, Timestamped):
    """One lecture of a year's menu. It is a draft until the menu of its year is brought out.

    `number` is its place in the menu of the year, `minutes` how long it takes, `field` the number of a
    field of activity. `needs` is what whoever asks has to prepare.
    """

    fiscal_year = models.PositiveSmallIntegerField(_("年度"))
    number = models.PositiveSmallIntegerField(_("番号"))
    department = models.ForeignKey(
        Department, verbose_name=_("担当課"), on_delete=models.PROTECT, related_name="lectures"
    )
    field = models.PositiveSmallIntegerField(_("分野"), choices=field_choices)
    title = models.CharField(_("講座名"), max_length=100)
    text = models.TextField(_("内容"), max_length=1000)
    minutes = models.PositiveSmallIntegerField(_("時間（分）"), default=60)
    target = models.CharField(_("対象"), max_length=200, blank=True)
    conditions = models.CharField(_("条件"), max_length=300, blank=True)
    needs = models.CharField(_("用意していただくもの"), max_length=300, blank=True)
    published_at = models.DateTimeField("公開した日時", null=True, editable=False)

    objects = LectureQuerySet.as_manager()

    search_kind = Kind.LECTURE
    search_date_label = pgettext_lazy("日付", "公開")

    class Meta:
        verbose_name = "出前講座"
        verbose_name_plural = "出前講座"
        ordering = ["-fiscal_year", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["fiscal_year", "number"],
                name="lecture_number_is_of_one",
                violation_error_message="この年度には、同じ番号の講座があります。",
            ),
            known_values("field", FIELD_NUMBERS, name="lecture_field_is_known"),
            within(
                "minutes",
                10,
                480,
                name="lecture_takes_some_time",
                message="時間は、10分から480分までで書いてください。",
            ),
            within(
                "number",
                1,
                9999,
                name="lecture_number_is_some",
                message="番号は、1から9999までで書いてください。",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("lectures:detail", args=[self.pk])

    @classmethod
    def search_queryset(cls) -> LectureQuerySet:
        return cls.objects.select_related("department")

    def search_document(self) -> Document:
        return Document(
            title=self.title,
            texts=[self.text, self.target, self.conditions, self.needs, self.department.name],
            dated_at=self.published_at or self.created_at,
            is_public=self.is_public,
        )

    @property
    def is_public(self) -> bool:
        return self.published_at is not None

    @property
    def summary(self) -> str:
        """What a feed says of it."""
        return self.text

    @property
    def field_name(self) -> str:
        return field_name(self.field)

    @property
    def year_label(self) -> str:
        return fiscal_year_label(self.fiscal_year)
