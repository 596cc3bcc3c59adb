"""Kinds by number: what a record that belongs to several of them keeps of each. What they are called,
the city's profile says."""

from collections.abc import Sequence

from django.db import models

from kyodo_portal.cities.choices import field_choices, field_name
from kyodo_portal.life.constraints import known_values


class NumberedKind(models.Model):
    """One of the kinds a record belongs to. A model of it names the record by a foreign key, and its
    constraints by `once_and_known`."""

    number: models.PositiveSmallIntegerField

    class Meta:
        abstract = True
        ordering = ["number"]


class OfField(NumberedKind):
    """One field of activity a record belongs to."""

    number = models.PositiveSmallIntegerField("分野", choices=field_choices)

    class Meta(NumberedKind.Meta):
        abstract = True
        verbose_name = "分野"
        verbose_name_plural = "分野"

    def __str__(self) -> str:
        return field_name(self.number)


def once_and_known(owner: str, numbers: Sequence[int], *, name: str) -> list[models.BaseConstraint]:
    """Each kind is named once by the record in the column `owner`, and has one of the numbers."""
    return [
        models.UniqueConstraint(fields=[owner, "number"], name=f"{name}_once"),
        known_values("number", numbers, name=f"{name}_is_known"),
    ]
