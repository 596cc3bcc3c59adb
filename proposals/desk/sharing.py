"""Who is asked about which proposal, so that all have about as much to read."""

from collections.abc import Sequence

from groups.models import User
from proposals.desk.board import Board
from proposals.models import Proposal

Share = tuple[list[User], int]
"""Who is newly asked, and how many seats stay empty because nobody can be asked."""


def shared_out(board: Board, proposals: Sequence[Proposal], seats: int) -> dict[int, Share]:
    """Fill up to `seats` of each proposal, by its number. Each seat goes to whoever has least of this
    call and no interest in the proposal; proposals for which few can be asked come first, so that
    their few are not spent on others. The same table always gives the same shares."""
    loads = board.loads()
    free: dict[int, list[User]] = {}
    open_seats: dict[int, int] = {}
    for proposal in proposals:
        asked = board.of_proposal[proposal.pk]
        open_seats[proposal.pk] = max(0, seats - sum(sheet.stands for sheet in asked.values()))
        free[proposal.pk] = [
            person
            for person in board.reviewers
            if person.pk not in asked and board.is_free_to_judge(person, proposal)
        ]
    shares: dict[int, Share] = {}
    for proposal in sorted(proposals, key=lambda each: len(free[each.pk])):
        chosen = sorted(free[proposal.pk], key=lambda person: (loads[person.pk], person.pk))
        new = chosen[: open_seats[proposal.pk]]
        for person in new:
            loads[person.pk] += 1
        shares[proposal.pk] = new, open_seats[proposal.pk] - len(new)
    return shares
