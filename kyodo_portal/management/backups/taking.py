"""Taking a backup: under a temporary name, until it is whole."""

import os
import shutil
import time
import uuid
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from kyodo_portal.cities import city, city_file
from kyodo_portal.life import audit
from kyodo_portal.life.backups import TAKEN, BackupKind, BackupRun
from kyodo_portal.management.backups import databases, manifest
from kyodo_portal.management.backups.manifest import Manifest
from kyodo_portal.management.backups.refusals import Refused
from kyodo_portal.management.backups.snapshots import Snapshot
from kyodo_portal.management.backups.sums import SUMS, write_private, write_sums
from kyodo_portal.management.backups.uploads import UploadsCopy
from kyodo_portal.management.release import VERSION

UPLOADS, PROFILE = "uploads", "city.toml"


@dataclass(frozen=True, slots=True)
class Taken:
    """A backup that is whole: where it lies, and what it says of itself."""

    place: Path
    manifest: Manifest


def take(place: Path, *, compress: bool = True) -> Taken:
    """Copy everything into a new folder of this name, and write down that it was done.

    Raises `Refused` where the folder holds something already or lies among the uploads, and where a
    program fails; OSError where the disk is full. Nothing of it stays then.
    """
    place = place.expanduser().absolute()
    _refuse_place(place)
    partial = place.with_name(f".{place.name}.{uuid.uuid4().hex[:8]}.partial")
    try:
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        partial.mkdir(mode=0o700)
        said = _fill(partial, compress=compress)
        _sync(partial)
        os.rename(partial, place)
        _sync(place.parent)
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise
    _write_down(place, said)
    return Taken(place, said)


def _refuse_place(place: Path) -> None:
    uploads = Path(settings.MEDIA_ROOT).resolve()
    if uploads in (place.resolve(), *place.resolve().parents):
        raise Refused(
            f"{place} は、アップロードされたファイルのフォルダー（MEDIA_ROOT）の中です。控えが控え自身を写して"
            "しまいます。別の場所を指定してください。"
        )
    if place.is_file() or place.is_dir() and any(place.iterdir()):
        raise Refused(
            f"{place} には、すでになにかがあります。前の控えを上書きしないよう、止めました。"
            "まだない名前を指定するか、--dated を付けてください（その中に日時の名前で作ります）。"
        )


def _fill(folder: Path, *, compress: bool) -> Manifest:
    uploads = UploadsCopy(Path(settings.MEDIA_ROOT), folder / UPLOADS)
    uploads.copy()
    made_at = timezone.now()
    snapshot = databases.take(folder, compress=compress)
    uploads.copy()
    write_private(folder / PROFILE, city_file(settings.KYODO_CITY).read_bytes())
    said = Manifest(
        format=manifest.FORMAT,
        made_at=made_at.isoformat(timespec="seconds"),
        version=VERSION,
        city=city().municipality_code,
        city_name=city().full_name,
        database=connection.vendor,
        database_version=snapshot.database_version,
        migrations=snapshot.migrations,
        tables=snapshot.tables,
        uploads=len(uploads.digests),
        upload_bytes=uploads.bytes,
        missing=_missing(snapshot, uploads),
    )
    said.write(folder)
    write_sums(folder)
    return said


def _missing(snapshot: Snapshot, uploads: UploadsCopy) -> list[str]:
    """Uploads that a row names and that are not there, or not with what the row promises."""
    copied = uploads.digests
    return sorted(
        name
        for name, digest in snapshot.uploads.items()
        if name not in copied or digest and copied[name] != digest
    )


def _sync(folder: Path) -> None:
    """The names in a folder are on the disk."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


@transaction.atomic
def _write_down(place: Path, said: Manifest) -> None:
    run = BackupRun.objects.create(kind=BackupKind.TAKEN, place=str(place)[:400], version=VERSION)
    audit.record(
        TAKEN, target=run, by=None, data={"files": said.uploads, "bytes": said.upload_bytes}
    )


def backups_in(folder: Path) -> list[Path]:
    """The whole backups that lie in a folder under a moment's name, the oldest first."""
    found = folder.glob("[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9]*")
    return sorted(path for path in found if (path / SUMS).is_file())


def dated(folder: Path) -> Path:
    """A place in this folder with the moment (Japan) as its name: 2026-11-30T0215."""
    now = timezone.localtime()
    place = folder / f"{now:%Y-%m-%dT%H%M}"
    return folder / f"{now:%Y-%m-%dT%H%M%S}" if place.exists() else place


def forget_older(folder: Path, keep: int) -> int:
    """Throw away all but the newest whole backups of a folder; how many these were."""
    for left in folder.glob(".*.partial"):  # of a backup that was killed
        if time.time() - left.stat().st_mtime > 24 * 60 * 60:
            shutil.rmtree(left, ignore_errors=True)
    old = backups_in(folder)[:-keep]
    for place in old:
        shutil.rmtree(place)
    return len(old)
