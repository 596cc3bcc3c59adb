"""The portal killed, its database stopped, its disk full while people write: nothing that was
acknowledged is lost, nothing is there by half, and afterwards everybody goes on.

Each brings its own database, so that it runs in one half of the run.
"""

import json
import os
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests import postgres
from tests.prove.portal import Portal
from tests.prove.writers import Company, Writer, lost

WRITERS = 6
ENOUGH = 1_000
TIMES = 12
"""How often the fault comes until enough writes were acknowledged."""

DISK = 400
"""MiB of the disk that runs full."""

pytestmark = [pytest.mark.prove, pytest.mark.once]


@contextmanager
def raised(kind: str, home: Path) -> Iterator[tuple[Portal, postgres.Server | None]]:
    """A running portal on an empty database of this kind, all of whose files lie in `home`."""
    server = postgres.Server(home / "pg", ("max_wal_size=32MB",)) if kind == "postgres" else None
    if server:
        server.make()
        server.start()
        server.create()
    portal = Portal(server.url if server else f"sqlite:///{home}/kyodo.sqlite3", home / "media")
    try:
        portal.manage("manage.py", "migrate", "--verbosity", "0")
        yield portal, server
    finally:
        portal.kill()
        if server:
            server.stop()


@pytest.fixture
def home() -> Iterator[Path]:
    """A folder into which PostgreSQL's own user may go."""
    with tempfile.TemporaryDirectory(prefix="kyodo-prove-", ignore_cleanup_errors=True) as made:
        Path(made).chmod(0o755)
        yield Path(made)


@pytest.fixture(params=["sqlite", "postgres"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def small_disk(home: Path) -> Iterator[Path]:
    """A disk of its own, which only the administrator of a machine can make."""
    place = home / "disk"
    place.mkdir()
    mount = ["/bin/mount", "-t", "tmpfs", "-o", f"size={DISK}m", "tmpfs", str(place)]
    if os.geteuid() != 0 or subprocess.run(mount, check=False).returncode:
        pytest.skip("a small disk can only be made as root")
    place.chmod(0o755)
    yield place
    subprocess.run(["/bin/umount", "-l", str(place)], check=True)


def told(portal: Portal, what: str) -> Any:
    """What `tests.prove.city` says of the portal's own database."""
    said = f"from tests.prove.city import tell; {what}"
    return json.loads(portal.manage("manage.py", "shell", "-v", "0", "-c", said))


def under(portal: Portal, fault: Callable[[], Any], tell: Callable[[str, Any], None]) -> list[str]:
    """What was lost by people who write while the fault comes again and again."""
    made = told(portal, f"tell({WRITERS})")
    writers = [Writer(portal, **each) for each in made]
    portal.start()
    with Company(writers) as company:
        for _ in range(TIMES):
            company.goes_on(ENOUGH // TIMES + 1)
            fault()
        company.goes_on(WRITERS)
    answers: dict[int, int] = {}
    for writer in writers:
        for status, times in writer.answers.items():
            answers[status] = answers.get(status, 0) + times
    tell("acknowledged", company.acknowledged)
    tell("answers", dict(sorted(answers.items())))
    assert company.acknowledged >= ENOUGH
    assert set(answers) <= {0, 200, 302, 409, 503}, answers
    return lost(writers, told(portal, "tell()"))


def test_portal_is_killed(kind: str, home: Path, record_property: Any) -> None:
    with raised(kind, home) as (portal, _):

        def fault() -> None:
            portal.kill()
            portal.start()

        assert under(portal, fault, record_property) == []


def test_database_crashes(home: Path, record_property: Any) -> None:
    with raised("postgres", home) as (portal, server):

        def fault() -> None:
            assert server is not None
            server.stop(at_once=True)
            server.start()

        assert under(portal, fault, record_property) == []


def test_disk_is_full(kind: str, small_disk: Path, record_property: Any) -> None:
    with raised(kind, small_disk) as (portal, server):
        filler = small_disk / "filler"

        def fault() -> None:
            with filler.open("wb", buffering=0) as file:
                try:
                    while True:
                        file.write(bytes(65536))
                except OSError:
                    pass
            reads = portal.is_ready()
            filler.unlink()
            if server and server.process and server.process.poll() is not None:
                server.start()
            assert reads or server

        assert under(portal, fault, record_property) == []
