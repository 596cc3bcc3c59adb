"""Texts that could not be saved, as they lie here: seven days, for their writer alone.

A text comes here when a form arrives whose person is no longer signed in, or by itself while somebody
writes a form that is stored nowhere yet. It goes when its form is saved, when its writer throws it
away, and when its time is over.
"""

import uuid
from datetime import datetime, timedelta
from functools import partial
from pathlib import PurePosixPath
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.db import models, transaction
from django.db.models import Sum
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from kyodo_portal.words.languages import without_prefix
from kyodo_portal.words.text import clean
from kyodo_portal.writing.kept.marks import KEPT, Mark, found_at
from kyodo_portal.writing.typed import fields_of, has_answers, words_in

KEEPS = timedelta(days=7)
MOST = 30
"""Kept texts of one person; more are not taken, so that nobody fills the disk."""

LARGEST_FILE = 20 * 1024 * 1024
MOST_FILES = 3
MOST_BYTES = 200 * 1024 * 1024
"""Of all the files that lie here for one person: forms are many, and the disk is everybody's."""

LONGEST_EXCERPT = 80


class KeptTexts(models.QuerySet["KeptText"]):
    """Kept texts that can be asked for."""

    def visible_to(self, user: Any) -> "KeptTexts":
        """One's own, until their time is over."""
        return self.filter(person_id=user.pk, at__gt=timezone.now() - KEEPS)


class KeptText(models.Model):
    """What one form held when it could not be saved.

    `page` is where the form stood, `address` where it was sent; `fields` is everything it sent, by
    name; `left_out` are the names of the files that were too many or too large.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="書いた人",
        on_delete=models.CASCADE,
        related_name="kept_texts",
        editable=False,
    )
    mark = models.CharField("画面のしるし", max_length=64, unique=True, editable=False)
    page = models.CharField("画面", max_length=400, editable=False)
    address = models.CharField("送り先", max_length=400, editable=False)
    fields = models.JSONField("書いた内容", default=dict, editable=False)
    left_out = models.JSONField("預かれなかったファイル", default=list, editable=False)
    at = models.DateTimeField("預かった日時", default=timezone.now, editable=False, db_index=True)

    objects = KeptTexts.as_manager()

    class Meta:
        verbose_name = "預かっている文"
        verbose_name_plural = "預かっている文"
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.excerpt

    @property
    def words(self) -> str:
        """The words in it, one below the other."""
        return words_in(self.fields)

    @property
    def excerpt(self) -> str:
        """How it begins."""
        words = " ".join(self.words.split())
        return words if len(words) <= LONGEST_EXCERPT else f"{words[:LONGEST_EXCERPT]}…"

    @property
    def until(self) -> datetime:
        """When it goes by itself."""
        return self.at + KEEPS


def kept_path(instance: models.Model, filename: str) -> str:
    """Where a kept file lies: apart from the records' own, under a random name."""
    return f"kept/{timezone.now():%Y/%m}/{uuid.uuid4().hex}"


class KeptFile(models.Model):
    """A file that came with a kept text, as it was sent: not looked into, and handed out to nobody. It
    is sent along when the form is sent again, and looked into then."""

    text = models.ForeignKey(KeptText, on_delete=models.CASCADE, related_name="files")
    field = models.CharField("欄", max_length=100, editable=False)
    file = models.FileField("ファイル", upload_to=kept_path, max_length=100, editable=False)
    name = models.CharField("ファイル名", max_length=200, editable=False)
    content_type = models.CharField("種類", max_length=100, editable=False)
    size = models.PositiveIntegerField("大きさ（バイト）", editable=False)

    class Meta:
        verbose_name = "預かっているファイル"
        verbose_name_plural = "預かっているファイル"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name

    def as_upload(self) -> UploadedFile:
        """The file as it would arrive with a form."""
        with self.file.open("rb") as stored:
            return SimpleUploadedFile(self.name, stored.read(), self.content_type)


