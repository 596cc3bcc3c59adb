"""Static files as production serves them: hashed, compressed, and each style sheet whole.

The style sheets are written in many small files that import each other. A phone on a slow line would
ask for each of them one by one, so what `@import` names is put in its place when the files are
collected.
"""

import fcntl
import hashlib
import os
import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from posixpath import normpath
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.files.base import ContentFile
from django.core.management import call_command
from whitenoise.storage import CompressedManifestStaticFilesStorage

IMPORT = re.compile(r'@import url\("(?P<file>[^":]+)"\)(?: layer\((?P<layer>[\w.-]+)\))?;')

#: Style sheets that import others: those the pages name.
WHOLE = ("css/site.css", "css/admin/portal.css")


def whole(name: str, texts: dict[str, str]) -> str:
    """A style sheet with every `@import` replaced by the sheet it names, in its layer. The parts
    may not point at further files (`url(…)`), since they would be looked for in another folder."""

    def part(match: re.Match[str]) -> str:
        file = normpath(str(PurePosixPath(name).parent / match["file"]))
        text = whole(file, texts)
        if "url(" in text:
            raise ValueError(
                f"{file} は url() でほかのファイルを指しているため、まとめられません。"
            )
        return f"@layer {match['layer']} {{\n{text}\n}}" if match["layer"] else text

    return IMPORT.sub(part, texts[name])


class _Text:
    """Stands in for the storage of one file whose text was made here."""

    def __init__(self, text: str) -> None:
        self.text = text

    def open(self, path: str) -> ContentFile:
        return ContentFile(self.text.encode())


class WholeStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """WhiteNoise's storage, given the whole style sheets."""

    def post_process(self, paths: dict[str, Any], *args: Any, **options: Any) -> Iterator[Any]:
        texts = {}
        for name, (storage, path) in paths.items():
            if name.endswith(".css"):
                with storage.open(path) as file:
                    texts[name] = file.read().decode()
        made = {name: (_Text(whole(name, texts)), name) for name in WHOLE if name in texts}
        yield from super().post_process({**paths, **made}, *args, **options)


def collect_changed() -> bool:
    """Collect the static files where one of them is another than when they were last collected.
    Several processes may ask at once: one collects, the others wait for it."""
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    with Path(f"{settings.STATIC_ROOT}.collected").open("a+") as kept:
        fcntl.flock(kept, fcntl.LOCK_EX)
        kept.seek(0)
        mark = _mark_of_sources()
        if kept.read() == mark and any(Path(settings.STATIC_ROOT).iterdir()):
            return False
        call_command("collectstatic", interactive=False, verbosity=0)
        kept.truncate(0)
        kept.write(mark)
        return True


def _mark_of_sources() -> str:
    """Every file that would be collected, with its size and when it was written, and this module."""
    mark = hashlib.sha256()
    files = [(storage.path(path), path) for f in get_finders() for path, storage in f.list([])]
    for place, path in sorted([*files, (__file__, "")]):
        known = os.stat(place)
        mark.update(f"{place} {path} {known.st_size} {known.st_mtime_ns}\n".encode())
    return mark.hexdigest()
