"""`docs/seeds.md` is true: what it leads to exists, under the profile of the city it speaks of."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.core.management import get_commands
from django.urls import resolve

from kyodo_portal.site import guide

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "seeds.md").read_text(encoding="utf-8")
PARTS = re.split(r"^## .*?`(\w+)`$", PAGE, flags=re.MULTILINE)
CITIES = dict(zip(PARTS[1::2], PARTS[2::2], strict=True))
"""The table of each city, by the name of its profile."""

NOT_YET = "not yet: "


def rows_of(table: str) -> list[list[str]]:
    lines = [line.strip("| ") for line in table.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.split(" | ")] for line in lines[1:] if "---" not in line]


def is_there(place: str, anchors: set[str]) -> bool:
    """Whether an address, a command or a file exists."""
    if place.startswith("manage.py "):
        return place.split()[1] in get_commands()
    if not place.startswith("/"):
        return (ROOT / place).exists()
    address, _, anchor = place.partition("#")
    resolve(address.partition("?")[0])
    return not anchor or anchor in anchors


def is_shown(test: str) -> bool:
    file, _, name = test.partition("::")
    return (ROOT / file).is_file() and (
        not name or f"def {name}(" in (ROOT / file).read_text(encoding="utf-8")
    )


def test_every_document_has_its_table() -> None:
    assert sorted(CITIES) == ["chapter3", "minami_alps", "saku", "suwa", "yoshikawa"]
    assert min(len(rows_of(table)) for table in CITIES.values()) > 20


@pytest.mark.parametrize("name", CITIES)
def test_what_it_leads_to_exists(settings: Any, name: str) -> None:
    settings.KYODO_CITY = name
    anchors = {part.url.partition("#")[2] for part in guide.parts()}
    missing = []
    for what, where, shown in rows_of(CITIES[name]):
        places, tests = re.findall(r"`([^`]+)`", where), re.findall(r"`([^`]+)`", shown)
        if not places or bool(tests) == shown.startswith(NOT_YET):
            missing.append((what, where, shown))
        missing += [(what, place) for place in places if not is_there(place, anchors)]
        missing += [(what, test) for test in tests if not is_shown(test)]

    assert missing == []
