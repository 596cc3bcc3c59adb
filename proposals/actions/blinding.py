"""Somebody has read a proposal for what names the group."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from groups.models.people import account_of
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.life.people import Person
from kyodo_portal.writing.locks import locked
from proposals.content.snapshot import digest_of
from proposals.flows import PROPOSAL_FLOW
from proposals.models import Blinding, Proposal, ProposalAttachment
from proposals.rules.proposals import may_handle_proposal


@transaction.atomic
def mark_names(
    *, proposal: Proposal, words: str, attachments: Iterable[ProposalAttachment], by: Person
) -> Blinding:
    """Keep which words are struck out and which documents may be shown; from then on reviewers may be asked.
    Raises `PermissionDenied`, or `MoveRefused` in a call that is judged with names."""
    current = locked(Proposal, pk=proposal.pk)
    may_handle_proposal(by, current).enforce()
    if not current.call.is_blind:
        raise MoveRefused("この募集は、団体の名前を示して審査します。伏せる言葉は要りません。")
    blinding, _ = Blinding.objects.update_or_create(
        proposal=current,
        defaults={
            "words": words,
            "digest": digest_of(current),
            "checked_by": account_of(by),
            "checked_at": timezone.now(),
        },
    )
    own = current.attachments.filter(pk__in=[each.pk for each in attachments])
    blinding.attachments.set(own)
    PROPOSAL_FLOW.record("mark_names", current, by=by)
    return blinding
