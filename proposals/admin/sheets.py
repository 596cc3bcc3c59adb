"""What of a proposal stands on a sheet, by who reads it: everything, its card alone, or nothing."""

from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet

from kyodo_portal.life.people import Person
from proposals.content.blinding import HIDDEN
from proposals.models import Proposal, Review, ReviewStatus
from proposals.models.proposals import without_names
from proposals.rules.blinding import is_blinded

STEPPED_ASIDE = "利害関係により辞退した審査"
"""What stands in the place of the title of a proposal from whose review a person stepped aside."""


def not_taken_up(user: Person) -> Q:
    """The person's own sheets of which they have not said yet that there is no conflict: the proposal is
    known to them by its number."""
    return Q(reviewer=user.pk, status=ReviewStatus.ASSIGNED)


def stepped_aside(user: Person) -> Q:
    """The sheets of which the person has declared a conflict of interest: nothing of the proposal is
    shown to them any more, neither its title nor its number."""
    return Q(reviewer=user.pk, status=ReviewStatus.DECLARED_CONFLICT)


def judged_without_names(user: Person) -> Q:
    """The person's own sheets of calls that hide who proposes, until the result of each is public."""
    return Q(reviewer=user.pk) & without_names("proposal__")


def as_shown_to(user: Person, sheets: QuerySet[Review]) -> QuerySet[Review]:
    """Annotates `is_withheld` (nothing is shown), `is_closed` (the card alone) and `is_nameless`."""
    return sheets.annotate(
        is_withheld=_as_boolean(stepped_aside(user)),
        is_closed=_as_boolean(not_taken_up(user)),
        is_nameless=_as_boolean(judged_without_names(user)),
    )


def _as_boolean(condition: Q) -> ExpressionWrapper:
    return ExpressionWrapper(condition, output_field=BooleanField())


def title_of(review: Any) -> str:
    """What the proposal is called on a sheet as it is shown."""
    if review.is_withheld:
        return STEPPED_ASIDE
    is_numbered = review.is_closed or review.is_nameless
    return review.proposal.card_name if is_numbered else str(review.proposal)


def card_of(proposal: Proposal) -> list[tuple[str, Any]]:
    """What one has to know to say whether one has an interest, and nothing of what is proposed. Where names
    are hidden, one says it of what one reads later, too."""
    named = not is_blinded(proposal)
    rows = [
        ("受付番号", proposal.number),
        ("募集", proposal.call.title),
        ("提案した人", proposal.proposer_label if named else HIDDEN),
        ("いっしょに行う団体", proposal.implementing_group if named else ""),
        ("担当課", proposal.responsible_department),
    ]
    return [(label, value) for label, value in rows if value]
