"""The kinds of long work: each app registers its own, with what is done and what the person reads."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from kyodo_portal.life.jobs.models import Job
from kyodo_portal.life.jobs.task import Task
from kyodo_portal.life.people import Person


class JobRefused(Exception):
    """What was asked for cannot be done; nothing has changed. `reasons` are full Japanese sentences,
    one per thing to mend."""

    def __init__(self, *reasons: str) -> None:
        super().__init__("\n".join(reasons))
        self.reasons = reasons


@dataclass(frozen=True, slots=True)
class Section:
    """Part of what a job came to: a title, which says how much there is, and its lines."""

    title: str
    lines: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Came:
    """What a job came to: what the person reads, and the file that was made, with its name."""

    report: list[Section] = field(default_factory=list)
    content: bytes = b""
    name: str = ""


def _nothing_before(_: Task) -> None:
    return None


def _whoever_asked(_: Person, __: Job) -> bool:
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class JobKind:
    """One kind of long work.

    key     its name, for ever: jobs that wait are known by it.
    work    what takes long, outside of any transaction; it tells the task how far it is, and changes
            nothing in the database but pieces that are the same whoever makes them: after the death of
            its worker it is done once more.
    finish  what is written, in the one transaction in which the job becomes done: so it happens
            once, or not at all. It is given what `work` returned.
    is_for  whether its owner may still have what it made: people change their posts.

    The first two raise `JobRefused` for what cannot be done.
    """

    key: str
    work: Callable[[Task], Any] = _nothing_before
    finish: Callable[[Job, Any], Came]
    is_for: Callable[[Person, Job], bool] = _whoever_asked


KINDS: dict[str, JobKind] = {}


def register(kind: JobKind) -> None:
    """Add a kind. Raises ImproperlyConfigured for a key that is taken."""
    if kind.key in KINDS:
        raise ImproperlyConfigured(f"{kind.key}: two kinds of job share this key")
    KINDS[kind.key] = kind
