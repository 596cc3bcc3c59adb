"""Where kept files lie: the folder of MEDIA_ROOT, and nothing in it by half."""

import contextlib
import datetime as dt
import os
import uuid
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import FileSystemStorage

HALVES = ".writing"
"""The folder within MEDIA_ROOT in which a file lies while it is written. No record names one in it."""

FORGOTTEN_AFTER = dt.timedelta(hours=1)


class WholeFileStorage(FileSystemStorage):
    """A file stands in its place only when it is written to its end and has reached the disk; before
    that it lies apart. One that could not be written does not stay, and one whose writer was killed
    is removed by the clock (`forget_halves`). Raises OSError."""

    def _save(self, name: str, content: File) -> str:
        above: Any = super()
        half = f"{HALVES}/{uuid.uuid4().hex}"
        path, place = Path(self.path(half)), Path(self.path(name))
        try:
            above._save(half, content)
            _reach_the_disk(path)
            place.parent.mkdir(parents=True, exist_ok=True)
            path.rename(place)
            _reach_the_disk(place.parent)
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        return name


def _reach_the_disk(path: Path) -> None:
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def forget_halves(now: dt.datetime) -> int:
    """Remove what somebody began to write and was stopped at; how much that was."""
    before = (now - FORGOTTEN_AFTER).timestamp()
    forgotten = 0
    for path in Path(settings.MEDIA_ROOT, HALVES).glob("*"):
        with contextlib.suppress(FileNotFoundError):  # written to its end in this moment
            if path.stat().st_mtime < before:
                path.unlink()
                forgotten += 1
    return forgotten
