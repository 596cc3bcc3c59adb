"""Offers of organisations (団体・企業・大学からの提供): what a group can give to others' work."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from groups.models.groups import Group, GroupStatus
from kyodo_portal.life.constraints import known_values
from kyodo_portal.life.counter import EnteredAtCounter, entered_whole
from kyodo_portal.life.districts import InDistrict
from kyodo_portal.life.hiding import SHOWN, Hideable, hidden_with_reason
from kyodo_portal.life.people import Person
from kyodo_portal.life.records import Timestamped, WithStatus
from kyodo_portal.search import Document, Kind, Searchable
from kyodo_portal.writing.once import SubmittedOnce


class OfferKind(models.TextChoices):
    MONEY = "money", _("資金")
    THINGS = "things", _("物品")
    PLACE = "place", _("場所")
    PEOPLE = "people", _("人")
    INFORMATION = "information", _("情報")
    SKILLS = "skills", _("専門技能")
    RESEARCH = "research", _("大学の知識と学生")


class OfferStatus(models.TextChoices):
    OPEN = "open", _("公開中")
    TALKING = "talking", _("相談中")
    AGREED = "agreed", _("成立")
    THANKED = "thanked", _("お礼・記録済")
    WITHDRAWN = "withdrawn", _("取り下げ")
    EXPIRED = "expired", _("期限で終了")


TAKING = (OfferStatus.OPEN, OfferStatus.TALKING)
"""Somebody may still ask for it, while its day has not passed and its group is registered."""


class OfferQuerySet(models.QuerySet["Offer"]):
    def shown(self) -> "OfferQuerySet":
        """Those that the city has not hidden."""
        return self.filter(SHOWN)

    def public(self) -> "OfferQuerySet":
        """Of public groups, and not hidden: what everybody may read."""
        return self.shown().filter(group__in=Group.objects.public())

    def visible_to(self, user: Person) -> "OfferQuerySet":
        """Seen with their group."""
        return self.filter(group__in=Group.objects.visible_to(user))

    def taking(self, on: dt.date | None = None) -> "OfferQuerySet":
        """Those for which one may ask on that day (JST), today where none is said."""
        day = on or timezone.localdate()
        until = Q(ends_on=None) | Q(ends_on__gte=day)
        return self.shown().filter(until, status__in=TAKING, group__status=GroupStatus.REGISTERED)


class Offer(
    Hideable, Searchable, WithStatus, Timestamped, SubmittedOnce, InDistrict, EnteredAtCounter
):
    """One thing that a group, a company or a university can give: money, things, a place, people, knowledge.

    It is given once: with whoever it is agreed, the others are told. `ends_on` is the last day on which
    one may ask for it; what nobody asked for until then is over by the clock and stored by nobody.
    `may_be_named`: the thanks it is given may stand in public.
    """

    group = models.ForeignKey(
        Group,
        verbose_name="提供する団体",
        on_delete=models.CASCADE,
        editable=False,
        related_name="offers",
    )
    kind = models.CharField(_("何を提供できますか"), max_length=12, choices=OfferKind)
    title = models.CharField(_("見出し"), max_length=100)
    text = models.TextField(_("内容"), max_length=2000)
    amount = models.CharField(_("量と期間"), max_length=200, blank=True)
    ends_on = models.DateField(_("相談を受け付ける最後の日"), null=True, blank=True)
    conditions = models.CharField(_("条件"), max_length=500, blank=True)
    handing = models.CharField(_("受け渡し"), max_length=300, blank=True)
    receipt = models.CharField(_("寄附の扱い・受領書"), max_length=300, blank=True)
    may_be_named = models.BooleanField(_("お礼を、団体の名前と一緒に公開してもよい"), default=True)
    status = models.CharField(
        "状態", max_length=10, choices=OfferStatus, default=OfferStatus.OPEN, editable=False
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="書いた人",
        on_delete=models.PROTECT,
        editable=False,
        related_name="+",
    )

    objects = OfferQuerySet.as_manager()

    search_kind = Kind.OFFER
    search_date_label = pgettext_lazy("日付", "公開")

    class Meta:
        verbose_name = "団体からの提供"
        verbose_name_plural = "団体からの提供"
        ordering = ["-created_at", "-pk"]
        constraints = [
            known_values("kind", OfferKind, name="offer_kind_is_known"),
            known_values("status", OfferStatus, name="offer_status_is_known"),
            hidden_with_reason(name="offer_is_hidden_with_reason"),
            *entered_whole("offer"),
        ]
        indexes = [models.Index(fields=["status", "-created_at", "-id"], name="offer_newest")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("offers:detail", args=[self.pk])

    @classmethod
    def search_queryset(cls) -> OfferQuerySet:
        return cls.objects.select_related("group")

    def search_document(self) -> Document:
        return Document(
            title=self.title,
            texts=[self.text, self.amount, self.conditions, self.district_words, self.group.name],
            dated_at=self.created_at,
            is_public=self.is_public,
        )

    @property
    def is_public(self) -> bool:
        return self.group.is_public and not self.is_hidden

    @property
    def summary(self) -> str:
        """What a feed says of it."""
        return self.text

    @property
    def is_past(self) -> bool:
        """Its day has passed, or its group rests or is no more."""
        passed = self.ends_on is not None and self.ends_on < timezone.localdate()
        return passed or self.group.status != GroupStatus.REGISTERED

    @property
    def live_status(self) -> str:
        """What nobody asked for is over by the clock; where somebody did, the group still answers."""
        if self.status == OfferStatus.OPEN and self.is_past:
            return OfferStatus.EXPIRED
        return self.status

    @property
    def is_taking(self) -> bool:
        """One may ask for it now. As `taking`."""
        return self.status in TAKING and not self.is_past and not self.is_hidden
