"""In which encoding a file of a city office is written: found by looking, never asked for."""

from kyodo_portal.files.tables.headings import Headings
from kyodo_portal.files.tables.refused import ImportRefused

UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
END_OF_FILE = "\x1a"
"""What DOS programs write behind the last line."""

UNKNOWN = (
    "文字コードを読み取れません。UTF-8（BOMの有無は問いません）か"
    "Shift_JIS（CP932）で保存し直してください。"
)


def text_of(data: bytes, headings: Headings) -> str:
    """The text of a file in UTF-8, UTF-16 with its mark, Shift_JIS, JIS or EUC-JP. Raises
    `ImportRefused`, with the line of the fault where most of the file is UTF-8."""
    return _decoded(data, headings).rstrip(END_OF_FILE)


def _decoded(data: bytes, headings: Headings) -> str:
    if data[:2] in UTF_16_MARKS:
        return _strictly(data, "utf-16")
    if b"\x1b$" in data:  # JIS is made of ASCII alone, so it would pass for UTF-8
        return _strictly(data, "iso2022_jp_ext")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        _refuse_torn(data, error.start)
    return _in_two_bytes(data, headings)


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise ImportRefused(UNKNOWN) from None


def _refuse_torn(data: bytes, at: int) -> None:
    """Refuse what is UTF-8 but for a few bytes: read in another encoding, all of it would be wrong."""
    text = data.decode("utf-8", errors="replace")
    foreign = sum(not letter.isascii() for letter in text)
    if text.count("\ufffd") * 10 < foreign:
        line = data.count(b"\n", 0, at) + 1
        raise ImportRefused(
            f"{line}行目に、UTF-8として読めない文字があります。"
            "その行を確かめて、UTF-8で保存し直してください。"
        )


def _in_two_bytes(data: bytes, headings: Headings) -> str:
    """Shift_JIS, or EUC-JP where only that shows headings that are known or can be read at all."""
    read = {}
    for encoding in ("cp932", "euc_jp"):
        try:
            read[encoding] = data.decode(encoding)
        except UnicodeDecodeError:
            continue
    if not read:
        raise ImportRefused(UNKNOWN)
    known = (text for text in read.values() if _is_known(text, headings))
    return next(known, next(iter(read.values())))


def _is_known(text: str, headings: Headings) -> bool:
    return any(label in text for label in headings.labels.values() if not label.isascii())
