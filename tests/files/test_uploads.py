"""What is taken from people's files, what is left behind, and how files are handed out."""

import hashlib
import io
import re
import struct
import time
import zipfile
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from PIL import ExifTags, Image, PngImagePlugin

from kyodo_portal.files import checks
from kyodo_portal.files.uploads import (
    AttachmentField,
    CheckedFile,
    PhotoField,
    StoredFile,
    UploadRefused,
    check_attachment,
    check_photo,
    serve,
    stored_path,
)

pytestmark = pytest.mark.once

SECRET = b"NAISHO-35.8900-139.8400"


class Attachment(StoredFile):
    """A concrete kind of file for these tests; its table never exists."""

    class Meta:
        app_label = "upload_tests"
        managed = False


def picture(kind: str = "JPEG", size: tuple[int, int] = (60, 40), mode: str = "RGB", **saving):
    target = io.BytesIO()
    image = Image.new(mode, size)
    image.paste(Image.new(mode, (size[0] // 2, size[1]), 255 if len(mode) == 1 else None))
    image.save(target, kind, **saving)
    return target.getvalue()


def upload(name: str, data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def refusal(name: str, data: bytes, check=check_attachment) -> str:
    with pytest.raises(UploadRefused) as refused:
        check(upload(name, data))
    assert refused.value.message.endswith("。")
    return refused.value.code


def png_chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png_claiming(width: int, height: int) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(bytes(1000))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        [png_chunk(b"IHDR", header), png_chunk(b"IDAT", rows), png_chunk(b"IEND", b"")]
    )


def exif_with_place() -> bytes:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    exif[ExifTags.Base.ImageDescription] = SECRET.decode()
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSMapDatum] = SECRET.decode()
    return exif.tobytes()


def png_text() -> PngImagePlugin.PngInfo:
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", SECRET.decode())
    info.add_itxt("XML:com.adobe.xmp", SECRET.decode())
    return info


PLANTED = {
    "exif.jpg": picture(exif=exif_with_place()),
    "comment.jpg": picture(comment=SECRET),
    "profile.jpg": picture(icc_profile=SECRET * 20),
    "xmp.jpg": picture(xmp=SECRET),
    "after.jpg": picture() + SECRET,
    "text.png": picture("PNG", pnginfo=png_text()),
    "exif.png": picture("PNG", exif=exif_with_place()),
    "after.png": picture("PNG") + b"<script>" + SECRET,
    "exif.webp": picture("WEBP", exif=exif_with_place()),
    "xmp.webp": picture("WEBP", xmp=SECRET),
    "profile.webp": picture("WEBP", icc_profile=SECRET * 20),
}


@pytest.mark.parametrize("name", PLANTED)
def test_nothing_but_pixels_survives(name: str) -> None:
    assert SECRET in PLANTED[name] or SECRET.decode().encode("utf-16-le") in PLANTED[name]
    photo = check_photo(upload(name, PLANTED[name]))
    kept = photo.read()
    with Image.open(io.BytesIO(kept)) as image:
        assert (image.format, dict(image.getexif())) == ("WEBP", {})
        assert not {"comment", "xmp", "icc_profile", "exif"} & set(image.info)
    assert SECRET not in kept
    assert re.findall(rb"EXIF|XMP |ICCP", kept) == []


def test_photo_is_turned_upright() -> None:
    photo = check_photo(upload("tall.jpg", PLANTED["exif.jpg"]))
    assert (photo.width, photo.height) == (40, 60)


def test_photo_is_made_small() -> None:
    photo = check_photo(upload("wide.jpg", picture(size=(4000, 1000))))
    assert (photo.width, photo.height) == (1600, 400)
    assert photo.name == "file.webp"
    assert photo.original_name == "wide.webp"


@pytest.mark.parametrize(
    ("kind", "mode"),
    [("PNG", "P"), ("PNG", "L"), ("PNG", "1"), ("PNG", "LA"), ("PNG", "RGBA"), ("PNG", "I;16"),
     ("JPEG", "CMYK"), ("JPEG", "L"), ("WEBP", "RGBA")],
)  # fmt: skip
def test_every_kind_of_pixel_is_read(kind: str, mode: str) -> None:
    target = io.BytesIO()
    Image.new(mode, (60, 40)).save(target, kind)
    photo = check_photo(upload("photo.png", target.getvalue()))
    assert (photo.width, photo.height) == (60, 40)


EPS = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 60 40\n%%EndComments\n"
SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"


@pytest.mark.parametrize(
    "data",
    [
        EPS,
        SVG,
        b"<!DOCTYPE html><script>alert(1)</script>",
        picture("GIF"),
        picture("TIFF"),
        picture("BMP"),
        picture("PPM"),
        picture()[:200],
        picture("PNG")[:60],
        picture("WEBP")[:60],
        b"\xff\xd8\xff\xe0",
        b"\x89PNG\r\n\x1a\n",
        png_claiming(100, 100),
        png_claiming(0, 0),
    ],
    ids=["eps", "svg", "html", "gif", "tiff", "bmp", "ppm", "half-jpeg", "half-png", "half-webp",
         "jpeg-head", "png-head", "png-lies", "png-empty"],
)  # fmt: skip
def test_what_is_no_photo_is_refused(data: bytes) -> None:
    assert refusal("photo.jpg", data, check_photo) == "not_a_photo"
    assert refusal("photo.jpg", data) == "not_a_photo"


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
@pytest.mark.parametrize("size", [(9000, 9000), (13300, 13300), (60000, 60000)])
def test_pixel_bomb_is_refused_before_it_is_decoded(size: tuple[int, int]) -> None:
    started = time.perf_counter()
    assert refusal("bomb.png", png_claiming(*size), check_photo) == "too_many_pixels"
    assert time.perf_counter() - started < 1


def test_text_bomb_within_a_photo_is_refused() -> None:
    bomb = png_chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(100_000_000)))
    whole = picture("PNG")
    assert refusal("bomb.png", whole[:33] + bomb + whole[33:], check_photo) == "not_a_photo"


