"""One profile per city: its names, its guideline, what it enables, how it reviews and evaluates.

A profile is a TOML file beside this module, written by the city's own staff and read once at
start. `settings.KYODO_CITY` names it. A mistake in it stops the start with one line. Each of its
words may stand there in the other languages too: `label`, `label_easy`, `label_en`.
"""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from kyodo_portal.words.languages import EASY, ENGLISH, Language, current

FOLDER = Path(__file__).parent
PHASES = {"introduction": "導入", "process": "過程", "outcome": "成果"}
"""The three phases an evaluation looks at, in their order, as they are called on the screen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guideline:
    """The city's published guideline on collaboration."""

    title: str
    issued: str
    source_label: str
    source_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The coordination desk: where people call, write and come. Shown on pages and in letters."""

    name: str
    address: str
    phone: str
    email: str
    hours: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EligibilityRule:
    """One line of the checklist for registering a group. Off rules are not asked."""

    key: str
    label: str
    explanation: str
    enabled: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewCriterion:
    """What a review asks of a proposal; `points` is the most it can get, `weight` multiplies."""

    key: str
    label: str
    question: str
    points: int = 5
    weight: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationItem:
    """One item of the evaluation sheet, asked of both sides in each side's own words."""

    phase: str
    key: str
    label: str
    group_question: str
    city_question: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating:
    """One step of the evaluation scale. A low step asks for a comment."""

    code: str
    label: str
    comment_required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much may be attached, and how long a registration holds (years, to the end of 年度)."""

    file_megabytes: int
    files_per_record: int
    photos_per_update: int
    registration_years: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminders:
    """On which days people are reminded, in days from a day: before it negative, after it positive.

    correction    from the day by which something is to be mended.
    sheet         from the day by which an evaluation sheet is to be handed in.
    signature     from the latest signature, while others are missing.
    amendment     from the day on which a change of an agreement was proposed, while a signature is missing.
    consent       from the day on which both sides could read each other, while a consent is missing.
    consultation  from the day on which somebody asked, while the city has not answered.
    """

    correction: Sequence[int]
    sheet: Sequence[int]
    signature: Sequence[int]
    amendment: Sequence[int]
    consent: Sequence[int]
    consultation: Sequence[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Waits:
    """How many days the city waits for somebody before it may go on without them, with its reason.

    sheets   after the day for the evaluation sheets, when nobody has handed one in.
    consent  after both sides could read each other, when one does not agree to the reflection.
    amendment  after a change of an agreement was proposed, when not all have signed it.
    """

    sheets: int
    consent: int
    amendment: int


@dataclass(frozen=True, slots=True, kw_only=True)
class City:
    """Everything in which one city's portal differs from another's.

    `notice` stands on every page. `writing` says in which languages people may write to the city,
    and what follows from it; forms show it where the page is not in Japanese. `official_names` are
    words by which people know the city's own staff and notices: nobody signs up with a name of them.
    """

    slug: str
    name: str
    kana: str
    prefecture: str
    municipality_code: str
    notice: str
    writing: str
    guideline: Guideline
    desk: Desk
    limits: Limits
    reminders: Reminders
    waits: Waits
    official_names: tuple[str, ...]
    enabled_forms: tuple[int, ...]
    eligibility: tuple[EligibilityRule, ...]
    criteria: tuple[ReviewCriterion, ...]
    evaluation_items: tuple[EvaluationItem, ...]
    ratings: tuple[Rating, ...]
    translations: dict[Language, dict[str, str]] = field(repr=False)

    def said(self, text: str) -> str:
        """Words of this profile as a page says them: in its language, or in Japanese where the
        city gave no translation. Records keep the Japanese words, and are said by them too."""
        return self.translations.get(current(), {}).get(text, text)

    @property
    def full_name(self) -> str:
        """The city with its prefecture: 埼玉県吉川市."""
        return f"{self.prefecture}{self.name}"

    @property
    def enabled_eligibility(self) -> tuple[EligibilityRule, ...]:
        """The rules this city asks a group to meet."""
        return tuple(rule for rule in self.eligibility if rule.enabled)


def city() -> City:
    """The profile of the city this portal serves (`settings.KYODO_CITY`)."""
    return load_city(settings.KYODO_CITY)


def said(text: str) -> str:
    """Words of the city's profile, in the language of the page."""
    return city().said(text)


