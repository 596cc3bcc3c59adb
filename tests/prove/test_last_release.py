"""While an upgrade goes on, the code of the last release runs on the tables of this one: what people read
it answers, and what they write it keeps."""

import json
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from tests.prove.portal import Portal
from tests.release import ROOT, archives, beside_the_tests, unpack

pytestmark = pytest.mark.prove

READ = """
import json
from functools import partial
import tests.released as released
released.Client = partial(released.Client, raise_request_exception=False)
print(json.dumps(released.told()))
"""
KNOWN_NOT_TO: dict[str, int] = {}
"""What it does not answer until it is replaced, as CHANGELOG.md says."""

WRITE = """
from tests.factories import make_department, make_group, make_project, make_staff, make_user
from tests.evaluations.factories import make_evaluation
from tests.proposals.factories import make_call, make_consultation, make_proposal
manager, asker = make_user("前の版の管理者"), make_user("前の版の市民")
department = make_department("前の版の課")
make_staff(department)
group = make_group("前の版の会", managers=(manager,))
project = make_project("前の版の事業")
make_proposal(group=group, call=make_call("前の版の募集"), by=manager)
make_consultation("前の版の相談", by=asker)
print("written")
"""


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """The code of the last release: what stood in the commit that kept its dump."""
    archive = archives("sqlite")[-1]
    found = _git("log", "--format=%H", "--diff-filter=A", "--", str(archive)).split()
    if not found:
        pytest.fail("the history of the code is not here: clone it with all its commits")
    packed = _git_bytes("archive", found[-1])
    place = tmp_path / "older"
    with tarfile.open(fileobj=BytesIO(packed)) as code:
        code.extractall(place, filter="data")
    return place


@pytest.fixture
def empty_database(tmp_path: Path, django_db_blocker: Any) -> Iterator[str]:
    with beside_the_tests(tmp_path, django_db_blocker) as address:
        yield address


@pytest.mark.django_db(transaction=True)
def test_last_release_reads_and_writes_what_this_one_migrated(
    older: Path,
    empty_database: str,
    tmp_path: Path,
) -> None:
    database = empty_database
    kind = "sqlite" if database.startswith("sqlite") else "postgresql"
    portal = Portal(database, tmp_path / "media")
    portal.manage("manage.py", "restore", str(unpack(archives(kind)[-1], tmp_path)), "--verify")

    _as_before(older, portal, "collectstatic", "--no-input", "--verbosity", "0")
    said = json.loads(_as_before(older, portal, "shell", "-v", "0", "-c", READ))
    written = _as_before(older, portal, "shell", "-v", "0", "-c", WRITE)

    assert (said["not answered"], said["record of acts"]) == (KNOWN_NOT_TO, "")
    assert written.strip() == "written"


def _as_before(code: Path, portal: Portal, *command: str) -> str:
    """What a command of the older code says, on the database of the newer."""
    done = subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=code,
        env=portal.env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


def _git(*command: str) -> str:
    return _git_bytes(*command).decode()


def _git_bytes(*command: str) -> bytes:
    return subprocess.run(
        ["git", *command],  # noqa: S607 -- as whoever cloned it has it
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout
