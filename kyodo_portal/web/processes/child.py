"""One of the processes that serve: it takes connections from the socket that all of them share, and
ends when it has answered what it has taken."""

import os
import signal
import socket
import time
from collections.abc import Callable
from typing import Any

from waitress import wasyncore

from kyodo_portal.web.processes import lifeline
from kyodo_portal.web.serving import make_server

GRACE = 30.0
"""Seconds in which what has been taken is answered; then the process ends all the same."""

QUIET = 1.0
"""Seconds after an answer in which a browser that keeps its connection may still ask for more."""

ROUND = 0.1


def serve_on(number: int, ready: int, application: Callable[..., Any]) -> None:
    """Serve on the listening socket of this number until SIGTERM, or until the supervisor is gone.
    `ready` is the number of a pipe in which the supervisor is told that connections are taken."""
    ending: list[int] = []
    signal.signal(signal.SIGTERM, lambda signum, _: ending.append(signum))
    # Ctrl+C and a closed terminal reach the whole family: the supervisor says what is to be done.
    for number_of_all in (signal.SIGINT, signal.SIGHUP):
        signal.signal(number_of_all, signal.SIG_IGN)
    lifeline.watch(lambda: os.kill(os.getpid(), signal.SIGTERM))
    server = make_server(application, sockets=[socket.socket(fileno=number)])
    os.write(ready, b"1")
    os.close(ready)
    while not ending:
        wasyncore.loop(timeout=1, use_poll=True, map=server._map, count=1)
    _finish(server)


def _finish(server: Any) -> None:
    """Take no more connections, leaving them to the other processes; answer what has been taken, and
    whoever has connected and not asked yet."""
    server.is_ending = True
    # The socket itself stays open in the other processes, with all who wait at it.
    server.del_channel()
    server.socket.close()
    until = time.monotonic() + GRACE
    while server.active_channels and time.monotonic() < until:
        for channel in list(server.active_channels.values()):
            channel.end_if_quiet(time.time() - QUIET)
        wasyncore.loop(timeout=ROUND, use_poll=True, map=server._map, count=1)
    server.task_dispatcher.shutdown()
