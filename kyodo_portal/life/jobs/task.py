"""A job in the hands of one worker: how far it is, and whether it is still this worker's."""

import datetime as dt
import time
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from django.utils import timezone

from kyodo_portal.life.jobs.models import Job

LEASE = dt.timedelta(minutes=5)
"""How long a worker may hold a job without a word; after a crash another takes it when this is over."""

TOLD_EVERY = 0.5
"""Seconds between two writings of the progress."""

T = TypeVar("T")


class Gone(Exception):
    """The job is no longer this worker's: cancelled, or taken by another after the lease was over."""


class Interrupted(Exception):
    """The worker is asked to end; another will begin the job anew."""


class Task:
    """What a kind of work is given. `is_stopping` says whether the worker has been asked to end."""

    def __init__(self, job: Job, is_stopping: Callable[[], bool]) -> None:
        self.job = job
        self._is_stopping = is_stopping
        self._told_at = 0.0

    def tell(self, done: int, total: int) -> None:
        """So much is done of so much. Keeps the lease; raises `Gone` or `Interrupted`, which end the
        work where it stands."""
        if self._is_stopping():
            raise Interrupted
        now = time.monotonic()
        if now - self._told_at < TOLD_EVERY and done < total:
            return
        self._told_at = now
        held = Job.objects.held(self.job)
        if not held.update(done=done, total=total, lease_until=timezone.now() + LEASE):
            raise Gone

    def along(self, things: Iterable[T], total: int) -> Iterator[T]:
        """These things one by one, telling the progress along them."""
        for done, thing in enumerate(things):
            self.tell(done, total)
            yield thing
        self.tell(total, total)
