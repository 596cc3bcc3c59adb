"""A city of the tests' own: the profile that comes with the portal, with other lines in it."""

from pathlib import Path
from typing import Any

from kyodo_portal.cities import FOLDER


def live_in(settings: Any, folder: Path, lines: str) -> None:
    """From now on the portal serves the sample city with these tables of a profile added, as a city does
    that changes its profile while the portal runs."""
    text = (FOLDER / "yoshikawa.toml").read_text(encoding="utf-8")
    file = folder / f"own{len(list(folder.glob('own*.toml')))}.toml"
    file.write_text(f"{text}\n{lines}", encoding="utf-8")
    settings.KYODO_CITY = str(file)


def scale(*steps: str, far_apart: int | None = None) -> str:
    """The tables of a scale, the best step first: "◎ とてもよい"; one that ends in ! asks for a comment."""
    tables = []
    for step in steps:
        code, _, label = step.removesuffix("!").partition(" ")
        asks = str(step.endswith("!")).lower()
        tables.append(
            f'[[ratings]]\ncode = "{code}"\nlabel = "{label}"\ncomment_required = {asks}\n'
        )
    if far_apart:
        tables.append(f"[evaluation]\nfar_apart = {far_apart}\n")
    return "\n".join(tables)


DISTRICTS = """
[[districts]]
code = "north"
name = "きたの地区"
reading = "きたのちく"

[[districts]]
code = "river"
name = "みずべ地区"
reading = "みずべちく"
"""
