"""Several processes that serve: how much more they answer, and who is refused while they are renewed.

The portal as it runs in production, on a PostgreSQL of its own. Each brings its own database, so that
it runs in one half of the run.
"""

import http.client
import os
import shutil
import signal
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from kyodo_portal.environment import VARIABLES
from tests import postgres
from tests.prove.portal import READY_WITHIN, free_port

ROUNDS = 5
VISITORS = 16
REQUESTS = 250
"""In each round, to each of the two."""

BUSY = 0.15
"""Of the machine, taken by others: with more than this nothing is measured."""

DURING_RENEWAL = 500
HEADERS = {"X-Forwarded-Proto": "https", "Connection": "close"}

pytestmark = [pytest.mark.prove, pytest.mark.once]


@pytest.fixture(scope="module")
def settings_of(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """What a portal in production is started with, but for its port."""
    with postgres.server() as url:
        kept = {name: value for name, value in os.environ.items() if name not in VARIABLES}
        kept.pop("DJANGO_SETTINGS_MODULE", None)
        made = {
            **kept,
            "SECRET_KEY": "only-for-tests-" + "abcdefghij" * 5,
            "ALLOWED_HOSTS": "127.0.0.1",
            "KYODO_CITY": "yoshikawa",
            "DATABASE_URL": url,
            "CACHE_URL": "dbcache://counts",
            "EMAIL_URL": "consolemail://",
            "TRUSTED_PROXIES": "1",
            "SHARED_ANSWER_SECONDS": "0",
            "MEDIA_ROOT": str(tmp_path_factory.mktemp("media")),
        }
        home = url.removeprefix("postgres://postgres@/").rpartition("/")[0]
        subprocess.run(
            [postgres.programs() / "createdb", "-h", home, "-U", "postgres", "kyodo"], check=True
        )
        for words in (["createcachetable"], ["migrate", "--verbosity=0"]):
            subprocess.run([sys.executable, "manage.py", *words], env=made, check=True)
        yield made


@contextmanager
def served(settings_of: dict[str, str], processes: int) -> Iterator[tuple[int, Any]]:
    """The port and the supervisor of so many processes."""
    port = free_port()
    program = subprocess.Popen(
        [sys.executable, "manage.py", "serve", f"--processes={processes}", "--without-outbox"],
        env={**settings_of, "PORT": str(port)},
        stdout=subprocess.DEVNULL,
    )
    try:
        until = time.monotonic() + READY_WITHIN
        while not is_answered(port):
            if program.poll() is not None or time.monotonic() > until:
                raise RuntimeError("the portal did not start")
            time.sleep(0.1)
        yield port, program
    finally:
        program.terminate()
        program.wait(90)


def is_answered(port: int, path: str = "/guide/") -> bool:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        line.request("GET", path, headers=HEADERS)
        answer = line.getresponse()
        return answer.status == 200 and bool(answer.read())
    except (OSError, http.client.HTTPException):
        return False
    finally:
        line.close()


def rate(port: int) -> float:
    """Answers in a second to so many visitors at once, asked by a program that costs little itself."""
    asked = f"http://127.0.0.1:{port}/guide/?q=[1-{REQUESTS}]"
    heads = [word for name, value in HEADERS.items() for word in ("-H", f"{name}: {value}")]
    curl = str(shutil.which("curl"))
    begun = time.perf_counter()
    subprocess.run(
        [
            curl,
            "-sfZ",
            "--parallel-immediate",
            "--parallel-max",
            str(VISITORS),
            *heads,
            "-o",
            "/dev/null",
            asked,
        ],
        check=True,
    )
    return REQUESTS / (time.perf_counter() - begun)


def share_of_others() -> float:
    """How much of the machine other programs take while this one waits for two seconds."""

    def so_far() -> list[int]:
        return [int(each) for each in Path("/proc/stat").read_text().split()[1:9]]

    before = so_far()
    time.sleep(2)
    passed = [after - then for after, then in zip(so_far(), before, strict=True)]
    idle, waiting_for_disk = passed[3:5]
    return 1 - (idle + waiting_for_disk) / sum(passed)


@pytest.mark.skipif(not shutil.which("curl"), reason="curl is not installed")
@pytest.mark.skipif((os.cpu_count() or 1) < 2, reason="two processes need two cores")
def test_two_processes_answer_nearly_twice_as_much(
    settings_of: dict[str, str], record_property: Any
) -> None:
    """As a ratio of rates measured in turn. On a machine that does other things as well nothing can be
    measured: whoever serves gets the share that is left, in one process or in two."""
    if (others := share_of_others()) > BUSY:
        pytest.skip(f"other programs take {others:.0%} of the machine")
    with served(settings_of, 1) as (one, _), served(settings_of, 2) as (two, _):
        for port in (one, two):
            rate(port)
        rounds = [(rate(one), rate(two)) for _ in range(ROUNDS)]
    ratio = statistics.median(more / less for less, more in rounds)
    record_property("rates", [(round(less, 1), round(more, 1)) for less, more in rounds])
    record_property("ratio", round(ratio, 2))
    sys.stderr.write(f"\none and two processes, answers a second: {rounds}; ratio {ratio:.2f}\n")

    assert ratio >= 1.7


def test_nobody_is_refused_while_a_release_is_taken(
    settings_of: dict[str, str], record_property: Any
) -> None:
    answers: list[bool] = []
    enough = threading.Event()

    def visit(port: int) -> None:
        while not enough.is_set():
            answers.append(is_answered(port))

    with served(settings_of, 2) as (port, program):
        old = children_of(program.pid)
        visitors = [threading.Thread(target=visit, args=(port,)) for _ in range(4)]
        for each in visitors:
            each.start()
        program.send_signal(signal.SIGHUP)
        until = time.monotonic() + 120
        while children_of(program.pid) & old and time.monotonic() < until:
            time.sleep(0.1)
        renewed = children_of(program.pid)
        while len(answers) < DURING_RENEWAL and time.monotonic() < until:
            time.sleep(0.1)
        enough.set()
        for each in visitors:
            each.join()
    record_property("asked", len(answers))

    assert (len(renewed), renewed & old) == (2, set())
    assert (len(answers) >= DURING_RENEWAL, answers.count(False)) == (True, 0)


def children_of(number: int) -> set[int]:
    return set(map(int, Path(f"/proc/{number}/task/{number}/children").read_text().split()))
