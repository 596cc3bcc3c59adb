"""Where a call is judged without names: before whom, until when, and what has to be done first."""

from kyodo_portal.life.people import Person, is_signed_in
from kyodo_portal.life.verdicts import Verdict, allow_if
from proposals.content.snapshot import digest_of
from proposals.models import Proposal, Review


def is_blinded(proposal: Proposal) -> bool:
    """Until its own result is public, whatever else of the call is out. See also `models.proposals.without_names`."""
    return proposal.call.is_blind and not proposal.is_announced


def is_blinded_before(person: Person, review: Review) -> bool:
    """Before the reviewer whose sheet it is; the desk reads names."""
    mine = is_signed_in(person) and review.reviewer_id == person.pk
    return mine and is_blinded(review.proposal)


def is_checked(proposal: Proposal) -> bool:
    """Whether somebody has read the proposal as it now stands for what names the group."""
    blinding = getattr(proposal, "blinding", None)
    return blinding is not None and blinding.digest == digest_of(proposal)


def can_be_given_to_reviewers(proposal: Proposal) -> Verdict:
    """Where names are hidden, once they have been looked for in the text: before anybody is asked, and again before
    the review of a text that was corrected since."""
    return allow_if(
        not proposal.call.is_blind or is_checked(proposal),
        "この募集は、団体の名前を伏せて審査します。審査委員に見せる前に、いまの"
        "提案の本文と書類に団体が分かる言葉がないかを確かめてください（「名前を伏せる確認」）。",
    )
