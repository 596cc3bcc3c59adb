"""The thread of the outbox's worker that does long work, so that no letter waits for it."""

import logging
from threading import Event, Thread

from django.db import Error as DatabaseError
from django.db import close_old_connections, connection
from django.utils import timezone

from kyodo_portal.life.jobs.running import run_next

logger = logging.getLogger(__name__)

POLL_SECONDS = 2
UNREACHABLE_SECONDS = 30


class JobWorker(Thread):
    """Does one job after the other until it is stopped; what it is in the middle of then is begun
    anew by another."""

    def __init__(self) -> None:
        super().__init__(name="jobs", daemon=True)
        self.stopping = Event()

    def run(self) -> None:
        try:
            while not self.stopping.is_set():
                self.stopping.wait(self._round())
        finally:
            connection.close()

    def _round(self) -> float:
        close_old_connections()
        try:
            job = run_next(timezone.now(), is_stopping=self.stopping.is_set)
        except DatabaseError:
            logger.exception("the worker could not read the jobs; it will try again")
            return UNREACHABLE_SECONDS
        return 0 if job is not None else POLL_SECONDS

    def stop(self, seconds: float = 10) -> None:
        """Ask the thread to end, and wait for it so long."""
        self.stopping.set()
        self.join(seconds)
