"""Looking into uploaded documents before anything is kept. Limits are read from headers before any
work is done on the content, so that a file made to fill the memory costs none.
"""

import io
import lzma
import zipfile
import zlib

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from kyodo_portal.cities import city

MEGABYTE = 1024 * 1024

MAX_MEMBERS = 2_000
MAX_UNPACKED = 200 * 1024 * 1024
MAX_RATIO = 200
"""Unpacked to packed size of one part above a megabyte; XML rarely passes 50."""

_BAD_ARCHIVE = (
    zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, lzma.LZMAError, OSError, ValueError,
    EOFError, RuntimeError,
)  # fmt: skip
"""What reading a damaged archive raises, depending on where the damage is and how it is packed."""


class UploadRefused(ValidationError):
    """A file that is not taken; the message says why and what to do, in plain Japanese."""


def max_bytes() -> int:
    """How large one file may be in this city."""
    return city().limits.file_megabytes * MEGABYTE


def check_size(size: int) -> None:
    """Refuse a file of more than the city takes."""
    most = city().limits.file_megabytes
    if size > max_bytes():
        raise UploadRefused(
            gettext(
                "ファイルが大きすぎます({size:.1f}MB)。{most}MBまでのファイルを選んでください。"
            ).format(size=size / MEGABYTE, most=most),
            code="too_large",
        )


def check_pdf(data: bytes) -> None:
    """Refuse what is no complete PDF."""
    if not data.startswith(b"%PDF-") or b"%%EOF" not in data[-2048:]:
        raise _mismatch("PDF")


OFFICE_PARTS = {
    "docx": "word/document.xml",
    "xlsx": "xl/workbook.xml",
    "pptx": "ppt/presentation.xml",
}


MACRO_KINDS = (b"macroenabled", b"vbaproject", b"macrosheet")
"""What the list of a document's parts calls those that hold macros, whatever they are named."""


def check_office(data: bytes, extension: str) -> None:
    """Refuse what is no Office document of its extension, holds macros, is locked by a password,
    or unpacks to more than a document would. Nothing is unpacked to find out."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise UploadRefused(
            gettext(
                "パスワード付き、または古い形式のファイルは受け取れません。"
                "パスワードを外し、{extension}形式で保存し直してください。"
            ).format(extension=extension),
            code="locked",
        )
    if not data.startswith(b"PK\x03\x04"):
        raise _mismatch(extension)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_members(archive.infolist(), len(data))
            names = {member.filename for member in archive.infolist()}
            if not {"[Content_Types].xml", OFFICE_PARTS[extension]} <= names:
                raise _mismatch(extension)
            with archive.open("[Content_Types].xml") as types:
                kinds = types.read(1024 * 1024).lower()
                if any(kind in kinds for kind in MACRO_KINDS):
                    raise _macros_refused()
    except _BAD_ARCHIVE:
        raise _mismatch(extension) from None


def _check_members(members: list[zipfile.ZipInfo], size: int) -> None:
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    swollen = any(
        member.file_size > 1024 * 1024
        and member.file_size > MAX_RATIO * max(member.compress_size, 1)
        for member in members
    )
    if len(members) > MAX_MEMBERS or unpacked > MAX_UNPACKED or packed > size or swollen:
        raise UploadRefused(
            gettext(
                "ファイルの中身が大きすぎて受け取れません。画像を減らすか、PDFにして選んでください。"
            ),
            code="bomb",
        )
    for member in members:
        name = member.filename.replace("\\", "/").lower()
        if name.endswith("vbaproject.bin") or name.startswith("xl/macrosheets/"):
            raise _macros_refused()
        if member.flag_bits & 0x1 or name.startswith("/") or ".." in name.split("/"):
            raise UploadRefused(
                gettext("このファイルは受け取れません。パスワードを外して保存し直してください。"),
                code="locked",
            )


def _macros_refused() -> UploadRefused:
    return UploadRefused(
        gettext("マクロが入ったファイルは受け取れません。マクロを外して保存し直してください。"),
        code="macros",
    )


def _mismatch(kind: str) -> UploadRefused:
    return UploadRefused(
        gettext(
            "ファイルの名前は{kind}ですが、中身がそうなっていないか、壊れています。"
            "手元で開けるかを確かめ、保存し直してから選んでください。"
        ).format(kind=kind),
        code="mismatch",
    )
