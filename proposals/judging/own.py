"""A reviewer's own sheets of one call: how many are done, and which comes next."""

from dataclasses import dataclass

from kyodo_portal.life.people import Account
from proposals.models import Call, ProposalStatus, Review, ReviewStatus
from proposals.models.affairs import of_strangers
from proposals.models.proposals import REVIEWED_STATUSES


@dataclass(frozen=True, slots=True)
class OwnSheets:
    """In the order of the proposals' numbers, without those from which the reviewer stepped aside and those
    whose proposal is no longer judged and was not scored."""

    sheets: list[Review]

    @property
    def done(self) -> int:
        return sum(sheet.status == ReviewStatus.SUBMITTED for sheet in self.sheets)

    def next_after(self, review: Review) -> Review | None:
        """The next one that is still to be handed in, round and round; None where none is."""
        place = next((n for n, each in enumerate(self.sheets) if each.pk == review.pk), -1)
        others = [*self.sheets[place + 1 :], *self.sheets[: max(place, 0)]]
        return next((each for each in others if each.is_unfinished), None)


def own_sheets(user: Account, call: Call) -> OwnSheets:
    """All sheets of the call that are this person's own to write, with what stands in them."""
    own = Review.objects.filter(of_strangers(user), reviewer=user.pk, proposal__call=call)
    whole = (
        own.without_conflict()
        .filter(proposal__status__in=REVIEWED_STATUSES)
        .select_related("proposal", "proposal__call", "proposal__group")
        .prefetch_related("scores__criterion")
        .order_by("proposal__number", "proposal_id")
    )
    return OwnSheets(
        [
            sheet
            for sheet in whole
            if sheet.status == ReviewStatus.SUBMITTED
            or sheet.proposal.status == ProposalStatus.UNDER_REVIEW
        ]
    )
