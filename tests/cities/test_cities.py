"""The city profiles: every one loads, and what it leaves out is the portal's own."""

import dataclasses
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.utils import translation

from kyodo_portal import cities
from kyodo_portal.words.languages import EASY, ENGLISH
from tests.words.test_catalogues import KANA_OR_KANJI, unread

pytestmark = pytest.mark.once

COMMON = cities.FOLDER / "common.toml"
SMALLEST = """
name = "見本市"
kana = "ミホンシ"
prefecture = "見本県"
municipality_code = "999997"

[guideline]
title = "協働の指針"
issued = "令和8年4月"

[desk]
name = "協働の窓口"
address = "市役所1階"
phone = "000-000-0000"
email = "kyodo@example.jp"
hours = "平日"
"""
"""A profile that says no more than it has to."""


def read(text: str) -> cities.City:
    """A profile in which there is no mistake."""
    city, mistakes = cities.parse_city("tried", text.encode())
    assert [str(mistake) for mistake in mistakes] == []
    return city


def words(thing: object) -> list[tuple[str, str]]:
    """Every text of a row and of the rows in it, with its place."""
    if isinstance(thing, tuple):
        return [found for part in thing for found in words(part)]
    if dataclasses.is_dataclass(thing):
        return [
            found
            for field in dataclasses.fields(thing)
            for found in (
                [(f"{type(thing).__name__}.{field.name}", getattr(thing, field.name))]
                if isinstance(getattr(thing, field.name), str)
                else words(getattr(thing, field.name))
            )
        ]
    return []


@pytest.mark.parametrize("name", cities.city_names())
def test_every_profile_that_comes_with_the_portal_is_right(name: str) -> None:
    _, mistakes = cities.read_city(cities.FOLDER / f"{name}.toml")
    assert [str(mistake) for mistake in mistakes] == []


def test_smallest_profile_has_all_that_is_common() -> None:
    city = read(SMALLEST)
    phases = [item.phase for item in city.evaluation_items]
    assert (city.has_patterns, city.enabled_forms) == (False, tuple(range(1, 10)))
    assert [len(city.group_kinds_on), len(city.fields_on), len(city.criteria)] == [7, 20, 8]
    assert [(phase.key, phases.count(phase.key)) for phase in city.phases] == [
        *(("introduction", 3), ("process", 4), ("outcome", 6))
    ]
    assert [(step.code, step.comment_required) for step in city.ratings] == [
        *(("A", False), ("B", False), ("C", True), ("D", True))
    ]
    assert (city.far_apart, city.limits.file_megabytes, city.waits.sheets) == (2, 10, 14)


def test_common_words_are_written_to_the_end() -> None:
    """Every form has every piece, and every question is a question, in each side's own words."""
    city = read(SMALLEST)
    of_forms = [dataclasses.asdict(form) for form in city.forms]
    unsaid = {"follows"}
    assert [
        (form["number"], piece)
        for form in of_forms
        for piece in form
        if not form[piece] and piece not in unsaid
    ] == []
    told = [text for form in city.forms for place, text in words(form) if place != "Form.state"]
    assert sorted(set(told)) == sorted(told)
    questions = [criterion.question for criterion in city.criteria]
    questions += [item.group_question for item in city.evaluation_items]
    questions += [item.city_question for item in city.evaluation_items]
    assert [question for question in questions if not question.endswith("か。")] == []
    items = city.evaluation_items
    assert [item.key for item in items if item.group_question == item.city_question] == []


def test_city_is_the_one_in_the_settings(settings: Any) -> None:
    settings.KYODO_CITY = "yoshikawa"
    assert cities.city().name == "吉川市"
    assert cities.city() is cities.city()
    assert cities.city().enabled_forms == (1, 2, 3, 4, 5, 6, 7, 8, 9)
    assert [pattern.code for pattern in cities.city().patterns_on] == ["A", "B", "C", "D"]


