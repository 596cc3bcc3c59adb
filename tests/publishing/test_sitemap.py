"""The map of the pages names those of the guide too."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from kyodo_portal.cities import city, city_names
from kyodo_portal.site.guide_pages import pages_of

pytestmark = pytest.mark.django_db


def test_every_page_of_the_guide_of_every_city_is_on_the_map(client: Client, settings: Any) -> None:
    found, wanted = {}, {}
    for name in city_names():
        settings.KYODO_CITY = name
        page = client.get(reverse("sitemap_pages")).text
        paths = re.findall(r"<loc>https?://[^/]+([^<]*)</loc>", page)
        found[name] = [path for path in paths if path.startswith("/guide/")]
        wanted[name] = [*(each.url for each in pages_of(city())), reverse("which_form")]
        assert [client.get(path).status_code for path in found[name]] == [200] * len(found[name])

    assert found == wanted
