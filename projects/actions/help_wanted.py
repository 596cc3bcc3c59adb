"""Asking for help, changing what is asked for, and confirming what was taken over."""

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from django.db import transaction

from groups.models import Department, Group, Guest
from groups.models.people import account_of
from kyodo_portal.life.people import Person
from kyodo_portal.writing.locks import locked
from kyodo_portal.writing.once import create_once
from projects.actions.help_guests import forget_on
from projects.flows import HELP_WANTED_FLOW
from projects.models import PROMISED, HelpField, HelpWanted, Project
from projects.rules import help_wanted as rules


def ask_for_help(
    *,
    owner: Project | Group | Department,
    wanted: HelpWanted,
    fields: Iterable[int],
    by: Person,
    key: UUID,
) -> tuple[HelpWanted, bool]:
    """Ask for help in the name of a project, a group or a department, once per key. `wanted` is an
    unsaved record. Returns what was made and whether it is new. Raises `PermissionDenied`."""
    rules.can_ask_for_help(by, owner).enforce()
    account = account_of(by)

    def create(stored: UUID) -> HelpWanted:
        wanted.submission_key, wanted.created_by = stored, account
        setattr(wanted, owner._meta.model_name or "", owner)
        wanted.save()
        _write_fields(wanted, fields)
        HELP_WANTED_FLOW.record("ask", wanted, by=by, after=wanted.status)
        return wanted

    return create_once(HelpWanted, key, create, by=account)


@transaction.atomic
def change_help(
    *, wanted: HelpWanted, fields: Iterable[int], by: Person, write: Callable[[], Any]
) -> None:
    """Keep what was changed. With it, what was taken over counts as looked at."""
    current = locked(HelpWanted, pk=wanted.pk)
    rules.can_edit_help(by, current).enforce()
    write()
    _write_fields(wanted, fields)
    if wanted.ends_on != current.ends_on:  # guests are known until the help they offered is over
        running = wanted.answers.filter(status__in=PROMISED, guest__isnull=False)
        Guest.objects.filter(pk__in=running.values("guest")).update(forget_on=forget_on(wanted))
    HELP_WANTED_FLOW.record("edit", wanted, by=by)
    if current.is_taken_over:
        _confirmed(wanted, by)


@transaction.atomic
def confirm_help(*, wanted: HelpWanted, by: Person) -> None:
    """What was taken over is right as it stands. Pressed twice, it is written once."""
    current = locked(HelpWanted, pk=wanted.pk)
    rules.can_edit_help(by, current).enforce()
    if current.is_taken_over:
        _confirmed(current, by)


def _confirmed(wanted: HelpWanted, by: Person) -> None:
    HelpWanted.objects.filter(pk=wanted.pk).update(is_taken_over=False)
    wanted.is_taken_over = False
    HELP_WANTED_FLOW.record("confirm", wanted, by=by)


def _write_fields(wanted: HelpWanted, numbers: Iterable[int]) -> None:
    wanted.fields.all().delete()
    HelpField.objects.bulk_create(
        HelpField(help_wanted=wanted, number=number) for number in sorted(set(numbers))
    )
