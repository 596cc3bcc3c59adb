"""Several workers at once, and somebody who takes a job back in the instant in which it is done."""

from threading import Event
from typing import Any

import pytest
from django.utils import timezone

from groups.models import Department
from kyodo_portal.life.jobs.asking import cancel
from kyodo_portal.life.jobs.kinds import Came
from kyodo_portal.life.jobs.models import Ending, Job
from kyodo_portal.life.jobs.running import run, run_next, take
from kyodo_portal.life.jobs.task import LEASE
from kyodo_portal.life.jobs.worker import JobWorker
from tests.life.jobs.made import kind, make_job
from tests.races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def writes(job: Job, _: Any) -> Came:
    Department.objects.create(name=f"{job.pk}の{job.attempts}回目の課")
    return Came()


def test_each_job_is_done_by_one_worker() -> None:
    def round_() -> Job | None:
        return run_next(timezone.now())

    with kind(finish=writes):
        jobs = [make_job() for _ in range(2)]
        done = at_once(*[round_] * 4)

    assert sorted(job.pk for job in done if job) == [job.pk for job in jobs]
    assert Department.objects.count() == 2
    assert list(Job.objects.values_list("ending", flat=True)) == [Ending.DONE, Ending.DONE]


def test_worker_that_comes_back_from_the_dead_writes_nothing() -> None:
    """Both hold the job for theirs: the lease of the first is over while it still works."""
    with kind(finish=writes):
        job = make_job()
        first = take(job.pk, timezone.now())
        second = take(job.pk, timezone.now() + LEASE)
        assert first
        assert second
        at_once(lambda: run(first), lambda: run(second))

    assert [department.name for department in Department.objects.all()] == [f"{job.pk}の2回目の課"]


def test_job_is_either_taken_back_or_done() -> None:
    with kind(finish=writes):
        job = make_job()
        mine = take(job.pk, timezone.now())
        assert mine is not None
        _, verdict = at_once(lambda: run(mine), lambda: cancel(job, by=job.owner))

    ending, written = Job.objects.get(pk=job.pk).ending, Department.objects.count()
    assert (ending, written, bool(verdict)) in [
        (Ending.DONE, 1, False),
        (Ending.CANCELLED, 0, True),
    ]


def test_thread_of_the_outbox_does_what_waits_until_it_is_stopped() -> None:
    done, worker = Event(), JobWorker()

    def finish(job: Job, _: Any) -> Came:
        done.set()
        return writes(job, _)

    with kind(finish=finish):
        make_job()
        worker.start()
        was_done = done.wait(20)
        worker.stop()

    assert (was_done, worker.is_alive()) == (True, False)
    assert Job.objects.get().ending == Ending.DONE
