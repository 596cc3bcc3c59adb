"""By which code the search's documents were made, so that an upgrade makes them anew by itself.

What a document holds follows from the portal's code, from the city's profile, and from the letters
that Python knows. A stamp over all of these stands in the database; `manage.py migrate` ends with a
look at it, and writes every document anew where it is another.
"""

import hashlib
import sys
import unicodedata
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from django.apps import AppConfig, apps
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connection, models, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.migration import Migration
from django.db.models.signals import post_migrate
from django.dispatch import receiver
from django.utils import timezone

from kyodo_portal.cities import FOLDER, city_file
from kyodo_portal.search.indexing import rebuild, searchables

Plan = list[tuple[Migration, bool]]


class SearchMaking(models.Model):
    """The stamp under which all documents of the search were last made anew. At most one row."""

    stamp = models.CharField("しるし", max_length=64, editable=False)
    made_at = models.DateTimeField("作った日時", default=timezone.now, editable=False)

    class Meta:
        app_label = "kyodo_portal"
        verbose_name = "索引の作り直し"
        verbose_name_plural = "索引の作り直し"

    def __str__(self) -> str:
        return self.stamp[:12]


ROOMS = ("words", "cities", "search", "life")
"""The rooms of the ground by which a document may be made."""

APART = {"migrations", "accounts", "admin", "forms", "imports", "published", "register", "views"}
"""Folders and modules of an app by which none is."""


@cache
def makers() -> tuple[Path, ...]:
    """The files by which documents are made."""
    portal = settings.BASE_DIR / "kyodo_portal"
    found = [path for room in ROOMS for path in (portal / room).rglob("*.py")]
    for label in {model._meta.app_label for model in searchables().values()}:
        home = Path(apps.get_app_config(label).path)
        found += [
            path
            for path in home.rglob("*.py")
            if not APART.intersection(path.relative_to(home).with_suffix("").parts)
        ]
    profiles = {city_file(settings.KYODO_CITY), FOLDER / "common.toml"}
    return tuple(sorted({*found, *profiles}))


@cache
def stamp() -> str:
    """What documents made now would be stamped with. The files are read once."""
    digest = hashlib.sha256(unicodedata.unidata_version.encode())
    for path in makers():
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def made_at() -> datetime | None:
    """When all documents were last made anew by the code that runs here; None where it was another
    code, or never."""
    made = SearchMaking.objects.filter(stamp=stamp()).order_by("-made_at").first()
    return made.made_at if made else None


def make_anew() -> dict[str, int]:
    """Write every document anew, and by what it was done. How many there are, by kind."""
    with transaction.atomic():
        counts = rebuild()
        SearchMaking.objects.all().delete()
        SearchMaking.objects.create(stamp=stamp())
    return counts


@receiver(post_migrate)
def after_migrating(
    app_config: AppConfig, using: str, verbosity: int, plan: Plan | None = None, **_: Any
) -> None:
    """At the end of `manage.py migrate`. Nothing is done where tables are missing still, as when going
    back to an earlier release; and nothing when a test empties the tables (then there is no plan)."""
    if app_config.name != "kyodo_portal" or using != DEFAULT_DB_ALIAS or plan is None:
        return
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()) or made_at():
        return
    if verbosity:
        sys.stdout.write("検索の索引を、いまの版に合わせて作り直しています。\n")
    make_anew()
