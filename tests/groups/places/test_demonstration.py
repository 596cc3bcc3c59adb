"""Every city's demonstration has the places its guideline speaks of, one of them to be checked again."""

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from groups.models import Place, PlacePhoto
from groups.queues import places_to_check
from kyodo_portal.made_up.demonstration.cast import World
from kyodo_portal.made_up.demonstration.clock import Calendar
from kyodo_portal.made_up.demonstration.places import OWN, open_places
from tests.factories import make_coordinator

CITIES = ("chapter3", "minami_alps", "saku", "suwa", "yoshikawa")


def test_every_city_has_a_name_for_its_centre() -> None:
    assert tuple(sorted(OWN)) == CITIES


@pytest.mark.django_db
@pytest.mark.parametrize("name", CITIES)
def test_places_are_found_and_open_at_their_hours(client: Client, settings: Any, name: str) -> None:
    settings.KYODO_CITY = name
    cache.clear()
    world = World(Calendar(timezone.localdate()))
    world.people["coordinator"] = make_coordinator()
    open_places(world)

    centre = Place.objects.get(kind="center")
    assert centre.name == OWN[name][0]
    page = client.get("/places/?open=sunday&equipment=printer").content.decode()
    assert centre.name in page
    assert "北部コミュニティセンター" not in client.get("/places/").content.decode()
    assert client.get(centre.get_absolute_url()).status_code == 200
    assert Place.objects.filter(places_to_check(None)).count() == 1
    assert PlacePhoto.objects.count() == 3
