"""Every key of a profile is read somewhere, and no word of a city stands outside its profile."""

import ast
import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest
from django.conf import settings

from kyodo_portal import cities
from kyodo_portal.cities import rows
from kyodo_portal.cities.profile import City

pytestmark = pytest.mark.once

ROOT = settings.BASE_DIR
APPS = ("kyodo_portal", "groups", "projects", "proposals", "evaluations")
PROFILES = ROOT / "kyodo_portal" / "cities"

ROWS = [City, *(row for row in vars(rows).values() if isinstance(row, type))]

WAITING: dict[str, str] = {}
"""Keys that nothing reads yet, with the reason."""


def read_by_code() -> set[str]:
    """The names of attributes that the portal asks for, in its code and in its templates."""
    asked = set()
    for app in APPS:
        for path in (ROOT / app).rglob("*.py"):
            if not path.is_relative_to(PROFILES / "checks") and "migrations" not in path.parts:
                asked |= {
                    node.attr for node in ast.walk(parsed(path)) if isinstance(node, ast.Attribute)
                }
    for path in (ROOT / "templates").rglob("*.html"):
        asked |= set(re.findall(r"\.(\w+)", path.read_text()))
    return asked


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def test_every_key_of_a_profile_is_read() -> None:
    asked = read_by_code()
    unread = {
        f"{row.__name__}.{field.name}"
        for row in ROWS
        for field in fields(row)
        if field.name not in asked
    }

    assert unread == set(WAITING)


def strings(path: Path) -> Iterator[str]:
    """The texts of a module that the portal may say: all but what explains the code."""
    tree = parsed(path)
    told = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.value


def words_of_cities() -> set[str]:
    """What only one city says: its name, its reading, its code, its guideline, its start patterns."""
    said = set()
    for name in cities.city_names():
        city = cities.read_city(cities.FOLDER / f"{name}.toml")[0]
        said |= {city.name, city.name[:-1], city.kana, city.municipality_code}
        said |= {city.guideline.title, *(pattern.name for pattern in city.patterns)}
        said |= {city.prefecture} if city.prefecture != "見本県" else set()
    return said


def stands_in(word: str, text: str) -> bool:
    """Whether a text has the word; one in kana as a word of its own, and not within パスワード."""
    if not re.fullmatch(r"[ァ-ヺー]+", word):
        return word in text
    return re.search(rf"(?<![ァ-ヺー]){word}(?![ァ-ヺー])", text) is not None


def test_no_word_of_a_city_stands_in_code_or_templates() -> None:
    words = words_of_cities()
    code = {
        path: list(strings(path))
        for app in APPS
        for path in (ROOT / app).rglob("*.py")
        if not {"migrations", "made_up"} & set(path.parts)
    }
    comment = re.compile(r"{#.*?#}|{% comment %}.*?{% endcomment %}", re.DOTALL)
    shown = {
        path: [comment.sub("", path.read_text(encoding="utf-8"))]
        for folder, ending in (("templates", "html"), ("templates", "txt"), ("static/js", "js"))
        for path in (ROOT / folder).rglob(f"*.{ending}")
    }
    shown |= {PROFILES / "common.toml": [(PROFILES / "common.toml").read_text(encoding="utf-8")]}
    found = [
        (str(path.relative_to(ROOT)), word)
        for path, texts in {**code, **shown}.items()
        for text in texts
        for word in words
        if stands_in(word, text)
    ]

    assert found == []
