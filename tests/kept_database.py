"""The suite's empty database, kept from run to run: migrating it anew costs most of a minute.

It lies beside the caches of the person who tests, one file a database and state of the migrations, under
a name made of everything that decides what the tables look like: the migrations, what they read of the code,
the released libraries. A change to one of them makes another name, and the database is migrated again.
"""

import hashlib
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from django.db import connection

from tests import postgres

ROOT = Path(__file__).parent.parent
ASKED = (
    "*/migrations/*.py",
    "*/validity.py",
    "kyodo_portal/cities/**/*",
    "kyodo_portal/life/append_only.py",
    "kyodo_portal/search/**/*.py",
    "kyodo_portal/words/*.py",
    "requirements/test.txt",
    "tests/kept_database.py",
    "tests/quick_states.py",
)


def folder() -> Path:
    home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(home) / "kyodo-portal"


def name() -> str:
    """The state that the migrations of this checkout lead to, as a file's name without its ending."""
    digest = hashlib.sha256(connection.vendor.encode())
    if connection.vendor == "postgresql":
        digest.update(str(postgres.programs()).encode())
    for path in sorted({path for asked in ASKED for path in ROOT.glob(asked) if path.is_file()}):
        if path.suffix != ".pyc":
            digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return digest.hexdigest()[:24]


def is_own() -> bool:
    """Whether the test's database is one of this run alone: a file of SQLite's, or one in the server that
    was raised for the run."""
    return connection.vendor == "sqlite" or os.environ.get("KYODO_TEST_SERVER") == "raised"


class Kept:
    """One state of the database, as a file; there may be none yet."""

    def __init__(self) -> None:
        self.file = folder() / f"{name()}.{connection.vendor}"

    def restore(self) -> bool:
        """Whether the test's database now stands as it was kept."""
        if not self.file.exists():
            return False
        made = connection.creation._get_test_db_name()
        if connection.vendor == "sqlite":
            shutil.copyfile(self.file, made)
            return True
        self._ask("createdb", made)
        self._ask("pg_restore", "--no-owner", "--exit-on-error", f"--dbname={made}", str(self.file))
        return True

    def keep(self) -> None:
        """Keep what has just been migrated. Others may do the same at this moment: the last one stands."""
        self.file.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=self.file.parent) as home:
            fresh = Path(home) / "fresh"
            if connection.vendor == "sqlite":
                with connection.cursor() as cursor:
                    cursor.execute("VACUUM INTO %s", [str(fresh)])
            else:
                made = str(connection.settings_dict["NAME"])
                self._ask("pg_dump", "--format=custom", f"--file={fresh}", made)
            fresh.replace(self.file)
        self._forget_older()

    def _forget_older(self) -> None:
        """Eight states are enough to go to and fro between branches."""
        states = self.file.parent.glob(f"*.{connection.vendor}")
        for state in sorted(states, key=lambda path: path.stat().st_mtime)[:-8]:
            state.unlink(missing_ok=True)

    def _ask(self, program: str, *arguments: str) -> None:
        where = connection.settings_dict
        subprocess.run(
            [postgres.programs() / program, "-h", where["HOST"], "-U", where["USER"], *arguments],
            check=True,
        )
