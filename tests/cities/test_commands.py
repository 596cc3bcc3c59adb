"""The commands for whoever writes a profile: one that begins it, one that judges it."""

import io
import re
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from kyodo_portal.cities.loading import FOLDER
from kyodo_portal.cities.profile import City
from kyodo_portal.cities.tables import known_keys
from tests.cities.test_cities import SMALLEST

pytestmark = pytest.mark.once


def said_by(*command: str) -> str:
    out = io.StringIO()
    call_command(*command, stdout=out)
    return out.getvalue()


def test_new_city_is_right_and_says_what_is_still_the_samples(tmp_path: Path) -> None:
    told = said_by("new_city", "mihon", "--folder", str(tmp_path))
    assert f"KYODO_CITY={tmp_path / 'mihon.toml'}" in told
    judged = said_by("check_city", str(tmp_path / "mihon.toml"))
    assert "始まりの類型：なし。" in judged
    assert "評価の視点：導入、過程、成果（共通の設定のまま）" in judged
    assert "見本のままの言葉が10か所あります。" in judged
    assert "  desk.phone：000-000-0000\n" in judged


def test_names_without_reading_are_told_with_their_place(tmp_path: Path) -> None:
    """Those that come with the portal have theirs."""
    names = '[[fields]]\nnumber = 50\nname = "里山"\n\n[[fields]]\nnumber = 51\nname = "花壇"\n'
    path = tmp_path / "tried.toml"
    path.write_text(f'{SMALLEST}{names}name_easy = "｜花壇《かだん》"\n', encoding="utf-8")
    told = [line for line in said_by("check_city", str(path)).splitlines() if "読みが" in line]

    assert [line[: line.index("に、")] for line in told] == ["fields[1].name：「里山」"]


def test_example_that_was_only_uncommented_is_told_as_the_samples(tmp_path: Path) -> None:
    sentence = "同じ目的のために、対等な立場で力を出し合うことです。"
    word = f'[[definitions]]\nkey = "one"\nterm = "協働"\nreading = "きょうどう"\ntext = "{sentence}"\n'
    path = tmp_path / "tried.toml"
    path.write_text(SMALLEST + word, encoding="utf-8")
    assert f"  definitions[1].text：{sentence}\n" in said_by("check_city", str(path))


def test_starting_file_shows_every_table_and_is_right_with_all_of_it(tmp_path: Path) -> None:
    """What is written as an example is read as well: without its marks the file has no mistake."""
    text = (FOLDER / "starting_file.txt").read_text(encoding="utf-8")
    whole = re.sub(r"(?m)^# (?=\[|\w+ = )", "", text)
    for name in ("name_easy", "name_en"):
        whole = whole.replace(f"\n{name} =", f"\n# {name} =", 1)
    path = tmp_path / "whole.toml"
    path.write_text(whole, encoding="utf-8")
    assert "設定ファイルに、まちがいはありません。" in said_by("check_city", str(path))
    shown = {key for key in known_keys(City) if f"\n{key} =" in whole or f"[{key}]" in whole}
    told = {key for key in known_keys(City) if not key.endswith(("_easy", "_en"))}
    assert told - shown == set()


def test_new_city_writes_over_nothing(tmp_path: Path) -> None:
    said_by("new_city", "mihon", "--folder", str(tmp_path))
    with pytest.raises(CommandError, match="もうあります。上書きはしません。"):
        said_by("new_city", "mihon", "--folder", str(tmp_path))
    for name in ("Mihon", "../mihon", "common", "1", "見本"):
        with pytest.raises(CommandError, match="この名前は使えません。"):
            said_by("new_city", name, "--folder", str(tmp_path))


def test_check_city_names_every_mistake_and_fails(tmp_path: Path) -> None:
    path = tmp_path / "broken.toml"
    path.write_text(SMALLEST.replace("hours", "houres") + "[waits]\nsheets = 0\n", encoding="utf-8")
    out = io.StringIO()
    with pytest.raises(CommandError, match="直すところが2か所あります。"):
        call_command("check_city", str(path), stdout=out)
    assert [line.split(": ")[:2] for line in out.getvalue().splitlines()] == [
        [f"{path}:16", "desk.houres"],
        [f"{path}:18", "waits.sheets"],
    ]


def test_check_city_takes_the_name_of_a_city(tmp_path: Path) -> None:
    assert "市：埼玉県吉川市（ヨシカワシ、112437）" in said_by("check_city", "yoshikawa")
    with pytest.raises(CommandError, match="ファイルがありません。"):
        said_by("check_city", str(tmp_path / "nothing.toml"))
