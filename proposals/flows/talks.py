"""An adopted idea becomes a consultation, in which its proposer and the city talk about how to begin."""

from kyodo_portal.life.people import Person
from proposals.flows.consultations import CONSULTATION_FLOW
from proposals.models import Consultation, Proposal


def talk_from(proposal: Proposal, *, by: Person) -> Consultation:
    """Open the consultation of an idea, with its words carried over. It waits for the desk, whose turn
    it is. Runs inside the transaction of the release."""
    talk = Consultation(
        subject=proposal.title,
        concern=proposal.background,
        idea=proposal.content,
        group=proposal.group,
        department=proposal.responsible_department,
        created_by=proposal.created_by,
        guest=proposal.guest,
    )
    asker = proposal.created_by or proposal.guest
    talk.keep_language(asker.language if asker else "")
    talk.save()
    CONSULTATION_FLOW.record("open", talk, by=by, note=f"採択されたアイデア {proposal.number} から")
    return talk
