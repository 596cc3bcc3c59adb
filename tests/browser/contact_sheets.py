"""Contact sheets of every kind of page, to be looked at: `make pictures`.

The pages of the demonstration city at 375 and 1280 pixels, and at 375 in dark colours, some beside each
other on a sheet, with their names above; into `var/sheets/`. What the demonstration has no record for is told.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, ImageFont
from playwright.sync_api import Browser, Error, sync_playwright

from tests.chromium import CHROMIUM, WITH_PLAYWRIGHT
from tests.demonstration_city import ROOT, DemonstrationCity, demonstration_city, page_kinds

SHEETS = ROOT / "var" / "sheets"
FONT = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")
GROUND, INK = "#777", "#fff"
TALLEST, GAP, HEAD = 4_000, 16, 28
"""Pixels of a sheet: what of a page is shown, between two pages, and for its name."""


@dataclass(frozen=True)
class Look:
    """A width in which pages are taken, how wide they are drawn, and how many stand on a sheet."""

    name: str
    width: int
    drawn: int
    columns: int
    scheme: str = "light"


LOOKS = (
    Look("375", 375, 375, 5),
    Look("1280", 1280, 640, 3),
    Look("375-dark", 375, 375, 5, "dark"),
)


def taken(
    browser: Browser, city: DemonstrationCity, kinds: Iterable[tuple[Any, str]], look: Look
) -> Iterator[tuple[str, Image.Image]]:
    """Each of these pages in this look, by its name."""
    for kind, path in kinds:
        context = browser.new_context(
            viewport={"width": look.width, "height": 900},
            locale="ja-JP",
            timezone_id="Asia/Tokyo",
            color_scheme="dark" if look.scheme == "dark" else "light",
        )
        if kind.who != "anonymous":
            session = {"name": "sessionid", "value": city.sessions[kind.who], "url": city.base}
            context.add_cookies([session])
        page: Any = context.new_page()
        page.goto(city.base + path)
        if kind.act:
            with suppress(Error):  # the demonstration has other records: the page as it is will do
                kind.act(page)
        page.evaluate("document.querySelectorAll('img').forEach((i) => { i.loading = 'eager'; })")
        page.wait_for_load_state("networkidle")
        page.wait_for_function("[...document.images].every((image) => image.complete)")
        with tempfile.NamedTemporaryFile(suffix=".png") as file:
            page.screenshot(path=file.name, full_page=True)
            with Image.open(file.name) as picture:
                yield f"{kind} {picture.height}px", picture.convert("RGB")
        context.close()


def sheet(pages: list[tuple[str, Image.Image]], look: Look) -> Image.Image:
    """Some pages beside each other, each under its name, cut where they are very long."""
    drawn = [(name, _scaled(picture, look.drawn)) for name, picture in pages]
    height = HEAD + max(picture.height for _, picture in drawn)
    made = Image.new("RGB", (look.columns * (look.drawn + GAP), height + GAP), GROUND)
    pen = ImageDraw.Draw(made)
    font = ImageFont.truetype(str(FONT), 16) if FONT.exists() else ImageFont.load_default()
    for number, (name, picture) in enumerate(drawn):
        left = number * (look.drawn + GAP)
        pen.text((left, 4), name[:40], fill=INK, font=font)
        made.paste(picture, (left, HEAD))
    return made


def _scaled(picture: Image.Image, width: int) -> Image.Image:
    size = width, round(picture.height * width / picture.width)
    drawn = picture if picture.width == width else picture.resize(size)
    return drawn.crop((0, 0, width, min(drawn.height, TALLEST)))


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="kinds whose name has this word")
    parser.add_argument("--look", default="", help="one of 375, 1280, 375-dark")
    asked = parser.parse_args(arguments)
    if not CHROMIUM:
        return _tell("Chromium がないため、画面の写真をとれません。")
    SHEETS.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory(prefix="kyodo-sheets-") as folder,
        demonstration_city(Path(folder)) as city,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(WITH_PLAYWRIGHT))
        addresses = [(kind, city.address(kind)) for kind in page_kinds() if asked.only in str(kind)]
        there = [(kind, path) for kind, path in addresses if path is not None]
        for look in LOOKS:
            if asked.look in ("", look.name):
                pages = taken(browser, city, there, look)
                number = 1
                while some := list(islice(pages, look.columns)):
                    sheet(some, look).save(SHEETS / f"{look.name}-{number:02}.png")
                    number += 1
        browser.close()
    missing = [str(kind) for kind, path in addresses if path is None]
    _tell(f"{SHEETS.relative_to(ROOT)}/ に保存しました。")
    return _tell(f"見本の市にないもの：{'、'.join(missing)}") if missing else 0


def _tell(words: str) -> int:
    sys.stderr.write(words + "\n")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
