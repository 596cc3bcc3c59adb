"""The suite's database is the one that `migrate` makes."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

ASKED = "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'"
"""What SQLite keeps for itself, such as figures for its planner, is no part of it."""


@pytest.mark.prove
@pytest.mark.once
@pytest.mark.django_db
def test_database_made_quickly_is_the_one_that_migrate_makes(tmp_path: Path) -> None:
    plain = tmp_path / "plain.sqlite3"
    at = {"DATABASE_URL": f"sqlite:///{plain}", "DJANGO_SETTINGS_MODULE": "kyodo_portal.settings"}
    command = [sys.executable, settings.BASE_DIR / "manage.py", "migrate", "--verbosity=0"]

    subprocess.run(command, env={**os.environ, "DEBUG": "1", **at}, check=True)

    with connection.cursor() as cursor:
        cursor.execute(ASKED)
        made = set(cursor.fetchall())
    migrated = sqlite3.connect(plain)
    expected = set(migrated.execute(ASKED))
    migrated.close()
    assert (made - expected, expected - made) == (set(), set())
