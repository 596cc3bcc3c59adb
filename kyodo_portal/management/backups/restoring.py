"""Putting a backup back: gone through whole before anything is touched."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder

from kyodo_portal.cities import city_file
from kyodo_portal.life import audit
from kyodo_portal.life.backups import RESTORED, BackupKind, BackupRun
from kyodo_portal.management.backups import databases
from kyodo_portal.management.backups.manifest import Manifest
from kyodo_portal.management.backups.refusals import Refused
from kyodo_portal.management.backups.sums import digest_of, files_in, read_sums
from kyodo_portal.management.backups.taking import PROFILE, UPLOADS
from kyodo_portal.management.backups.uploads import copy_private
from kyodo_portal.management.release import VERSION

WAITING = ".restoring"
"""Within the folder of uploads: where the files wait until the database is back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What putting back came to. `letters` waited in the backup and will not be sent; the `profile` of
    the backup is not the one that is read here; `migrated`: the backup was of an older release."""

    manifest: Manifest
    letters: int
    is_other_profile: bool
    is_migrated: bool


def examine(place: Path) -> Manifest:
    """Go through a backup and change nothing. Raises `Refused` where it is damaged, not whole, of
    another city, of another kind of database, or of a newer release."""
    place = place.expanduser().absolute()
    if not place.is_dir():
        raise Refused(f"{place} というフォルダーはありません。控えのフォルダーを指定してください。")
    read_sums(place)
    said = Manifest.read(place)
    said.refuse_unless_of_this_portal()
    return said


def restore(place: Path, *, replace: bool = False, verify: bool = False) -> Restored:
    """Put a backup back: the uploads beside those that are there, the database all or nothing, and
    with `replace` away with the uploads of before. Then the database is brought up to this release,
    every session is ended, and what was done is written down.

    `verify` compares every table and every upload with what the backup says of itself. Raises
    `Refused`; with the portal as it was, unless the sentence says otherwise.
    """
    said = examine(place)
    place, root = place.expanduser().absolute(), Path(settings.MEDIA_ROOT)
    if root.resolve() in place.resolve().parents:
        raise Refused(
            f"{place} は、アップロードされたファイルのフォルダー（MEDIA_ROOT）の中です。戻すと控えも消えて"
            "しまいます。なにも変えていません。控えを別の場所に移してから、もう一度試してください。"
        )
    if not replace:
        _refuse_unless_empty(root)
    waiting = root / WAITING
    shutil.rmtree(waiting, ignore_errors=True)
    kept = files_in(place / UPLOADS) if (place / UPLOADS).is_dir() else {}
    try:
        for name, path in kept.items():
            _copy(path, waiting / name)
        letters = databases.put_back(place)
        for name in kept:
            _move(waiting / name, root / name)
    finally:
        shutil.rmtree(waiting, ignore_errors=True)
    for name, path in files_in(root).items() if root.is_dir() else ():
        if name not in kept:
            path.unlink()
    try:
        if verify:
            _compare(said, read_sums(place), root)
        before = _migrations()
        call_command("migrate", interactive=False, verbosity=0)
    finally:
        _end_sessions()  # whatever became of it, nobody is signed in again as of then
    _write_down(place, said, letters)
    return Restored(
        manifest=said,
        letters=letters,
        is_other_profile=(place / PROFILE).read_bytes()
        != city_file(settings.KYODO_CITY).read_bytes(),
        is_migrated=_migrations() != before,
    )


def _migrations() -> set[tuple[str, str]]:
    return set(MigrationRecorder(connection).applied_migrations())


def _refuse_unless_empty(root: Path) -> None:
    if not databases.is_empty() or root.is_dir() and files_in(root):
        raise Refused(
            "ここのデータベースかファイルのフォルダーには、すでに記録があります。消してしまわないよう、"
            "なにも変えていません。いまの記録を控えてから、--replace を付けてもう一度試してください"
            "（いまの記録はすべて、控えのものに置きかわります）。"
        )


def _digest(path: Path) -> str:
    return digest_of(path) if path.is_file() else ""


def _copy(path: Path, to: Path) -> None:
    to.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with path.open("rb") as source:
        copy_private(source.fileno(), to)


def _move(path: Path, to: Path) -> None:
    to.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.replace(path, to)


def _compare(said: Manifest, sums: dict[str, str], root: Path) -> None:
    tables = databases.look().tables
    other = sorted(
        name
        for name in said.tables.keys() | tables.keys()
        if said.tables.get(name) != tables.get(name)
    )
    promised = {
        name.removeprefix(f"{UPLOADS}/"): digest
        for name, digest in sums.items()
        if name.startswith(f"{UPLOADS}/")
    }
    other += sorted(
        name
        for name in promised.keys() | files_in(root).keys()
        if promised.get(name) != _digest(root / name)
    )
    if other:
        raise Refused(
            f"戻しましたが、控えと{len(other)}か所がちがいます（{other[0]} など）。戻している間に、だれかが"
            "書きこんでいます。ポータルと outbox を止めてから、--replace を付けてもう一度戻してください。"
        )


@transaction.atomic
def _end_sessions() -> None:
    """Whoever was signed in when the backup was taken may have signed out since, or been closed."""
    UserSession.objects.all().delete()
    Session.objects.all().delete()


@transaction.atomic
def _write_down(place: Path, said: Manifest, letters: int) -> None:
    run = BackupRun.objects.create(
        kind=BackupKind.RESTORED, place=str(place)[:400], version=VERSION
    )
    data = {"made_at": said.made_at, "version": said.version, "letters": letters}
    audit.record(RESTORED, target=run, by=None, data=data)
