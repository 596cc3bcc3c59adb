"""Large lists taken out as spreadsheets: made by the worker, and fetched from the job's page."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.contrib import admin
from django.contrib.admin.exceptions import NotRegistered
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, QueryDict
from django.utils.text import capfirst

from kyodo_portal.files.spreadsheets import Column, spreadsheet
from kyodo_portal.life.jobs import kinds
from kyodo_portal.life.jobs.asking import ask_for
from kyodo_portal.life.jobs.kinds import Came, JobKind, JobRefused
from kyodo_portal.life.jobs.models import Job
from kyodo_portal.life.jobs.task import Task
from kyodo_portal.life.people import Account, Person
from kyodo_portal.life.reading import ReadingKind

LARGE = 2_000
"""Rows up to which a spreadsheet is made while the person waits."""

AT_ONCE = 500
"""Rows that are read in one go."""


def ask_for_export(request: HttpRequest, person: Account) -> Job:
    """The list that is named in what was posted, as it is filtered now, as a job. Raises
    `PermissionDenied` and `Http404` as the list itself does."""
    part = _part(request.POST.get("model", ""))
    if not part.is_for(person):
        raise PermissionDenied
    request.GET = QueryDict(request.POST.get("query", ""))
    try:
        shown = part.get_changelist_instance(request).get_queryset(request)
    except IncorrectLookupParameters:
        raise Http404(
            "一覧の条件が読み取れません。一覧のページから、もう一度進んでください。"
        ) from None
    numbers = list(shown.values_list("pk", flat=True))
    part.note_reading(request, ReadingKind.EXPORT, of=part.model, count=len(numbers))
    return ask_for(
        "export",
        by=person,
        label=f"{_title(part)}の一覧を表計算で取り出す（{len(numbers):,}件）",
        given={"model": part.model._meta.label_lower, "numbers": numbers},
    )


def _part(label: str) -> Any:
    """The part of the admin that keeps this kind of record and gives its list away."""
    try:
        part: Any = admin.site.get_model_admin(apps.get_model(label))
    except (LookupError, ValueError, NotRegistered):
        raise Http404("お探しのものは見つかりません。") from None
    if not part.export_columns:
        raise Http404("この一覧は、表計算の形では取り出せません。")
    return part


def _title(part: Any) -> str:
    return capfirst(str(part.opts.verbose_name_plural))


def _make(task: Task) -> Came:
    """What the person may see when it is made: a record that was closed to them meanwhile is left out."""
    part, numbers = _part(task.job.given["model"]), task.job.given["numbers"]
    owner: Any = get_user_model()._default_manager.get(pk=task.job.owner_id)
    if not owner.is_active or not part.is_for(owner):
        raise JobRefused(
            "この一覧は、いまは取り出せません。担当が変わったときは、担当の方に頼んでください。"
        )
    columns = [Column(label, value) for label, value in part.exported()]
    rows = task.along(_rows(part, owner, numbers), len(numbers))
    content = spreadsheet(_title(part), columns, rows)
    return Came(content=content, name=f"{_title(part)}.xlsx")


def _rows(part: Any, owner: Any, numbers: list[int]) -> Iterator[Any]:
    request = HttpRequest()
    request.user = owner
    for first in range(0, len(numbers), AT_ONCE):
        some = numbers[first : first + AT_ONCE]
        found = part.get_queryset(request).prefetch_related(*part.export_prefetch).in_bulk(some)
        yield from (found[number] for number in some if number in found)


def _hand_over(_: Job, came: Came) -> Came:
    return came


def _is_for(person: Person, job: Job) -> bool:
    try:
        return bool(_part(job.given.get("model", "")).is_for(person))
    except Http404:
        return False


kinds.register(JobKind(key="export", work=_make, finish=_hand_over, is_for=_is_for))
