"""Names of departments and 地区 can be read on the pages in やさしい日本語."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from kyodo_portal.cities.districts import district_choices
from tests.factories import make_department, make_project
from tests.own_city import DISTRICTS, live_in

pytestmark = pytest.mark.django_db


def test_department_carries_its_reading_in_easy_japanese_alone(client: Client) -> None:
    department = make_department("見本の課")
    project = make_project(departments=(department,), status="active")
    read = "<ruby>見本の課<rp>（</rp><rt>みほんか</rt><rp>）</rp></ruby>"
    pages = (reverse("projects:list"), project.get_absolute_url(), reverse("statistics"))

    shown = {
        prefix + path: client.get(prefix + path).text
        for path in pages
        for prefix in ("", "/easy", "/en")
    }

    assert {
        path for path, page in shown.items() if "見本の課" in re.sub("<title>.*</title>", "", page)
    } == set(shown)
    assert {path for path, page in shown.items() if read in page} == {
        f"/easy{path}" for path in pages
    }
    assert {path for path, page in shown.items() if "みほんか" in page} == {
        f"/easy{path}" for path in pages
    }


def test_district_is_read_as_the_profile_says(settings: Any, tmp_path: Path) -> None:
    live_in(settings, tmp_path, DISTRICTS)
    said = {}
    for code in ("ja", "ja-easy", "en"):
        with translation.override(code):
            said[code] = dict(district_choices())

    plain = {"north": "きたの地区", "river": "みずべ地区"}
    read = {"north": "｜きたの地区《きたのちく》", "river": "｜みずべ地区《みずべちく》"}
    assert said == {"ja": plain, "ja-easy": read, "en": plain}
