"""What the register of projects can be searched and narrowed by."""

from collections.abc import Collection, Sequence
from functools import reduce
from operator import or_
from typing import Any

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from kyodo_portal.cities import city
from kyodo_portal.cities.choices import fields_found, forms_found, patterns_found
from kyodo_portal.lists.filters import (
    AnyOfFilter,
    Orders,
    PortalFilterSet,
    SearchFilter,
    SortFilter,
)
from kyodo_portal.lists.widgets import AnyOfSelect, CountedBoxes, CountedSelect
from kyodo_portal.words.languages import Words
from projects.models import FormOfProject, Project, ProjectField, ProjectStatus
from projects.models.projects import SPOKEN_TITLE, ProjectQuerySet
from projects.register.facets import all_years, bodies_with_projects, years_asked_for

ORDERS: Orders = {
    "newest": (_("新しい年度から"), ("-fiscal_year", "-pk")),
    "year": (_("古い年度から"), ("fiscal_year", "pk")),
    "title": (_("事業名"), (SPOKEN_TITLE, "pk")),
    "title_back": (_("事業名の逆"), (SPOKEN_TITLE.desc(), "-pk")),
    "pattern": (_("類型のAから"), ("start_pattern", "-fiscal_year", "-pk")),
    "pattern_back": (_("類型のDから"), ("-start_pattern", "-fiscal_year", "-pk")),
}


def ticks(
    label: Words, choices: Sequence[tuple[str, Words]], **kwargs: Any
) -> django_filters.Filter:
    """Several of a few values, as boxes to tick."""
    return django_filters.MultipleChoiceFilter(
        label=label, choices=choices, widget=CountedBoxes, distinct=False, **kwargs
    )


class ProjectFilterSet(PortalFilterSet):
    """The filters of the register. Departments and groups are those that have projects."""

    q = SearchFilter(
        label=_("ことば"),
        help_text=_("事業名・内容・団体名から探します。"),
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    pattern = ticks(_("始まりの類型"), [], field_name="start_pattern")
    form = ticks(_("形態"), [], method="of_forms")
    field = ticks(_("分野"), [], method="of_fields")
    status = ticks(_("状態"), ProjectStatus.choices)
    year = AnyOfFilter(
        label=_("年度"), empty_label=_("すべての年度"), choices=[], method="in_any_year"
    )
    department = AnyOfFilter(
        label=_("所管課"), empty_label=_("すべての課"), choices=[], method="of_any_department"
    )
    group = django_filters.ChoiceFilter(
        label=_("団体"),
        empty_label=_("すべての団体"),
        choices=[],
        method="of_group",
        widget=CountedSelect,
    )
    join = django_filters.ChoiceFilter(
        label=_("市民の参加"),
        empty_label=_("すべて"),
        choices=[("1", _("参加できる事業だけ"))],
        method="only_joinable",
        widget=CountedSelect,
    )
    place = django_filters.ChoiceFilter(
        label=_("どこの事業か"),
        empty_label=_("すべて"),
        choices=[("own", _("この市の事業")), ("other", _("他市の公開資料"))],
        method="of_place",
        widget=CountedSelect,
    )
    among = django_filters.ChoiceFilter(
        label=_("だれとだれの協働か"),
        empty_label=_("すべて"),
        choices=[("city", _("市民と市の協働")), ("citizens", _("市民と市民の協働"))],
        method="of_whom",
        widget=CountedSelect,
    )
    sort = SortFilter(orders=ORDERS)
    view = django_filters.ChoiceFilter(
        label=_("見せ方"), choices=[("table", _("表"))], widget=forms.HiddenInput, method="as_it_is"
    )

    class Meta:
        model = Project
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bodies = bodies_with_projects(group=self.data.get("group", ""))
        choices = {
            "pattern": [(code, f"{code} {name}") for code, name in patterns_found()],
            "form": [(str(number), name) for number, name in forms_found()],
            "field": [(str(number), name) for number, name in fields_found()],
            "year": all_years(),
            "department": bodies.departments,
            "group": bodies.groups,
        }
        for name in choices.keys() & self.filters.keys():
            self.filters[name].extra["choices"] = choices[name]
        if not city().has_patterns:
            self.filters["sort"].leave_out("pattern", "pattern_back")
        far = dict(all_years()).keys() - dict(years_asked_for()).keys()
        self.filters["year"].extra["widget"] = AnyOfSelect(only_if_counted=far)
        if bodies.too_many_groups:
            self.filters["group"].extra["widget"] = forms.HiddenInput

    @classmethod
    def absent(cls) -> Collection[str]:
        absent = () if city().has_patterns else ("pattern",)
        return absent if city().citizens_together else (*absent, "among")

    def as_it_is(self, queryset: ProjectQuerySet, _: str, value: str) -> ProjectQuerySet:
        """The view is how the list is shown, not what is in it."""
        return queryset

    def of_forms(self, queryset: ProjectQuerySet, _: str, values: list[str]) -> ProjectQuerySet:
        """With one of these as the main form or as a further one."""
        if not values:
            return queryset
        further = FormOfProject.objects.filter(project=OuterRef("pk"), number__in=values)
        return queryset.filter(Q(main_form__in=values) | Exists(further))

    def of_fields(self, queryset: ProjectQuerySet, _: str, values: list[str]) -> ProjectQuerySet:
        """In one of these fields of activity."""
        if not values:
            return queryset
        return queryset.filter(
            Exists(ProjectField.objects.filter(project=OuterRef("pk"), number__in=values))
        )

    def in_any_year(self, queryset: ProjectQuerySet, _: str, years: list[str]) -> ProjectQuerySet:
        """Going on in one of these 年度."""
        if not years:
            return queryset
        going_on = [Q(fiscal_year__lte=year, fiscal_year_end__gte=year) for year in years]
        return queryset.filter(reduce(or_, going_on))

    def of_any_department(
        self, queryset: ProjectQuerySet, _: str, values: list[str]
    ) -> ProjectQuerySet:
        return queryset.of_departments(values) if values else queryset

    def only_joinable(self, queryset: ProjectQuerySet, _: str, value: str) -> ProjectQuerySet:
        """Going on, and open to be taken part in now. Not counted: that is told by rows that come and
        go with the days."""
        return queryset.joinable() if value else queryset

    def of_place(self, queryset: ProjectQuerySet, _: str, value: str) -> ProjectQuerySet:
        """The city's own projects, or the records of what other cities have published."""
        return queryset.of_this_city() if value == "own" else queryset.of_other_cities()

    def of_whom(self, queryset: ProjectQuerySet, _: str, value: str) -> ProjectQuerySet:
        """With the city, or groups with groups."""
        return queryset.filter(between_citizens=value == "citizens")

    def of_group(self, queryset: ProjectQuerySet, _: str, value: str) -> ProjectQuerySet:
        return queryset.of_groups([value])
