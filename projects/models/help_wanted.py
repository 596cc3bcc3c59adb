"""Help wanted (手伝いの募集): what a project, a group or a department asks of people."""

import datetime as dt
from collections.abc import Collection
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from groups.models import Department, Group, GroupStatus
from groups.models.kinds import OfField, once_and_known
from groups.recruiting import BEGINNING, LOOKING
from kyodo_portal.cities import city
from kyodo_portal.cities.rows.kinds import FIELD_NUMBERS
from kyodo_portal.life.constraints import exactly_one, in_order, known_values, within
from kyodo_portal.life.districts import InDistrict
from kyodo_portal.life.hiding import SHOWN, Hideable, hidden_with_reason
from kyodo_portal.life.in_week import InWeekQuerySet
from kyodo_portal.life.people import Person, is_signed_in
from kyodo_portal.life.records import Timestamped, WithStatus
from kyodo_portal.search import Document, Kind, Searchable
from kyodo_portal.words import week
from kyodo_portal.words.summaries import Summarised
from kyodo_portal.writing.once import SubmittedOnce
from projects.models.project_status import OPEN_STATUSES
from projects.models.projects import WAYS_IN, Project


class HelpKind(models.TextChoices):
    PEOPLE = "people", _("人手")
    THINGS = "things", _("物")
    PLACE = "place", _("場所")
    SKILLS = "skills", _("技能")


class HelpStatus(models.TextChoices):
    OPEN = "open", _("募集中")
    ANSWERED = "answered", _("募集中（申し出あり）")
    PARTLY = "partly", _("一部決定")
    FILLED = "filled", pgettext_lazy("手伝いの募集", "決定")
    DONE = "done", _("実施済")
    THANKED = "thanked", _("お礼・記録済")
    FAILED = "failed", _("不成立")
    EXPIRED = "expired", _("期限切れ")


class Reward(models.TextChoices):
    NONE = "none", _("なし（無償）")
    EXPENSES = "expenses", _("実費（交通費・材料費など）")
    TO_AGREE = "to_agree", _("応相談")


TAKING = (HelpStatus.OPEN, HelpStatus.ANSWERED, HelpStatus.PARTLY)
"""Somebody may still offer to help, while the day has not passed and whoever asks still can."""


def takes_answers(day: dt.date) -> Q:
    """Of help wanted: one may answer on that day (JST). As `HelpWanted.is_taking`."""
    return Q(
        Q(closes_on=None) | Q(closes_on__gte=day),
        Q(ends_on=None) | Q(ends_on__gte=day),
        Q(project=None) | Q(project__status__in=OPEN_STATUSES),
        Q(group=None) | Q(group__status=GroupStatus.REGISTERED),
        Q(department=None) | Q(department__is_active=True),
        SHOWN,
        status__in=TAKING,
    )


class HelpWantedQuerySet(InWeekQuerySet["HelpWanted"]):
    def public(self) -> "HelpWantedQuerySet":
        """Of published projects, of public groups, and of departments: what everybody may read."""
        projects = Project.objects.published().filter(pk=OuterRef("project"))
        groups = Group.objects.public().filter(pk=OuterRef("group"))
        public = Exists(projects) | Exists(groups) | Q(department__isnull=False)
        return self.shown().filter(public)

    def shown(self) -> "HelpWantedQuerySet":
        """Those that the city has not hidden."""
        return self.filter(SHOWN)

    def visible_to(self, user: Person) -> "HelpWantedQuerySet":
        """Seen with whoever asks: with the project, with the group; of a department by everybody."""
        projects = Project.objects.visible_to(user).filter(pk=OuterRef("project"))
        groups = Group.objects.visible_to(user).filter(pk=OuterRef("group"))
        return self.filter(Exists(projects) | Exists(groups) | Q(department__isnull=False))

    def taking(self, on: dt.date | None = None) -> "HelpWantedQuerySet":
        """Those to which one may answer on that day (JST), today where none is said."""
        return self.filter(takes_answers(on or timezone.localdate()))

    def decided_by(self, user: Person) -> "HelpWantedQuerySet":
        """Those about whose answers this person decides: who manages the group, speaks for a side of the
        project or works in the department that asks."""
        if not is_signed_in(user):
            return self.none()
        groups, departments = list(user.managed_group_ids), list(user.department_ids)
        own = Project.objects.of_groups(groups) | Project.objects.of_departments(departments)
        return self.filter(
            Q(group__in=groups) | Q(department__in=departments) | Q(project__in=own.values("pk"))
        )

    def with_owner(self) -> "HelpWantedQuerySet":
        """With whoever asks."""
        return self.select_related("project", "group", "department")


