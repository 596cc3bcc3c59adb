"""One writer at a time: a record stays as it is read until the transaction that writes it ends."""

from contextlib import suppress
from typing import Any, TypeVar

from django.core.exceptions import ObjectDoesNotExist
from django.db import models

M = TypeVar("M", bound=models.Model)


def locked(records: type[M] | models.QuerySet[M], **which: Any) -> M:
    """The one record of these, as it is stored now, locked against a second writer until the end
    of the transaction; rows joined to it stay free. Raises `DoesNotExist`.

    Whoever locks two records takes the part before the whole: a sheet before its evaluation, a
    review before its proposal, that before its call or its project; the search's document comes
    last. Two writers who take them in opposite orders would wait for each other for ever, and a
    move locks its own thing before it knows what follows from it.
    """
    rows = records if isinstance(records, models.QuerySet) else records._base_manager.all()
    return rows.select_for_update(of=("self",)).get(**which)


def all_locked(rows: models.QuerySet[M]) -> list[M]:
    """These records as they are stored once no other writer holds them, in the order of their numbers."""
    return list(rows.order_by("pk").select_for_update(of=("self",)))


def hold(model: type[models.Model], pk: Any) -> None:
    """Lock a record of which nothing is wanted yet, nor whether there is one. What has been read of
    it before is to be read again."""
    with suppress(ObjectDoesNotExist):
        locked(model._base_manager.only("pk"), pk=pk)
