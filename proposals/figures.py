"""What of consultations, concerns and proposals is counted by 年度. Proposals are counted where everybody may read
them one by one."""

from django.utils.translation import gettext_lazy as _

from kyodo_portal.life.figures import Figure, tell
from proposals.models import ADOPTED_STATUSES, Concern, Consultation, Proposal, ProposalStatus
from proposals.models.proposals import ProposalQuerySet


def adopted() -> ProposalQuerySet:
    """Adopted, with or without conditions, and the results are public."""
    return Proposal.objects.announced().filter(status__in=ADOPTED_STATUSES)


def declined() -> ProposalQuerySet:
    """Not adopted, and the results are public."""
    return Proposal.objects.announced().filter(status=ProposalStatus.DECLINED)


tell(
    Figure(
        name="consultations",
        label=_("受けた相談"),
        records=Consultation.objects.all,
        moment="created_at",
        is_private=True,
    ),
    Figure(
        name="concerns",
        label=_("公開した地域の困りごと"),
        records=Concern.objects.public,
        moment="published_at",
    ),
    Figure(
        name="proposals",
        label=_("結果を公表した提案"),
        records=Proposal.objects.announced,
        moment="call__decided_at",
    ),
    Figure(name="adopted", label=_("採択"), records=adopted, moment="call__decided_at"),
    Figure(name="declined", label=_("不採択"), records=declined, moment="call__decided_at"),
)
