"""Two people at once, for real: each call runs in its own thread with its own connection."""

from collections.abc import Callable
from threading import Barrier, BoundedSemaphore, Thread
from typing import Any

from django.db import connection

CONNECTIONS = 80
"""As many as PostgreSQL takes, with some to spare: more people than that wait for the first of them, as
before a portal whose threads are all busy."""


def at_once(*calls: Callable[[], Any]) -> list[Any]:
    """Start all calls in the same instant; return what each returned, or the exception it raised,
    in the order of the calls. Needs a test with `transaction=True`."""
    start, free = Barrier(len(calls)), BoundedSemaphore(CONNECTIONS)
    outcomes: list[Any] = [None] * len(calls)

    def run(place: int, call: Callable[[], Any]) -> None:
        try:
            start.wait(timeout=20)
            with free:
                try:
                    outcomes[place] = call()
                finally:
                    connection.close()
        except Exception as error:  # noqa: BLE001 - whatever it was is the outcome
            outcomes[place] = error

    threads = [Thread(target=run, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return outcomes
