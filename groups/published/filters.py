"""The filters of the list of groups."""

from typing import Any

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from groups.models import Adviser, Group, GroupField
from groups.models.groups import GroupQuerySet
from groups.models.networks import in_public_networks
from kyodo_portal.cities.choices import fields_found, group_kinds_found
from kyodo_portal.lists.facets import by_column, by_rows
from kyodo_portal.lists.filters import AnyOfFilter, PortalFilterSet, SearchFilter, SortFilter
from kyodo_portal.lists.widgets import CountedBoxes, CountedSelect

TALLIES = {
    "kind": by_column("kind"),
    "field": by_rows(GroupField, "number", owner="group"),
}
"""The filters that show how many groups each choice would give. Whether one looks for people comes and
goes with what it asks for, and is not counted."""


class GroupFilter(PortalFilterSet):
    """Groups by words, kind, fields of activity (any of those chosen) and whether they recruit."""

    q = SearchFilter(
        label=_("ことば"),
        help_text=_("団体名・目的・活動の内容から探します。"),
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    kind = AnyOfFilter(label=_("団体の種別"), choices=[], empty_label=_("すべて"))
    recruiting = django_filters.ChoiceFilter(
        label=_("仲間の募集"),
        choices=[("1", _("募集している団体だけ"))],
        empty_label=_("すべて"),
        widget=CountedSelect,
        method="only_recruiting",
    )
    network = django_filters.ChoiceFilter(
        label=_("ネットワーク"),
        choices=[
            ("networks", _("団体が集まった団体だけ（連合会・ネットワーク）")),
            ("members", _("ネットワークに参加している団体だけ")),
        ],
        empty_label=_("すべて"),
        widget=CountedSelect,
        method="of_networks",
    )
    advises = django_filters.ChoiceFilter(
        label=_("相談に乗る団体"),
        choices=[("1", _("ほかの団体の相談に乗る団体だけ（中間支援組織）"))],
        empty_label=_("すべて"),
        widget=CountedSelect,
        method="only_advising",
    )
    field = django_filters.TypedMultipleChoiceFilter(
        label=_("活動の分野"),
        choices=[],
        coerce=int,
        widget=CountedBoxes,
        method="in_any_field",
    )
    sort = SortFilter(
        orders={
            "name": (_("名前の順"), ("name_kana", "pk")),
            "newest": (_("新しい順"), ("-created_at", "-pk")),
            "members": (_("人数の多い順"), ("-members_count", "name_kana", "pk")),
        }
    )

    class Meta:
        model = Group
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["kind"].extra["choices"] = group_kinds_found()
        self.filters["field"].extra["choices"] = fields_found()

    def only_recruiting(self, queryset: GroupQuerySet, _: str, value: Any) -> GroupQuerySet:
        return queryset.recruiting() if value else queryset

    def of_networks(self, queryset: GroupQuerySet, _: str, value: str) -> GroupQuerySet:
        """Networks, or the groups that are in one that everybody sees."""
        if value == "networks":
            return queryset.filter(is_network=True)
        return queryset.filter(pk__in=in_public_networks().values("group")) if value else queryset

    def only_advising(self, queryset: GroupQuerySet, _: str, value: Any) -> GroupQuerySet:
        """Those that the city has named, and that advise now."""
        return queryset.filter(adviser__in=Adviser.objects.at_work()) if value else queryset

    def in_any_field(self, queryset: GroupQuerySet, _: str, numbers: list[int]) -> GroupQuerySet:
        """Asked through the rows of `GroupField`, so that a group active in two of the fields
        comes once."""
        if not numbers:
            return queryset
        active = GroupField.objects.filter(number__in=numbers).values("group_id")
        return queryset.filter(pk__in=active)
