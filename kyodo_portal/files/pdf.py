"""Pages as PDF: WeasyPrint behind one door, with nothing but what it is handed.

WeasyPrint needs libraries and a Japanese font of the system. Where they are missing the portal
works without PDF: `why_not()` says what is missing, `kyodo_portal.checks` which packages bring it.
"""

import ctypes
import importlib
import importlib.util
import logging
import sys
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.core.cache import caches
from django.utils.translation import gettext
from PIL import ImageFile

from kyodo_portal.files.pdf_languages import mark_languages

logger = logging.getLogger(__name__)

LIBRARIES = {
    "libgobject-2.0.so.0": "libglib2.0-0",
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz.so.0": "libharfbuzz0b",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
    "libfontconfig.so.1": "libfontconfig1",
}
"""What WeasyPrint loads from the system, and the Debian package that has it."""

FONT_PACKAGE = "fonts-noto-cjk"
EMOJI_PACKAGE = "fonts-noto-color-emoji"

MOST_CHARACTERS = 400_000
"""Of HTML: some fifty pages, about ten seconds of work. A longer page is left to the browser."""

LONGEST_WAIT = 20.0
"""Seconds one waits for another page to be made: one at a time in a process, for its memory."""

_one_at_a_time = threading.Lock()


class PdfRefused(Exception):
    """No PDF can be made now; `reason` is a sentence for the person who asked."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Missing:
    """What the system lacks for PDF, and the Debian packages that bring it."""

    what: tuple[str, ...] = ()
    packages: tuple[str, ...] = ()


@cache
def missing() -> Missing:
    """What is not there: asked once, without loading WeasyPrint, which takes half a second."""
    if importlib.util.find_spec("weasyprint") is None:
        return Missing(("WeasyPrint",), ())
    if not sys.platform.startswith("linux"):
        return Missing()  # other names there; WeasyPrint itself finds out when it is loaded
    lacking = [name for name in LIBRARIES if not _loads(name)]
    packages = [LIBRARIES[name] for name in lacking]
    if "libfontconfig.so.1" not in lacking and not _knows_font(":lang=ja"):
        lacking.append("日本語フォント")
        packages.append(FONT_PACKAGE)
    return Missing(tuple(lacking), tuple(packages))


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


class _FontSet(ctypes.Structure):
    """The beginning of fontconfig's `FcFontSet`."""

    _fields_ = (("nfont", ctypes.c_int),)


def has_emoji_font() -> bool:
    """Whether a PDF can draw 🌸 and its like; without, boxes stand in their place. Where WeasyPrint
    cannot be asked this way, it is taken to have one."""
    return not sys.platform.startswith("linux") or _knows_font(":charset=1f338")


def _knows_font(pattern: str) -> bool:
    """Whether fontconfig, which WeasyPrint asks too, knows any font of this kind."""
    fontconfig = ctypes.CDLL("libfontconfig.so.1")
    for name in ("FcNameParse", "FcObjectSetCreate"):
        getattr(fontconfig, name).restype = ctypes.c_void_p
    fontconfig.FcFontList.restype = ctypes.POINTER(_FontSet)
    fontconfig.FcFontList.argtypes = [ctypes.c_void_p] * 3
    found = fontconfig.FcFontList(
        None, fontconfig.FcNameParse(pattern.encode()), fontconfig.FcObjectSetCreate()
    )
    return bool(found) and found.contents.nfont > 0


def why_not() -> str:
    """Why no PDF can be made on this machine, as a sentence; empty where one can."""
    if not missing().what:
        return ""
    return gettext("この市のサーバーには、PDFをつくる部品がまだそろっていません。")


@cache
def _weasyprint() -> Any:
    """WeasyPrint, loaded when the first PDF is asked for and not with every command."""
    try:
        return importlib.import_module("weasyprint")
    except (ImportError, OSError) as failure:
        logger.warning("WeasyPrint cannot be loaded: %s", failure)
        raise PdfRefused(gettext("PDFをつくる部品を読みこめませんでした。")) from failure
    finally:
        # Loading it tells Pillow to accept half a picture, everywhere in the process; the check
        # of uploads relies on Pillow refusing one.
        ImageFile.LOAD_TRUNCATED_IMAGES = False


Reader = Callable[[], tuple[bytes, str]]
"""Reads one picture: its content and its content type."""

NO_PICTURES: Mapping[str, Reader] = {}


def make_pdf(
    html: str,
    *,
    css: str,
    base_url: str,
    pictures: Mapping[str, Reader] = NO_PICTURES,
    is_kept: bool = True,
    longest: int | None = None,
    patience: float | None = None,
) -> bytes:
    """The page as a tagged PDF (PDF/UA-1). `css` names a static style sheet; `pictures` are the
    only things that may be fetched, by their whole address. What was made within the hour from the
    same words is handed out again, so that nobody keeps the portal busy by asking often; what holds
    people's names is not kept (`is_kept=False`). Where nobody waits for the answer, a page may be longer
    (`longest`, in characters) and wait longer for another (`patience`, in seconds). Raises `PdfRefused`."""
    if why_not():
        raise PdfRefused(why_not())
    if len(html) > (MOST_CHARACTERS if longest is None else longest):
        raise PdfRefused(gettext("とても長いため、PDFにできませんでした。"))
    key = sha256("\n".join((css, base_url, html)).encode()).hexdigest() if is_kept else ""
    if made := _kept(key):
        return made
    weasyprint = _weasyprint()
    if not _one_at_a_time.acquire(timeout=LONGEST_WAIT if patience is None else patience):
        raise PdfRefused(
            gettext("いま、ほかのPDFをつくっています。少し待って、もう一度お試しください。")
        )
    try:
        if made := _kept(key):  # whoever was waited for asked for the same
            return made
        fetcher = _fetcher(pictures)
        page = weasyprint.HTML(string=html, base_url=base_url, url_fetcher=fetcher)
        sheet = weasyprint.CSS(string=_read_static(css), url_fetcher=_fetcher({}))
        made = page.write_pdf(
            stylesheets=[sheet], pdf_variant="pdf/ua-1", dpi=200, finisher=mark_languages
        )
        if key and not fetcher.has_missed:
            caches["files"].set(key, made)
        return made
    finally:
        _one_at_a_time.release()


def _kept(key: str) -> bytes:
    """The PDF that was made before; nothing where there is none."""
    kept: bytes = caches["files"].get(key, b"") if key else b""
    return kept


def _read_static(name: str) -> str:
    """A style sheet of our own, from the folder it is written in."""
    path = finders.find(name)
    if path is None:
        raise FileNotFoundError(name)
    return Path(path).read_text(encoding="utf-8")


def _fetcher(pictures: Mapping[str, Reader]) -> Any:
    """WeasyPrint's way to the outside, closed: neither network nor disk, only these pictures.
    `has_missed` tells that one of them could not be read; WeasyPrint leaves it out and goes on."""
    urls = importlib.import_module("weasyprint.urls")

    class Closed(urls.URLFetcher):  # type: ignore[name-defined] # imported when a report is made
        has_missed = False

        def fetch(self, url: str, headers: Any = None) -> Any:
            if url not in pictures:
                raise ValueError(f"not to be fetched: {url}")
            try:
                content, content_type = pictures[url]()
            except OSError:
                self.has_missed = True
                raise
            return urls.URLFetcherResponse(url, content, {"Content-Type": content_type})

    return Closed(allowed_protocols=())
