"""Whoever runs an earlier release comes to this one with everything: its dump is taken in, brought up
to date, searched and read. And what the newer code adds lets the older code go on meanwhile."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django.db.migrations.operations.fields import AddField, RemoveField, RenameField
from django.db.migrations.operations.models import CreateModel, DeleteModel, RenameModel
from django.db.migrations.operations.special import SeparateDatabaseAndState
from django.db.models import NOT_PROVIDED

from tests.prove.portal import Portal
from tests.release import (
    DATABASES,
    LARGEST,
    READ,
    RELEASES,
    ROOT,
    archives,
    beside_the_tests,
    manifest_of,
    unpack,
)

APPS = ("kyodo_portal", "groups", "projects", "proposals", "evaluations")


@pytest.fixture
def empty_database(tmp_path: Path, django_db_blocker: Any) -> Iterator[str]:
    with beside_the_tests(tmp_path, django_db_blocker) as address:
        yield address


def the_oldest_and_the_others() -> list[Any]:
    """The dumps: the one with the longest way in `make test`, the others in `make prove`."""
    oldest, *others = archives(connection.vendor)
    return [
        pytest.param(oldest, id=oldest.parent.name),
        *(pytest.param(each, id=each.parent.name, marks=pytest.mark.prove) for each in others),
    ]


@pytest.mark.django_db(transaction=True)  # beside which the empty database is made
@pytest.mark.parametrize("archive", the_oldest_and_the_others())
def test_release_is_brought_up_to_date_with_everything(
    archive: Path, empty_database: str, tmp_path: Path
) -> None:
    kept = unpack(archive, tmp_path)
    portal = Portal(empty_database, tmp_path / "media")

    portal.manage("manage.py", "restore", str(kept), "--verify")
    said = json.loads(portal.manage("manage.py", "shell", "-v", "0", "-c", READ))

    assert said.pop("pages") > 15
    assert said == {
        "not answered": {},
        "record of acts": "",
        "search is made": True,
        "project is found": True,
        "photo is there": True,
        "letters to be sent": 0,
    }


@pytest.mark.once
def test_every_release_has_its_dumps_and_they_are_small() -> None:
    """A release is out when CHANGELOG.md gives it a day."""
    log = (ROOT / "CHANGELOG.md").read_text()
    released = re.findall(r"^## ([0-9.]+)（[0-9]{4}-[0-9]{2}-[0-9]{2}）$", log, re.MULTILINE)
    dumps = {path.relative_to(RELEASES).as_posix() for path in RELEASES.rglob("*.tar.xz")}

    assert dumps == {f"{version}/{kind}.tar.xz" for version in released for kind in DATABASES}
    assert all(path.stat().st_size <= LARGEST for path in RELEASES.rglob("*.tar.xz"))


def needs_a_value(operation: Operation) -> list[str]:
    """The columns it adds that older code, which does not know them, could not fill."""
    if isinstance(operation, SeparateDatabaseAndState):
        return [name for each in operation.database_operations for name in needs_a_value(each)]
    if not isinstance(operation, AddField):
        return []
    field: Any = operation.field
    fills_itself = field.null or field.many_to_many or field.db_default is not NOT_PROVIDED
    return [] if fills_itself else [f"{operation.model_name}.{operation.name}"]


def since_the_last_release(told: Callable[[Operation], list[str]]) -> list[str]:
    """What is told of each operation that the last release does not know."""
    known = set(manifest_of(archives("sqlite")[-1])["migrations"])
    fresh = [
        (app, name, operation)
        for (app, name), migration in MigrationLoader(None).disk_migrations.items()
        if app in APPS and f"{app}.{name}" not in known
        for operation in migration.operations
    ]
    born = {each.name_lower for _, _, each in fresh if isinstance(each, CreateModel)}
    return [
        f"{app}.{name}: {what}"
        for app, name, operation in fresh
        if getattr(operation, "model_name_lower", "") not in born  # older code knows no such table
        for what in told(operation)
    ]


def takes_away(operation: Operation) -> list[str]:
    """What older code still reads, and would miss."""
    kinds = (RemoveField, RenameField, DeleteModel, RenameModel)
    return [operation.describe()] if isinstance(operation, kinds) else []


@pytest.mark.once
def test_columns_added_since_a_release_fill_themselves() -> None:
    """While an upgrade goes on, the code of the release before writes into the new tables."""
    assert since_the_last_release(needs_a_value) == []


@pytest.mark.once
def test_nothing_is_taken_away_that_the_last_release_still_reads() -> None:
    """A column leaves its table one release after the code left it (`groups/models/leaving.py`)."""
    assert since_the_last_release(takes_away) == []


@pytest.mark.once
def test_column_that_older_code_cannot_fill_is_seen() -> None:
    def add(**said: Any) -> list[str]:
        return needs_a_value(AddField("group", "motto", models.CharField(max_length=9, **said)))

    assert add(default="") == ["group.motto"]
    assert (add(null=True), add(db_default="")) == ([], [])
