"""Photos drawn anew from their pixels: upright, in the colours they were taken in, small enough for a
page, and smaller still for a phone.

Only formats with a small, well-tried reader are decoded. What reading will cost is told from the
header before any of it is done, so that a file made to fill the memory costs none.
"""

import io
import struct
import zlib
from dataclasses import dataclass

from django.core.cache import caches
from django.utils.translation import gettext
from PIL import Image, ImageCms

from kyodo_portal.files.checks import UploadRefused, check_size

MAX_PIXELS = 40_000_000
"""Of any kind of picture; of a JPEG more, because it is read no larger than it is needed."""

MAX_JPEG_PIXELS = 170_000_000
MAX_MEMORY = 200 * 1024 * 1024
"""Bytes that decoding may take where a picture has more than `MAX_PIXELS`."""

LONGEST_EDGE = 1600
SMALL_EDGE = 800
"""Of a photo for a phone, of which a page shows some 400 points of double density."""

PHOTO_FORMATS = ("JPEG", "PNG", "WEBP")
LARGEST_PROFILE = 4 * 1024 * 1024
"""Bytes of a colour profile that is read; those of printing presses have two megabytes."""

_ORIENTATION = 0x0112
_HEIC_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif")
_BAD_IMAGE = (
    OSError, ValueError, SyntaxError, TypeError, KeyError, IndexError, AttributeError, EOFError,
    OverflowError, MemoryError, RuntimeError, struct.error, zlib.error, Image.DecompressionBombError,
    Image.DecompressionBombWarning,
)  # fmt: skip
"""What Pillow raises for damaged files, depending on where the damage is."""


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo rebuilt from its pixels alone, as WebP."""

    content: bytes
    width: int
    height: int


def rebuild_photo(data: bytes) -> Photo:
    """The picture drawn anew: turned upright, in the colours of the screen (sRGB), at most 1600
    pixels on its longer edge.

    Place, camera, comments and everything else around the pixels is gone, because nothing but the
    pixels is carried over. Raises `UploadRefused`.
    """
    check_size(len(data))
    refuse_heic(data)
    try:
        with Image.open(io.BytesIO(data), formats=PHOTO_FORMATS) as image:
            _refuse_huge(image)
            orientation, profile = _orientation(image), image.info.get("icc_profile")
            return _encoded(_upright(_in_srgb(_shrunk(image), profile), orientation))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_many_pixels() from None
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


def refuse_heic(data: bytes) -> None:
    """Name the form in which iPhones keep photos, whatever the file is called, and what to do."""
    if data[4:8] == b"ftyp" and data[8:12] in _HEIC_BRANDS:
        raise UploadRefused(
            gettext(
                "この写真はHEIC（iPhoneなどの保存形式）のため、受け取れません。"
                "写真を開いて「JPEG」で書き出すか、スクリーンショットを撮って選び直してください。"
                "iPhoneでは、「設定」の「カメラ」の「フォーマット」で「互換性優先」を選ぶと、"
                "次からJPEGで撮れます。"
            ),
            code="heic",
        )


def _too_many_pixels() -> UploadRefused:
    return UploadRefused(
        gettext("写真の画素数が多すぎます。半分くらいの大きさに縮めてから選んでください。"),
        code="too_many_pixels",
    )


def _refuse_huge(image: Image.Image) -> None:
    pixels = image.width * image.height
    most = MAX_JPEG_PIXELS if _is_jpeg(image) else MAX_MEMORY
    if pixels > MAX_PIXELS and (pixels > most or _memory_of(image) > MAX_MEMORY):
        raise _too_many_pixels()


def _is_jpeg(image: Image.Image) -> bool:
    return image.format in ("JPEG", "MPO")


def _memory_of(image: Image.Image) -> int:
    """The bytes that decoding a picture takes, as its header tells."""
    pixels = image.width * image.height
    if not _is_jpeg(image):
        held = len(image.getbands()) * (2 if image.mode.startswith("I") else 1)
        is_converted = image.mode not in ("RGB", "RGBA", "L")
        is_held_twice = image.format == "WEBP"
        return pixels * (held + 4 * is_converted + 4 * is_held_twice)
    if not image.info.get("progressive") and not image.info.get("progression"):
        return 0  # a few lines at a time, at an eighth of the size
    layers = [(across, down) for _, across, down, _ in getattr(image, "layer", [])]
    whole = max((across for across, _ in layers), default=1) * max(
        (down for _, down in layers), default=1
    )
    return 2 * pixels * sum(across * down for across, down in layers) // whole


def _orientation(image: Image.Image) -> int:
    try:
        return int(image.getexif().get(_ORIENTATION, 1))
    except _BAD_IMAGE:
        return 1  # damaged EXIF is no reason to refuse a good picture


def _shrunk(image: Image.Image) -> Image.Image:
    """At most `LONGEST_EDGE`, still in the colours of the file; see-through where it was."""
    if max(image.size) > LONGEST_EDGE:  # JPEG: decode no more than is needed
        image.draft(image.mode, _within(image.size, LONGEST_EDGE))
    if image.mode.startswith("I"):  # 16 bits of grey
        image = image.convert("I").point(lambda value: value / 256).convert("L")
    see_through = image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info
    if image.mode in {"P", "PA", "1"} or (see_through and image.mode in {"RGB", "L"}):
        image = image.convert("RGBA" if see_through else "RGB")
    image.thumbnail((LONGEST_EDGE, LONGEST_EDGE))
    return image


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """The colours as a screen shows them: by the profile of the file where it has a usable one, else
    as they stand."""
    mode = "RGBA" if image.mode in {"RGBA", "LA"} else "RGB"
    if profile and len(profile) <= LARGEST_PROFILE and image.mode != "LA":
        try:
            taken = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            screen = ImageCms.createProfile("sRGB")
            turned = ImageCms.profileToProfile(image, taken, screen, outputMode=mode)
            if turned is not None:
                return turned
        except (ImageCms.PyCMSError, *_BAD_IMAGE):
            pass  # a profile for other colours, or a broken one: most programs pass over it too
    return image if image.mode == mode else image.convert(mode)


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


def small_size(width: int, height: int) -> tuple[int, int] | None:
    """The size of a kept photo for a phone; None where it is no larger itself."""
    return _within((width, height), SMALL_EDGE) if max(width, height) > SMALL_EDGE else None


def _within(size: tuple[int, int], edge: int) -> tuple[int, int]:
    """A larger size made so small that its longer edge is this long."""
    longest = max(size)
    return max(1, size[0] * edge // longest), max(1, size[1] * edge // longest)


def small_photo(kept: bytes, sha256: str) -> bytes:
    """A kept photo for a phone. Made when it is first asked for and kept in memory for a while, so
    that photos from before have one too and none lies about when its photo goes. Raises OSError
    where the photo cannot be read."""
    made: bytes | None = caches["photos"].get(sha256)
    if made is None:
        with Image.open(io.BytesIO(kept), formats=("WEBP",)) as image:
            size = small_size(*image.size)
            made = _encoded(image.resize(size, reducing_gap=2.0) if size else image).content
        caches["photos"].set(sha256, made)
    return made
