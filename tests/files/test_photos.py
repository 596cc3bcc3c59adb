"""Photos are seen as they were taken, however large, turned or coloured; and smaller on a phone."""

import io
import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageCms

from kyodo_portal.files.photos import (
    UploadRefused,
    _memory_of,
    small_photo,
    small_size,
)
from kyodo_portal.files.uploads import AttachmentField, PhotoField, check_attachment, check_photo
from tests.files.test_uploads import picture

pytestmark = pytest.mark.once

CASES = Path(__file__).parents[1] / "data" / "cases"


def kept(data: bytes, name: str = "photo.jpg") -> Image.Image:
    """The photo as it is kept."""
    photo = check_photo(SimpleUploadedFile(name, data))
    return Image.open(io.BytesIO(photo.read())).convert("RGB")


def colour(image: Image.Image, x: float, y: float) -> tuple[int, ...]:
    """The colour at a place between 0 and 1, in steps of 64: JPEG and WebP blur a little."""
    found = image.getpixel((int(x * (image.width - 1)), int(y * (image.height - 1))))
    assert isinstance(found, tuple)
    return tuple(round(part / 64) for part in found)


RED, GREEN, BLUE, WHITE, BLACK = (4, 0, 0), (0, 4, 0), (0, 0, 4), (4, 4, 4), (0, 0, 0)


def saved(image: Image.Image, kind: str, **saving: Any) -> bytes:
    target = io.BytesIO()
    image.save(target, kind, **saving)
    return target.getvalue()


def halves(mode: str, left: Any, right: Any) -> Image.Image:
    image = Image.new(mode, (200, 100), left)
    image.paste(right, (100, 0, 200, 100))
    return image


@pytest.mark.parametrize("kind", [{}, {"progressive": True}])
def test_fifty_megapixels_are_made_small_and_not_refused(kind: dict[str, bool]) -> None:
    large = Image.new("L", (8700, 5800), 255)
    large.paste(0, (4350, 0, 8700, 5800))
    image = kept(saved(large, "JPEG", quality=20, **kind))

    assert image.size == (1600, 1067)
    assert (colour(image, 0.2, 0.5), colour(image, 0.8, 0.5)) == (WHITE, BLACK)


def claimed(width: int, height: int, *, progressive: bool, layers: int = 3) -> bytes:
    """The header of a JPEG of this size, each colour as fine as the others."""
    frame = struct.pack(">BHHB", 8, height, width, layers)
    frame += b"".join(bytes([number + 1, 0x11, 0]) for number in range(layers))
    marker = b"\xff\xc2" if progressive else b"\xff\xc0"
    tables = b"\xff\xdb\x00\x43\x00" + bytes([1] * 64)
    return b"\xff\xd8" + tables + marker + struct.pack(">H", len(frame) + 2) + frame + b"\xff\xd9"


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
@pytest.mark.parametrize(
    ("width", "height", "progressive"),
    [(8700, 5800, True), (16000, 12000, False), (65000, 65000, False)],
)
def test_photo_that_would_fill_the_memory_is_refused_by_its_header(
    width: int, height: int, progressive: bool
) -> None:
    data = claimed(width, height, progressive=progressive)

    with pytest.raises(UploadRefused) as refused:
        check_photo(SimpleUploadedFile("a.jpg", data))
    assert refused.value.code == "too_many_pixels"


def test_memory_is_told_from_the_header() -> None:
    def told(data: bytes) -> int:
        with Image.open(io.BytesIO(data)) as image:
            return _memory_of(image)

    assert told(saved(Image.new("RGB", (60, 40)), "PNG")) == 60 * 40 * 3
    assert told(saved(Image.new("P", (60, 40)), "PNG")) == 60 * 40 * 5
    assert told(saved(Image.new("RGB", (60, 40)), "JPEG")) == 0
    assert told(saved(Image.new("RGB", (64, 48)), "JPEG", progressive=True)) == 64 * 48 * 3


def test_photo_of_a_telephone_stands_upright() -> None:
    with Image.open(CASES / "exif6.jpg") as raw:
        before = raw.size
    image = kept((CASES / "exif6.jpg").read_bytes())

    assert (before, image.size) == ((400, 200), (200, 400))


@pytest.mark.parametrize("name", ["cmyk.jpg", "iphone_mpo.jpg"])
def test_case_is_seen_as_other_programs_show_it(name: str) -> None:
    image = kept((CASES / name).read_bytes())
    with Image.open(CASES / name) as raw:
        shown = raw.convert("RGB")

    assert image.size == shown.size
    places = [(x / 4, y / 4) for x in (0, 1, 3, 4) for y in range(5)]
    assert [colour(image, *at) for at in places] == [colour(shown, *at) for at in places]


