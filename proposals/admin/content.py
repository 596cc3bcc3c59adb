"""A proposal as staff and reviewers read it: the sections as on its own page, and the documents."""

from typing import Any

from proposals.content.reading import reading_of
from proposals.content.snapshot import snapshot_of
from proposals.models import Proposal


def content_of(proposal: Proposal) -> dict[str, Any]:
    """What the template `admin/proposals/_content.html` shows."""
    return {
        "readings": reading_of(snapshot_of(proposal), of=proposal.call),
        "attachments": list(proposal.attachments.all()),
    }
