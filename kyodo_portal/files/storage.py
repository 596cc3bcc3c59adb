"""Where kept files lie: the folder of MEDIA_ROOT, and nothing in it by half."""

import contextlib
from pathlib import Path
from typing import Any

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage


class WholeFileStorage(FileSystemStorage):
    """A file that could not be written to its end (the disk is full) does not stay. Raises OSError."""

    def _save(self, name: str, content: File) -> str:
        above: Any = super()
        try:
            return str(above._save(name, content))
        except OSError:
            with contextlib.suppress(OSError):
                Path(self.path(name)).unlink(missing_ok=True)
            raise
