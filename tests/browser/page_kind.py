"""One kind of page in one state, as the accessibility tests walk it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

USUAL = "通常"


@dataclass(frozen=True)
class PageKind:
    """One kind of page in one state: its address, who looks, and what is done before judging."""

    label: str
    name: str
    of: tuple[str, ...] = ()
    who: str = "anonymous"
    query: str = ""
    state: str = USUAL
    act: Callable[[Any], None] | None = None
    language: str = "ja"
    answers: int = 200

    def __str__(self) -> str:
        return f"{self.label}（{self.state}）"


def one(label: str, name: str, *of: str, **more: Any) -> PageKind:
    return PageKind(label, name, of, **more)
