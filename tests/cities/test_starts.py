"""Nothing starts with a broken profile, however it is started; what mends one does."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings

from tests.cities.test_cities import SMALLEST

pytestmark = pytest.mark.once

MANAGE = "manage.py"


def start(*command: str, city: Path) -> subprocess.CompletedProcess[str]:
    """Run the portal's Python with this profile, on a database that stays empty."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    here = {"DEBUG": "1", "KYODO_CITY": str(city), "SECRET_KEY": "only-for-tests-" * 4}
    database = {"DATABASE_URL": f"sqlite:///{city.parent}/empty.sqlite3"}
    return subprocess.run(
        [sys.executable, *command],
        cwd=settings.BASE_DIR,
        env={**kept, **here, **database},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.mark.parametrize(
    "command",
    [(MANAGE, "check"), (MANAGE, "migrate"), (MANAGE, "serve"), ("-c", "import kyodo_portal.wsgi")],
)
def test_broken_profile_stops_every_start_with_all_its_lines(
    command: tuple[str, ...], tmp_path: Path
) -> None:
    path = tmp_path / "broken.toml"
    path.write_text(SMALLEST.replace("hours", "houres").replace("ミホンシ", "みほん"), "utf-8")
    done = start(*command, city=path)

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.splitlines() == [
        "市の設定ファイルに、直すところが2か所あります。",
        f"{path}:3: kana: カタカナで書いてください。",
        f"{path}:16: desk.houres: 知らない項目です。hours のことではありませんか。",
    ]
    with closing(sqlite3.connect(tmp_path / "empty.sqlite3")) as database:
        assert database.execute("SELECT name FROM sqlite_master").fetchall() == []


def test_broken_profile_does_not_keep_anybody_from_judging_another(tmp_path: Path) -> None:
    broken, other = tmp_path / "broken.toml", tmp_path / "other.toml"
    broken.write_text("name = 1\n", "utf-8")
    other.write_text(SMALLEST, "utf-8")
    done = start(MANAGE, "check_city", str(other), city=broken)

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("設定ファイルに、まちがいはありません。\n")
