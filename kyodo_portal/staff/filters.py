"""What narrows a list of the admin: queues of work, and related records the person may see."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString

from kyodo_portal.life.people import is_signed_in
from kyodo_portal.life.queues import QueueRule, rule_named, rules_for
from kyodo_portal.words.languages import Words
from kyodo_portal.words.text import fiscal_year_label
from kyodo_portal.writing.columns import column_of

if TYPE_CHECKING:
    from django.contrib.admin.filters import _ListFilterChoices


class QueueFilter(admin.SimpleListFilter):
    """The queues of this person (see `kyodo_portal.life.queues`), by the same rule as on the first page."""

    title = "待っている仕事"
    parameter_name = "queue"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Words]]:
        return [(rule.key, rule.label) for rule in rules_for(request.user, model_admin.model)]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        rule = rule_named(request.user, queryset.model, self.value())
        if rule is None or not is_signed_in(request.user):
            return queryset
        return queryset.filter(rule.holds(request.user)).annotate(
            in_queue_since=rule.waiting_since()
        )


def queue_shown(request: HttpRequest, model: type[models.Model]) -> QueueRule | None:
    """The queue to which a list is narrowed, where it is one of this person."""
    return rule_named(request.user, model, request.GET.get(QueueFilter.parameter_name))


class QueueChangeList(ChangeList):
    """A list that shows a queue in the queue's own order."""

    def __init__(self, request: HttpRequest, model: type[models.Model], *args: Any) -> None:
        self.queue = queue_shown(request, model)
        super().__init__(request, model, *args)

    def _get_default_ordering(self) -> Any:
        return self.queue.order() if self.queue else super()._get_default_ordering()  # type: ignore[misc] # not in Django's types


class VisibleRelatedFilter(admin.RelatedFieldListFilter):
    """By a related record, offering only those this person may see."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.empty_value_display = SafeString("まだ決まっていない")

    def field_choices(
        self, field: Any, request: HttpRequest, model_admin: Any
    ) -> list[tuple[Any, Words]]:
        related = field.remote_field.model._default_manager.get_queryset()
        if hasattr(related, "visible_to"):
            related = related.visible_to(request.user)
        return [(row.pk, str(row)) for row in related]


class YearFilter(admin.AllValuesFieldListFilter):
    """By 年度, in the words of the portal."""

    def choices(self, changelist: ChangeList) -> "Iterator[_ListFilterChoices]":
        for choice in super().choices(changelist):
            shown = str(choice["display"])
            if shown.isdigit():
                choice["display"] = fiscal_year_label(int(shown))
            yield choice


def allowed_params(model: type[models.Model], list_filter: Any) -> set[str]:
    """The exact names in the address that the filters of a list put there. Every other name is
    refused, so that a column cannot be guessed by looking how many rows remain."""
    allowed: set[str] = set()
    for entry in list_filter:
        if isinstance(entry, type) and issubclass(entry, admin.SimpleListFilter):
            allowed.add(str(entry.parameter_name))
            continue
        name = entry[0] if isinstance(entry, tuple | list) else entry
        column = column_of(model, name)
        if isinstance(column, models.ForeignKey):
            lookups: tuple[str, ...] = (f"{column.target_field.name}__exact", "isnull")
        elif isinstance(column, models.DateField):
            lookups = ("gte", "lt", "isnull")
        elif not (column.choices or isinstance(column, models.BooleanField)):
            allowed.add(name)  # every value there is can be chosen, by the bare name of the column
            lookups = ("isnull",)
        else:
            lookups = ("exact", "isnull")
        allowed |= {f"{name}__{lookup}" for lookup in lookups}
    return allowed
