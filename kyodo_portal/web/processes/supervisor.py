"""Keeps so many processes serving one socket: one that dies is started again, and all are renewed one
by one without a connection being refused.

The supervisor itself serves nothing. It holds the socket, so that connections wait there whatever
becomes of the processes that take them.
"""

import logging
import os
import queue
import select
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from kyodo_portal.web.processes import lifeline
from kyodo_portal.web.processes.child import GRACE

logger = logging.getLogger(__name__)

READY_WITHIN = 120.0
"""Seconds in which a new process has to be ready to serve."""

LOOK_EVERY = 1.0

AGAIN_AFTER = (1.0, 2.0, 5.0, 15.0, 30.0)
"""Seconds before a process is started again, by how many have died early one after the other."""

EARLY = 60.0
"""A process that lived longer than this many seconds did not die early."""

BACKLOG = 1024
"""Connections that wait at the socket while every process is busy."""


class DidNotStart(Exception):
    """No process could be made ready to serve; what was wrong it has said itself."""


def listen(host: str, port: int) -> socket.socket:
    """The socket of an address. Raises OSError where it cannot be had."""
    family, kind, protocol, _, address = socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )[0]
    made = socket.socket(family, kind, protocol)
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind(address)
        made.listen(BACKLOG)
    except OSError:
        made.close()
        raise
    return made


@dataclass
class Supervisor:
    """So many processes of `command` on one socket; `helpers` are commands of which one process each
    runs beside them. `command` gets `--on-socket` and `--tell` with the numbers of the socket and of
    the pipe in which it says that it is ready."""

    listening: socket.socket
    command: Sequence[str]
    count: int
    helpers: Sequence[Sequence[str]] = ()
    is_told: Callable[[], object] = lambda: None
    children: list[subprocess.Popen[bytes]] = field(default_factory=list)
    beside: list[subprocess.Popen[bytes]] = field(default_factory=list)
    is_ending: bool = False
    _news: "queue.SimpleQueue[int]" = field(default_factory=queue.SimpleQueue)
    _born: dict[int, float] = field(default_factory=dict)
    _died_early: int = 0
    _not_before: float = 0.0
    _helpers_not_before: float = 0.0

    def run(self) -> None:
        """Serve until SIGTERM or Ctrl+C; SIGHUP renews every process. Raises `DidNotStart`."""
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGCHLD):
            signal.signal(number, self._hear)
        try:
            while len(self.children) < self.count:
                if (child := self._started()) is None:
                    if self.is_ending:
                        return
                    raise DidNotStart
                self.children.append(child)
            self._start_helpers()
            self.is_told()
            while not self.is_ending:
                if self._next() == signal.SIGHUP:
                    self._renew()
                self._replace_the_dead()
        finally:
            self._end()

    def _hear(self, number: int, _frame: Any) -> None:
        if number in (signal.SIGTERM, signal.SIGINT):
            self.is_ending = True
        self._news.put(number)

    def _next(self) -> int | None:
        try:
            return self._news.get(timeout=LOOK_EVERY)
        except queue.Empty:
            return None

    def _started(self) -> subprocess.Popen[bytes] | None:
        """A new process that is ready; None where it died, took too long, or all is to end."""
        told, tells = os.pipe()
        number = self.listening.fileno()
        try:
            child = lifeline.start(
                [*self.command, f"--on-socket={number}", f"--tell={tells}"],
                pass_fds=(number, tells),
            )
        finally:
            os.close(tells)
        until = time.monotonic() + READY_WITHIN
        try:
            while not self.is_ending and time.monotonic() < until:
                if select.select([told], [], [], 0.2)[0]:
                    if os.read(told, 1):
                        self._born[child.pid] = time.monotonic()
                        return child
                    break
        finally:
            os.close(told)
        child.kill()
        child.wait()
        return None

    def _start_helpers(self) -> None:
        self.beside = [lifeline.start(command) for command in self.helpers]

    def _renew(self) -> None:
        """A changed release: for each process a new one first, then the old one finishes. Where the
        new one does not get ready, the old ones go on."""
        old, self.children = self.children, []
        while old and not self.is_ending:
            child = self._started()
            if child is None:
                logger.error("the changed release does not start; the old processes go on serving")
                break
            self.children.append(child)
            leaving = old.pop(0)
            self._born.pop(leaving.pid, None)
            leaving.terminate()
            self._wait([leaving])
        self.children += old
        if not old:
            for helper in self.beside:
                helper.terminate()
            self._wait(self.beside)
            self._start_helpers()

    def _replace_the_dead(self) -> None:
        dead = [child for child in self.children if child.poll() is not None]
        for child in dead:
            self.children.remove(child)
            logger.error(
                "a serving process ended by itself (%s); another is started", child.returncode
            )
            lived = time.monotonic() - self._born.pop(child.pid)
            self._died_early = self._died_early + 1 if lived < EARLY else 0
            if self._died_early:
                self._wait_before_the_next()
        for place, helper in enumerate(self.beside):
            if helper.poll() is not None and time.monotonic() >= self._helpers_not_before:
                logger.error("what runs beside ended by itself (%s)", helper.returncode)
                self._helpers_not_before = time.monotonic() + AGAIN_AFTER[2]
                self.beside[place] = lifeline.start(self.helpers[place])
        while len(self.children) < self.count and not self.is_ending:
            if time.monotonic() < self._not_before:
                return
            if (fresh := self._started()) is not None:
                self.children.append(fresh)
            else:
                self._died_early += 1
                self._wait_before_the_next()

    def _wait_before_the_next(self) -> None:
        place = min(self._died_early, len(AGAIN_AFTER)) - 1
        self._not_before = time.monotonic() + AGAIN_AFTER[place]

    def _end(self) -> None:
        self.listening.close()
        everybody = [*self.children, *self.beside]
        for each in everybody:
            each.terminate()
        self._wait(everybody)

    def _wait(self, leaving: Sequence[subprocess.Popen[bytes]]) -> None:
        until = time.monotonic() + GRACE + 5
        for each in leaving:
            try:
                each.wait(max(0.1, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                each.kill()
                each.wait()
