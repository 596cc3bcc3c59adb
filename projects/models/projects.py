"""The project: one collaboration between citizens and city, from planning to its report."""

from collections.abc import Callable, Collection
from functools import reduce
from operator import or_
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Prefetch, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from kyodo_portal.cities import Form, Pattern, city
from kyodo_portal.cities.choices import form_choices, pattern_choices
from kyodo_portal.cities.rows.kinds import FORM_NUMBERS, PATTERNS
from kyodo_portal.life.constraints import in_order, known_values, set_together, within
from kyodo_portal.life.districts import InDistrict
from kyodo_portal.life.people import Person, is_signed_in
from kyodo_portal.life.records import Timestamped, WithStatus
from kyodo_portal.life.roles import Role
from kyodo_portal.life.stand_ins import StandIn
from kyodo_portal.search import Document, Kind, Searchable
from kyodo_portal.words.languages import Words
from kyodo_portal.words.summaries import Summarised
from kyodo_portal.words.text import fiscal_year_label, fiscal_years_short
from kyodo_portal.writing.once import SubmittedOnce
from projects.models.money_order import MONEY_IN_ORDER
from projects.models.parties import Partner, ResponsibleDepartment
from projects.models.project_status import (
    BETWEEN_CITIZENS_TURNS,
    NEVER_BETWEEN_CITIZENS,
    OPEN_STATUSES,
    Origin,
    ProjectStatus,
)
from projects.models.sources import SourceRecord

LATITUDE_HELP = _("地図に出すときに書きます。小数の度で、南北の位置です（例：35.889700）。")
LONGITUDE_HELP = _("緯度と一緒に書きます。小数の度で、東西の位置です（例：139.854800）。")
OUTSIDE = _("日本の中の位置を、緯度（20から46）と経度（122から154）で書いてください。")


IN_ORDER = ("-fiscal_year", "-id")
BESIDE = ("published_at", "main_form", "fiscal_year_end")
"""Columns of the register's indexes: its usual order, and what is asked and counted beside it."""


SPOKEN_TITLE = Coalesce(
    Func("title_kana", template="NULLIF(%(expressions)s, '')", output_field=models.CharField()),
    F("title"),
)
"""The title as it is read aloud, where somebody wrote that down. Without parameters, so that both
databases know it again in their index."""


WAYS_IN: list[Callable[[], models.QuerySet[Any, Any]]] = []
"""Each gives the numbers of projects in which one can take part now in one way: what is to come of that
has a file of its own and adds itself here."""


def names_of_this_city() -> tuple[str, ...]:
    """What a record may name as its municipality when it is the city's own."""
    return "", city().name, city().full_name


class ProjectQuerySet(models.QuerySet["Project"]):
    def published(self) -> "ProjectQuerySet":
        return self.filter(published_at__isnull=False)

    def of_groups(self, group_ids: Any) -> "ProjectQuerySet":
        """Projects in which one of these groups is a partner."""
        partners = Partner.objects.filter(project=OuterRef("pk"), group__in=group_ids)
        return self.filter(Exists(partners))

    def of_departments(self, department_ids: Any) -> "ProjectQuerySet":
        """Projects for which one of these departments is responsible."""
        departments = ResponsibleDepartment.objects.filter(
            project=OuterRef("pk"), department__in=department_ids
        )
        return self.filter(Exists(departments))

    def visible_to(self, user: Person) -> "ProjectQuerySet":
        """Published projects for everybody (rule 3: 公開); one not yet published for its partners,
        its departments and the coordinators. See also `rules.can_view`."""
        if not is_signed_in(user):
            return self.published()
        if user.is_superuser or Role.COORDINATOR in user.role_names:
            return self
        mine = Q(published_at__isnull=False)
        if user.role_by_group:
            mine |= Q(pk__in=Project.objects.of_groups(list(user.role_by_group)).values("pk"))
        if user.department_ids:
            mine |= Q(pk__in=Project.objects.of_departments(user.department_ids).values("pk"))
            mine |= Q(pk__in=StandIn.objects.records_of(user, Project))
        return self.filter(mine)

    def with_place(self) -> "ProjectQuerySet":
        """Projects that say where they are, in words or as a point on the map."""
        return self.filter(~Q(place="") | Q(latitude__isnull=False))

    def joinable(self) -> "ProjectQuerySet":
        """The city's own projects that have not ended and in which one can take part now."""
        open_to_all = reduce(or_, (Q(pk__in=find()) for find in WAYS_IN), Q(pk__in=()))
        return self.filter(open_to_all, status__in=OPEN_STATUSES).of_this_city()

    def of_this_city(self) -> "ProjectQuerySet":
        """The city's own projects, without the records of what other cities have published."""
        return self.filter(Q(source=None) | Q(source__municipality__in=names_of_this_city()))

    def of_other_cities(self) -> "ProjectQuerySet":
        """Records of what other cities have published."""
        return self.exclude(pk__in=Project.objects.of_this_city().values("pk"))

    def with_source(self) -> "ProjectQuerySet":
        """With what `elsewhere` reads."""
        return self.select_related("source").defer("source__data")

    def with_list_parts(self) -> "ProjectQuerySet":
        """What a row of the list shows, in three queries more."""
        return self.with_source().prefetch_related(
            Prefetch("partners", Partner.objects.select_related("group")),
            Prefetch(
                "responsible_departments",
                ResponsibleDepartment.objects.select_related("department"),
            ),
            "forms",
        )


