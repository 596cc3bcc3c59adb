"""Looking into uploaded files before anything is kept: photos are rebuilt, documents are checked.

Only formats with a small, well-tried reader are decoded. Limits are read from headers before any
work is done on the content, so that a file made to fill the memory costs none.
"""

import io
import lzma
import struct
import zipfile
import zlib
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from PIL import Image

MAX_BYTES = 10 * 1024 * 1024
MAX_PIXELS = 40_000_000
LONGEST_EDGE = 1600
PHOTO_FORMATS = ("JPEG", "PNG", "WEBP")

MAX_MEMBERS = 2_000
MAX_UNPACKED = 200 * 1024 * 1024
MAX_RATIO = 200
"""Unpacked to packed size of one part above a megabyte; XML rarely passes 50."""

_ORIENTATION = 0x0112
_BAD_IMAGE = (
    OSError, ValueError, SyntaxError, TypeError, KeyError, IndexError, AttributeError, EOFError,
    OverflowError, MemoryError, RuntimeError, struct.error, zlib.error, Image.DecompressionBombError,
    Image.DecompressionBombWarning,
)  # fmt: skip
"""What Pillow raises for damaged files, depending on where the damage is."""

_BAD_ARCHIVE = (
    zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, lzma.LZMAError, OSError, ValueError,
    EOFError, RuntimeError,
)  # fmt: skip
"""What reading a damaged archive raises, depending on where the damage is and how it is packed."""


class UploadRefused(ValidationError):
    """A file that is not taken; the message says why and what to do, in plain Japanese."""


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo rebuilt from its pixels alone, as WebP."""

    content: bytes
    width: int
    height: int


def check_size(size: int) -> None:
    """Refuse a file of more than 10 MB."""
    if size > MAX_BYTES:
        raise UploadRefused(
            gettext(
                "ファイルが大きすぎます({size:.1f}MB)。10MBまでのファイルを選んでください。"
            ).format(size=size / 1024 / 1024),
            code="too_large",
        )


def rebuild_photo(data: bytes) -> Photo:
    """The picture drawn anew: turned upright, at most 1600 pixels on its longer edge.

    Place, camera, comments and everything else around the pixels is gone, because nothing but the
    pixels is carried over. Raises `UploadRefused`.
    """
    check_size(len(data))
    try:
        with Image.open(io.BytesIO(data), formats=PHOTO_FORMATS) as image:
            if image.width * image.height > MAX_PIXELS:
                raise UploadRefused(
                    gettext(
                        "写真の画素数が多すぎます(4000万画素まで)。小さくしてから選んでください。"
                    ),
                    code="too_many_pixels",
                )
            return _encoded(_upright(_shrunk(image), _orientation(image)))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise UploadRefused(
            gettext("写真の画素数が多すぎます(4000万画素まで)。小さくしてから選んでください。"),
            code="too_many_pixels",
        ) from None
    except UploadRefused:
        raise
    except _BAD_IMAGE:
        raise UploadRefused(
            gettext(
                "写真として読み取れませんでした。JPEG・PNG・WebPの写真を選び直してください。"
                "壊れていないか、手元で開いて確かめてください。"
            ),
            code="not_a_photo",
        ) from None


def _orientation(image: Image.Image) -> int:
    try:
        return int(image.getexif().get(_ORIENTATION, 1))
    except _BAD_IMAGE:
        return 1  # damaged EXIF is no reason to refuse a good picture


def _shrunk(image: Image.Image) -> Image.Image:
    image.draft("RGB", (LONGEST_EDGE, LONGEST_EDGE))  # JPEG: decode no more than is needed
    if image.mode.startswith("I"):  # 16 bits of grey
        image = image.point(lambda value: value / 256).convert("L")
    see_through = image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info
    mode = "RGBA" if see_through else "RGB"
    if image.mode != mode:
        image = image.convert(mode)
    image.thumbnail((LONGEST_EDGE, LONGEST_EDGE))
    return image


_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def _upright(image: Image.Image, orientation: int) -> Image.Image:
    turn = _TURNS.get(orientation)
    return image if turn is None else image.transpose(turn)


def _encoded(image: Image.Image) -> Photo:
    bare = Image.frombytes(image.mode, image.size, image.tobytes())
    target = io.BytesIO()
    bare.save(target, format="WEBP", quality=82)
    return Photo(target.getvalue(), *bare.size)


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
