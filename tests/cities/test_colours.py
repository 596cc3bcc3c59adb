"""The city's own colours: readable or refused, and one style sheet whose name follows them."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from kyodo_portal.cities import parse_city
from kyodo_portal.cities.colours import WORDS, contrast, faults, style_sheet
from kyodo_portal.cities.rows import Colours
from tests.cities.test_cities import SMALLEST

pytestmark = pytest.mark.once

QUOTE = chr(34)
BLUE = ("#123a7a", "#9db7f5")


def test_contrast_is_what_wcag_counts() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.478, abs=0.001)
    assert contrast("#123456", "#123456") == 1


@pytest.mark.parametrize(
    ("pair", "wrong"),
    [
        (BLUE, []),
        (("#777777", "#9db7f5"), ["primary"]),
        (("#123a7a", "#3d4147"), ["primary"]),
        (("#123a7a",), ["primary"]),
        (("blue", "#9db7f5"), ["primary"]),
    ],
)
def test_colours_that_cannot_be_read_are_refused(pair: tuple[str, ...], wrong: list[str]) -> None:
    assert [name for name, _ in faults(Colours(primary=pair))] == wrong


def test_refusal_says_how_far_it_is_and_how_far_it_must_be() -> None:
    city = SMALLEST + '[colours]\naccent = ["#dddddd", "#8fd3a6"]\n'
    assert [str(mistake) for mistake in parse_city("tried", city.encode())[1]] == [
        (
            "tried.toml:18: colours.accent: 明るい画面の #dddddd は、紙や文字の色との差が 1.2:1 です。"
            f"読めるように {WORDS}:1 以上の色にしてください。"
        )
    ]


def test_style_sheet_puts_each_colour_in_its_places_on_both_screens() -> None:
    assert style_sheet(Colours()) == ""
    assert style_sheet(Colours(accent=("#1d5c33", "#8fd3a6"))) == (
        ":root{--citizens:#1d5c33;}@media (prefers-color-scheme:dark){:root{--citizens:#8fd3a6;}}\n"
    )


@pytest.mark.django_db
def test_pages_name_the_style_sheet_and_it_is_kept_for_good(
    client: Client, settings: Any, tmp_path: Path
) -> None:
    assert "/styles/city-" not in client.get("/guide/").content.decode()
    path = tmp_path / "blue.toml"
    path.write_text(f"{SMALLEST}[colours]\nprimary = {list(BLUE)}\n".replace("'", '"'))
    settings.KYODO_CITY = str(path)

    _, _, rest = client.get("/guide/").content.decode().partition('href="/styles/city-')
    sheet = client.get(f"/styles/city-{rest.split(QUOTE)[0]}")

    assert sheet.headers["Content-Type"] == "text/css; charset=utf-8"
    assert "immutable" in sheet.headers["Cache-Control"]
    assert f"--action:{BLUE[0]};" in sheet.content.decode()
    assert client.get("/styles/city-000000000000.css").status_code == 404
