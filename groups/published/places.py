"""What of the places is public, and in which forms everybody may have it."""

from groups.models import Place
from groups.models.places import PlaceQuerySet
from groups.published.place_dataset import PlaceDataset
from groups.published.place_filters import PlaceFilter
from groups.published.place_linked_data import linked_data_of
from kyodo_portal.life.people import Person
from kyodo_portal.publishing.kinds import PublicKind


def places_for(user: Person) -> PlaceQuerySet:
    """Those in use: one that was given up keeps its page, to which records lead."""
    return Place.objects.visible_to(user).in_use()


PLACES = PublicKind(
    slug="places",
    name="場所",
    place=25,
    model=Place,
    listed_for=places_for,
    list_page="places:list",
    page="places:detail",
    filters=PlaceFilter,
    dataset=PlaceDataset,
    linked_data=linked_data_of,
    without={
        "feed": "A new place comes once in years; what is on there is told by events.",
        "calendar": "What is on there stands in the calendar of events.",
        "states": "It is public or not yet, and nothing waits for anybody.",
    },
)
