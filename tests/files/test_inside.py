"""What a document holds unseen is found, said before it is sent, and refused where it becomes public."""

import io
import zipfile
import zlib
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kyodo_portal.files import checks, inside
from kyodo_portal.files.inside import hidden_in
from kyodo_portal.files.uploads import AttachmentField, UploadRefused, check_attachment

pytestmark = pytest.mark.once

REL = (
    '<Relationships xmlns="r"><Relationship Id="1" Type="http://x/{kind}" Target="{to}"{mode}/>'
    "</Relationships>"
)
EXTERNAL = ' TargetMode="External"'


def office(extension: str, main: str = "<a/>", **parts: str) -> bytes:
    """A document of these parts; `__` in their names is a slash, `_x` the dot of .xml."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(checks.OFFICE_PARTS[extension], main)
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return target.getvalue()


def pdf(*objects: bytes) -> bytes:
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (n, each) for n, each in enumerate(objects, 1))
    return b"%PDF-1.7\n" + body + b"trailer\n<<>>\n%%EOF\n"


def packed(content: bytes, how: bytes = b"/FlateDecode", *, pack: bool = True) -> bytes:
    """Objects that are packed together, as most programs write them."""
    body = zlib.compress(content) if pack else content
    return b"<</Type /ObjStm /N 1 /First 4 /Filter %s /Length %d>>\nstream\n%s\nendstream" % (
        how,
        len(body),
        body,
    )


SHEETS = (
    '<w:workbook xmlns:w="s"><w:sheets><w:sheet name="見積"/><w:sheet name="原価" state="veryHidden"/>'
    '<w:sheet name="控え" state="hidden"/></w:sheets></w:workbook>'
)
CHANGED = '<w:document xmlns:w="w"><w:ins/><w:p><w:del/><w:t>本文</w:t></w:p></w:document>'
COMMENTS = '<c:comments xmlns:c="c"><c:comment/><c:comment/></c:comments>'
UTF16 = '<?xml version="1.0" encoding="UTF-16"?><w:d xmlns:w="w"><w:ins/></w:d>'

#: A document, and what is said of it.
CORPUS: dict[str, tuple[str, bytes, list[str]]] = {
    "plain sheet": ("xlsx", office("xlsx", "<workbook><sheet name='見積'/></workbook>"), []),
    "plain text": ("docx", office("docx", "<document><inside/><delta/></document>"), []),
    "plain slides": ("pptx", office("pptx"), []),
    "plain pdf": ("pdf", pdf(b"<</Type /Catalog>>"), []),
    "hidden sheets": (
        "xlsx",
        office("xlsx", SHEETS),
        ["表示されないシート「原価」「控え」"],
    ),
    "hidden slide": (
        "pptx",
        office("pptx", **{"ppt__slides__slide2.xml": '<p:sld xmlns:p="p" show="0"/>'}),
        ["表示されないスライド1枚"],
    ),
    "tracked changes": ("docx", office("docx", CHANGED), ["変更の履歴2か所"]),
    "changes in a header": (
        "docx",
        office("docx", **{"word__header1.xml": CHANGED}),
        ["変更の履歴2か所"],
    ),
    "another alphabet": ("docx", office("docx", UTF16.encode("utf-16")), ["変更の履歴1か所"]),
    "comments": ("docx", office("docx", **{"word__comments.xml": COMMENTS}), ["コメント2件"]),
    "comments of cells": (
        "xlsx",
        office(
            "xlsx",
            **{
                "xl__comments1.xml": COMMENTS,
                "xl__threadedComments__threadedComment1.xml": COMMENTS.replace(
                    "comment", "threadedComment"
                ),
            },
        ),
        ["コメント2件"],
    ),
    "comments on slides": (
        "pptx",
        office("pptx", **{"ppt__comments__comment1.xml": "<cmLst><cm/></cmLst>"}),
        ["コメント1件"],
    ),
    "embedded": (
        "docx",
        office(
            "docx", **{"word__embeddings__oleObject1.bin": "x", "word__embeddings__a.xlsx": "x"}
        ),
        ["中に埋め込まれたファイル2個"],
    ),
    "template": (
        "docx",
        office(
            "docx",
            **{
                "word___rels__settings.xml.rels": REL.format(
                    kind="attachedTemplate", to="http://x/a.dotm", mode=EXTERNAL
                )
            },
        ),
        ["ほかのファイルやひな形へのつながり"],
    ),
    "link in the text": (
        "docx",
        office(
            "docx",
            **{
                "word___rels__document.xml.rels": REL.format(
                    kind="hyperlink", to="http://x/", mode=EXTERNAL
                )
            },
        ),
        [],
    ),
    "picture of its own": (
        "docx",
        office(
            "docx",
            **{"word___rels__document.xml.rels": REL.format(kind="image", to="a.png", mode="")},
        ),
        [],
    ),
    "other workbook": (
        "xlsx",
        office("xlsx", **{"xl__externalLinks__externalLink1.xml": "<a/>"}),
        ["ほかのファイルやひな形へのつながり"],
    ),
    "entities": (
        "docx",
        office("docx", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
        ["暗号などで中を確かめられない部分"],
    ),
    "torn part": ("docx", office("docx", "<a>"), ["暗号などで中を確かめられない部分"]),
    "script": (
        "pdf",
        pdf(b"<</S /JavaScript /JS (app.alert(1))>>"),
        ["自動で動く命令（スクリプト）"],
    ),
    "script by another name": (
        "pdf",
        pdf(b"<</S /J#61vaScript>>"),
        ["自動で動く命令（スクリプト）"],
    ),
    "packed script": ("pdf", pdf(packed(b"<</S /JavaScript>>")), ["自動で動く命令（スクリプト）"]),
    "launch": (
        "pdf",
        pdf(b"<</S /Launch /F (cmd.exe)>>"),
        ["ほかのプログラムやファイルを開く命令"],
    ),
    "file in a file": (
        "pdf",
        pdf(b"<</Type /EmbeddedFile>>\nstream\nx\nendstream"),
        ["中に埋め込まれたファイル1個"],
    ),
    "note": ("pdf", pdf(b"<</Type /Annot /Subtype /Text /Contents (a)>>"), ["コメント1件"]),
    "locked": (
        "pdf",
        pdf(b"<<>>") + b"trailer <</Encrypt 9 0 R>>\n%%EOF",
        ["暗号などで中を確かめられない部分"],
    ),
    "packed otherwise": (
        "pdf",
        pdf(packed(b"<<>>", b"[/ASCIIHexDecode /FlateDecode]")),
        ["暗号などで中を確かめられない部分"],
    ),
    "torn pack": (
        "pdf",
        pdf(packed(b"\xff" * 9, pack=False)),
        ["暗号などで中を確かめられない部分"],
    ),
    "letters in a picture": (
        "pdf",
        pdf(b"<</Type /XObject /Subtype /Image>>\nstream\n/JS /Launch\nendstream"),
        [],
    ),
    "letters in a word": ("pdf", pdf(b"<</Subtype /TextBox /JSX 1 /Launcher 2>>"), []),
}


@pytest.mark.parametrize("what", CORPUS)
def test_hidden_things_are_found(what: str) -> None:
    extension, data, said = CORPUS[what]

    checked = check_attachment(SimpleUploadedFile(f"書類.{extension}", data))

    assert checked.hidden.said() == said
    assert bool(checked.hidden) == bool(said)


MACROS = {
    "old macro sheet": {"xl__macrosheets__sheet1.xml": "<a/>"},
    "macros by another name": {"[Content_Types].xml": "application/vnd.ms-office.vbaProject"},
}


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("what", MACROS)
def test_macros_are_refused_however_they_are_called(what: str) -> None:
    with pytest.raises(UploadRefused) as refused:
        check_attachment(SimpleUploadedFile("a.xlsx", office("xlsx", **MACROS[what])))

    assert refused.value.code == "macros"


def test_endless_document_is_looked_at_for_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inside, "MOST_ELEMENTS", 1_000)
    endless = "<a>" + "<b/>" * 1_000 + "</a>"

    assert hidden_in(office("docx", endless), "docx").sealed


def test_endless_pack_is_looked_at_for_a_while() -> None:
    assert hidden_in(pdf(packed(bytes(60_000_000))), "pdf").sealed


def test_pdf_of_beginnings_takes_no_time() -> None:
    assert not hidden_in(b"%PDF-1.7\n" + b"stream\n" * 400_000 + b"%%EOF", "pdf")


def sent(data: bytes, *, as_it_is: str = "", **options: Any) -> AttachmentField:
    """A field into which this file was chosen, with an answer to whether it goes as it is; raises what
    the field says."""
    field = AttachmentField(**options)
    upload = SimpleUploadedFile("見積.xlsx", data)
    chosen = field.widget.value_from_datadict({"f-as-it-is": as_it_is}, {"f": upload}, "f")
    field.clean(chosen)
    return field


def test_sender_is_told_and_may_send_it_as_it_is() -> None:
    data = CORPUS["hidden sheets"][1]
    key = check_attachment(SimpleUploadedFile("a.xlsx", data)).sha256[:16]
    other = office("xlsx", SHEETS + " ")

    with pytest.raises(UploadRefused, match="「見積.xlsx」.*「原価」「控え」.*このまま送る"):
        sent(data)
    with pytest.raises(UploadRefused):
        sent(other, as_it_is=key)
    assert sent(data, as_it_is=key).widget.asks_about == ""


def test_file_is_asked_about_beside_its_field() -> None:
    field = AttachmentField()
    upload = SimpleUploadedFile("見積.xlsx", CORPUS["comments"][1])
    upload.name = "見積.docx"
    with pytest.raises(UploadRefused):
        field.clean(field.widget.value_from_datadict({}, {"f": upload}, "f"))

    key = check_attachment(upload).sha256[:16]
    shown = field.widget.render("f", None, {"id": "id_f"})

    assert f'<input type="checkbox" name="f-as-it-is" value="{key}" id="id_f-as-it-is">' in shown
    assert "as-it-is" not in AttachmentField().widget.render("f", None, {"id": "id_f"})


def test_hidden_things_never_become_public() -> None:
    data = CORPUS["hidden sheets"][1]
    key = check_attachment(SimpleUploadedFile("a.xlsx", data)).sha256[:16]

    with pytest.raises(UploadRefused, match="公開されるため"):
        sent(data, as_it_is=key, becomes_public=True)
    assert sent(office("xlsx"), becomes_public=True).becomes_public
