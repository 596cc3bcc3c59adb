"""The portal's settings as the suite runs them: development, apart from everything on this machine.

What the caller's shell says about the portal is put aside. The database is a SQLite file of this
run, or the server named by TEST_DATABASE_URL; `make test` runs both at once (see tests/__main__.py).
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from kyodo_portal.environment import VARIABLES

_run_dir = Path(tempfile.mkdtemp(prefix="kyodo-test-"))
atexit.register(shutil.rmtree, _run_dir, ignore_errors=True)

for _name in VARIABLES:
    os.environ.pop(_name, None)
os.environ["DEBUG"] = "1"
os.environ["SECRET_KEY"] = "only-for-tests-" + "abcdefghij" * 5
os.environ["MEDIA_ROOT"] = str(_run_dir / "media")
os.environ["DATABASE_URL"] = f"sqlite:///{_run_dir}/kyodo.sqlite3"
if os.environ.get("TEST_DATABASE_URL") and os.environ.get("KYODO_TEST_ON") != "sqlite":
    os.environ["DATABASE_URL"] = os.environ["TEST_DATABASE_URL"]

from kyodo_portal.settings import *  # noqa: E402, F403 - the environment had to be set first
from kyodo_portal.settings import CACHES, DATABASES, MIDDLEWARE  # noqa: E402

MIDDLEWARE = ["tests.reading_only.ReadingWritesNothing", *MIDDLEWARE]

CACHES["public"]["LOCATION"] = str(_run_dir / "public")
PUBLIC_MARK_OWED = _run_dir / "public-mark-owed"

# A file, as in production, so that threads and the live server meet as real connections; its
# safety against power cuts is given up for speed.
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["TEST"] = {"NAME": _run_dir / "test.sqlite3"}
    DATABASES["default"]["OPTIONS"]["init_command"] = (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
    )

# A connection kept open by a server thread would hold the database when it is to be removed.
DATABASES["default"]["CONN_MAX_AGE"] = 0

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_DELIVERY = {"backend": "django.core.mail.backends.locmem.EmailBackend"}
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True  # from static/, nothing is collected here
