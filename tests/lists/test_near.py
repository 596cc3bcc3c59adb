"""How far two points are from each other, how that is said, and in which order records come."""

from pathlib import Path
from typing import Any

import pytest

from kyodo_portal.lists.near import (
    Origin,
    Point,
    distance_words,
    kilometres,
    nearest_first,
    told_of,
)
from projects.models import Project
from tests.factories import make_project
from tests.own_city import live_in

STATION, HALL = Point(35.8897, 139.8548), Point(35.8931, 139.8502)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (STATION, STATION, 0.0),
        (STATION, HALL, 0.56),
        (Point(35.0, 139.0), Point(36.0, 139.0), 111.19),
        (Point(35.0, 139.0), Point(35.0, 140.0), 91.08),
        (Point(43.06, 141.35), Point(26.21, 127.68), 2246.04),
    ],
)
def test_way_between_two_points(a: Point, b: Point, expected: float) -> None:
    assert kilometres(a, b) == pytest.approx(expected, abs=0.05)
    assert kilometres(b, a) == pytest.approx(kilometres(a, b))


SAID = {
    0.0: "すぐ近く",
    0.049: "すぐ近く",
    0.06: "約100m",
    0.349: "約300m",
    0.949: "約900m",
    0.951: "約1.0km",
    1.24: "約1.2km",
    9.94: "約9.9km",
    9.96: "約10km",
    12.4: "約12km",
    2243.9: "約2,244km",
}


def test_distances_are_said_as_people_say_them() -> None:
    assert {km: distance_words(km) for km in SAID} == SAID


CITY = """
[[districts]]
code = "north"
name = "きたの地区"
reading = "きたのちく"
latitude = 35.95
longitude = 139.85

[[districts]]
code = "river"
name = "みずべ地区"
reading = "みずべちく"
"""

PROJECTS: dict[str, dict[str, Any]] = {
    "1.1km": {"latitude": "35.9000", "longitude": "139.8500"},
    "5.6km": {"latitude": "35.9400", "longitude": "139.8500", "district": "river"},
    "100m east": {"latitude": "35.8900", "longitude": "139.8511"},
    "in river": {"district": "river"},
    "in north": {"district": "north"},
    "somewhere": {},
}

ORDERS = {
    "from a place in the river district": (
        Origin("館", Point(35.89, 139.85), "river"),
        ["100m east", "1.1km", "in river", "5.6km", "in north", "somewhere"],
        ["約100m", "約1.1km", "みずべ地区", "約5.6km", "きたの地区", ""],
    ),
    "from a district with a centre": (
        Origin("きたの地区", Point(35.95, 139.85), "north"),
        ["in north", "5.6km", "1.1km", "100m east", "somewhere", "in river"],
        ["きたの地区", "約1.1km", "約5.6km", "約6.7km", "", "みずべ地区"],
    ),
    "from a district without": (
        Origin("みずべ地区", None, "river"),
        ["in river", "5.6km", "somewhere", "in north", "100m east", "1.1km"],
        ["みずべ地区", "みずべ地区", "", "きたの地区", "", ""],
    ),
    "from a place without a point or a district": (
        Origin("館", None),
        ["somewhere", "in north", "in river", "100m east", "5.6km", "1.1km"],
        ["", "きたの地区", "みずべ地区", "", "みずべ地区", ""],
    ),
}


@pytest.fixture(scope="module")
def _projects(for_the_file: None) -> None:
    for name, more in PROJECTS.items():
        make_project(name, **more)


@pytest.mark.django_db
@pytest.mark.usefixtures("_projects")
@pytest.mark.parametrize("case", ORDERS)
def test_records_come_in_the_order_of_their_distance(
    settings: Any, tmp_path: Path, case: str
) -> None:
    live_in(settings, tmp_path, CITY)
    origin, names, said = ORDERS[case]

    found = list(nearest_first(Project.objects.order_by("-pk"), origin, ""))

    assert [project.title for project in found] == names
    assert [told_of(project, origin) for project in found] == said
