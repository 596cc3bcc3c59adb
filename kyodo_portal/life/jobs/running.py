"""The worker's part: each waiting job is taken by one worker, done once, and given up where it cannot be.

A job is held by a lease, which the work itself renews. What a job writes it writes in the transaction
that ends it, behind a look whether it is still this worker's: a worker that was thought dead and comes
back has changed nothing.
"""

import datetime as dt
import logging
import uuid
from collections.abc import Callable
from dataclasses import asdict

from django.core.files.base import ContentFile
from django.db import InterfaceError, OperationalError, transaction
from django.db.models import F
from django.utils import timezone

from kyodo_portal.life.jobs.kinds import KINDS, Came, JobKind, JobRefused
from kyodo_portal.life.jobs.models import Ending, Job
from kyodo_portal.life.jobs.task import LEASE, Gone, Interrupted, Task
from kyodo_portal.words.languages import in_japanese
from kyodo_portal.writing.locks import locked

logger = logging.getLogger(__name__)

MAX_ATTEMPTS = 3

UNEXPECTED = (
    "思いがけない誤りで止まりました。何も変わっていません。もう一度試してもできないときは、"
    "システム管理者に、この仕事の番号（{number}）を知らせてください。"
)
STOPPED_OFTEN = (
    "途中で止まることが3回つづいたため、あきらめました。何も変わっていません。"
    "ファイルを小さく分けて試すか、システム管理者に知らせてください。"
)


def _never() -> bool:
    return False


def run_next(now: dt.datetime, *, is_stopping: Callable[[], bool] = _never) -> Job | None:
    """Take the job that has waited longest and do it; the job, or None where none waits. Safe to run
    in several workers at once."""
    give_up_crashed(now)
    waiting = Job.objects.running().free(now).order_by("pk")
    for pk in list(waiting.values_list("pk", flat=True)[:20]):
        if (job := take(pk, now)) is not None:
            run(job, is_stopping=is_stopping)
            return job
    return None


def take(pk: int, now: dt.datetime) -> Job | None:
    """Take one job, by compare-and-set; None where another worker was first."""
    claim = uuid.uuid4()
    free = Job.objects.running().free(now).filter(pk=pk)
    if not free.update(claim=claim, lease_until=now + LEASE, attempts=F("attempts") + 1):
        return None
    return Job.objects.filter(pk=pk, claim=claim).first()


def give_up_crashed(now: dt.datetime) -> int:
    """Jobs whose last attempt never came back: nobody may hold them for ever."""
    lost = Job.objects.running().filter(attempts__gte=MAX_ATTEMPTS, lease_until__lte=now)
    return lost.update(
        ending=Ending.FAILED, ended_at=now, error=STOPPED_OFTEN, claim=None, lease_until=None
    )


def run(job: Job, *, is_stopping: Callable[[], bool] = _never) -> None:
    """Do a job that this worker has taken, to its end. Raises nothing: what went wrong the job says."""
    kind = KINDS.get(job.kind)
    try:
        if kind is None:
            raise JobRefused("この種類の仕事は、いまのポータルではできません。")
        with in_japanese():
            _finish(job, kind, kind.work(Task(job, is_stopping)))
    except JobRefused as refusal:
        _fail(job, "\n".join(refusal.reasons))
    except Gone:
        logger.info("job %s was cancelled, or taken by another worker", job.pk)
    except Interrupted:
        _release(job, attempts=F("attempts") - 1)
    except (OperationalError, InterfaceError):
        logger.exception("job %s could not reach the database", job.pk)
        if job.attempts >= MAX_ATTEMPTS:
            _fail(job, STOPPED_OFTEN)
        else:
            _release(job, attempts=F("attempts"))
    except Exception:
        logger.exception("job %s failed", job.pk)
        _fail(job, UNEXPECTED.format(number=job.pk))


def _finish(job: Job, kind: JobKind, worked: object) -> None:
    stored = ""
    try:
        with transaction.atomic():
            current = locked(Job, pk=job.pk)
            if current.claim != job.claim or not current.is_running:
                raise Gone
            came = kind.finish(current, worked)
            stored = _keep(current, came)
            Job.objects.filter(pk=job.pk).update(
                ending=Ending.DONE,
                ended_at=timezone.now(),
                report=[asdict(section) for section in came.report],
                result=stored,
                result_name=came.name,
                done=F("total"),
                claim=None,
                lease_until=None,
            )
    except BaseException:
        if stored:  # a file on the disk does not go away with the transaction
            current.result.storage.delete(stored)
        raise


def _keep(job: Job, came: Came) -> str:
    if not came.content:
        return ""
    job.result.save(came.name, ContentFile(came.content), save=False)
    return str(job.result.name)


def _fail(job: Job, reason: str) -> None:
    Job.objects.held(job).update(
        ending=Ending.FAILED,
        ended_at=timezone.now(),
        error=reason,
        claim=None,
        lease_until=None,
    )


def _release(job: Job, *, attempts: object) -> None:
    """Another worker may begin it anew, at once."""
    Job.objects.held(job).update(claim=None, lease_until=None, attempts=attempts)
