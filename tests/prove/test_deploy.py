"""A city goes live by the commands of docs/operating.md, on an empty machine of its own.

Short forms: `tests/deploy/test_files.py`, `tests/web/processes`.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [pytest.mark.prove, pytest.mark.once]

TRY = Path(__file__).resolve().parent.parent.parent / "deploy" / "try.sh"
LACKING = [
    name for name in ("unshare", "nsenter", "apt-get", "systemd-analyze") if not shutil.which(name)
]


@pytest.mark.skipif(os.geteuid() != 0, reason="name spaces can only be made as root")
@pytest.mark.skipif(bool(LACKING), reason=f"missing: {LACKING}")
@pytest.mark.parametrize("what", ["page", "container"])
def test_city_goes_live_by_the_page(what: str) -> None:
    done = subprocess.run([TRY, what], capture_output=True, text=True, check=False)
    sys.stderr.write(done.stdout[-8000:])

    assert (done.returncode, done.stdout.count("違う  ")) == (0, 0)
