"""Asking for long work, taking it back, and forgetting it when its time is over."""

import datetime as dt
from functools import partial
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from kyodo_portal.life.jobs.kinds import KINDS
from kyodo_portal.life.jobs.models import Ending, Job
from kyodo_portal.life.jobs.running import run, take
from kyodo_portal.life.people import Account, Person, is_signed_in
from kyodo_portal.life.verdicts import ALLOWED, Verdict, allow_if, refuse


def can_cancel(person: Person, job: Job) -> Verdict:
    """Whoever asked for it, and the administrators, as long as it goes on."""
    if not is_signed_in(person) or not (person.pk == job.owner_id or person.is_superuser):
        return refuse("この仕事を取りやめられるのは、頼んだ人とシステム管理者だけです。")
    return allow_if(job.is_running, "この仕事は、もう終わっています。ページを開き直してください。")


def can_have_result(person: Person, job: Job) -> Verdict:
    """Whoever asked for it, as long as it is still for them. The administrators see that there is a file,
    and need not have it."""
    if not is_signed_in(person) or person.pk != job.owner_id:
        return refuse("できたファイルを受け取れるのは、頼んだ人だけです。")
    return allow_if(
        job.kind not in KINDS or KINDS[job.kind].is_for(person, job),
        "担当が変わったため、このファイルは受け取れません。いまの担当の方に頼んでください。",
    )


def ask_for(
    kind: str,
    *,
    by: Account,
    label: str,
    given: dict[str, Any] | None = None,
    source: bytes = b"",
    source_name: str = "",
    follows: Job | None = None,
    at_once: bool = False,
) -> Job:
    """Ask for a job of this kind. `at_once`: it is little work, and is done before this returns;
    otherwise a worker takes it."""
    job = Job(
        kind=kind,
        label=label[:200],
        owner_id=by.pk,
        given=given or {},
        source_name=source_name[:200],
        follows=follows,
    )
    if source:
        job.source.save(source_name, ContentFile(source), save=False)
    job.save()
    if at_once and (taken := take(job.pk, timezone.now())) is not None:
        run(taken)
    job.refresh_from_db()
    return job


def cancel(job: Job, *, by: Person) -> Verdict:
    """Take a job back. What it had begun comes to nothing; the answer is no where it had ended
    before."""
    if not (verdict := can_cancel(by, job)):
        return verdict
    taken_back = Job.objects.running().filter(pk=job.pk)
    ended = taken_back.update(
        ending=Ending.CANCELLED, ended_at=timezone.now(), claim=None, lease_until=None
    )
    return ALLOWED if ended else refuse("この仕事は、その前に終わっていました。")


def forget_past(now: dt.datetime) -> int:
    """Remove the jobs whose time is over, with their files; how many. Safe to repeat."""
    gone = 0
    for job in Job.objects.past(now).order_by("pk")[:500]:
        with transaction.atomic():
            for stored in (job.source, job.result):
                if stored:
                    transaction.on_commit(partial(stored.storage.delete, stored.name))
            gone += Job.objects.filter(pk=job.pk).delete()[0]
    return gone