def test_half_a_photo_is_refused() -> None:
    with pytest.raises(UploadRefused) as refused:
        kept((CASES / "truncated.jpg").read_bytes())
    assert refused.value.code == "not_a_photo"


@pytest.mark.parametrize("name", ["photo.heic", "heic_named.jpg"])
@pytest.mark.parametrize("check", [check_photo, check_attachment])
def test_heic_is_named_with_what_to_do(name: str, check: Callable[[Any], Any]) -> None:
    upload = SimpleUploadedFile(name, (CASES / name).read_bytes())

    with pytest.raises(UploadRefused) as refused:
        check(upload)
    (told,) = refused.value.messages
    assert refused.value.code == "heic"
    assert "HEIC" in told
    assert "互換性優先" in told


def test_what_only_calls_itself_heic_is_of_the_wrong_kind() -> None:
    with pytest.raises(UploadRefused) as refused:
        check_attachment(SimpleUploadedFile("a.heic", b"MZ"))
    assert refused.value.code == "wrong_kind"


def test_profile_of_other_colours_is_passed_over() -> None:
    image = halves("RGB", (255, 0, 0), (0, 0, 255))
    for name in ("LAB", "XYZ"):
        odd = ImageCms.ImageCmsProfile(ImageCms.createProfile(name)).tobytes()
        shown = kept(saved(image, "PNG", icc_profile=odd))

        assert (colour(shown, 0.2, 0.5), colour(shown, 0.8, 0.5)) == (RED, BLUE)


def wide_gamut() -> bytes:
    """A profile whose green is that of sRGB and whose red and blue have changed places: the profile
    of the screen with two of its tags renamed."""
    data = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    count = struct.unpack(">I", data[128:132])[0]
    for number in range(count):
        at = 132 + 12 * number
        name = bytes(data[at : at + 4])
        data[at : at + 4] = {b"rXYZ": b"bXYZ", b"bXYZ": b"rXYZ"}.get(name, name)
    return bytes(data)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_profile_decides_what_the_numbers_mean(kind: str) -> None:
    image = halves("RGB", (255, 0, 0), (0, 255, 0))
    shown = kept(saved(image, kind, icc_profile=wide_gamut()))

    assert (colour(shown, 0.2, 0.5), colour(shown, 0.8, 0.5)) == (BLUE, GREEN)


def test_sixteen_bits_of_grey_keep_their_shades() -> None:
    shades = Image.new("I;16", (256, 16))
    shades.putdata([column * 256 for _ in range(16) for column in range(256)])
    image = kept(saved(shades, "PNG"), "grey.png")

    found: list[Any] = [image.getpixel((column, 8)) for column in (0, 64, 128, 192, 255)]
    assert all(
        abs(part - shade) <= 6
        for pixel, shade in zip(found, (0, 64, 128, 192, 255), strict=True)
        for part in pixel
    )


def test_what_is_see_through_stays_so() -> None:
    image = halves("RGBA", (255, 0, 0, 0), (0, 0, 255, 255))
    photo = check_photo(SimpleUploadedFile("a.png", saved(image, "PNG")))
    with Image.open(io.BytesIO(photo.read())) as rebuilt:
        corners: list[Any] = [rebuilt.getpixel((0, 0)), rebuilt.getpixel((199, 0))]

    assert [corner[3] for corner in corners] == [0, 255]


def test_phone_gets_a_smaller_photo_of_the_same_shape() -> None:
    photo = check_photo(SimpleUploadedFile("a.jpg", picture(size=(1600, 1000))))
    whole = photo.read()
    small = small_photo(whole, photo.sha256)

    with Image.open(io.BytesIO(small)) as image:
        assert (image.format, image.size) == ("WEBP", (800, 500))
    assert len(small) < len(whole)
    assert small_photo(b"not asked for again", photo.sha256) == small
    assert (small_size(1600, 1000), small_size(600, 1200)) == ((800, 500), (400, 800))
    assert small_size(800, 600) is None


def test_fields_ask_phones_for_what_they_can_turn_their_photos_into() -> None:
    types = "image/jpeg,image/png,image/webp"

    assert PhotoField().widget.attrs["accept"] == types
    assert AttachmentField().widget.attrs["accept"] == f".pdf,.docx,.xlsx,.pptx,{types}"


def test_bomb_of_a_colour_profile_costs_nothing() -> None:
    profile = zlib.compress(bytes(50_000_000))
    image = saved(Image.new("RGB", (60, 40)), "PNG")
    chunk = b"iCCP" + b"x\0\0" + profile
    whole = struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk))

    with pytest.raises(UploadRefused) as refused:
        kept(image[:33] + whole + image[33:])
    assert refused.value.code == "not_a_photo"
