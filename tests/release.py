"""The dump of a release: `python -m tests.release` keeps the demonstration city, as the code of this
release makes it, for every later release to migrate.

It is a backup of the portal's own, packed: `tests/data/releases/<version>/<database>.tar.xz`, at most
2 MB each. Made once, when a release is given its date in CHANGELOG.md, and never changed afterwards.
"""

import io
import json
import os
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests import postgres
from tests.prove.portal import Portal

ROOT = Path(__file__).resolve().parent.parent
RELEASES = ROOT / "tests" / "data" / "releases"
LARGEST = 2_000_000
DATABASES = ("sqlite", "postgresql")

KEEP = """
from pathlib import Path
from kyodo_portal.management.backups.taking import take
take(Path({place!r}), compress=False)
"""

READ = "from tests.release import tell_pages; tell_pages()"


def archives(database: str) -> list[Path]:
    """The dumps of all releases for this kind of database, the oldest first."""
    return sorted(RELEASES.glob(f"*/{database}.tar.xz"))


def unpack(archive: Path, into: Path) -> Path:
    """The backup of a dump, in a folder."""
    with tarfile.open(archive) as packed:
        packed.extractall(into, filter="data")
    return into / "kept"


def manifest_of(archive: Path) -> dict[str, Any]:
    """What the backup says of itself."""
    with tarfile.open(archive) as packed:
        file = packed.extractfile("kept/manifest.json")
        assert file is not None
        said: dict[str, Any] = json.load(file)
    return said


@contextmanager
def portal_on(database: str, home: Path) -> Iterator[Portal]:
    """A portal on an empty database of this kind."""
    if database == "sqlite":
        yield Portal(f"sqlite:///{home}/kyodo.sqlite3", home / "media")
        return
    server = postgres.Server(home / "pg", postgres.QUICK)
    server.make()
    try:
        server.start()
        server.create()
        yield Portal(server.url, home / "media")
    finally:
        server.stop()


@contextmanager
def beside_the_tests(home: Path, blocker: Any) -> Iterator[str]:
    """The address of an empty database of the tests' own kind, beside theirs."""
    from django.db import connection  # noqa: PLC0415 -- after the settings

    if connection.vendor == "sqlite":
        yield f"sqlite:///{home}/kyodo.sqlite3"
        return
    host = connection.settings_dict["HOST"]
    with blocker.unblock(), connection.cursor() as cursor:
        cursor.execute("CREATE DATABASE kyodo_release")
    yield f"postgres://postgres@/{host}/kyodo_release"
    with blocker.unblock(), connection.cursor() as cursor:
        cursor.execute("DROP DATABASE kyodo_release WITH (FORCE)")


def make(database: str, into: Path) -> int:
    """Make one dump; its size."""
    with tempfile.TemporaryDirectory(prefix="kyodo-release-", ignore_cleanup_errors=True) as made:
        home = Path(made)
        home.chmod(0o755)  # PostgreSQL's own user goes in
        with portal_on(database, home) as portal:
            portal.manage("manage.py", "migrate", "--verbosity", "0")
            portal.manage("manage.py", "demo", "--yes-this-is-a-demonstration")
            keep = KEEP.format(place=str(home / "kept"))
            portal.manage("manage.py", "shell", "-v", "0", "-c", keep)
        packed = io.BytesIO()
        with tarfile.open(fileobj=packed, mode="w:xz", preset=9) as tar:
            tar.add(home / "kept", "kept", filter=_of_nobody)
    into.mkdir(parents=True, exist_ok=True)
    (into / f"{database}.tar.xz").write_bytes(packed.getvalue())
    return len(packed.getvalue())


def _of_nobody(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    return entry


def tell_pages() -> None:
    """Within `manage.py shell` of a portal that took a dump in: what became of it, in JSON."""
    from kyodo_portal.web.static_files import collect_changed  # noqa: PLC0415 -- as the next
    from tests.released import told  # noqa: PLC0415 -- needs the portal's own settings

    collect_changed()
    sys.stdout.write(json.dumps(told()))


def main() -> int:
    from kyodo_portal.management.release import VERSION  # noqa: PLC0415 -- after the settings

    for database in DATABASES:
        size = make(database, RELEASES / VERSION)
        sys.stdout.write(f"{VERSION} {database}: {size:,} bytes\n")
        if size > LARGEST:
            return 1
    return 0


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    sys.exit(main())
