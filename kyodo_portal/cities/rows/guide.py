"""What a city's guideline says: its words, principles, actors, issues, measures; shown by home and guide."""

from dataclasses import dataclass
from typing import Literal

from kyodo_portal.cities.rows.base import Told


@dataclass(frozen=True, slots=True, kw_only=True)
class Precept:
    """One principle, rule, manner, pillar, policy or stage.

    key      its name within its set.
    name     what it is called.
    text     what it asks, or says.
    kept_by  what the portal does so that it is kept.
    """

    key: str
    name: Told
    text: Told
    kept_by: Told = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PreceptSet:
    """A set of precepts, under the name the city's guideline has for it: 4つのルール, 基本理念, 3つの柱, 段階.

    key       its name within the profile, and its address on the page of the guide.
    name      its heading.
    lead      a sentence before the items.
    on_guide  whether the guide shows it.
    ordered   whether the items are numbered.
    items     the precepts, in order.
    """

    key: str
    name: Told
    lead: Told = ""
    on_guide: bool = True
    ordered: bool = False
    items: tuple[Precept, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """A word the guideline defines: `reading` is how the term is read, in kana; found by both."""

    key: str
    term: Told
    reading: str
    text: Told


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """One thing that an actor does."""

    name: Told
    text: Told = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """What an actor can do here: `page` is the name of a page of the portal (`cities.pages`)."""

    label: Told
    page: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """One kind of people or body that takes part, and what it can bring.

    place  where it stands on the map of the actors, where the city has one.
    """

    key: str
    name: Told
    text: Told
    place: Literal["citizens", "between", "city"] = "citizens"
    roles: tuple[Role, ...] = ()
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorMap:
    """The map of the actors around what they work for: `goal` stands in its middle."""

    goal: Told
    lead: Told = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """An issue (課題) the guideline names.

    group        the heading it stands under, such as 市民の課題.
    needs        what it takes to meet it.
    answered_by  keys of measures, and names of pages of the portal (`cities.pages`).
    """

    key: str
    group: Told = ""
    name: Told
    needs: tuple[Told, ...] = ()
    answered_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A measure (取組・施策) the guideline announces.

    policy, stage  the precept it serves and the stage it is at: `set.item`, or the key of the item alone
                   where only one set has it.
    state          how far it has come.
    page           the page of the portal on which it lives (`cities.pages`).
    """

    key: str
    name: Told
    text: Told
    policy: str = ""
    stage: str = ""
    state: Literal["planned", "running", "done", "stopped"] = "running"
    page: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Committee:
    """A committee of the city: `judges` says what it looks at."""

    key: str
    name: Told
    text: Told = ""
    judges: tuple[Literal["proposals", "evaluations", "year"], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class District:
    """A 地区 of the city: its `reading` in kana, a point (degrees), and the 町・区 that belong to it."""

    code: str
    name: Told
    reading: str
    latitude: float | None = None
    longitude: float | None = None
    towns: tuple[Told, ...] = ()
