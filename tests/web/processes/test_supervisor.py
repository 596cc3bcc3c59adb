"""Several processes on one socket: who dies is replaced, who is replaced refuses nobody, and all end
with whoever watches over them."""

import http.client
import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.web.processes.small import PROGRAM, SLOW

pytestmark = pytest.mark.once


class Served:
    """A program that serves from several processes."""

    def __init__(self, count: int, broken_if: Path) -> None:
        self.process = subprocess.Popen(
            [*PROGRAM, "watch", str(count)],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env={**os.environ, "BROKEN_IF": str(broken_if)},
        )
        self.port = int(self.said(""))
        self.helper = int(self.said("helper").split()[1])

    def said(self, word: str) -> str:
        """The next line that it says with this word in it."""
        assert self.process.stdout is not None
        return next(line for line in self.process.stdout if word in line)

    def asked(self, path: str = "/") -> int:
        """Which process answers; a connection of its own for each. Raises OSError where none does."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            line.request("GET", path, headers={"Connection": "close"})
            return int(line.getresponse().read())
        except http.client.HTTPException as broken:
            raise OSError(str(broken)) from broken
        finally:
            line.close()

    def serving(self) -> set[int]:
        """The processes that serve, by the system's list of whose child each is."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return {int(each) for each in children.split() if b"serve" in _command_of(each)}


def _command_of(number: str) -> bytes:
    try:
        return Path(f"/proc/{number}/cmdline").read_bytes()
    except OSError:
        return b""


@pytest.fixture(scope="module")
def broken_if(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """While this file is there, no new process starts."""
    return tmp_path_factory.mktemp("release") / "broken"


@contextmanager
def two(broken_if: Path) -> Iterator[Served]:
    program = Served(2, broken_if)
    yield program
    program.process.terminate()
    program.process.wait(10)


@pytest.fixture(scope="module")
def served(broken_if: Path) -> Iterator[Served]:
    with two(broken_if) as program:
        yield program


@pytest.fixture
def leaving(broken_if: Path) -> Iterator[Served]:
    with two(broken_if) as program:
        yield program


def until(what: Callable[[], bool], within: float = 15) -> bool:
    """Whether this becomes true in time."""
    end = time.monotonic() + within
    while not (is_so := what()) and time.monotonic() < end:
        time.sleep(0.02)
    return is_so


def is_gone(number: int) -> bool:
    """Whether a process has ended (one that nobody has asked after still has a line)."""
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def test_processes_are_renewed_without_refusing_anybody(served: Served) -> None:
    old = served.serving()
    answers: list[int] = []
    refused: list[str] = []
    enough = threading.Event()

    def visit() -> None:
        while not enough.is_set():
            try:
                answers.append(served.asked())
            except OSError as error:
                refused.append(str(error))

    visitors = [threading.Thread(target=visit) for _ in range(4)]
    slow: list[int] = []
    late = threading.Thread(target=lambda: slow.append(served.asked("/slow")))
    for each in (*visitors, late):
        each.start()
    served.process.send_signal(signal.SIGHUP)
    is_renewed = until(lambda: len(served.serving()) == 2 and not served.serving() & old)
    before = len(answers)
    until(lambda: len(answers) >= max(500, before + 50))
    enough.set()
    for each in (*visitors, late):
        each.join()

    assert (is_renewed, refused) == (True, [])
    assert len(answers) >= 500
    assert set(answers) - old <= served.serving()
    assert len(slow) == 1


def test_what_was_taken_is_answered_before_the_end(leaving: Served) -> None:
    got: list[Any] = []
    asking = threading.Thread(target=lambda: got.append(leaving.asked("/slow")))
    begun = time.monotonic()
    asking.start()
    leaving.said("slow")
    leaving.process.terminate()
    asking.join()

    assert len(got) == 1
    assert SLOW <= time.monotonic() - begun < 10


def test_who_keeps_the_connection_is_told_to_leave_it(served: Served) -> None:
    """A browser that asks again and again on one connection never meets a closed door."""
    old = served.serving()
    line = http.client.HTTPConnection("127.0.0.1", served.port, timeout=10)
    line.connect()
    line.auto_open = 0
    served.process.send_signal(signal.SIGHUP)
    last = ""
    while last != "close":
        line.request("GET", "/")
        answer = line.getresponse()
        last = answer.headers.get("Connection", "")
        assert (answer.status, bool(answer.read())) == (200, True)

    assert until(lambda: not served.serving() & old)


def test_process_that_dies_is_replaced(served: Served) -> None:
    old = served.serving()
    os.kill(min(old), signal.SIGKILL)

    assert until(lambda: served.asked() not in old)
    assert len(served.serving()) == 2


def test_release_that_does_not_start_leaves_the_old_one_serving(
    served: Served, broken_if: Path
) -> None:
    old = served.serving()
    broken_if.touch()
    served.process.send_signal(signal.SIGHUP)
    served.said("does not start")
    broken_if.unlink()

    assert served.serving() == old
    assert served.asked() in old
    served.process.send_signal(signal.SIGHUP)
    assert until(lambda: len(served.serving()) == 2 and not served.serving() & old)


def test_release_that_does_not_start_at_all_ends_the_command(broken_if: Path) -> None:
    broken = broken_if.with_name("never")
    broken.touch()
    done = subprocess.run(
        [*PROGRAM, "watch", "2"],
        capture_output=True,
        text=True,
        env={**os.environ, "BROKEN_IF": str(broken)},
        timeout=30,
        check=False,
    )

    assert (done.returncode, "DidNotStart" in done.stderr) == (1, True)


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_everything_ends_with_who_watches_over_it(leaving: Served, end: signal.Signals) -> None:
    everybody = [*leaving.serving(), leaving.helper]
    leaving.process.send_signal(end)
    leaving.process.wait(10)

    assert until(lambda: all(map(is_gone, everybody)))
    with pytest.raises(OSError, match="refused"):
        leaving.asked()
