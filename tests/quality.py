"""What outside judges say about the pages: `make quality` writes `docs/quality.md`.

The Nu HTML Checker reads every kind of page, Lighthouse loads the four that most people come for as
a phone would, and every page's first visit is weighed. The city is the demonstration, served as in
production: DEBUG off, static files with hashed names, compressed. The judges are npm packages and
are put into `var/quality/`.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.chromium import ARGUMENTS, CHROMIUM
from tests.demonstration_city import ROOT, DemonstrationCity, demonstration_city, page_kinds
from tests.quality_report import FirstVisit, Judged, write
from tests.saved_pages import save_pages

FOLDER = ROOT / "var" / "quality"
PACKAGES = ("lighthouse@12.8.2", "vnu-jar@26.9.27")
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
LOADED = ("ホーム", "協働事業の一覧", "協働事業", "評価の報告")
"""The kinds of pages that Lighthouse loads."""
LOADS = 3
TRIES = 4
"""Loads of one page until Lighthouse has a trace of it: on a busy machine it misses some."""

CHROME_FLAGS = " ".join(["--headless", *ARGUMENTS])


def run(*command: str, cwd: Path = FOLDER) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        cwd=cwd,
        env={**os.environ, "CHROME_PATH": CHROMIUM},
        capture_output=True,
        text=True,
        check=False,
    )


def install() -> None:
    """The judges, where they are not there yet."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    wanted = [FOLDER / "node_modules" / package.split("@")[0] for package in PACKAGES]
    if all(folder.exists() for folder in wanted):
        return
    done = run("npm", "install", "--no-audit", "--no-fund", "--prefix", str(FOLDER), *PACKAGES)
    if done.returncode:
        raise SystemExit(done.stderr)


def check_html(saved: dict[str, Path]) -> dict[str, list[str]]:
    """The errors and warnings of the Nu HTML Checker by page."""
    jar = FOLDER / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
    done = run("java", "-jar", str(jar), "--stdout", "--format", "json", *map(str, saved.values()))
    names = {path.as_uri(): name for name, path in saved.items()}
    found: dict[str, list[str]] = {name: [] for name in saved}
    for message in json.loads(done.stdout)["messages"]:
        url = (
            message.get("url", "")
            .replace("file:/", "file:///", 1)
            .replace("file://///", "file:///")
        )
        kind = "error" if message["type"] != "info" else message.get("subType", "info")
        if kind == "info":
            continue
        name = names.get(url, url)
        found.setdefault(name, []).append(f"{kind}: {message['message']}")
    return found


def load(city: DemonstrationCity, path: str) -> tuple[Judged, FirstVisit]:
    """One page as Lighthouse's phone meets it for the first time: of several loads the one in the
    middle by performance, since a busy machine makes single loads slow."""
    loads = sorted((_load(city, path) for _ in range(LOADS)), key=lambda load: load[0].performance)
    return loads[LOADS // 2]


def _load(city: DemonstrationCity, path: str) -> tuple[Judged, FirstVisit]:
    output = FOLDER / "lighthouse.json"
    for _ in range(TRIES):
        done = run(
            *("npx", "--no-install", "lighthouse", city.base + path, "--quiet", "--locale=ja"),
            *("--output=json", f"--output-path={output}", "--no-enable-error-reporting"),
            f"--chrome-flags={CHROME_FLAGS}",
        )
        if not done.returncode:
            break
    else:
        raise SystemExit(done.stderr)
    told = json.loads(output.read_text())
    scores = {name: round(100 * (told["categories"][name]["score"] or 0)) for name in CATEGORIES}
    weak = sorted(audit for name in CATEGORIES for audit in _weak(told, name))
    return Judged(scores, weak), _visit(told)


def _weak(told: dict[str, Any], category: str) -> list[str]:
    """The audits that cost points in a category."""
    refs = told["categories"][category]["auditRefs"]
    scores = {ref["id"]: told["audits"][ref["id"]]["score"] for ref in refs if ref["weight"]}
    return [name for name, score in scores.items() if score is not None and score < 0.9]


def _visit(told: dict[str, Any]) -> FirstVisit:
    """What came over the line, photos counted apart."""
    requests = told["audits"]["network-requests"]["details"]["items"]
    photos = [each for each in requests if "/photos/" in each["url"]]
    total = sum(each["transferSize"] for each in requests)
    of_photos = sum(each["transferSize"] for each in photos)
    return FirstVisit(len(requests) - len(photos), total - of_photos, of_photos)


def main() -> int:
    for program in ("npm", "java"):
        if not shutil.which(program):
            raise SystemExit(f"{program} がないため、測れません。")
    if not CHROMIUM:
        raise SystemExit("Chromium がないため、測れません。")
    install()
    with (
        tempfile.TemporaryDirectory(prefix="kyodo-quality-") as folder,
        demonstration_city(Path(folder), production=True) as city,
    ):
        saved = save_pages(city, page_kinds(), FOLDER / "pages")
        found = check_html(saved)
        loaded = {}
        for kind in page_kinds():
            if kind.label in LOADED and kind.state == "通常":
                loaded[kind.label] = load(city, city.address(kind) or "/")
    missing = [str(kind) for kind in page_kinds() if str(kind) not in saved]
    versions = {
        "Chromium": run(CHROMIUM, "--version").stdout.split()[1],
        "Lighthouse": PACKAGES[0].split("@")[1],
        "Nu HTML Checker": PACKAGES[1].split("@")[1],
    }
    write(ROOT / "docs" / "quality.md", versions, found, loaded, missing=missing)
    for name, messages in found.items():
        for message in messages:
            sys.stderr.write(f"{name}: {message}\n")
    return int(any(m.startswith("error") for ms in found.values() for m in ms))


if __name__ == "__main__":
    sys.exit(main())
