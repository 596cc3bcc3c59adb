"""A throw-away PostgreSQL server for one run of the suite, from the programs on this machine."""

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
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


@contextmanager
def server() -> Iterator[str]:
    """Raise a server and yield its DATABASE_URL; whatever happens, stop it and remove its files.

    It listens on a socket in its own folder only, so no port is taken and nobody else can come in.
    C.UTF-8 orders text by code point and still knows which characters are letters.
    """
    bin_dir, servant = programs(), _servant()
    home = Path(tempfile.mkdtemp(prefix="kyodo-pg-"))
    data, log = home / "data", home / "log"
    process = None
    try:
        if servant:
            os.chown(home, servant["user"], servant["group"])
        initdb = [bin_dir / "initdb", "-D", data, "-U", "postgres", "-A", "trust"]
        made = subprocess.run(
            [*initdb, "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"],
            capture_output=True,
            text=True,
            cwd=home,
            **servant,
        )
        if made.returncode:
            raise Missing(f"initdb failed: {made.stderr.strip().splitlines()[-1:]}")
        options = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]
        options += ["listen_addresses=", f"unix_socket_directories={home}"]
        with log.open("wb") as log_file:
            # Its own session: Ctrl+C reaches pytest first, and the server goes last.
            process = subprocess.Popen(
                [bin_dir / "postgres", "-D", data, *(f"-c{option}" for option in options)],
                stdin=subprocess.DEVNULL,
                stdout=log_file,
                stderr=subprocess.STDOUT,
                cwd=home,
                start_new_session=True,
                **servant,
            )
        _wait_until_ready(bin_dir, home, process, log)
        yield f"postgres://postgres@/{home}/kyodo"
    finally:
        if process and process.poll() is None:
            process.send_signal(2)  # SIGINT is PostgreSQL's fast shutdown
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
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
