"""Whoever runs an earlier release comes to this one with everything: its dump is taken in, brought up
to date, searched and read. And what the newer code adds lets the older code go on meanwhile."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django.db.migrations.operations.fields import AddField
from django.db.migrations.operations.special import SeparateDatabaseAndState
from django.db.models import NOT_PROVIDED

from tests.prove.portal import Portal
from tests.release import DATABASES, LARGEST, READ, RELEASES, ROOT, archives, manifest_of, unpack

APPS = ("kyodo_portal", "groups", "projects", "proposals", "evaluations")


@pytest.fixture
def empty_database(tmp_path: Path, django_db_blocker: Any) -> Iterator[str]:
    """The address of an empty database of this half's kind, beside the one of the tests."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{tmp_path}/kyodo.sqlite3"
        return
    host = connection.settings_dict["HOST"]
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute("CREATE DATABASE kyodo_release")
    yield f"postgres://postgres@/{host}/kyodo_release"
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute("DROP DATABASE kyodo_release WITH (FORCE)")


@pytest.mark.django_db(transaction=True)  # beside which the empty database is made
@pytest.mark.parametrize(
    "archive", archives(connection.vendor), ids=lambda archive: archive.parent.name
)
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


@pytest.mark.once
def test_columns_added_since_a_release_fill_themselves() -> None:
    """While an upgrade goes on, the code of the release before writes into the new tables."""
    dumps = archives("sqlite")
    known = set(manifest_of(dumps[-1])["migrations"]) if dumps else None
    loader = MigrationLoader(None)
    lacking = [
        f"{app}.{name}: {column}"
        for (app, name), migration in loader.disk_migrations.items()
        if app in APPS and known is not None and f"{app}.{name}" not in known
        for operation in migration.operations
        for column in needs_a_value(operation)
    ]

    assert lacking == []


@pytest.mark.once
def test_column_that_older_code_cannot_fill_is_seen() -> None:
    def add(**said: Any) -> list[str]:
        return needs_a_value(AddField("group", "motto", models.CharField(max_length=9, **said)))

    assert add(default="") == ["group.motto"]
    assert (add(null=True), add(db_default="")) == ([], [])
