"""Files people give to the portal: what is accepted, how it is kept, how it is handed out.

Photos are rebuilt from their pixels; documents are checked and kept as they are. A file lies under
a random name in a folder that no web server shows, and is handed out only by views that have asked
whether this person may have it.
"""

import hashlib
import io
import uuid
from pathlib import PurePosixPath
from typing import IO, Any, Self

from django import forms
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.files.base import ContentFile, File
from django.db import models
from django.http import FileResponse, Http404
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kyodo_portal.files import checks as checks
from kyodo_portal.files.checks import UploadRefused
from kyodo_portal.files.inside import Hidden, hidden_in
from kyodo_portal.files.photos import rebuild_photo, refuse_heic, small_photo
from kyodo_portal.words.calendar import JST
from kyodo_portal.words.languages import listed
from kyodo_portal.words.text import clean

__all__ = [
    "AskingFileInput",
    "AttachmentField",
    "CheckedFile",
    "PhotoField",
    "StoredFile",
    "UploadRefused",
    "check_attachment",
    "check_photo",
    "refusal_to_publish",
    "serve",
    "stored_path",
]

_OPEN_XML = "application/vnd.openxmlformats-officedocument"
CONTENT_TYPES = {
    "pdf": "application/pdf",
    "docx": f"{_OPEN_XML}.wordprocessingml.document",
    "xlsx": f"{_OPEN_XML}.spreadsheetml.sheet",
    "pptx": f"{_OPEN_XML}.presentationml.presentation",
    "webp": "image/webp",
}
"""What is kept, by extension. Photos of every accepted kind are kept as WebP."""

PHOTO_EXTENSIONS = ("jpg", "jpeg", "png", "webp")
DOCUMENT_EXTENSIONS = ("pdf", "docx", "xlsx", "pptx")
PHOTO_TYPES = ("image/jpeg", "image/png", "image/webp")
"""What a photo field asks for: a phone then hands over its HEIC photos as JPEG by itself."""

LONGEST_NAME = 150


class CheckedFile(ContentFile):
    """An upload that has been looked into and may be kept. `original_name` is for people only;
    `width` and `height` are set for photos, `hidden` is what a document holds unseen."""

    def __init__(
        self,
        content: bytes,
        *,
        original_name: str,
        extension: str,
        width: int | None = None,
        height: int | None = None,
        hidden: Hidden | None = None,
    ) -> None:
        super().__init__(content, name=f"file.{extension}")
        self.original_name = original_name
        self.content_type = CONTENT_TYPES[extension]
        self.sha256 = hashlib.sha256(content).hexdigest()
        self.width = width
        self.height = height
        self.hidden = hidden or Hidden()


def check_photo(upload: File) -> CheckedFile:
    """A photo rebuilt from its pixels. Raises `UploadRefused`."""
    photo = rebuild_photo(_read(upload))
    return CheckedFile(
        photo.content,
        original_name=_display_name(upload.name, "webp"),
        extension="webp",
        width=photo.width,
        height=photo.height,
    )


def check_attachment(upload: File) -> CheckedFile:
    """A document whose name and content agree, or a photo rebuilt. Raises `UploadRefused`."""
    extension = PurePosixPath(upload.name or "").suffix.lstrip(".").lower()
    if extension in PHOTO_EXTENSIONS:
        return check_photo(upload)
    if extension in ("heic", "heif"):
        refuse_heic(_read(upload))
    if extension not in CONTENT_TYPES:
        raise UploadRefused(
            gettext(
                "この種類のファイルは受け取れません。PDF・Word(docx)・Excel(xlsx)・"
                "PowerPoint(pptx)・写真(JPEG、PNG、WebP)のどれかにして選んでください。"
            ),
            code="wrong_kind",
        )
    data = _read(upload)
    if extension == "pdf":
        checks.check_pdf(data)
    else:
        checks.check_office(data, extension)
    return CheckedFile(
        data,
        original_name=_display_name(upload.name, extension),
        extension=extension,
        hidden=hidden_in(data, extension),
    )


def _read(upload: File) -> bytes:
    checks.check_size(upload.size)
    upload.seek(0)
    data = upload.read(checks.max_bytes() + 1)
    checks.check_size(len(data))
    return data


def _display_name(name: str | None, extension: str) -> str:
    """The name a person gave, safe to show and to download under, with the true extension."""
    try:
        typed = " ".join(clean(name or "").replace("\\", "/").split())
    except ValueError:
        typed = ""
    stem = PurePosixPath(typed).stem.strip(". ")[:LONGEST_NAME]
    return f"{stem or 'ファイル'}.{extension}"


def stored_path(instance: models.Model, filename: str) -> str:
    """Where a file is kept: year and month in Tokyo, a random name, and nothing a person typed."""
    extension = PurePosixPath(filename).suffix.lstrip(".").lower()
    ending = f".{extension}" if extension in CONTENT_TYPES else ""
    return f"{timezone.now().astimezone(JST):%Y/%m}/{uuid.uuid4().hex}{ending}"


