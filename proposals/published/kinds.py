"""What of the calls and the proposals is public, and in which forms everybody may have it."""

from django.db.models import QuerySet

from kyodo_portal.life.people import Person
from kyodo_portal.publishing.kinds import PublicKind, register
from proposals.models import Call, Proposal
from proposals.published.calendar import CallCalendar
from proposals.published.concerns import CONCERNS
from proposals.published.dataset import CallDataset
from proposals.published.feed import CallFeed
from proposals.published.filters import IN_PLACE, CallFilterSet
from proposals.published.opinions import OPINIONS


def calls_for(user: Person) -> QuerySet[Call]:
    """The calls with their status by the clock, and whether one can take part now."""
    return Call.objects.visible_to(user).with_current_status().annotate(place=IN_PLACE)


CALLS = PublicKind(
    slug="calls",
    name="募集",
    place=30,
    model=Call,
    listed_for=calls_for,
    list_page="calls:list",
    page="calls:detail",
    filters=CallFilterSet,
    feed=CallFeed,
    calendar=CallCalendar,
    dataset=CallDataset,
    without={"linked_data": "schema.org has no word for it; its dataset says more than one would."},
)

PROPOSALS = PublicKind(
    slug="proposals",
    name="提案",
    place=40,
    model=Proposal,
    listed_for=Proposal.objects.visible_to,
    page="proposals:detail",
    without=dict.fromkeys(
        ("list", "filters", "feed", "calendar", "dataset", "linked_data", "search"),
        "Proposals are told with the results of their call, and what is adopted is a project.",
    ),
)

register(CALLS, OPINIONS, PROPOSALS, CONCERNS)
