"""`make test`: the whole suite on SQLite and on PostgreSQL, side by side, in one pytest run.

Each database is one worker, every test goes to both, and pytest's closing line counts both.
PostgreSQL is the server TEST_DATABASE_URL names, or else one raised for this run. Where neither is
possible the suite runs on SQLite alone and a test tells why; KYODO_REQUIRE=postgres makes that
test fail.
"""

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from tests import postgres


def run(arguments: list[str], **environment: str) -> int:
    """One pytest run to its end; after Ctrl+C pytest still tells what it has so far. Its temporary
    files lie in one folder, which goes with it."""
    command = [sys.executable, "-m", "pytest", *arguments]
    with contextlib.ExitStack() as stack:
        folder = tempfile.TemporaryDirectory(prefix="kyodo-run-", ignore_cleanup_errors=True)
        environment["TMPDIR"] = home = stack.enter_context(folder)
        Path(home).chmod(0o711)  # PostgreSQL's own user enters it where a proof raises a server
        pytest = stack.enter_context(subprocess.Popen(command, env={**os.environ, **environment}))
        while True:
            try:
                return pytest.wait()
            except KeyboardInterrupt:
                continue
            except SystemExit:
                pytest.terminate()


def main(arguments: list[str]) -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    workers = [f"--tx=popen//id={on}//env:KYODO_TEST_ON={on}" for on in ("sqlite", "postgres")]
    # Progress without percentages, which would reach 200.
    both = ["--dist=each", *workers, "-oconsole_output_style=classic"]
    try:
        with contextlib.ExitStack() as stack:
            if url := os.environ.get("TEST_DATABASE_URL"):
                return run([*both, *arguments], TEST_DATABASE_URL=url)
            url = stack.enter_context(postgres.server())
            return run([*both, *arguments], TEST_DATABASE_URL=url, KYODO_TEST_SERVER="raised")
    except postgres.Missing as missing:
        return run(arguments, KYODO_POSTGRES_MISSING=str(missing))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
