"""A throw-away PostgreSQL server for one run of the suite, from the programs on this machine."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


class Missing(Exception):
    """PostgreSQL cannot be raised here; the message says why."""


def programs() -> Path:
    """The folder with `initdb` and `postgres`: the newest of Debian's, or the one on the PATH."""
    debian = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    found = sorted(debian, key=lambda path: float(path.parent.parent.name))
    on_path = shutil.which("initdb")
    if found:
        return found[-1].parent
    if on_path:
        return Path(on_path).resolve().parent
    raise Missing("PostgreSQL's server programs (initdb) are not installed")


def _servant() -> dict[str, object]:
    """As whom to run the server, which refuses root: `subprocess` arguments."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            person = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": person.pw_uid, "group": person.pw_gid, "extra_groups": []}
    raise Missing("there is no unprivileged user to run PostgreSQL as")


QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
"""Safety against power cuts, given up for speed where nothing needs to last."""


@dataclass
class Server:
    """A server whose files lie in `home`, which it makes.

    It listens on a socket in its own folder only, so no port is taken and nobody else can come in.
    C.UTF-8 orders text by code point and still knows which characters are letters.
    """

    home: Path
    options: tuple[str, ...] = ()
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """As DATABASE_URL; the database is made where it is first asked for."""
        return f"postgres://postgres@/{self.home}/kyodo"

    def make(self) -> None:
        bin_dir, servant = programs(), _servant()
        self.home.mkdir(exist_ok=True)
        if servant:
            os.chown(self.home, servant["user"], servant["group"])
        initdb = [bin_dir / "initdb", "-D", self.home / "data", "-U", "postgres", "-A", "trust"]
        made = subprocess.run(
            [*initdb, "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"],
            capture_output=True,
            text=True,
            cwd=self.home,
            **servant,
        )
        if made.returncode:
            raise Missing(f"initdb failed: {made.stderr.strip().splitlines()[-1:]}")

    def start(self) -> None:
        options = [*self.options, "listen_addresses=", f"unix_socket_directories={self.home}"]
        log = self.home / "log"
        with log.open("wb") as log_file:
            # Its own session: Ctrl+C reaches pytest first, and the server goes last.
            self.process = subprocess.Popen(
                [programs() / "postgres", "-D", self.home / "data", *(f"-c{o}" for o in options)],
                stdin=subprocess.DEVNULL,
                stdout=log_file,
                stderr=subprocess.STDOUT,
                cwd=self.home,
                start_new_session=True,
                **_servant(),
            )
        _wait_until_ready(programs(), self.home, self.process, log)

    def create(self, name: str = "kyodo") -> None:
        """Make an empty database, where the test runner does not."""
        createdb = [programs() / "createdb", "-h", self.home, "-U", "postgres", name]
        subprocess.run(createdb, check=True)

    def stop(self, *, at_once: bool = False) -> None:
        """Fast, which rolls back what is going on; or at once, which is a crash (SIGQUIT)."""
        if self.process is None or self.process.poll() is not None:
            return
        self.process.send_signal(signal.SIGQUIT if at_once else signal.SIGINT)
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()


@contextmanager
def server() -> Iterator[str]:
    """Raise a server and yield its DATABASE_URL; whatever happens, stop it and remove its files."""
    home = Path(tempfile.mkdtemp(prefix="kyodo-pg-"))
    raised = Server(home, QUICK)
    try:
        raised.make()
        raised.start()
        yield raised.url
    finally:
        raised.stop()
        shutil.rmtree(home, ignore_errors=True)


def _wait_until_ready(
    bin_dir: Path, home: Path, process: subprocess.Popen[bytes], log: Path
) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        asked = subprocess.run([bin_dir / "pg_isready", "-q", "-h", home], check=False)
        if asked.returncode == 0:
            return
        time.sleep(0.1)
    raise Missing(f"PostgreSQL did not start: {log.read_text()[-300:].strip()}")
