"""What a backup says of itself, and whether this portal may take it in."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Self

from django.db import connection
from django.db.migrations.loader import MigrationLoader

from kyodo_portal.cities import city
from kyodo_portal.management.backups.refusals import Refused
from kyodo_portal.management.backups.sums import write_private
from kyodo_portal.management.release import VERSION, numbers

NAME = "manifest.json"
FORMAT = 1
KINDS = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


@dataclass(frozen=True, slots=True)
class Table:
    """How many rows a table had, and a digest over all they say."""

    rows: int
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """A backup in figures. `made_at` is the moment of the database's snapshot (ISO 8601); `migrations`
    are those it had gone through, as "app.name"; `missing` are uploads that a row names and that were
    not in the folder, or not with the content that the row promises."""

    format: int
    made_at: str
    version: str
    city: str
    city_name: str
    database: str
    database_version: str
    migrations: list[str]
    tables: dict[str, Table]
    uploads: int
    upload_bytes: int
    missing: list[str]

    def write(self, folder: Path) -> None:
        said = json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True)
        write_private(folder / NAME, f"{said}\n".encode())

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Raises `Refused` where it is of another format than this release knows."""
        said: dict[str, Any] = json.loads((folder / NAME).read_bytes())
        if said.get("format") != FORMAT:
            raise _newer(str(said.get("version", "")))
        tables = {name: Table(**table) for name, table in said.pop("tables").items()}
        return cls(**said, tables=tables)

    def refuse_unless_of_this_portal(self) -> None:
        """Raises `Refused` for a backup of another city, another kind of database, or a release that
        knew more than this one."""
        if self.city != city().municipality_code:
            raise Refused(
                f"この控えは、別の市（{self.city_name}、{self.city}）のものです。ここは{city().name}"
                f"（{city().municipality_code}）です。なにも変えていません。KYODO_CITY と、控えの場所を確かめてください。"
            )
        if self.database != connection.vendor:
            raise Refused(
                f"この控えは {KINDS.get(self.database, self.database)} のもので、ここのデータベースは "
                f"{KINDS.get(connection.vendor, connection.vendor)} です。なにも変えていません。"
                "DATABASE_URL を、控えと同じ種類のデータベースにしてください。"
            )
        known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
        if numbers(self.version) > numbers(VERSION) or not known.issuperset(self.migrations):
            raise _newer(self.version)


def _newer(version: str) -> Refused:
    return Refused(
        f"この控えは、ここで動いているもの（{VERSION}）より新しい版（{version}）のものです。"
        "なにも変えていません。プログラムをその版に上げてから、もう一度試してください。"
    )
