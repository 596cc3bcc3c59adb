"""What of the groups is public, and in which forms everybody may have it."""

from groups.models import Group
from groups.published.dataset import GroupDataset
from groups.published.feed import GroupFeed
from groups.published.filters import GroupFilter
from groups.published.linked_data import linked_data_of
from groups.published.meetings import MEETINGS
from groups.published.offers import OFFERS
from groups.published.places import PLACES
from kyodo_portal.publishing.kinds import PublicKind, register

GROUPS = PublicKind(
    slug="groups",
    name="団体",
    place=20,
    model=Group,
    listed_for=Group.objects.visible_to,
    list_page="groups:list",
    page="groups:detail",
    filters=GroupFilter,
    feed=GroupFeed,
    dataset=GroupDataset,
    linked_data=linked_data_of,
    without={"calendar": "A group has no day that others wait for."},
)

register(GROUPS, OFFERS, PLACES, MEETINGS)
