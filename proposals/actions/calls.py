"""A call made from the one of last year."""

import datetime as dt
from datetime import datetime
from typing import Any, TypeVar

from django.core.files.base import ContentFile
from django.db import models, transaction

from groups.models.people import account_of
from groups.rules.people import may_coordinate
from kyodo_portal.life.people import Person
from kyodo_portal.words.calendar import JST
from kyodo_portal.words.holidays import is_holiday
from kyodo_portal.words.languages import in_japanese
from kyodo_portal.words.text import fiscal_year_label
from kyodo_portal.words.working_days import is_working_day
from kyodo_portal.writing.locks import locked
from proposals.models import BlankForm, Call, CallStatus

A_YEAR = dt.timedelta(weeks=52)
"""So that a Tuesday stays one."""

OWN = frozenset(
    {
        "id",
        "title",
        "briefing",
        "fiscal_year",
        "project_fiscal_year",
        "status",
        "decided_at",
        "copied_from",
    }
    | {"release_at", "release_set_by", "release_read", "created_by", "created_at", "updated_at"}
)
"""Columns that are each call's own. All others are taken over, days a year later."""

PARTS = ("criteria", "courses", "questions", "papers", "letter_templates", "screening_points")
"""The rows of a call that its copy has too."""

Day = TypeVar("Day", dt.date, datetime)


def copy_call(*, call: Call, by: Person) -> tuple[Call, bool]:
    """Make a call in preparation from this one, with its words and rows, its dates a year later and the
    fiscal years in its title too; and whether it is new. While a copy is in preparation there is no
    second one. What happened to the old call is not copied. Raises `NotAllowed`."""
    may_coordinate(by, call).enforce()
    with transaction.atomic():
        old = locked(Call, pk=call.pk)
        in_preparation = old.copies.filter(status=CallStatus.DRAFT).first()
        if in_preparation is not None:
            return in_preparation, False
        made = Call.objects.create(
            **_taken_over(old, OWN),
            title=_of_next_year(old.title, old),
            fiscal_year=old.fiscal_year + 1,
            project_fiscal_year=old.project_fiscal_year + 1,
            copied_from=old,
            created_by=account_of(by),
        )
        for part in PARTS:
            for row in getattr(old, part).all():
                type(row).objects.create(call=made, **_taken_over(row, PART_OWN))
        _copy_blanks(old, made)
    return made, True


def _copy_blanks(old: Call, made: Call) -> None:
    """Each call keeps its own files: what one takes away, the other still has."""
    papers = {paper.name: paper for paper in made.papers.all()}
    for blank in BlankForm.objects.filter(paper__call=old).select_related("paper"):
        with blank.file.open("rb") as stored:
            file = ContentFile(stored.read(), name=blank.file.name)
        values = _taken_over(blank, PART_OWN | {"paper", "file", "uploaded_at"})
        BlankForm.objects.create(paper=papers[blank.paper.name], file=file, **values)


PART_OWN = frozenset({"id", "call", "created_at", "updated_at"})


def _taken_over(record: models.Model, own: frozenset[str]) -> dict[str, Any]:
    """The values of a record that its copy has too, days a year later."""
    values = {
        field.name: getattr(record, field.name)
        for field in record._meta.concrete_fields
        if field.name not in own
    }
    return {
        name: a_year_later(value) if isinstance(value, dt.date) else value
        for name, value in values.items()
    }


def a_year_later(day: Day) -> Day:
    """The same weekday 52 weeks later; where the offices were open and would be closed, the next day on
    which they are open."""
    later = day + A_YEAR
    if _is_open(day):
        while not _is_open(later):
            later += dt.timedelta(days=1)
    return later


def _is_open(day: dt.date) -> bool:
    if isinstance(day, datetime):
        day = day.astimezone(JST).date()
    return is_working_day(day) and not is_holiday(day)


def _of_next_year(title: str, call: Call) -> str:
    """The title with the years it names a year later, the later one first: 令和8年度 … 令和9年度."""
    with in_japanese():
        for year in sorted({call.fiscal_year, call.project_fiscal_year}, reverse=True):
            for said, then in (
                (fiscal_year_label(year), fiscal_year_label(year + 1)),
                (fiscal_year_label(year).split("(")[0], fiscal_year_label(year + 1).split("(")[0]),
            ):
                title = title.replace(said, then)
    return title[:150]
