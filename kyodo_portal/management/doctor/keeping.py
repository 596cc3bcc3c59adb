"""Whether what is lost could be brought back."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils import timezone

from kyodo_portal.files.uploads import StoredFile
from kyodo_portal.life.backups import BackupRun
from kyodo_portal.management.doctor.looking import Finding, look_at, wrong
from kyodo_portal.words.text import japanese_datetime

OLDEST = dt.timedelta(hours=26)
"""A backup every night may take a while."""


@look_at("控え")
def backup_is_recent() -> Iterator[Finding]:
    if settings.DEBUG:
        return
    last, do = (
        BackupRun.last_taken(),
        "manage.py backup を毎晩動かし（deploy/ の timer）、この機械の外にも写してください。",
    )
    if last is None:
        yield wrong("控えが、まだ一度も取られていません。", do)
    elif last.at < timezone.now() - OLDEST:
        yield wrong(f"最後の控えは{japanese_datetime(last.at)}で、古くなっています。", do)


@look_at("アップロードされたファイル")
def uploads_are_there() -> Iterator[Finding]:
    root, missing = Path(settings.MEDIA_ROOT), []
    for model in apps.get_models():
        if issubclass(model, StoredFile):
            missing += [name for name in _names(model) if not (root / name).is_file()]
    if missing:
        yield wrong(
            f"記録にあるファイルのうち{len(missing):,}個が、{root} にありません（{missing[0]} など）。",
            "MEDIA_ROOT が正しいかを確かめ、正しければ控えの uploads から写してください。",
        )


def _names(model: type[models.Model]) -> list[str]:
    return list(model._base_manager.values_list("file", flat=True).iterator())
