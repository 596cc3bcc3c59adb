"""A 地区 is chosen by the 町・区 that people know theirs by."""

from pathlib import Path
from typing import Any

import pytest

from kyodo_portal.cities.districts import TOLD, districts_offered
from tests.cities.test_cities import SMALLEST

pytestmark = pytest.mark.once

DISTRICTS = f"""
[[districts]]
code = "east"
name = "東地区"
reading = "ひがしちく"
towns = ["東町", "朝日町"]
[[districts]]
code = "west"
name = "西地区"
reading = "にしちく"
[[districts]]
code = "hills"
name = "丘地区"
reading = "おかちく"
towns = {[f"丘{number}区" for number in range(1, TOLD + 2)]}
"""


def test_choice_of_a_district_names_its_towns(settings: Any, tmp_path: Path) -> None:
    path = tmp_path / "towns.toml"
    path.write_text(SMALLEST + DISTRICTS.replace("'", '"'), encoding="utf-8")
    settings.KYODO_CITY = str(path)

    assert districts_offered("gone") == [
        ("east", "東地区（東町、朝日町）"),
        ("west", "西地区"),
        ("hills", "丘地区（丘1区、丘2区、丘3区、丘4区、丘5区、丘6区、丘7区、丘8区…）"),
        ("gone", "gone"),
    ]
