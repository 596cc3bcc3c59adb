"""The ranking of a call as plain data, and its digest: what lay before the committee, for ever."""

import hashlib
import json
from typing import Any

from proposals.judging.scoring import ranking_of
from proposals.models import Call, FrozenScores


def ranking_as_data(call: Call) -> list[dict[str, Any]]:
    """One row for each proposal, best first: figures as text, so that nothing is rounded."""
    return [
        {
            "rank": row.rank,
            "number": row.proposal.number,
            "title": row.proposal.title,
            "proposer": row.proposal.proposer_label,
            "requested": row.proposal.requested_amount,
            "sheets": row.standing.counted,
            **row.standing.as_data(),
        }
        for row in ranking_of(call)
    ]


def is_still_so(frozen: FrozenScores, call: Call) -> bool:
    """Whether the ranking is what it was when it was frozen, in all that was written down then."""
    now, kept = ranking_as_data(call), frozen.ranking
    if len(now) != len(kept):
        return False
    return all(
        {name: row.get(name) for name in before} == before
        for row, before in zip(now, kept, strict=True)
    )


def digest_of(ranking: list[dict[str, Any]]) -> str:
    """The SHA-256 of the rows, written in one way."""
    text = json.dumps(ranking, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