def keep(
    request: HttpRequest, mark: Mark, fields: dict[str, list[str]] | None = None
) -> KeptText | None:
    """Keep what was sent for the person of the mark; None where nothing was answered, where that
    person is gone, or has so much lying here already that no more is taken.

    The same form arriving again is the same text, newer. A form that was filled from a kept text
    (`kept`) goes on with that one. `fields` are those to keep, where it is not all that was sent.
    """
    fields = fields_of(request) if fields is None else fields
    uploads = [
        (name, upload)
        for name in request.FILES
        for upload in request.FILES.getlist(name)
        if isinstance(upload, UploadedFile)
    ]
    if not has_answers(fields) and not uploads:
        return None
    if not get_user_model()._default_manager.filter(pk=mark.person, is_active=True).exists():
        return None
    with transaction.atomic():
        theirs = KeptText.objects.filter(person_id=mark.person)
        text = theirs.filter(mark=mark.digest).first() or theirs.filter(pk=named(request)).first()
        if text is None and theirs.count() >= MOST:
            return None
        values = {
            "page": mark.page,
            "address": mark.address[:400],
            "fields": fields,
            "at": timezone.now(),
        }
        if text is None:
            text, _ = KeptText.objects.update_or_create(
                mark=mark.digest, defaults={"person_id": mark.person, **values}
            )
        else:
            KeptText.objects.filter(pk=text.pk).update(**values)
            text.refresh_from_db()
        if uploads:
            _keep_files(text, uploads)
    return text


def _keep_files(text: KeptText, uploads: list[tuple[str, UploadedFile]]) -> None:
    """The files of what was sent last, in place of those that lay here before."""
    text.files.all().delete()
    theirs = KeptFile.objects.filter(text__person=text.person_id)
    room = MOST_BYTES - (theirs.aggregate(sum=Sum("size"))["sum"] or 0)
    taken: list[tuple[str, UploadedFile]] = []
    for field, upload in uploads:
        size = upload.size or 0
        if len(taken) < MOST_FILES and size <= min(LARGEST_FILE, room):
            taken.append((field, upload))
            room -= size
    for field, upload in taken:
        upload.seek(0)
        KeptFile.objects.create(
            text=text,
            field=field[:100],
            file=upload,
            name=_shown_name(upload),
            content_type=(upload.content_type or "application/octet-stream")[:100],
            size=upload.size or 0,
        )
    refused = [upload for field, upload in uploads if (field, upload) not in taken]
    text.left_out = [_shown_name(upload) for upload in refused]
    text.save(update_fields=["left_out"])


def _shown_name(upload: UploadedFile) -> str:
    try:
        typed = clean(upload.name or "")
    except ValueError:
        typed = ""
    return PurePosixPath(typed.replace("\\", "/")).name[:200] or "ファイル"


def named(request: HttpRequest) -> int:
    """The key of the kept text that a form says it was filled from; 0 for none."""
    typed = request.POST.get(KEPT, "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 18 else 0


@receiver(post_delete, sender=KeptFile)
def _take_from_disk(instance: KeptFile, **_: Any) -> None:
    """A file goes with its row, however that goes, once it is certain that nothing names it."""
    transaction.on_commit(partial(default_storage.delete, instance.file.name))


def forget_kept(now: datetime) -> int:
    """Throw away what has lain here for seven days; how many they were. By the clock, once an hour."""
    _, counts = KeptText.objects.filter(at__lte=now - KEEPS).delete()
    return counts.get(KeptText._meta.label, 0)


def is_of_page(written: str, page: str) -> bool:
    """Whether what was written on one page belongs on the other, in whatever language. What stands in
    the query counts only where the address itself names no record."""
    here, there = (without_prefix(path) for path in (page, written))
    if here == there:
        return True
    if here.partition("?")[0] != there.partition("?")[0]:
        return False
    found = found_at(page)
    return found is not None and bool(found.kwargs)
