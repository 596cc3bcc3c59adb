"""The ranking of a call as plain data, and its digest: what lay before the committee, for ever."""

import hashlib
import json
from typing import Any

from proposals.judging.scoring import ranking_of
from proposals.models import Call


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


def digest_of(ranking: list[dict[str, Any]]) -> str:
    """The SHA-256 of the rows, written in one way."""
    text = json.dumps(ranking, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
