"""What the committee concluded, as far as the call lets everybody read it."""

from proposals.models import Call

COMMENT = "\n講評："
"""Stands between the conclusion with its reason and what the committee says to the proposers."""


def published_conclusion(call: Call, text: str) -> str:
    """The part of a conclusion that is published: with or without the reason, with or without the comment."""
    conclusion, mark, comment = text.partition(COMMENT)
    told = [conclusion] if call.publishes_conclusion else []
    if mark and call.publishes_comment:
        told.append(f"{COMMENT.strip()}{comment}")
    return "\n".join(told)
