"""The machine: its clock, its disk, and who may read what lies there."""

import datetime as dt
import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone

from kyodo_portal.life.audit import AuditEntry
from kyodo_portal.management.doctor.looking import Finding, look_at, note, wrong
from kyodo_portal.words.text import japanese_datetime

APART = dt.timedelta(seconds=30)
LEAST_FREE = 1_000_000_000
LEAST_SHARE = 0.05
LOOKED_THROUGH = 2_000
"""Files among the uploads that are looked at for their owner."""


def places() -> list[Path]:
    """Where the portal writes: uploads, and the database where it is a file."""
    database = [Path(connection.settings_dict["NAME"])] if connection.vendor == "sqlite" else []
    return [Path(settings.MEDIA_ROOT), *database]


@look_at("時計")
def clock_is_right() -> Iterator[Finding]:
    do = "この機械の時刻を、NTP（timedatectl set-ntp true など）で合わせてください。締切は時計で決まります。"
    now = timezone.now()
    last = AuditEntry.objects.order_by("-at").values_list("at", flat=True).first()
    if last is not None and last > now + APART:
        yield wrong(
            f"操作の記録に、いま（{japanese_datetime(now)}）より先の{japanese_datetime(last)}のものがあります。"
            "この機械の時計が遅れているか、前に進んでいました。",
            do,
        )
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            there = cursor.fetchone()[0]
        if abs(there - timezone.now()) > APART:
            yield wrong(
                f"データベースの時計（{japanese_datetime(there)}）と、この機械の時計がずれています。",
                do,
            )


@look_at("ディスク")
def disk_has_room() -> Iterator[Finding]:
    told: set[int] = set()
    for place in places():
        there = next(each for each in (place, *place.parents) if each.is_dir())
        usage, device = shutil.disk_usage(there), there.stat().st_dev
        if device not in told and usage.free < max(LEAST_FREE, LEAST_SHARE * usage.total):
            told.add(device)
            yield wrong(
                f"{there} のディスクの空きが {usage.free / 1e9:.1f} GB しかありません。",
                "古い控えや記録（ログ）を別の場所に移すか、ディスクを大きくしてください。",
            )


@look_at("ファイルの権限")
def files_are_private_and_ours() -> Iterator[Finding]:
    for place in places():
        yield from _of(place)
    root = Path(settings.MEDIA_ROOT)
    if root.is_dir() and (strange := _of_others(root)):
        yield wrong(
            f"{strange} など、ポータルを動かす利用者のものではないファイルがあります。消すことや置きかえることが"
            "できません。",
            f"管理者として chown -R を使い、{root} の持ち主をポータルの利用者にしてください。",
        )


def _of(place: Path) -> Iterator[Finding]:
    if not place.exists():
        return
    if not os.access(place, os.W_OK):
        yield wrong(
            f"{place} に書きこめません。",
            "持ち主を、ポータルを動かす利用者にしてください（chown）。",
        )
    if not settings.DEBUG and _is_open_to_all(place):
        yield note(
            f"{place} を、この機械のだれでも読めます。個人の情報が入っています。",
            f"chmod o-rwx {place} で、ほかの利用者から読めないようにしてください。",
        )


def _is_open_to_all(place: Path) -> bool:
    """A folder above that is closed keeps everybody away as well."""
    closed = (above for above in place.parents if not above.stat().st_mode & stat.S_IXOTH)
    return bool(place.stat().st_mode & stat.S_IROTH) and next(closed, None) is None


def _of_others(root: Path) -> Path | None:
    """One of the first files below it that belongs to somebody else; root may do everything."""
    me = os.geteuid()
    for number, path in enumerate(root.rglob("*")):
        if me and path.lstat().st_uid != me:
            return path
        if number >= LOOKED_THROUGH:
            break
    return None
