"""Who writes while the portal is in trouble, and what of it is there afterwards.

`tell` is called within `manage.py shell` on the portal's own database, and answers in JSON.
"""

import hashlib
import json
import sys
from typing import Any

from django.db import transaction

from proposals.models import Proposal, ProposalAttachment
from tests.factories import make_group, make_user
from tests.proposals.factories import make_call, make_proposal
from tests.trust.world import signed_in_as

READY_DRAFTS = 40
"""Complete drafts of each person, to be submitted one after the other."""


def make(people: int, *, ready: int = READY_DRAFTS) -> list[dict[str, Any]]:
    """Writers: the key of a session, the draft they write in, and those they submit."""
    made = []
    with transaction.atomic():
        call = make_call()
        for number in range(people):
            person = make_user(f"書く人{number}")
            group = make_group(f"書く会{number}", managers=(person,))
            draft = make_proposal(call=call, group=group, by=person)
            drafts = [make_proposal(call=call, group=group, by=person) for _ in range(ready)]
            made.append(
                {
                    "session": signed_in_as(person),
                    "draft": draft.pk,
                    "ready": [each.pk for each in drafts],
                }
            )
    return made


def kept() -> dict[str, Any]:
    """What is stored: the words of every draft, which were submitted and in how many versions, and
    every document with what its file holds now (empty where it is missing)."""
    return {
        "summaries": {str(p.pk): p.summary for p in Proposal.objects.all()},
        "versions": {
            str(p.pk): p.versions.count() for p in Proposal.objects.filter(status="submitted")
        },
        "documents": [
            {"title": each.title, "promised": each.sha256, "found": _digest(each)}
            for each in ProposalAttachment.objects.all()
        ],
    }


def _digest(document: Any) -> str:
    try:
        with document.file.open("rb") as file:
            return hashlib.sha256(file.read()).hexdigest()
    except OSError:
        return ""


def tell(people: int = 0) -> None:
    """Make so many people and say who they are; without any, say what is stored."""
    sys.stdout.write(json.dumps(make(people) if people else kept()))