class StoredFile(models.Model):
    """A kept file with its facts. Subclasses say what it belongs to and who may have it."""

    file = models.FileField("ファイル", upload_to=stored_path, max_length=100, editable=False)
    original_name = models.CharField("ファイル名", max_length=200, editable=False)
    content_type = models.CharField("種類", max_length=100, editable=False)
    size = models.PositiveIntegerField("大きさ(バイト)", editable=False)
    sha256 = models.CharField("内容の照合値", max_length=64, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="登録した人",
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
    )
    uploaded_at = models.DateTimeField("登録日時", default=timezone.now, editable=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.original_name

    @classmethod
    def from_checked(
        cls, checked: CheckedFile, *, by: AbstractBaseUser | None, **belongs_to: Any
    ) -> Self:
        """An unsaved record of a checked file; `belongs_to` are the subclass's own fields."""
        return cls(
            file=checked,
            original_name=checked.original_name,
            content_type=checked.content_type,
            size=checked.size,
            sha256=checked.sha256,
            uploaded_by_id=by.pk if by is not None else None,
            **belongs_to,
        )

    @property
    def is_photo(self) -> bool:
        """Whether it was rebuilt from pixels and may be shown within a page."""
        return self.content_type == CONTENT_TYPES["webp"]


class _CheckedFileField(forms.FileField):
    """A file field whose value is a `CheckedFile`, or the message why there is none."""

    accepted: tuple[str, ...] = ()
    """What the browser offers: extensions with their dot, and types."""

    default_error_messages = {
        "required": _("ファイルを選んでください。"),
        "invalid": _("ファイルを読み取れませんでした。もう一度選んでください。"),
        "missing": _("ファイルを読み取れませんでした。もう一度選んでください。"),
        "empty": _("選んだファイルは空です。別のファイルを選んでください。"),
    }

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        attrs = super().widget_attrs(widget)
        return {**attrs, "accept": ",".join(self.accepted)}

    def to_python(self, data: Any) -> CheckedFile | None:
        upload = super().to_python(data)
        if upload is None or isinstance(upload, CheckedFile):
            return upload
        return self.check(upload)

    def check(self, upload: File) -> CheckedFile:
        raise NotImplementedError


class PhotoField(_CheckedFileField):
    """A photo in JPEG, PNG or WebP, within the city's limit."""

    accepted = PHOTO_TYPES

    def check(self, upload: File) -> CheckedFile:
        return check_photo(upload)


class AskingFileInput(forms.ClearableFileInput):
    """A choice of a file that can ask whether a certain one is to be taken as it is: `asks_about` is
    the beginning of its digest. The answer comes with the file, which a browser never keeps: it is
    chosen again, and the answer holds for this one file and no other."""

    template_name = "ui/asking_file_input.html"
    asks_about = ""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        upload = super().value_from_datadict(data, files, name)
        if isinstance(upload, File):
            upload.as_it_is = data.get(f"{name}-as-it-is", "")  # type: ignore[attr-defined] # read by the field
        return upload

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return super().get_context(name, value, attrs) | {"asks_about": self.asks_about}


class AttachmentField(_CheckedFileField):
    """A document or photo that goes with something: PDF, Word, Excel, PowerPoint, photos.

    A document that holds something unseen is not taken at once: the person is told what it is, and may
    send it as it is. Where it `becomes_public` it is refused with it.
    """

    accepted = (*(f".{extension}" for extension in DOCUMENT_EXTENSIONS), *PHOTO_TYPES)
    widget = AskingFileInput

    def __init__(self, *args: Any, becomes_public: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.becomes_public = becomes_public

    def check(self, upload: File) -> CheckedFile:
        checked = check_attachment(upload)
        if checked.hidden and self.becomes_public:
            raise UploadRefused(
                refusal_to_publish(checked.original_name, checked.hidden), code="hidden"
            )
        key = checked.sha256[:16]
        if checked.hidden and getattr(upload, "as_it_is", "") != key:
            if isinstance(self.widget, AskingFileInput):
                self.widget.asks_about = key
            raise UploadRefused(_holds_unseen(checked), code="hidden")
        return checked


def _holds_unseen(checked: CheckedFile) -> str:
    return gettext(
        "「{name}」には、開いただけでは目に入らないものがあります：{found}。受け取った人は、読むことができます。"
        "いらないものは消して保存し直し、もう一度選んでください。"
        "このままでよければ、「このまま送る」に印を付けて、同じファイルをもう一度選んでください。"
    ).format(name=checked.original_name, found=listed(checked.hidden.said()))


def refusal_to_publish(name: str, hidden: Hidden) -> str:
    """Why a document that holds something unseen is not made public."""
    return gettext(
        "「{name}」には、開いただけでは目に入らないものがあります：{found}。"
        "このファイルは公開されるため、そのままでは受け取れません。消して保存し直し、もう一度選んでください。"
    ).format(name=name, found=listed(hidden.said()))


def serve(stored: StoredFile, *, inline: bool = False, small: bool = False) -> FileResponse:
    """Hand out a kept file, or a photo in its size for phones (`small`). The caller has asked first
    whether this person may have it.

    Everything is a download, save for rebuilt photos asked for `inline`. A file missing from the
    disk is a 404 that says so.
    """
    response = FileResponse(
        _for_a_phone(stored) if small and stored.is_photo else _opened(stored),
        as_attachment=not (inline and stored.is_photo),
        filename=stored.original_name,
        content_type=stored.content_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response


def _opened(stored: StoredFile) -> IO[bytes]:
    try:
        return stored.file.open("rb")
    except (OSError, ValueError):
        raise Http404(
            gettext("このファイルは、いま取り出せません。お手数ですが、窓口にお知らせください。")
        ) from None


def _for_a_phone(stored: StoredFile) -> IO[bytes]:
    """The photo made smaller; as it is where it cannot be read."""
    with _opened(stored) as kept:
        content = kept.read()
    try:
        return io.BytesIO(small_photo(content, stored.sha256))
    except OSError:
        return io.BytesIO(content)