def city_names() -> list[str]:
    """The profiles that exist, by the name `KYODO_CITY` takes."""
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


@cache
def load_city(name: str) -> City:
    """Read one profile. Raises ImproperlyConfigured, one line, for a wrong name or content."""
    if not re.fullmatch(r"[a-z0-9_-]{1,40}", name) or name not in city_names():
        raise ImproperlyConfigured(
            f"KYODO_CITY={name!r}: no such city profile; it takes one of {', '.join(city_names())}."
        )
    path = FOLDER / f"{name}.toml"
    try:
        return parse_city(name, path.read_text(encoding="utf-8"))
    except (ValueError, TypeError, KeyError) as error:
        reason = " ".join(str(error).split())
        raise ImproperlyConfigured(f"kyodo_portal/cities/{path.name}: {reason}") from error


_SUFFIXES = {EASY: "_easy", ENGLISH: "_en"}
_SINGLE = {
    "guideline": Guideline,
    "desk": Desk,
    "limits": Limits,
    "reminders": Reminders,
    "waits": Waits,
}
_MANY = {
    "eligibility": EligibilityRule,
    "criteria": ReviewCriterion,
    "evaluation_items": EvaluationItem,
    "ratings": Rating,
}


def parse_city(slug: str, content: str) -> City:
    """A profile from TOML text. Raises ValueError, TypeError or KeyError that names the fault."""
    table: dict[str, Any] = tomllib.loads(content)
    translations: dict[Language, dict[str, str]] = {language: {} for language in _SUFFIXES}
    rows = [table, *(table[key] for key in _SINGLE), *(row for key in _MANY for row in table[key])]
    for row in rows:
        _take_translations(row, translations)
    for key, single in _SINGLE.items():
        table[key] = single(**table[key])
    for key, row_type in _MANY.items():
        table[key] = tuple(row_type(**row) for row in table[key])
    for key in ("enabled_forms", "official_names"):
        table[key] = tuple(table[key])
    parsed = City(slug=slug, translations=translations, **table)
    _check(parsed)
    return parsed


def _take_translations(row: dict[str, Any], into: dict[Language, dict[str, str]]) -> None:
    """Move the words in other languages out of a table, each to the Japanese words it stands by."""
    for name in list(row):
        for language, suffix in _SUFFIXES.items():
            if f"{name}{suffix}" in row:
                into[language][row[name]] = row.pop(f"{name}{suffix}")


def _check(parsed: City) -> None:
    lists: dict[str, list[Any]] = {
        "enabled_forms": list(parsed.enabled_forms),
        "eligibility": [rule.key for rule in parsed.eligibility],
        "criteria": [criterion.key for criterion in parsed.criteria],
        "evaluation_items": [item.key for item in parsed.evaluation_items],
        "ratings": [rating.code for rating in parsed.ratings],
    }
    for name, keys in lists.items():
        if not keys:
            raise ValueError(f"{name}: at least one is needed")
        if doubled := sorted({str(key) for key in keys if keys.count(key) > 1}):
            raise ValueError(f"{name}: given twice: {', '.join(doubled)}")
    _check_days(parsed)
    if phases := {item.phase for item in parsed.evaluation_items} - set(PHASES):
        raise ValueError(f"evaluation_items: no such phase: {', '.join(sorted(phases))}")
    for criterion in parsed.criteria:
        if criterion.points < 1 or criterion.weight < 1:
            raise ValueError(f"criteria: points and weight of {criterion.key} must be at least 1")


def _check_days(parsed: City) -> None:
    """Whole days, each once: a slip here would write letters every day, or none."""
    for name, days in asdict(parsed.reminders).items():
        if not isinstance(days, list) or any(type(day) is not int for day in days):
            raise ValueError(f"reminders: {name} takes a list of whole days, as in [-3, 1]")
        if len(days) != len(set(days)):
            raise ValueError(f"reminders: {name}: a day is given twice")
    for name, days in asdict(parsed.waits).items():
        if type(days) is not int or days < 1:
            raise ValueError(f"waits: {name} must be a number of days, at least 1")
