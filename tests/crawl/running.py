"""The steps of a crawl, each process with a city and a stopped clock of its own."""

import multiprocessing
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import time_machine

ROOT = Path(__file__).resolve().parent.parent.parent
KEPT = ROOT / "var" / "crawl"
NOW = "2026-11-30T10:00:00+09:00"
READERS = 2
SHOWN = 12
"""Lines of a difference, and answers that differ so, printed at most."""


def _settle(folder: Path) -> None:
    """The settings of this process: a city in this folder, and nothing else of this machine."""
    from kyodo_portal.environment import VARIABLES  # noqa: PLC0415 - before the settings are read

    for name in VARIABLES:
        os.environ.pop(name, None)
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "kyodo_portal.settings",
        "DEBUG": "1",
        "SECRET_KEY": "only-for-crawling-" + "abcdefghij" * 4,
        "ALLOWED_HOSTS": "testserver,localhost",
        "BASE_URL": "http://localhost:8000",
        "DATABASE_URL": f"sqlite:///{folder}/kyodo.sqlite3",
        "MEDIA_ROOT": str(folder / "media"),
        "SOURCE_DATE_EPOCH": "0",
    }


def _make(folder: Path) -> None:
    from tests.crawl.made import make_city  # noqa: PLC0415 - after the settings

    _settle(folder)
    with time_machine.travel(NOW, tick=False):
        make_city(folder)


def _read(folder: Path, kept: Path, people: list[str]) -> None:
    _settle(folder)
    from tests.crawl.reading import read_city  # noqa: PLC0415 - after the settings

    with time_machine.travel(NOW, tick=False):
        read_city(folder, kept, people)


def _apart(target: Callable[..., None], *arguments: object) -> multiprocessing.Process:
    process = multiprocessing.get_context("spawn").Process(target=target, args=arguments)
    process.start()
    return process


def _read_all(city: Path, reading: Path) -> None:
    """Read the city as all people, a few at a time, each group of them in a copy of its own."""
    from tests.crawl.made import asked_in  # noqa: PLC0415

    people = list(asked_in(city).paths)
    shutil.rmtree(reading, ignore_errors=True)
    reading.mkdir(parents=True)
    with tempfile.TemporaryDirectory(prefix="kyodo-crawl-") as copies:
        processes = []
        for number in range(READERS):
            copy = Path(copies) / str(number)
            shutil.copytree(city, copy)
            share = people[number::READERS]
            processes.append(_apart(_read, copy, reading / f"{number}.jsonl", share))
        for process in processes:
            process.join()
    if any(process.exitcode for process in processes):
        raise SystemExit("The city could not be read.")


def _tell(before: Path, after: Path) -> int:
    from tests.crawl.comparing import differences, reading_of  # noqa: PLC0415

    old, new = reading_of(before.glob("*.jsonl")), reading_of(after.glob("*.jsonl"))
    found = differences(old, new)
    for change, answers in found.items():
        more = f" and {len(answers) - SHOWN} more" if len(answers) > SHOWN else ""
        print(f"{len(answers)} answers: {', '.join(answers[:SHOWN])}{more}")  # noqa: T201
        for line in change[: SHOWN * 2]:
            print(f"    {line[:300]}")  # noqa: T201
    print(f"{len(new)} answers read, {len(old)} before; {len(found)} differences")  # noqa: T201
    return 1 if found else 0


def main() -> int:
    city, before, after = KEPT / "city", KEPT / "before", KEPT / "after"
    if not (city / "asked.json").exists():
        shutil.rmtree(city, ignore_errors=True)
        city.mkdir(parents=True)
        making = _apart(_make, city)
        making.join()
        if making.exitcode:
            raise SystemExit("The city could not be made.")
    if not before.exists():
        _read_all(city, before)
    _read_all(city, after)
    return _tell(before, after)
