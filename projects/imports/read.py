"""What was read of a file of past projects, before anything is judged."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from projects.imports.labels import LABELS


@dataclass(frozen=True, slots=True)
class FileRow:
    """One record as it stands in the file. `number` counts from 1; `line` is the last line of a
    record in a table; `is_text` says that every value came as text and an empty one means nothing;
    `headings` is what the file itself calls each column."""

    number: int
    values: dict[str, Any]
    line: int | None = None
    is_text: bool = False
    headings: Mapping[str, str] = field(default_factory=dict)

    @property
    def place(self) -> str:
        """Where to look in the file: 3件目（4行目）."""
        return f"{self.number}件目" + (f"（{self.line}行目）" if self.line else "")

    @property
    def label(self) -> str:
        """The same with what the record calls itself: 3件目（4行目、id：nagareyama-12）."""
        identity = self.values.get("id")
        if not isinstance(identity, str) or not identity.strip():
            return self.place
        parts = [f"{self.line}行目"] if self.line else []
        return f"{self.number}件目（{'、'.join([*parts, f'id：{shortened(identity)}'])}）"

    def heading(self, name: str) -> str:
        """What the file calls a column."""
        return self.headings.get(name, name)


@dataclass(frozen=True, slots=True)
class Content:
    """The records of a file, and what of it was passed over: a sentence for each line or sheet."""

    rows: list[FileRow]
    notes: list[str] = field(default_factory=list)


def own_headings(named: Mapping[str, str]) -> dict[str, str]:
    """What the file calls each column, given what it calls those it has (by their own names); one
    that it lacks is called in the same language."""
    in_japanese = any(name in LABELS and heading != name for name, heading in named.items())
    missing = {name: label if in_japanese else name for name, label in LABELS.items()}
    return {**missing, **{name: shortened(heading) for name, heading in named.items()}}


def shortened(value: Any, limit: int = 30) -> str:
    """A value as it can be shown in one line of a report, whatever it holds."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    plain = "".join(letter if letter.isprintable() else "�" for letter in text[: limit + 1])
    return plain if len(plain) <= limit else plain[: limit - 1] + "…"
