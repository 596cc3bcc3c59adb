"""What every test stands on: one browser, empty caches, uploads of its own, a record that empties.

Markers: `browser` needs Chromium; `once` says nothing about the database and runs in one half of
`make test`, SQLite's, or the one that `once(on="postgres")` names so that both take as long; `prove`
is too long for `make test` and runs in `make prove`; `race` runs in both, there again and again; the
cases of a `shared` test are shared out between the halves, and in `make prove` each half asks them all.
KYODO_REQUIRE=browser,postgres turns a missing part from a skip into a failure.
"""

import gc
import os
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest
from _pytest.runner import runtestprotocol
from django.conf import settings
from django.core.cache import caches
from django.db import connection, transaction
from django.test import TransactionTestCase

from tests import live_files, signing_in, template_names
from tests.chromium import CHROMIUM, WITH_PLAYWRIGHT
from tests.emptying import Emptying
from tests.kept_database import Kept, is_own
from tests.quick_states import MadeQuickly
from tests.roomy import roomy

# Playwright keeps an event loop in the test's thread, which Django takes for an async program.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

REQUIRED = {part.strip() for part in os.environ.get("KYODO_REQUIRE", "").split(",")}
BROWSER_FIXTURES = {"page", "context", "browser", "new_context"}

PROVING = bool(os.environ.get("KYODO_PROVE"))
HALVES = ("sqlite", "postgres")
NUMBERS = count()
RACES = 200
"""How often `make prove` runs each race."""


template_names.watch()
signing_in.watch()
live_files.watch()


def is_for_this_half(item: pytest.Item) -> bool:
    """Whether a test runs here: a `prove` test in `make prove` alone, where nothing but it, the races and
    what is shared runs; a `once` test in one half of `make test`, by itself on SQLite; a case of a
    `shared` one in the half that its name falls to or that it names, by itself in any."""
    is_long, is_race = (bool(item.get_closest_marker(name)) for name in ("prove", "race"))
    shared, once = item.get_closest_marker("shared"), item.get_closest_marker("once")
    half = os.environ.get("KYODO_TEST_ON")
    if not (is_long or is_race or shared if PROVING else not is_long):
        return False
    if shared and half and not PROVING:
        falls_to = HALVES[crc32(item.nodeid.encode()) % len(HALVES)]
        return bool(shared.kwargs.get("on", falls_to) == half)
    if once is None:
        return True
    if half is None:
        return bool(settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"))
    return bool(once.kwargs.get("on", "sqlite") == half)


def pytest_configure(config: pytest.Config) -> None:
    """What is made once for the whole run is no concern of a conftest's own hooks."""
    config.pluginmanager.register(MadeQuickly())


@pytest.fixture
def again(request: pytest.FixtureRequest) -> int:
    """Which time it is that a race is run, from 0."""
    return int(getattr(request, "param", 0))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """In `make prove` run each race so often; `race(1_000)` says how often itself."""
    race = metafunc.definition.get_closest_marker("race")
    if race and PROVING:
        metafunc.fixturenames.append("again")
        metafunc.parametrize("again", range(*(race.args or (RACES,))), indirect=True)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave each `once` test to its half; tell, or fail, where a browser test has no browser."""
    left_out = [item for item in items if not is_for_this_half(item)]
    items[:] = [item for item in items if is_for_this_half(item)]
    config.hook.pytest_deselected(items=left_out)
    for item in items:
        if taken := BROWSER_FIXTURES & set(getattr(getattr(item, "callspec", None), "params", ())):
            # pytest would start Chromium for it, and leave the test out where there is none.
            raise pytest.UsageError(f"{item.nodeid}: a parameter has a fixture's name, {taken}")
        if BROWSER_FIXTURES & set(getattr(item, "fixturenames", ())):
            item.add_marker("browser")
        if item.get_closest_marker("browser") and not CHROMIUM and "browser" not in REQUIRED:
            item.add_marker(pytest.mark.skip(reason="Chromium is not installed"))


def pytest_collection_finish() -> None:
    """What was imported and collected stays to the end: the garbage collector, which would go
    through all of it again and again, looks only at what the tests make, and less often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_logreport(report: Any) -> None:
    """Add up the seconds by folder; name the database in the results that come from the PostgreSQL
    half of `make test`."""
    FOLDERS[str(Path(report.fspath).parent)] += report.duration
    if hasattr(report, "node") and report.node.gateway.id == "postgres":
        report.nodeid += " (PostgreSQL)"


BEGUN = time.monotonic()
SECONDS: dict[str, int] = {}
"""How long each half of `make test` took, in the process that gathers their results."""
FOLDERS: Counter[str] = Counter()
"""How long the tests of each folder took, those of both halves together."""


@pytest.hookimpl(optionalhook=True)  # of pytest-xdist
def pytest_testnodedown(node: Any) -> None:
    SECONDS[node.gateway.id] = round(time.monotonic() - BEGUN)


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """A run that one half of `make test` alone had tests for is no run without tests."""
    if exitstatus == pytest.ExitCode.NO_TESTS_COLLECTED and FOLDERS:
        session.exitstatus = pytest.ExitCode.OK


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Tell how long each folder took, and each half, so that `once` can be shared out evenly between
    them."""
    if FOLDERS:
        told = ", ".join(f"{name} {seconds:.0f} s" for name, seconds in FOLDERS.most_common())
        terminalreporter.write_line(f"By folder: {told}")
    if SECONDS:
        told = ", ".join(f"{half} {seconds} s" for half, seconds in sorted(SECONDS.items()))
        terminalreporter.write_line(f"Each database by itself: {told}")


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool:
    """As pytest's own, with room for the stack of calls."""
    item.ihook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
    roomy(runtestprotocol, item, nextitem=nextitem)
    item.ihook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
    return True


def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("browser") and not CHROMIUM:
        pytest.fail("KYODO_REQUIRE names the browser, and Chromium is not installed", pytrace=False)


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_keepdb: bool) -> bool:
    """The database is left where it goes with the server that was raised for this run, or with the
    run's own folder."""
    return django_db_keepdb or is_own()


