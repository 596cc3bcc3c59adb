"""What an act on many would do, read before it is done: step by step, and what is refused and why.

A plan travels through the page as text and is carried out as it was read; each step asks the rules again.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied

from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.life.people import Person
from proposals.desk.board import Board

MOST = 100
"""Records of one press: more would keep the browser waiting. What is left over is offered next."""

_WRITTEN = re.compile(r"[0-9]{1,18}(?:\.[0-9]{1,18})*(?:,[0-9]{1,18}(?:\.[0-9]{1,18})*)*")


TAKEN_BACK = {
    1: "期限までに採点が届いていないため",
    2: "審査委員の都合のため",
    3: "審査の割り当てを組み直すため",
}
"""Why requests are taken back, several at once."""


@dataclass(frozen=True, slots=True)
class Step:
    """One record, what it is done with, and what the page says of it."""

    pk: int
    args: tuple[int, ...] = ()
    name: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """One line of a list: of what, and what."""

    name: str
    words: str


@dataclass(slots=True)
class Plan:
    """The steps of one press, how many more there are, and what is refused."""

    steps: list[Step] = field(default_factory=list)
    refused: list[Told] = field(default_factory=list)
    left: int = 0

    def cut(self) -> "Plan":
        """The part of it that one press carries out."""
        return Plan(self.steps[:MOST], self.refused, max(0, len(self.steps) - MOST))

    @property
    def written(self) -> str:
        """The steps as the form carries them."""
        return ",".join(".".join(map(str, (step.pk, *step.args))) for step in self.steps)


def read_steps(written: str) -> list[Step]:
    """The steps that a form carried, each record once. Raises `MoveRefused` for anything else."""
    if not _WRITTEN.fullmatch(written):
        raise MoveRefused(
            "確かめた内容を読み取れませんでした。審査の机に戻って、もう一度確かめてください。",
            status_code=400,
        )
    steps: dict[int, Step] = {}
    for each in written.split(","):
        pk, *args = map(int, each.split("."))
        steps.setdefault(pk, Step(pk, tuple(args)))
    return list(steps.values())[:MOST]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskAct:
    """One thing that is done to many at the desk.

    key    its name in the form.
    label  what the button says; `press` is what the button under the preview says.
    plan   what would be done to these proposals (their numbers), with what the form gives.
    do     one step in a transaction of its own: the line of what was done. Raises
           `PermissionDenied` for what cannot be done, or is done already.
    """

    key: str
    label: str
    press: str
    plan: Callable[[Board, Sequence[int], dict[str, Any]], Plan]
    do: Callable[[Board, Step, Person], Told]


@dataclass(slots=True)
class Outcome:
    """What came of one press."""

    done: list[Told] = field(default_factory=list)
    refused: list[Told] = field(default_factory=list)


def carry_out(act: DeskAct, board: Board, steps: Sequence[Step], *, by: Person) -> Outcome:
    """Do step by step what was read; one that is refused stops no other."""
    outcome = Outcome()
    for step in steps:
        try:
            outcome.done.append(act.do(board, step, by))
        except PermissionDenied as refusal:
            outcome.refused.append(Told(named(board, step), str(refusal)))
    return outcome


def named(board: Board, step: Step) -> str:
    """What a step is about, in a list."""
    proposal = board.by_pk.get(step.pk)
    return label_of(proposal) if proposal else ""


def label_of(proposal: Any) -> str:
    """A proposal in a list of the desk."""
    return f"{proposal.number}　{proposal}" if proposal.number else str(proposal)
