"""Telling the city of a text or a picture that should not stand where it stands."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone

from groups import people
from groups.flows.reports import REPORT_FLOW, look_by
from groups.models import Complaint, Report, ReportStatus
from groups.models.people import account_of
from groups.rules.reports import can_report, may_enter_report
from kyodo_portal.life.hiding import Hideable, HideableKind
from kyodo_portal.life.people import Person, is_signed_in
from kyodo_portal.post import letters
from kyodo_portal.writing.locks import hold

KEPT = dt.timedelta(days=365)
"""How long who reported something, and what they said, stays after the last decision."""


@transaction.atomic
def report(
    *, kind: HideableKind, thing: Hideable, complaint: Complaint, by: Person
) -> tuple[Report, bool]:
    """Report a thing; `complaint` is unsaved. The same thing reported again while the city looks at it
    is the same case; the same person tells it once, and their later words stand. Returns the case and
    whether it is new: then the coordinators get a letter. Raises `PermissionDenied`."""
    can_report(thing).enforce()
    hold(kind.model, thing.pk)
    if is_signed_in(by) and complaint.entered_by_id is None:
        complaint.by = account_of(by)
    case, is_new = _case_of(kind, thing)
    earlier = case.complaints.filter(by=complaint.by_id, by__isnull=False).first()
    if earlier is not None:
        complaint.pk, complaint.created_at = earlier.pk, earlier.created_at
    complaint.report = case
    complaint.save()
    if is_new:
        writer = by if is_signed_in(by) else None
        entry = REPORT_FLOW.record("report", case, by=writer, after=ReportStatus.REPORTED)
        letters.tell_others(
            people.coordinators(),
            by=writer,
            about=case,
            told="通報がありました",
            next_step="管理画面で内容を確かめて、そのままにするか、表示をやめるかを決めてください。",
            key=f"report:{entry.pk}",
        )
    return case, is_new


def report_at_the_counter(
    *, kind: HideableKind, thing: Hideable, complaint: Complaint, by: Person
) -> tuple[Report, bool]:
    """The same for somebody who came or called; `complaint` says how and when. Raises
    `PermissionDenied`."""
    may_enter_report(by).enforce()
    complaint.entered_by = account_of(by)
    return report(kind=kind, thing=thing, complaint=complaint, by=by)


def _case_of(kind: HideableKind, thing: Any) -> tuple[Report, bool]:
    open_case = Report.objects.open().filter(kind=kind.key, target_id=thing.pk).first()
    if open_case is not None:
        return open_case, False
    wrote = kind.wrote(thing)
    case = Report.objects.create(
        kind=kind.key,
        target_id=thing.pk,
        title=kind.title(thing)[:200],
        author=wrote.person,
        due_on=look_by(timezone.now()),
    )
    case.groups.set(wrote.groups)
    case.departments.set(wrote.departments)
    return case, True


def forget_complaints(now: dt.datetime) -> int:
    """Remove who reported something and what they said, a year after the last decision; how many. That
    it was reported, and what was decided, stays. Safe to repeat."""
    decided = Report.objects.exclude(status__in=(ReportStatus.REPORTED, ReportStatus.APPEALED))
    old = decided.filter(updated_at__lte=now - KEPT)
    return Complaint.objects.filter(report__in=old).delete()[0]
