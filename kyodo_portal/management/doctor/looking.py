"""A look at one side of the installation, and what it finds."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from types import ModuleType

from django.db import Error as DatabaseError
from django.db import transaction

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it should be: what it is, in one sentence, and what to do about it. What
    `is_wrong` harms people or will; the rest is for the engineer to know."""

    what: str
    do: str
    is_wrong: bool = True


@dataclass(frozen=True, slots=True)
class Looked:
    """What one look came to."""

    subject: str
    findings: tuple[Finding, ...]


Look = Callable[[], Iterable[Finding]]

LOOKS: dict[str, Look] = {}


def look_at(subject: str) -> Callable[[Look], Look]:
    """Register a look by what it looks at, in the words of the terminal."""

    def register(look: Look) -> Look:
        LOOKS[subject] = look
        return look

    return register


def wrong(what: str, do: str) -> Finding:
    return Finding(what, do)


def note(what: str, do: str) -> Finding:
    return Finding(what, do, is_wrong=False)


def look_at_all(modules: Iterable[ModuleType]) -> list[Looked]:
    """Every look of these modules, in their order. One that fails is a finding itself, and
    stops no other."""
    return [
        Looked(subject, _looked(subject, look))
        for module in modules
        for subject, look in LOOKS.items()
        if look.__module__ == module.__name__
    ]


def _looked(subject: str, look: Look) -> tuple[Finding, ...]:
    try:
        with transaction.atomic():
            return tuple(look())
    except DatabaseError as error:
        said = " ".join(str(error).split())
        return (
            wrong(
                f"データベースから読めませんでした（{said}）。",
                "DATABASE_URL と、データベースが動いているかを確かめ、manage.py migrate を動かしてください。",
            ),
        )
    except Exception as error:
        logger.exception("the look at %s failed", subject)
        return (
            wrong(
                f"調べている途中で止まりました（{type(error).__name__}）。",
                "ポータルの記録（ログ）に残した内容を、保守の担当者に伝えてください。",
            ),
        )
