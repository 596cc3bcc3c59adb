"""A proposal as staff and reviewers read it: the sections as on its own page, and the documents."""

from typing import Any

from proposals.models import Proposal
from proposals.reading import reading_of
from proposals.snapshot import snapshot_of


def content_of(proposal: Proposal) -> dict[str, Any]:
    """What the template `admin/proposals/_content.html` shows."""
    return {
        "readings": reading_of(snapshot_of(proposal)),
        "attachments": list(proposal.attachments.all()),
    }
