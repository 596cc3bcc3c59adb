"""What machines ask: does the portal live (`/healthz`), and may it be sent visitors (`/readyz`)?

Both answer in JSON, 200 or 503, and say nothing that a stranger could use.
"""

from functools import cache

from django.contrib.auth.decorators import login_not_required
from django.db import Error as DatabaseError
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from kyodo_portal.cities import city
from kyodo_portal.site.answers import RETRY_AFTER
from kyodo_portal.web import production


@login_not_required
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Whether the database answers."""
    return _told({"database": _database_answers()})


@login_not_required
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Whether the database answers and is as this release wants it, the city's profile is read, and
    the cache that all processes share answers."""
    answers = _database_answers()
    return _told(
        {
            "database": answers,
            "migrations": answers and _is_migrated(),
            "city": bool(city().name),
            "cache": not production.fault_of_cache(),
        }
    )


def _told(parts: dict[str, bool]) -> JsonResponse:
    is_well = all(parts.values())
    told = JsonResponse(
        {"status": "ok" if is_well else "unavailable", **parts}, status=200 if is_well else 503
    )
    told.headers["Cache-Control"] = "no-store"
    if not is_well:
        told.headers["Retry-After"] = RETRY_AFTER
    return told


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def _is_migrated() -> bool:
    try:
        return _has_every_migration()
    except (DatabaseError, _Lacking):
        return False


class _Lacking(Exception):
    pass


@cache
def _has_every_migration() -> bool:
    """Once true of this release, it stays true: asked no more. Raises _Lacking while it is not."""
    known = MigrationLoader(connection)
    if set(known.graph.nodes) - set(known.applied_migrations):
        raise _Lacking
    return True
