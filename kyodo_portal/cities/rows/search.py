"""What the city says to whoever looks for something: words that mean one thing, and where common words lead."""

from dataclasses import dataclass

from kyodo_portal.cities.rows.base import Told


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchWords:
    """Words that mean one thing, so that who types one of them finds the others as well.

    words  looked for in the place of each other, the most usual first.
    typed  what people type for them too and what is never looked for: readings, other languages.
    not_in longer words that have one of them by chance, and in which it is not found: 主催し for 催し.

    The portal has a table of its own (`search/words.toml`), to which a city adds.
    """

    words: tuple[str, ...]
    typed: tuple[str, ...] = ()
    not_in: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchLead:
    """Where common words lead: a link above the results.

    key    by which a city writes another row in the place of the portal's; one without words is off.
    words  what is typed, in any language. Japanese words count inside of longer ones too.
    page   a page of the portal (`cities.pages`), `query` what narrows it.
    label  what the link says.
    """

    key: str
    words: tuple[str, ...]
    page: str
    query: str = ""
    label: Told
