"""Finding what a page is about."""

from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from groups.rules.groups import HIDDEN
from kyodo_portal.life.people import Person
from kyodo_portal.lists.whole import read_whole
from kyodo_portal.writing.locks import locked
from proposals.actions.drafting import PARTS
from proposals.models import Proposal
from proposals.rules.proposals import can_edit_proposal


def number_in(request: HttpRequest, name: str) -> int | None:
    """The number of a record that the address names (`?project=12`)."""
    typed = request.GET.get(name, "")[:18]
    return int(typed) if typed.isascii() and typed.isdigit() else None


def found_proposal(user: Person, pk: int) -> Proposal:
    """The proposal with all its rows in one query, if this person may see it; otherwise a 404. For
    reading: whoever is going to write locks it, and asks for the rows after that."""
    visible = Proposal.objects.visible_to(user).filter(pk=pk)
    proposals = read_whole(visible.select_related("call", "group"), *PARTS)
    if not proposals:
        raise Http404(HIDDEN)
    return proposals[0]


def locked_proposal(visible: QuerySet[Proposal], pk: int) -> Proposal:
    """The proposal, locked for whoever is going to write it, if it is among those this person may
    see; otherwise a 404."""
    try:
        return locked(visible, pk=pk)
    except Proposal.DoesNotExist:
        raise Http404(HIDDEN) from None


def proposal_for_writing(user: Person, pk: int) -> Proposal:
    """The proposal, where this person may write it now. 404 when it is not theirs to see, 403 with
    the reason when it cannot be written."""
    proposal = found_proposal(user, pk)
    can_edit_proposal(user, proposal).enforce()
    return proposal
