"""Who is before the portal: only an open account counts, and only an account is kept."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from groups.models import User
from groups.models.people import account_of
from groups.rules.people import managed_groups
from kyodo_portal.life.people import EVERYBODY, is_signed_in

pytestmark = pytest.mark.once


def test_only_an_open_account_is_signed_in() -> None:
    people = {"visitor": EVERYBODY, "open": User(pk=1), "closed": User(pk=2, is_active=False)}

    assert {name: is_signed_in(person) for name, person in people.items()} == {
        "visitor": False,
        "open": True,
        "closed": False,
    }


def test_visitor_speaks_for_no_group() -> None:
    assert managed_groups(AnonymousUser()) == frozenset()


def test_account_of_whoever_acts_is_kept_and_a_visitor_refused() -> None:
    somebody = User(pk=1)

    assert account_of(somebody) is somebody
    with pytest.raises(PermissionDenied):
        account_of(AnonymousUser())
