"""The city profiles: every one loads, and a mistake in one is said in a single line."""

import dataclasses
import re
import tomllib
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.utils import translation

from kyodo_portal import cities
from kyodo_portal.words.languages import EASY, ENGLISH
from projects.apps import check_forms
from tests.words.test_catalogues import KANA_OR_KANJI, unread

pytestmark = pytest.mark.once

YOSHIKAWA = (Path(cities.__file__).parent / "yoshikawa.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", cities.city_names())
def test_every_profile_has_the_whole_sheet(name: str) -> None:
    city = cities.load_city(name)
    phases = [item.phase for item in city.evaluation_items]
    assert len(city.criteria) == 8
    assert [phases.count(phase) for phase in cities.PHASES] == [3, 4, 6]
    assert sorted(phases, key=list(cities.PHASES).index) == phases
    assert [rating.code for rating in city.ratings] == ["A", "B", "C", "D"]
    assert [rating.comment_required for rating in city.ratings] == [False, False, True, True]
    check_forms(city)


@pytest.mark.parametrize("name", cities.city_names())
def test_every_profile_is_written_to_the_end(name: str) -> None:
    """No empty words anywhere, and every question is a question."""

    def empty_words(thing: object) -> list[str]:
        if isinstance(thing, tuple):
            return [found for part in thing for found in empty_words(part)]
        if dataclasses.is_dataclass(thing):
            return [
                f"{type(thing).__name__}.{field.name}"
                for field in dataclasses.fields(thing)
                if getattr(thing, field.name) == "" or empty_words(getattr(thing, field.name))
            ]
        return []

    city = cities.load_city(name)
    assert empty_words(city) == []
    questions = [criterion.question for criterion in city.criteria]
    questions += [item.group_question for item in city.evaluation_items]
    questions += [item.city_question for item in city.evaluation_items]
    assert [question for question in questions if not question.endswith("か。")] == []


def test_both_sides_are_asked_in_their_own_words() -> None:
    items = cities.load_city("yoshikawa").evaluation_items
    assert [item.key for item in items if item.group_question == item.city_question] == []


def test_city_is_the_one_in_the_settings(settings) -> None:
    settings.KYODO_CITY = "yoshikawa"
    assert cities.city().name == "吉川市"
    assert cities.city() is cities.city()
    assert cities.city().enabled_forms == (1, 2, 3, 4, 5, 6, 7, 8, 9)


def test_municipality_code_has_its_check_digit() -> None:
    code = cities.load_city("yoshikawa").municipality_code
    total = sum(int(digit) * weight for digit, weight in zip(code, (6, 5, 4, 3, 2), strict=False))
    assert int(code[5]) == (11 - total % 11) % 10


@pytest.mark.parametrize("name", ["nowhere", "../yoshikawa", "", "Yoshikawa", "yoshikawa.toml"])
def test_wrong_city_is_one_line_that_names_the_choices(name: str) -> None:
    with pytest.raises(ImproperlyConfigured) as refused:
        cities.load_city(name)
    assert str(refused.value) == (
        f"KYODO_CITY={name!r}: no such city profile; it takes one of "
        f"{', '.join(cities.city_names())}."
    )


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("enabled_forms = [1, 2,", "enabled_forms = [2, 2,", "given twice: 2"),
        ('key = "accounting"', 'key = "five_members"', "given twice: five_members"),
        ('phase = "outcome"', 'phase = "afterwards"', "no such phase: afterwards"),
        ('kana = "ヨシカワシ"\n', "", "kana"),
        ('hours = "平日', 'houres = "平日', "houres"),
        ("[desk]", "[desk", "line"),
    ],
)
def test_mistake_in_a_profile_is_named(before: str, after: str, told: str) -> None:
    broken = YOSHIKAWA.replace(before, after, 1)
    assert broken != YOSHIKAWA
    with pytest.raises((ValueError, TypeError, KeyError), match=told):
        cities.parse_city("broken", broken)


def test_disabled_rule_is_not_asked() -> None:
    switched_off = YOSHIKAWA.replace('key = "one_year"', 'key = "one_year"\nenabled = false')
    rules = cities.parse_city("strict", switched_off).enabled_eligibility
    assert len(rules) == 9
    assert "one_year" not in [rule.key for rule in rules]


def profile_words() -> set[str]:
    """What the profile of Yoshikawa says in Japanese, apart from what stays a name."""
    table = tomllib.loads(YOSHIKAWA)
    rows = [table, table["guideline"], table["desk"]]
    rows += [
        row
        for name in ("eligibility", "criteria", "evaluation_items", "ratings")
        for row in table[name]
    ]
    return {
        said
        for row in rows
        for name, said in row.items()
        if isinstance(said, str)
        and name not in ("kana", "prefecture")
        and not name.endswith(("_easy", "_en"))
        and KANA_OR_KANJI.search(said)
    }


def test_every_word_of_the_profile_is_translated() -> None:
    told = cities.load_city("yoshikawa").translations
    assert {language: set(words) for language, words in told.items()} == {
        EASY: profile_words(),
        ENGLISH: profile_words(),
    }
    assert [said for said in told[ENGLISH].values() if KANA_OR_KANJI.search(said)] == []
    assert [said for said in told[EASY].values() if unread(said)] == []


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
    only_japanese = re.sub(r"^\w+_(easy|en) = .*\n", "", YOSHIKAWA, flags=re.MULTILINE)
    with translation.override("en"):
        city = cities.parse_city("plain", only_japanese)
        assert city.said(city.desk.name) == "協働相談窓口(見本)"


def test_translation_of_a_word_that_is_not_there_is_named() -> None:
    broken = YOSHIKAWA.replace("hours_en =", "ours_en =", 1)
    with pytest.raises(TypeError, match="ours_en"):
        cities.parse_city("broken", broken)
