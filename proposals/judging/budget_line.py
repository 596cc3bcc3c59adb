"""How far the money of a call goes down its ranking, and who stands next in line (次点; practice §2)."""

from collections.abc import Sequence
from dataclasses import dataclass

from proposals.judging.scoring import Ranked


@dataclass(frozen=True, slots=True)
class Placed:
    """A row of the ranking against the money. `spent`: what it and those above it ask for, in whole yen.
    `is_first_beyond`: the line lies directly above it, and `left` is what it could still have. `reserve`: its place
    among those next in line, None for whoever is within, asks for nothing, or does not pass."""

    row: Ranked
    spent: int
    is_within: bool
    is_first_beyond: bool = False
    reserve: int | None = None
    left: int = 0


def budget_line(ranked: Sequence[Ranked], total: int | None) -> list[Placed]:
    """The rows with the line at which the money is used up; nothing where the call names no sum. Best first, each
    that passes takes what it asks for; from the first for whom it is not enough, all that pass stand next in line:
    none below is taken before one above it. What asks for nothing is always within."""
    if total is None:
        return []
    placed: list[Placed] = []
    spent, reserve = 0, 0
    for row in ranked:
        asked = row.proposal.requested_amount or 0
        if row.standing.passes is not True:
            placed.append(Placed(row, spent, False))
        elif asked == 0 or (reserve == 0 and spent + asked <= total):
            spent += asked
            placed.append(Placed(row, spent, True))
        else:
            reserve += 1
            beyond = Placed(row, spent + asked, False, reserve == 1, reserve, total - spent)
            placed.append(beyond)
    return placed