def test_large_file_is_refused() -> None:
    assert refusal("large.pdf", b"%PDF-" + bytes(10 * 1024 * 1024)) == "too_large"
    assert refusal("large.jpg", picture() + bytes(10 * 1024 * 1024)) == "too_large"


PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
TYPES = b'<?xml version="1.0"?><Types/>'


def office(extension: str = "docx", extra: dict[str, bytes] | None = None, types: bytes = TYPES):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", types)
        archive.writestr(checks.OFFICE_PARTS[extension], b"<xml/>")
        for name, content in (extra or {}).items():
            archive.writestr(name, content)
    return target.getvalue()


def locked(data: bytes) -> bytes:
    """The same archive with every member marked as encrypted in the central directory."""
    return re.sub(rb"(PK\x01\x02.{4}).", lambda m: m[1] + b"\x01", data, flags=re.DOTALL)


def torn(data: bytes) -> bytes:
    """The same archive, its first member's packed bytes no longer what a packer writes."""
    start = 30 + len("[Content_Types].xml")
    return data[:start] + b"\xff" * 6 + data[start + 6 :]


@pytest.mark.parametrize(
    ("name", "data", "kept_as"),
    [
        ("計画書.pdf", PDF, "application/pdf"),
        ("計画書.PDF", PDF, "application/pdf"),
        ("規約.docx", office("docx"), "wordprocessingml.document"),
        ("予算.xlsx", office("xlsx"), "spreadsheetml.sheet"),
        ("発表.pptx", office("pptx"), "presentationml.presentation"),
        ("写真.JPG", picture(), "image/webp"),
        ("写真.png", picture("PNG"), "image/webp"),
    ],
)
def test_document_is_taken(name: str, data: bytes, kept_as: str) -> None:
    checked = check_attachment(upload(name, data))
    assert checked.content_type.endswith(kept_as)
    content = checked.read()
    assert checked.sha256 == hashlib.sha256(content).hexdigest()
    assert checked.size == len(content)
    assert (content == data) is (kept_as != "image/webp")


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.exe", b"MZ", "wrong_kind"),
        ("a.html", b"<script>", "wrong_kind"),
        ("a.svg", SVG, "wrong_kind"),
        ("a.docm", office(), "wrong_kind"),
        ("a.pdf.exe", PDF, "wrong_kind"),
        ("pdf", PDF, "wrong_kind"),
        ("a.pdf", b"<html>" + PDF, "mismatch"),
        ("a.pdf", PDF[:20], "mismatch"),
        ("a.pdf", office(), "mismatch"),
        ("a.docx", PDF, "mismatch"),
        ("a.docx", office("xlsx"), "mismatch"),
        ("a.docx", PDF + office(), "mismatch"),
        ("a.docx", office()[:100], "mismatch"),
        ("a.docx", torn(office()), "mismatch"),
        ("a.docx", b"PK\x03\x04" + bytes(100), "mismatch"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "locked"),
        ("a.docx", locked(office()), "locked"),
        ("a.docx", office(extra={"../../etc/passwd": b"x"}), "locked"),
        ("a.docx", office(extra={"word/vbaProject.bin": b"x"}), "macros"),
        ("a.xlsx", office("xlsx", extra={"XL\\VBAPROJECT.BIN": b"x"}), "macros"),
        ("a.docx", office(types=b"<Types>application/vnd.ms-word.document.macroEnabled"), "macros"),
        ("a.xlsx", office("xlsx", extra={"xl/big.xml": bytes(20_000_000)}), "bomb"),
        ("a.docx", office(extra={f"p{n}": b"" for n in range(2001)}), "bomb"),
    ],
)
def test_document_is_refused(name: str, data: bytes, code: str) -> None:
    assert refusal(name, data) == code


