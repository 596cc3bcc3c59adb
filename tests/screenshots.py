"""Pictures of every kind of page: `make screenshots`.

Each page of the demonstration city is taken at 375 and 1280 pixels into `var/screenshots/`; the six
that tell most about the portal are made small for `docs/pictures/`.
"""

import sys
import tempfile
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from tests.chromium import CHROMIUM, WITH_PLAYWRIGHT
from tests.demonstration_city import ROOT, DemonstrationCity, demonstration_city, page_kinds

TAKEN = ROOT / "var" / "screenshots"
SHOWN = ROOT / "docs" / "pictures"
WIDTHS = (375, 1280)

#: The pictures of the documentation: kind of page, width, how far down, and the name of the file.
BEST = (
    ("ホーム", 1280, 960, "home"),
    ("協働事業の一覧", 1280, 960, "projects"),
    ("協働事業", 1280, 1200, "project"),
    ("評価の報告", 1280, 1200, "report"),
    ("マイページ", 375, 900, "my"),
    ("管理画面の今日の仕事", 1280, 900, "admin"),
)
COLOURS = 96


def take(browser: Browser, city: DemonstrationCity, kind: Any, path: str) -> None:
    """One kind of page at every width."""
    for width in WIDTHS:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, locale="ja-JP", timezone_id="Asia/Tokyo"
        )
        if kind.who != "anonymous":
            session = {"name": "sessionid", "value": city.sessions[kind.who], "url": city.base}
            context.add_cookies([session])
        page: Any = context.new_page()
        page.goto(city.base + path)
        if kind.act:
            kind.act(page)
        page.evaluate("document.querySelectorAll('img').forEach((i) => { i.loading = 'eager'; })")
        page.wait_for_load_state("networkidle")
        page.screenshot(path=TAKEN / f"{kind.label}-{kind.state}-{width}.png", full_page=True)
        context.close()


def shrink(label: str, width: int, height: int, name: str) -> None:
    """The upper part of a picture, at most 960 pixels wide and with few colours."""
    with Image.open(TAKEN / f"{label}-通常-{width}.png") as picture:
        part = picture.convert("RGB").crop((0, 0, width, min(height, picture.height)))
    part.thumbnail((960, 1200), Image.Resampling.LANCZOS)
    SHOWN.mkdir(parents=True, exist_ok=True)
    part.quantize(COLOURS, dither=Image.Dither.NONE).save(SHOWN / f"{name}.png", optimize=True)


def main() -> int:
    if not CHROMIUM:
        return _tell("Chromium がないため、画面の写真をとれません。")
    TAKEN.mkdir(parents=True, exist_ok=True)
    missing = []
    with (
        tempfile.TemporaryDirectory(prefix="kyodo-pictures-") as folder,
        demonstration_city(Path(folder)) as city,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(WITH_PLAYWRIGHT))
        for kind in page_kinds():
            path = city.address(kind)
            if path is None:
                missing.append(str(kind))
                continue
            take(browser, city, kind, path)
        browser.close()
    for best in BEST:
        shrink(*best)
    _tell(f"{TAKEN.relative_to(ROOT)}/ と {SHOWN.relative_to(ROOT)}/ に保存しました。")
    return _tell(f"見本の市にないもの：{'、'.join(missing)}") if missing else 0


def _tell(words: str) -> int:
    sys.stderr.write(words + "\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
