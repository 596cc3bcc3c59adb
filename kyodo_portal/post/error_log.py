"""Where an error of the portal is written down, somebody is told of it as well (`ERRORS_TO`)."""

import logging
import threading
import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connections
from django.utils.module_loading import import_string

from kyodo_portal.web.error_pages import is_outage


@dataclass(frozen=True, slots=True)
class Seen:
    """What of an error is told: its kind, the name of the page, and the places in the code that it
    came through, the last one last. Nothing of the person to whom it happened: no address, no word
    that was typed, and not the error's own message, which may quote these."""

    kind: str
    page: str
    places: tuple[str, ...]


def seen(error: BaseException, request: Any = None) -> Seen:
    """An error as it is told."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if _is_own(frame.filename)] or frames[-1:]
    found = getattr(request, "resolver_match", None)
    return Seen(
        type(error).__name__,
        f"{request.method} {found.view_name}" if found else "",
        tuple(f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in own),
    )


def _is_own(file: str) -> bool:
    path = Path(file)
    return path.is_relative_to(settings.BASE_DIR) and "site-packages" not in path.parts


def _short(file: str) -> str:
    return str(Path(file).relative_to(settings.BASE_DIR)) if _is_own(file) else Path(file).name


class ErrorLetters(logging.Handler):
    """Has a letter written of each error that left a trace, by a thread of its own: what went wrong
    may hold the transaction that is open. An outage is told by nobody's letter: it passes by itself,
    there would be one for every page, and often nowhere to put them."""

    THREAD = "error-letter"

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        is_told = bool(settings.ERRORS_TO) and apps.ready
        # An error of telling it is not told again.
        if error is None or not is_told or is_outage(error) or record.threadName == self.THREAD:
            return
        told = seen(error, getattr(record, "request", None))
        threading.Thread(target=self._write, args=(told, record), name=self.THREAD).start()

    def _write(self, told: Seen, record: logging.LogRecord) -> None:
        try:
            # By name: letters are records, and the log is set up before there are any.
            import_string("kyodo_portal.post.error_letters.tell")(told)
        except Exception:  # noqa: BLE001 -- the error itself is in the log already
            self.handleError(record)
        finally:
            connections.close_all()