@pytest.fixture(scope="session")
def was_kept(django_db_modify_db_settings: None) -> bool:
    """Whether the empty database now stands as an earlier run left it, so that nothing is migrated."""
    return is_own() and Kept().restore()


@pytest.fixture(scope="session")
def django_db_setup(was_kept: bool, django_db_setup: None, django_db_blocker: Any) -> None:
    """Keep the empty database for the runs to come, where it was made anew. What Django asks a database
    once while it migrates is asked here in any case, and in no test that counts queries."""
    with django_db_blocker.unblock():
        assert connection.features.supports_json_field
        if is_own() and not was_kept:
            with suppress(OSError):  # a home that nobody may write to
                Kept().keep()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The system's Chromium, silent towards the network."""
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": list(WITH_PLAYWRIGHT)}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, "locale": "ja-JP", "timezone_id": "Asia/Tokyo"}


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    """Rate limits live in the cache and would reach from one test into the next."""
    for cache in caches.all(initialized_only=True):
        cache.clear()


@pytest.fixture(scope="session")
def uploads(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("uploads")


@pytest.fixture(autouse=True)
def _own_uploads(settings: Any, uploads: Path) -> None:
    """A folder of its own for each test, which is made where something is uploaded: for a `tmp_path`
    pytest looks through those of all tests before."""
    settings.MEDIA_ROOT = uploads / str(next(NUMBERS))


@pytest.fixture(scope="module")
def for_the_file(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """What a module's fixture makes on top of this is there for every test of the file that comes
    after it, as it was made, and is taken away after the last. Not beside transactional tests."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="session", autouse=True)
def _record_can_be_emptied() -> Iterator[None]:
    """Between transactional tests every table is emptied, the append-only records too."""
    flush = TransactionTestCase._fixture_teardown
    emptying = Emptying(flush)
    TransactionTestCase._fixture_teardown = lambda test: emptying.run(test)
    yield
    TransactionTestCase._fixture_teardown = flush
