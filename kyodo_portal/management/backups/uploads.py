"""Copying what people handed in, while they go on handing in and throwing away."""

import hashlib
import os
from dataclasses import dataclass, field
from pathlib import Path

from kyodo_portal.management.backups.sums import PIECE, files_in

PASSING = (".writing/", ".restoring/")
"""Folders of what is being written or put back: no row names anything in them."""


@dataclass
class UploadsCopy:
    """The folder of uploads and its copy.

    It is copied once before the database's snapshot and once after: what was thrown away after the
    snapshot is there from the first time, what came before it at the latest from the second, and a
    file of which the first time saw only a half is copied again. So every row of the snapshot has its
    file.
    """

    source: Path
    target: Path
    digests: dict[str, str] = field(default_factory=dict)
    _seen: dict[str, tuple[int, int]] = field(default_factory=dict)

    def copy(self) -> None:
        """Copy what has come or changed since the last time. Raises OSError (the disk is full)."""
        self.target.mkdir(mode=0o700, exist_ok=True)
        for name, path in files_in(self.source).items():
            if name.startswith(PASSING):
                continue
            try:
                if path.is_file() and self._seen.get(name) != _state(path.stat()):
                    self._copy(name, path)
            except FileNotFoundError:  # thrown away meanwhile
                continue

    def _copy(self, name: str, path: Path) -> None:
        to = self.target / name
        for folder in reversed([each for each in to.parents if self.target in each.parents]):
            folder.mkdir(mode=0o700, exist_ok=True)
        with path.open("rb") as source:
            state = os.fstat(source.fileno())
            self.digests[name] = copy_private(source.fileno(), to)
        os.utime(to, ns=(state.st_atime_ns, state.st_mtime_ns))
        self._seen[name] = _state(state)

    @property
    def bytes(self) -> int:
        """How much it is."""
        return sum(size for size, _ in self._seen.values())


def copy_private(source: int, to: Path) -> str:
    """Copy an open file to a place only its owner may read, down to the disk; returns its sha256."""
    digest = hashlib.sha256()
    with open(os.open(to, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as target:
        while piece := os.read(source, PIECE):
            digest.update(piece)
            target.write(piece)
        target.flush()
        os.fsync(target.fileno())
    return digest.hexdigest()


def _state(stat: os.stat_result) -> tuple[int, int]:
    return stat.st_size, stat.st_mtime_ns
