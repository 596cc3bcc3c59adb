"""What the database itself promises: known values, and facts that are set together or not at all."""

from collections.abc import Sequence

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kyodo_portal.words.languages import Words


def known_values(
    field: str, choices: type[models.Choices] | Sequence[str | int], *, name: str
) -> models.CheckConstraint:
    """The column holds one of these values, or of the enumeration's; nothing else can be stored."""
    values = list(choices if isinstance(choices, Sequence) else choices.values)
    return models.CheckConstraint(
        condition=Q(**{f"{field}__in": values}),
        name=name,
        violation_error_message=_("選べる値の中から選んでください。"),
    )


def set_together(
    *fields: str, name: str, message: Words = "日時と担当者は、両方そろって記録されます。"
) -> models.CheckConstraint:
    """All of these columns are set, or none is (who decided, when, and so on)."""
    all_set = Q(**{f"{field}__isnull": False for field in fields})
    none_set = Q(**{f"{field}__isnull": True for field in fields})
    return models.CheckConstraint(
        condition=all_set | none_set,
        name=name,
        violation_error_message=message,
    )


def dated_while(field: str, status: str, *, name: str) -> models.CheckConstraint:
    """The moment is kept exactly as long as the record has this status: neither without the other."""
    return models.CheckConstraint(
        condition=Q(**{"status": status, f"{field}__isnull": False})
        | (~Q(status=status) & Q(**{f"{field}__isnull": True})),
        name=name,
    )


def within(
    field: str, least: float, most: float, *, name: str, message: Words
) -> models.CheckConstraint:
    """The column, where it is set, lies between the two, both included."""
    return models.CheckConstraint(
        condition=Q(**{f"{field}__isnull": True})
        | Q(**{f"{field}__gte": least, f"{field}__lte": most}),
        name=name,
        violation_error_message=message,
    )


def exactly_one(*fields: str, name: str) -> models.CheckConstraint:
    """Exactly one of these foreign keys is set: the row belongs to one owner."""
    condition = Q()
    for chosen in fields:
        condition |= Q(**{f"{field}__isnull": field != chosen for field in fields})
    return models.CheckConstraint(
        condition=condition,
        name=name,
        violation_error_message="どちらか一方だけを選んでください。",
    )


def in_order(earlier: str, later: str, *, name: str, message: Words) -> models.CheckConstraint:
    """`earlier` is not after `later` where both are set."""
    return models.CheckConstraint(
        condition=Q(**{f"{earlier}__isnull": True})
        | Q(**{f"{later}__isnull": True})
        | Q(**{f"{earlier}__lte": models.F(later)}),
        name=name,
        violation_error_message=message,
    )
