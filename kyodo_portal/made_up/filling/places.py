"""The places of a made-up city, each open on five or six days."""

import datetime as dt
from random import Random

from django.utils import timezone

from groups.models import Equipment, Place, PlaceEquipment, PlaceHours, PlaceRoom
from kyodo_portal.cities import city
from kyodo_portal.made_up.filling.words import Words


def make_places(rng: Random, number: int, *, batch: int) -> list[Place]:
    """So many places with their hours, three rooms each and some equipment."""
    words = Words(rng)
    kinds = [each.code for each in city().place_kinds_on]
    districts = [each.code for each in city().districts] or [""]
    today = timezone.localdate()
    places = []
    for index in range(number):
        area, kana = words.place()
        places.append(
            Place(
                name=f"{area}会館{index + 1}",
                name_kana=f"{kana}カイカン{index + 1}",
                kind=rng.choice(kinds),
                about=words.sentences(2, area, "集まり"),
                address=f"{area}{index + 1}番地",
                district=rng.choice(districts),
                step_free=rng.random() < 0.6,
                parking=rng.randint(0, 60),
                source="大きさを測るための見本",
                checked_on=today - dt.timedelta(days=rng.randint(0, 500)),
                is_public=True,
            )
        )
    Place.objects.bulk_create(places, batch_size=batch)
    hours, rooms, things = [], [], []
    for place in places:
        closed = rng.randrange(7)
        closes = rng.choice((17, 21, 22)) * 60
        hours += [
            PlaceHours(place=place, weekday=day, opens=9 * 60, closes=closes)
            for day in range(7)
            if day != closed
        ]
        rooms += [
            PlaceRoom(place=place, name=f"会議室{each}", people=12 * each) for each in (1, 2, 3)
        ]
        things += [
            PlaceEquipment(place=place, kind=kind)
            for kind in rng.sample([each for each in Equipment.values if each != "other"], 4)
        ]
    PlaceHours.objects.bulk_create(hours, batch_size=batch)
    PlaceRoom.objects.bulk_create(rooms, batch_size=batch)
    PlaceEquipment.objects.bulk_create(things, batch_size=batch)
    return places
