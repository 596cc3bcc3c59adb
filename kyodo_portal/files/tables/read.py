"""What was read of a list, before anything is judged."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class FileRow:
    """One record as it stands in the file. `number` counts from 1; `line` is the last line of a
    record in a table; `is_text` says that every value came as text and an empty one means nothing;
    `headings` is what the file itself calls each column, `called_by` the column by which a record is
    called."""

    number: int
    values: dict[str, Any]
    line: int | None = None
    is_text: bool = False
    headings: Mapping[str, str] = field(default_factory=dict)
    called_by: str = "id"

    @property
    def place(self) -> str:
        """Where to look in the file: 3件目（4行目）."""
        return f"{self.number}件目" + (f"（{self.line}行目）" if self.line else "")

    @property
    def label(self) -> str:
        """The same with what the record calls itself: 3件目（4行目、id：nagareyama-12）."""
        identity = self.values.get(self.called_by)
        if not isinstance(identity, str) or not identity.strip():
            return self.place
        parts = [f"{self.line}行目"] if self.line else []
        called = "id" if self.called_by == "id" else self.heading(self.called_by)
        return f"{self.number}件目（{'、'.join([*parts, f'{called}：{shortened(identity)}'])}）"

    def heading(self, name: str) -> str:
        """What the file calls a column."""
        return self.headings.get(name, name)


@dataclass(frozen=True, slots=True)
class Content:
    """The records of a file, and what of it was passed over: a sentence for each line or sheet."""

    rows: list[FileRow]
    notes: list[str] = field(default_factory=list)


def shortened(value: Any, limit: int = 30) -> str:
    """A value as it can be shown in one line of a report, whatever it holds."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    plain = "".join(
        letter if letter.isprintable() or letter == "\u3000" else "�"
        for letter in text[: limit + 1]
    )
    return plain if len(plain) <= limit else plain[: limit - 1] + "…"