def test_archive_whose_parts_overlap_is_refused() -> None:
    """Many directory entries that share one body: small to send, endless to unpack."""
    body = office(extra={"word/media.xml": bytes(range(256)) * 2000})
    start = body.index(b"PK\x01\x02")
    end = body.rindex(b"PK\x05\x06")
    directory = body[start:end]
    entry = directory[directory.rindex(b"PK\x01\x02") :]
    many = directory + entry * 500
    count = 3 + 500
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, len(many), start, 0)
    assert refusal("a.docx", body[:start] + many + tail) == "bomb"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("計画書.pdf", "計画書.pdf"),
        ("..pdf", "ファイル.pdf"),
        ("計画\u202efdp.pdf", "計画fdp.pdf"),
        ("名" * 150 + ".pdf", "名" * 150 + ".pdf"),
        ("a\r\nSet-Cookie: x.pdf", "a Set-Cookie: x.pdf"),
    ],
)
def test_original_name_is_safe_to_show(typed: str, shown: str) -> None:
    document = upload("x.pdf", PDF)
    document._name = typed  # what a browser can send without Django's own trimming
    assert check_attachment(document).original_name == shown


def test_stored_path_has_nothing_a_person_typed() -> None:
    path = stored_path(Attachment(), "秘密の計画.pdf")
    assert re.fullmatch(r"\d{4}/\d{2}/[0-9a-f]{32}\.pdf", path)
    assert re.fullmatch(r"\d{4}/\d{2}/[0-9a-f]{32}", stored_path(Attachment(), "a.html"))
    assert stored_path(Attachment(), "a.pdf") != stored_path(Attachment(), "a.pdf")


def test_fields_give_checked_files_or_plain_messages() -> None:
    photo = PhotoField().clean(upload("写真.jpg", picture()))
    assert isinstance(photo, CheckedFile)
    assert AttachmentField(required=False).clean(None) is None
    assert "accept" in PhotoField().widget.attrs
    with pytest.raises(UploadRefused):
        PhotoField().clean(upload("計画.pdf", PDF))
    with pytest.raises(UploadRefused):
        AttachmentField().clean(upload("a.exe", b"MZ"))


def stored(name: str, data: bytes) -> Attachment:
    record = Attachment.from_checked(check_attachment(upload(name, data)), by=None)
    record.file.save(record.file.name, record.file.file, save=False)
    return record


@pytest.mark.django_db  # the end of a response looks after the database's connections
def test_document_is_always_a_download() -> None:
    response = serve(stored("計画書.pdf", PDF), inline=True)
    headers = {name: response[name] for name in response.headers}
    assert b"".join(response.streaming_content) == PDF
    response.close()
    assert headers == {
        "Content-Type": "application/pdf",
        "Content-Length": str(len(PDF)),
        "Content-Disposition": "attachment; filename*=utf-8''%E8%A8%88%E7%94%BB%E6%9B%B8.pdf",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cache-Control": "private, no-store",
    }


@pytest.mark.django_db
@pytest.mark.parametrize(("inline", "disposition"), [(True, "inline"), (False, "attachment")])
def test_photo_is_shown_only_where_asked(inline: bool, disposition: str) -> None:
    response = serve(stored("photo.jpg", picture()), inline=inline)
    response.close()
    assert response["Content-Type"] == "image/webp"
    assert response["Content-Disposition"] == f'{disposition}; filename="photo.webp"'


def test_file_missing_from_the_disk_is_a_404() -> None:
    record = stored("計画書.pdf", PDF)
    record.file.storage.delete(record.file.name)
    with pytest.raises(Http404, match="いま取り出せません"):
        serve(record)
    with pytest.raises(Http404):
        serve(Attachment())