class HelpWanted(
    Hideable, Searchable, WithStatus, Timestamped, SubmittedOnce, Summarised, InDistrict
):
    """One thing that is asked for: people, things, a place or skills, and how many of it.

    It is a project's, a group's or a department's, whose managers or staff decide about the answers.
    `number` is how many people or pieces are asked for; None where every one is welcome. `closes_on`
    is the last day to answer, `starts_on` to `ends_on` the days in which the help is needed, `times`
    when in the week (`words.week`). With its project it ends.

    `is_civic_partner`: a department asks people to take on a task of the city (行政パートナー), which they do
    on their own and not by order.

    `is_taken_over`: made of what was written elsewhere before there was help wanted, and not looked at
    by anybody of its side since.
    """

    project = models.ForeignKey(
        Project,
        verbose_name="協働事業",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        editable=False,
        related_name="help_wanted",
    )
    group = models.ForeignKey(
        Group,
        verbose_name="団体",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        editable=False,
        related_name="help_wanted",
    )
    department = models.ForeignKey(
        Department,
        verbose_name="所管課",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="help_wanted",
    )
    kind = models.CharField(_("何を募集しますか"), max_length=10, choices=HelpKind)
    title = models.CharField(_("見出し"), max_length=100)
    text = models.TextField(_("内容"), max_length=2000)
    number = models.PositiveIntegerField(_("人数・数"), null=True, blank=True)
    closes_on = models.DateField(_("申し出の締切"), null=True, blank=True)
    starts_on = models.DateField(_("手伝いが始まる日"), null=True, blank=True)
    ends_on = models.DateField(_("手伝いが終わる日"), null=True, blank=True)
    times = models.PositiveIntegerField(_("曜日と時間帯"), default=0)
    place = models.CharField(_("場所"), max_length=200, blank=True)
    conditions = models.CharField(_("条件"), max_length=500, blank=True)
    reward = models.CharField(_("謝礼"), max_length=10, choices=Reward, blank=True)
    cost = models.CharField(_("費用の負担"), max_length=300, blank=True)
    safety = models.CharField(_("安全と保険"), max_length=500, blank=True)
    is_civic_partner = models.BooleanField(
        "市の仕事を受け持つ人の募集", default=False, db_default=False
    )
    is_taken_over = models.BooleanField("以前の記入から", default=False, editable=False)
    status = models.CharField(
        "状態", max_length=10, choices=HelpStatus, default=HelpStatus.OPEN, editable=False
    )
    first_answered_at = models.DateTimeField("はじめて応答があった日時", null=True, editable=False)
    done_at = models.DateTimeField("実施した日時", null=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="募集した人",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )

    objects = HelpWantedQuerySet.as_manager()

    search_kind = Kind.HELP
    search_date_label = pgettext_lazy("日付", "募集")

    class Meta:
        verbose_name = "手伝いの募集"
        verbose_name_plural = "手伝いの募集"
        ordering = ["-created_at", "-pk"]
        constraints = [
            exactly_one("project", "group", "department", name="help_wanted_has_one_owner"),
            hidden_with_reason(name="help_wanted_is_hidden_with_reason"),
            known_values("status", HelpStatus, name="help_wanted_status_is_known"),
            known_values("kind", HelpKind, name="help_wanted_kind_is_known"),
            known_values("reward", ("", *Reward.values), name="help_wanted_reward_is_known"),
            models.CheckConstraint(
                condition=Q(is_civic_partner=False)
                | Q(department__isnull=False, kind__in=[HelpKind.PEOPLE, HelpKind.SKILLS]),
                name="help_wanted_partner_is_for_people_of_a_department",
            ),
            within(
                "number",
                1,
                10_000,
                name="help_wanted_number_is_some",
                message=_("人数・数は、1から10,000までで書いてください。"),
            ),
            within(
                "times",
                0,
                week.WHOLE_WEEK,
                name="help_wanted_times_in_the_week",
                message=_("選べる値の中から選んでください。"),
            ),
            in_order(
                "starts_on",
                "ends_on",
                name="help_wanted_days_in_order",
                message=_("終わる日は、始まる日より後にしてください。"),
            ),
        ]
        indexes = [
            models.Index(fields=["status", "-created_at", "-id"], name="help_wanted_newest"),
            # Which projects and groups one can help now.
            models.Index(
                fields=["project", "status", "closes_on", "ends_on"], name="help_wanted_of_project"
            ),
            models.Index(
                fields=["group", "status", "kind", "closes_on", "ends_on"],
                name="help_wanted_of_group",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("help_wanted:detail", args=[self.pk])

    @classmethod
    def search_queryset(cls) -> HelpWantedQuerySet:
        return cls.objects.with_owner()

    def search_document(self) -> Document:
        texts = [self.text, self.place, self.conditions, self.district_words, str(self.owner)]
        texts += self.summaries
        return Document(
            title=self.title,
            texts=texts,
            dated_at=self.created_at,
            is_public=self.is_public,
        )

    @property
    def number_label(self) -> str:
        """What is counted: people, or things and places."""
        counts_people = self.kind in (HelpKind.PEOPLE, HelpKind.SKILLS)
        return gettext("人数") if counts_people else gettext("数")

    @property
    def is_public(self) -> bool:
        """Everybody may read it, as they may read of whoever asks."""
        if self.is_hidden:
            return False
        if self.project is not None:
            return self.project.is_published
        return self.group is None or self.group.is_public

    @property
    def owner(self) -> Any:
        """Whoever asks: a project, a group or a department."""
        return self.project or self.group or self.department

    @property
    def summary(self) -> str:
        """What a feed and a calendar say of it."""
        return self.text

    @property
    def owner_name(self) -> str:
        """Whoever asks, for the page being made."""
        return self.department.name_in_language if self.department else str(self.owner)

    @property
    def partner_called(self) -> str:
        """What this city calls those who take on a task of it, for the page being made."""
        return city().said(city().taking_part.called)

    @property
    def has_ended_with_owner(self) -> bool:
        """Whoever asked cannot be helped any more: the project ended, the group rests or is no more,
        the department is gone."""
        if self.project is not None:
            return self.project.status not in OPEN_STATUSES
        if self.group is not None:
            return self.group.status != GroupStatus.REGISTERED
        return self.department is not None and not self.department.is_active

    @property
    def last_day(self) -> dt.date | None:
        """The last day on which one may answer; None where none is said."""
        return min((day for day in (self.closes_on, self.ends_on) if day), default=None)

    @property
    def is_past(self) -> bool:
        """Its day has passed, or whoever asks is past it."""
        last = self.last_day
        passed = last is not None and last < timezone.localdate()
        return passed or self.has_ended_with_owner

    @property
    def live_status(self) -> str:
        """What nobody answered is over by the clock; where somebody did, whoever asks still answers
        them."""
        if self.status == HelpStatus.OPEN and self.is_past:
            return HelpStatus.EXPIRED
        return self.status

    @property
    def is_taking(self) -> bool:
        """One may offer to help now. As `taking`."""
        return self.status in TAKING and not self.is_past and not self.is_hidden


class HelpField(OfField):
    """One field of activity in which help is wanted."""

    help_wanted = models.ForeignKey(HelpWanted, on_delete=models.CASCADE, related_name="fields")

    class Meta(OfField.Meta):
        constraints = once_and_known("help_wanted", FIELD_NUMBERS, name="help_field")


def _projects_that_want_help() -> "models.QuerySet[HelpWanted, tuple[int]]":
    return HelpWanted.objects.taking().exclude(project=None).values_list("project")


def _groups_that_look_for_people() -> "models.QuerySet[HelpWanted, tuple[int]]":
    wanted = HelpWanted.objects.taking().filter(kind=HelpKind.PEOPLE)
    return wanted.exclude(group=None).values_list("group")


def _let_groups_look(groups: Collection[Group]) -> None:
    """What a list of the city's says, to be looked at by each group as what it wrote itself before."""
    for group in groups:
        HelpWanted.objects.create(
            group=group,
            kind=HelpKind.PEOPLE,
            title="いっしょに活動する仲間",
            text="いっしょに活動する仲間を募集しています。くわしいことは、団体にお聞きください。",
            district=group.district,
            is_taken_over=True,
        )


WAYS_IN.append(_projects_that_want_help)
LOOKING.append(_groups_that_look_for_people)
BEGINNING.append(_let_groups_look)
