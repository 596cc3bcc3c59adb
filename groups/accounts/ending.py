"""Accounts that nobody came for: an address that was never proved holds no place for longer than a day."""

import datetime as dt
from typing import Any

from django.db import models, transaction
from django.db.models import Exists, OuterRef

from groups.accounts.standing import WAITS
from groups.models import User
from kyodo_portal.writing.locks import hold

OF_THE_DOOR = {"account.emailaddress", "mfa.authenticator", "usersessions.usersession"}
"""What an account has by itself; everything else that points to it is a trace of somebody."""


def _traces() -> list[tuple[type[models.Model], str]]:
    """Every table that may point to an account, with its column."""
    relations: list[Any] = [
        field
        for field in User._meta.get_fields(include_hidden=True)
        if field.auto_created and not field.concrete and field.is_relation
    ]
    found: list[tuple[type[models.Model], str]] = []
    for relation in relations:
        related: Any = relation.related_model
        if relation.many_to_many or related._meta.label_lower in OF_THE_DOOR:
            continue  # the table between has a key of its own
        found.append((related, relation.remote_field.name))
    return found


def _to_end(now: dt.datetime) -> models.QuerySet[User]:
    waiting = User.objects.filter(
        confirmed_at__isnull=True,
        last_login__isnull=True,
        is_active=True,
        is_superuser=False,
        joined_at__lte=now - WAITS,
    )
    for model, column in _traces():
        waiting = waiting.filter(~Exists(model._base_manager.filter(**{column: OuterRef("pk")})))
    return waiting


def end_unverified(now: dt.datetime) -> int:
    """Remove the accounts whose address nobody has proved within a day, and which have left no trace:
    no role, no department, no group, nothing written. Returns how many. Safe to repeat, and beside
    somebody who is proving the address in this moment."""
    ended = 0
    for pk in list(_to_end(now).values_list("pk", flat=True)):
        with transaction.atomic():
            hold(User, pk)
            _, removed = _to_end(now).filter(pk=pk).delete()
            ended += removed.get(User._meta.label, 0)
    return ended
