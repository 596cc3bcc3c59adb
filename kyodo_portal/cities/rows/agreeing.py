"""What a city proposes to say in its agreements."""

from dataclasses import dataclass

CLAUSE_TOPICS = (
    "liability",
    "insurance",
    "privacy",
    "ownership",
    "publication",
    "change",
    "termination",
    "talks",
    "other",
)
"""What a clause speaks of; at most one of each stands in an agreement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseTemplate:
    """The words with which a clause of an agreement begins, until both sides have adjusted them.

    topic  one of `CLAUSE_TOPICS`.
    forms  the numbers of the forms of collaboration for which it is; for all where none is named.
    text   the clause. It goes into the agreement as it is, so that it is in Japanese alone.
    """

    key: str
    topic: str
    text: str
    forms: tuple[int, ...] = ()
