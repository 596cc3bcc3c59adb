"""What a move is, who makes it, and what a page offers of it: the rows of a flow's table."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext

from kyodo_portal.life.people import Person
from kyodo_portal.life.recorded import Recorded
from kyodo_portal.life.verdicts import ALLOWED, Verdict
from kyodo_portal.post.letters import Addressee
from kyodo_portal.words.languages import Words


class MoveRefused(PermissionDenied):
    """A move that was not made; nothing has changed. `reason` is the sentence to show, and
    `status_code` tells "you may not" (403) from "it cannot be done now" (409)."""

    def __init__(self, reason: str, *, status_code: int = 409) -> None:
        super().__init__(reason)
        self.reason = reason
        self.status_code = status_code


@dataclass(frozen=True, slots=True)
class Act:
    """One making of a move: who, when, from which status, with what words, and what else they gave."""

    by: Person
    at: datetime
    before: str = ""
    note: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)


def _always(*_: Any) -> Verdict:
    return ALLOWED


def _nothing(*_: Any) -> Any:
    return {}


def _nobody(*_: Any) -> Iterable[Addressee]:
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Move(Recorded):
    """One row of the table: an act that moves the thing on. What it says afterwards (`happened`,
    and what stands there beside it) `Recorded` tells.

    who        may this person make the move at all? Whoever may not does not see it.
    judges     does it judge the thing? Then nobody makes it who has an interest in the thing,
               whatever they are besides (`life.interest`): they see it with that reason. No, where
               it is an act of the thing's own side, or follows from another act. Where both sides
               may make it, what tells whether this person would judge. Every move says it.
    when       may it be made now? A no is shown beside the button, with its reason.
    stamps     columns set in the same UPDATE as the status (decided_at, decided_by …).
    effect     what follows from it in the same transaction.
    tells      the people who get a letter; `told` is its subject, a full sentence in the past, and
               where it is empty `happened`; `next_step` says what the reader can do.
    tells_daily  who is told of it in their letter of the day, with all else that came in, and not at once.
    leads_to   the address that the letter gives, where the page of the thing itself is closed to them.
    done       what the person who made the move is told: a sentence, or what makes one of the
               thing as it now is. Empty: the move's label and the new status.
    note_label the question whose answer is required with the move; empty when none is.
    asks_due   the move asks for a date by which the other side acts.
    automatic  made by the portal as part of another act; never offered as a button.
    by_clock   comes about as time passes, without anybody writing it; stands in the diagram only.
    """

    label: Words
    sources: frozenset[str]
    target: str
    who: Callable[[Person, Any], Verdict] = _always
    judges: bool | Callable[[Person, Any], bool] | None = None
    when: Callable[[Any], Verdict] = _always
    stamps: Callable[[Any, Act], dict[str, Any]] = _nothing
    effect: Callable[[Any, Act], Any] = _nothing
    tells: Callable[[Any, Act], Iterable[Addressee]] = _nobody
    tells_daily: Callable[[Any, Act], Iterable[Addressee]] = _nobody
    told: Words = ""
    next_step: Words = ""
    leads_to: Callable[[Any], str] | None = None
    done: Words | Callable[[Any], Words] = ""
    note_label: Words = ""
    asks_due: bool = False
    tone: str = "secondary"
    confirm: Words = ""
    automatic: bool = False
    by_clock: bool = False

    def is_judging(self, person: Person, obj: Any) -> bool:
        """Whether this person would judge the thing by making the move."""
        return self.judges(person, obj) if callable(self.judges) else bool(self.judges)

    def done_words(self, moved: Any) -> Words:
        """What the person who made the move reads afterwards."""
        words = self.done(moved) if callable(self.done) else self.done
        return words or gettext(
            "「{label}」を行いました。いまの状態は「{status_label}」です。"
        ).format(label=self.label, status_label=moved.status_label)


@dataclass(frozen=True, slots=True)
class Offer:
    """A move this person may make, and whether it can be made now."""

    move: Move
    verdict: Verdict