def test_city_may_lie_outside_the_code(settings: Any, tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text(SMALLEST, encoding="utf-8")
    settings.KYODO_CITY = str(file)
    assert (cities.city().slug, cities.city().full_name) == ("own", "見本県見本市")


@pytest.mark.parametrize(
    "name", ["nowhere", "../yoshikawa", "", "Yoshikawa", "yoshikawa.toml", "common"]
)
def test_wrong_city_is_one_line_that_names_the_choices(name: str) -> None:
    with pytest.raises(ImproperlyConfigured) as refused:
        cities.load_city(name)
    assert str(refused.value) == (
        f"KYODO_CITY={name!r}: no such city profile; it takes one of "
        f"{', '.join(cities.city_names())}, or the path of a file that ends in .toml."
    )


def test_disabled_rule_is_not_asked() -> None:
    rule = '[[eligibility]]\nkey = "{0}"\nlabel = "{0}か"\nexplanation = "{0}を見ます。"\n'
    rules = read(SMALLEST + rule.format("asked") + rule.format("off") + "enabled = false\n")
    assert [rule.key for rule in rules.enabled_eligibility] == ["asked"]


def test_list_of_kinds_names_what_is_used_and_the_rest_is_off() -> None:
    text = """
    [[forms]]
    number = 10
    [[forms]]
    number = 2
    name = "名義後援"
    state = "closed"
    [[forms]]
    number = 20
    follows = 3
    name = "まちかど協力"
    explanation = "まちかどで力を合わせます。"
    [[group_kinds]]
    code = "own01"
    name = "財産区"
    [[group_kinds]]
    code = "neighbourhood"
    name = "区"
    """
    city = read(SMALLEST + text)
    assert city.enabled_forms == (10, 20)
    assert [(n, city.form(n).state, city.form(n).name) for n in (1, 2, 10, 20, 31)] == [
        (1, "off", "共催"),
        (2, "closed", "名義後援"),
        (10, "on", "情報交換"),
        (20, "on", "まちかど協力"),
        (31, "off", "形態31"),
    ]
    assert [kind.name for kind in city.group_kinds_on] == ["財産区", "区"]
    assert city.group_kind("npo").state == "off"


def test_city_adds_leads_and_replaces_those_of_its_keys() -> None:
    common = {lead.key: lead.page for lead in read(SMALLEST).search_leads}
    own = '[[search_leads]]\nkey = "{}"\nwords = ["見本市"]\npage = "groups"\nlabel = "見本"\n'
    city = read(SMALLEST + own.format("fair") + own.format("sunday"))
    leads = [(lead.key, lead.page) for lead in city.search_leads]

    assert leads[:2] == [("fair", "groups"), ("sunday", "groups")]
    assert dict(leads) == {**common, "fair": "groups", "sunday": "groups"}
    assert len(leads) == len(common) + 1


def test_own_words_are_not_told_by_the_translation_of_the_common_ones() -> None:
    city = read(SMALLEST + '[[forms]]\nnumber = 1\nname = "ともに主催"\n[[forms]]\nnumber = 2\n')
    with translation.override("en"):
        assert city.said(city.form(1).name) == "ともに主催"
        assert city.said(city.form(2).name) == "Endorsement"


STAFF_READS = {"screening", "review", "clauses"}
"""Tables whose words staff alone read, or that go into an agreement as they are."""


def texts_of(table: Any, key: str = "") -> set[str]:
    """What a file says in Japanese, apart from what stays a name."""
    if isinstance(table, dict):
        told = {name: inner for name, inner in table.items() if name not in STAFF_READS}
        return {word for name, inner in told.items() for word in texts_of(inner, name)}
    if isinstance(table, list):
        return {word for inner in table for word in texts_of(inner, key)}
    names = {"kana", "prefecture", "official_names", "reading", "words", "typed"}
    if not isinstance(table, str) or key in names or key.endswith(("_easy", "_en")):
        return set()
    return {table} if KANA_OR_KANJI.search(table) else set()


@pytest.mark.parametrize("name", ["minami_alps", "yoshikawa"])
def test_every_word_of_the_profile_is_translated(name: str) -> None:
    said = texts_of(tomllib.loads(COMMON.read_text(encoding="utf-8")))
    said |= texts_of(tomllib.loads((cities.FOLDER / f"{name}.toml").read_text(encoding="utf-8")))
    told = cities.load_city(name).translations
    assert said - set(told[ENGLISH]) == set()
    assert {text for text in said if unread(text)} - set(told[EASY]) == set()
    assert [text for text in told[ENGLISH].values() if KANA_OR_KANJI.search(text)] == []
    assert [text for text in told[EASY].values() if unread(text)] == []


def test_words_of_a_profile_follow_the_language_of_the_page() -> None:
    label = "規約や会則がある"
    with translation.override("en"):
        assert cities.said(label) == "The group has written rules"
        assert cities.said("市が後から書いた言葉") == "市が後から書いた言葉"
    with translation.override("ja-easy"):
        assert (
            cities.said(label) == "グループのきまり（｜規約《きやく》・｜会則《かいそく》）がある"
        )
    assert cities.said(label) == label


def test_profile_without_translations_is_said_in_japanese() -> None:
    text = (cities.FOLDER / "yoshikawa.toml").read_text(encoding="utf-8")
    city = read(re.sub(r"^\w+_(easy|en) = .*\n", "", text, flags=re.MULTILINE))
    with translation.override("en"):
        assert city.said(city.desk.name) == "協働相談窓口(見本)"
