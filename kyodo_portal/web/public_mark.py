"""One mark for the state of everything that is public, which every act makes another.

It is part of the key of each shared answer (`kyodo_portal.web.shared_answers`): what was kept before
an act is not found any more after it, in no process. The mark lies in the cache that all processes
share, or in a file where there is but this machine; where it cannot be read, nothing is shared. It is
a new word each time, and no count: one that was lost and began again could meet answers of old.
"""

import logging
import uuid
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.db import transaction

logger = logging.getLogger(__name__)

KEY = "public-mark"

_owed: set[str] = set()
"""Holds the key while this process could not write a mark that it had to. A file says so to the other
processes of the machine and outlives this one: whichever is asked next writes the mark first."""


def current() -> str | None:
    """The mark as it stands; None where it cannot be known."""
    try:
        if _owed or _owed_since() is not None:
            _write()
        found = _read()
        if found is None:
            _cache().add(KEY, uuid.uuid4().hex, timeout=None)
            found = _read()
    except Exception:  # noqa: BLE001 -- whatever keeps the cache away, its state is not known
        return None
    return found


def change_on_commit() -> None:
    """Another mark as soon as what is being done is done. Call it with every act by which people come
    to see something else."""
    transaction.on_commit(_change)


def _change() -> None:
    try:
        _write()
    except Exception:
        _owed.add(KEY)
        with suppress(OSError):
            settings.PUBLIC_MARK_OWED.parent.mkdir(parents=True, exist_ok=True)
            settings.PUBLIC_MARK_OWED.write_text(uuid.uuid4().hex)
        logger.exception("the mark of what is public could not be changed; nothing is shared")


def _write() -> None:
    since = _owed_since()
    _cache().set(KEY, uuid.uuid4().hex, timeout=None)
    _owed.clear()
    if since is not None and _owed_since() == since:  # not owed anew meanwhile
        settings.PUBLIC_MARK_OWED.unlink(missing_ok=True)


def _owed_since() -> str | None:
    """By which word a mark is owed on this machine; None where none is."""
    try:
        found: str = settings.PUBLIC_MARK_OWED.read_text()
    except (FileNotFoundError, NotADirectoryError):
        return None
    return found


def _read() -> str | None:
    found = _cache().get(KEY)
    return found if isinstance(found, str) else None


def _cache() -> Any:
    return caches["public"]