class Project(Searchable, WithStatus, Timestamped, SubmittedOnce, Summarised, InDistrict):
    """One collaboration (協働事業). It is born of an adopted proposal or entered by staff.

    `latitude` and `longitude` are one point in degrees of WGS 84, both or neither, for the map.

    Money is in whole yen; `fiscal_year` is the 年度 in which the work begins and
    `fiscal_year_end` the one in which it ends.
    """

    title = models.CharField(_("事業名"), max_length=200)
    title_kana = models.CharField(_("事業名（フリガナ）"), max_length=300, blank=True)
    subtitle = models.CharField(_("副題"), max_length=200, blank=True)
    summary = models.TextField(_("概要"), max_length=1000, blank=True)
    background = models.TextField(_("現状と課題"), max_length=5000, blank=True)
    purpose = models.TextField(_("共有する目的"), max_length=2000, blank=True)
    content = models.TextField(_("内容"), max_length=10000, blank=True)
    why_together = models.TextField(_("協働で行う理由"), max_length=3000, blank=True)
    expected_effect = models.TextField(_("期待する効果"), max_length=3000, blank=True)
    novelty = models.TextField(_("新しさ・工夫"), max_length=2000, blank=True)
    sustainability = models.TextField(_("続けていく見通し"), max_length=2000, blank=True)
    safety = models.TextField(_("安全・保険・リスクへの備え"), max_length=2000, blank=True)
    other_grants = models.TextField(_("ほかの制度の助成"), max_length=2000, blank=True)
    target_people = models.CharField(_("対象となる人"), max_length=200, blank=True)
    expected_count = models.PositiveIntegerField(_("見込みの人数"), null=True, blank=True)
    place = models.CharField(_("場所"), max_length=200, blank=True)
    latitude = models.DecimalField(
        _("緯度"), max_digits=9, decimal_places=6, null=True, blank=True, help_text=LATITUDE_HELP
    )
    longitude = models.DecimalField(
        _("経度"), max_digits=9, decimal_places=6, null=True, blank=True, help_text=LONGITUDE_HELP
    )
    starts_on = models.DateField(_("始まる日"), null=True, blank=True)
    ends_on = models.DateField(_("終わる日"), null=True, blank=True)
    fiscal_year = models.PositiveSmallIntegerField("年度")
    fiscal_year_end = models.PositiveSmallIntegerField("終わりの年度")
    start_pattern = models.CharField(
        _("始まりの類型"), max_length=1, choices=pattern_choices, blank=True
    )
    main_form = models.PositiveSmallIntegerField(_("主な形態"), choices=form_choices)
    budget_total = models.PositiveBigIntegerField(_("事業費の計画額（円）"), null=True, blank=True)
    budget_city = models.PositiveBigIntegerField(
        _("うち市の負担の計画額（円）"), null=True, blank=True
    )
    budget_cap = models.PositiveBigIntegerField("市の負担の上限（円）", null=True, blank=True)
    budget_decided = models.PositiveBigIntegerField(
        "市の決定額（円）",
        null=True,
        blank=True,
        help_text="市が出すと決めた額です（交付決定額、契約額など）。まだ決まっていなければ、空欄にします。",
    )
    clauses = models.JSONField(
        "協定の条項",
        default=dict,
        db_default=models.Value({}, output_field=models.JSONField()),
        blank=True,
        editable=False,
    )
    """The articles of the agreement beside its tables: what is said of each `Topic` that it speaks of."""
    how_to_join = models.TextField(_("参加のしかた"), max_length=2000, blank=True)
    result = models.TextField(_("結果"), max_length=10000, blank=True)
    conditions = models.TextField("採択の条件", max_length=3000, blank=True)
    origin = models.CharField(
        "登録のしかた", max_length=10, choices=Origin, default=Origin.REGISTER
    )
    between_citizens = models.BooleanField(
        "市民と市民の協働", default=False, db_default=False, editable=False
    )
    """What groups do with groups, without a department: where the city's profile counts it as 協働. It is
    entered as it goes on; an agreement and an evaluation of it are not made here."""
    status = models.CharField(
        "状態",
        max_length=20,
        choices=ProjectStatus,
        default=ProjectStatus.PLANNING,
        editable=False,
    )
    published_at = models.DateTimeField("公開した日時", null=True, blank=True)
    started_at = models.DateTimeField("実施を始めた日時", null=True, editable=False)
    completed_at = models.DateTimeField("終了した日時", null=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="登録した人",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )

    objects = ProjectQuerySet.as_manager()

    search_kind = Kind.PROJECT
    search_date_label = pgettext_lazy("日付", "公開")

    class Meta:
        verbose_name = "協働事業"
        verbose_name_plural = "協働事業"
        ordering = ["-fiscal_year", "-pk"]
        constraints = [
            known_values("status", ProjectStatus, name="project_status_is_known"),
            known_values("start_pattern", (*PATTERNS, ""), name="project_start_pattern_is_known"),
            known_values("main_form", FORM_NUMBERS, name="project_main_form_is_known"),
            known_values("origin", Origin, name="project_origin_is_known"),
            models.CheckConstraint(
                condition=Q(between_citizens=False)
                | Q(origin=Origin.RECORD) & ~Q(status__in=NEVER_BETWEEN_CITIZENS),
                name="project_between_citizens_is_a_record",
            ),
            in_order(
                "fiscal_year",
                "fiscal_year_end",
                name="project_years_in_order",
                message="終わりの年度は、始まりの年度より後にしてください。",
            ),
            in_order(
                "starts_on",
                "ends_on",
                name="project_days_in_order",
                message=_("終わる日は、始まる日より後にしてください。"),
            ),
            *MONEY_IN_ORDER,
            set_together(
                "latitude",
                "longitude",
                name="project_point_is_whole",
                message=_("地図に出すには、緯度と経度の両方を書いてください。"),
            ),
            within("latitude", 20, 46, name="project_latitude_in_japan", message=OUTSIDE),
            within("longitude", 122, 154, name="project_longitude_in_japan", message=OUTSIDE),
        ]
        indexes = [
            models.Index(SPOKEN_TITLE, "id", name="project_by_title"),
            # What is new on the home page and in the feeds.
            models.Index(fields=["-published_at", "-id"], name="project_newly_public"),
            models.Index(fields=["status", "-started_at", "-id"], name="project_last_started"),
            # The register is counted and narrowed in these alone, without reading the records.
            models.Index(
                fields=[*IN_ORDER, *BESIDE, "start_pattern", "status"], name="project_newest"
            ),
            models.Index(
                fields=["start_pattern", *IN_ORDER, *BESIDE, "status"], name="project_pattern"
            ),
            models.Index(
                fields=["status", *IN_ORDER, *BESIDE, "start_pattern"], name="project_status"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("projects:detail", args=[self.pk])

    @classmethod
    def search_queryset(cls) -> ProjectQuerySet:
        partners = Prefetch("partners", Partner.objects.select_related("group"))
        return cls.objects.prefetch_related("updates").prefetch_related(partners)

    def search_texts(self) -> list[str]:
        """What the project says of itself beside its title, its reports on the way, and who does it:
        what else a partner does is found with the partner."""
        texts = [self.title_kana, self.subtitle, self.summary, self.purpose, self.place]
        texts += [self.background, self.content, self.why_together, self.expected_effect]
        texts += [self.novelty, self.sustainability, self.safety, self.other_grants]
        texts += [self.target_people, self.result, self.district_words, *self.summaries]
        for update in self.updates.all():
            if update.is_hidden:
                continue
            texts += [update.title, update.body]
        for partner in self.partners.all():
            texts.append(partner.label)
            if partner.group is not None and partner.group.is_public:
                texts.append(partner.group.name_kana)
        return texts

    def search_document(self) -> Document:
        return Document(
            title=self.title,
            texts=self.search_texts(),
            dated_at=self.published_at or self.created_at,
            is_public=self.is_published,
        )

    @classmethod
    def search_elsewhere(cls, object_ids: Collection[int]) -> dict[int, str]:
        others = SourceRecord.objects.exclude(municipality__in=names_of_this_city())
        return dict(others.filter(project__in=object_ids).values_list("project_id", "municipality"))

    @property
    def is_published(self) -> bool:
        return self.published_at is not None

    @property
    def whose_turn(self) -> Words:
        """The same of what citizens do with citizens, in words in which the city has no part."""
        told = BETWEEN_CITIZENS_TURNS.get(self.status) if self.between_citizens else None
        return told or super().whose_turn

    @property
    def requires_agreement(self) -> bool:
        """A record of what is over was agreed elsewhere, and what citizens do with citizens among
        themselves. Everything else is agreed here, also what began elsewhere and still goes on."""
        if self.between_citizens:
            return False
        return self.origin != Origin.RECORD or self.status in OPEN_STATUSES

    @property
    def has_been_under_way(self) -> bool:
        """Work on it began, whether it goes on, came to its end or was called off."""
        if self.status == ProjectStatus.CANCELLED:
            return self.started_at is not None or self.origin == Origin.RECORD
        return self.status not in (ProjectStatus.PLANNING, ProjectStatus.AGREED)

    @property
    def elsewhere(self) -> str:
        """The other municipality whose published record this is; empty for the city's own."""
        source = getattr(self, "source", None)
        name = source.municipality if source is not None else ""
        return "" if name in names_of_this_city() else name

    @property
    def pattern(self) -> Pattern | None:
        """How it started, in a city that tells projects apart by it."""
        return city().pattern(self.start_pattern)

    @property
    def all_forms(self) -> list[Form]:
        """The main form first, then the further ones in their order."""
        further = sorted(form.number for form in self.forms.all() if form.number != self.main_form)
        return [city().form(number) for number in (self.main_form, *further)]

    @property
    def years_label(self) -> str:
        """令和8年度(2026年度), or from … to … where it spans several."""
        first = fiscal_year_label(self.fiscal_year)
        if self.fiscal_year_end == self.fiscal_year:
            return first
        return gettext("{first}から{fiscal_year_label}まで").format(
            first=first, fiscal_year_label=fiscal_year_label(self.fiscal_year_end)
        )

    @property
    def years_short(self) -> str:
        """The same for a column of a table: 令和8–9年度."""
        return fiscal_years_short(self.fiscal_year, self.fiscal_year_end)

    @property
    def partner_names(self) -> list[str]:
        return [partner.label for partner in self.partners.all()]

    @property
    def department_names(self) -> list[str]:
        """As they are kept, for files and for the city; pages for everybody say the next."""
        return [row.label for row in self.responsible_departments.all()]

    @property
    def department_names_in_language(self) -> list[str]:
        return [row.label_in_language for row in self.responsible_departments.all()]

    def partner_group_ids(self) -> frozenset[int]:
        """The partners that have an account here and can sign and evaluate."""
        return frozenset(p.group_id for p in self.partners.all() if p.group_id is not None)

    def responsible_department_ids(self) -> frozenset[int]:
        rows = self.responsible_departments.all()
        return frozenset(row.department_id for row in rows if row.department_id is not None)
