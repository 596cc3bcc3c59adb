"""The line that says a city is made up stands where it is made up, and nowhere else."""

from typing import Any

import pytest
from django.test import Client

from groups.models import User
from kyodo_portal.made_up.demonstration.cast import ACCOUNTS

SAID = "見本の市のデータです。"


@pytest.mark.parametrize(
    ("debug", "loaded", "said"),
    [(True, True, 1), (True, False, 0), (False, True, 0), (False, False, 0)],
)
def test_only_a_made_up_city_says_so(
    db: None, client: Client, settings: Any, debug: bool, loaded: bool, said: int
) -> None:
    settings.DEBUG = debug
    if loaded:
        User.objects.create_user(ACCOUNTS[0].email, display_name="見本の人")
    assert client.get("/accessibility/").content.decode().count(SAID) == said
