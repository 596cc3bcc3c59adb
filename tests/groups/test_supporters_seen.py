"""Who sees which supporters: as each of them chose."""

import pytest
from django.test import Client

from tests.factories import make_group, make_user
from tests.groups.supporting import make_supporter
from tests.people import KINDS, Cast, make_cast
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db

ASKERS = {"manager", "other_manager", "staff", "other_staff"}
DESK = {"coordinator", "superuser"}

SEEN_BY: dict[str, set[str]] = {
    "everybody": set(KINDS),
    "groups": ASKERS | DESK,
    "desk": DESK,
}


def names(client: Client) -> list[str]:
    return [line["name"] for line in client.get("/supporters/").context["lines"]]


@pytest.fixture(scope="module")
def offered(for_the_file: None) -> Cast:
    cast = make_cast()
    for audience in SEEN_BY:
        make_supporter(make_user(audience), audience=audience, public_name=audience)
    return cast


@pytest.mark.parametrize("kind", KINDS)
def test_everybody_sees_those_who_chose_so(offered: Cast, kind: str) -> None:
    seen = [audience for audience, people in SEEN_BY.items() if kind in people]

    assert sorted(names(offered.browser(kind))) == sorted(seen)


def test_who_speaks_for_a_group_that_waits_sees_no_more_than_everybody(offered: Cast) -> None:
    speaker = make_user()
    make_group("まだの会", managers=(speaker,), status="applied")
    browser = Client()
    sign_in(browser, speaker)

    assert names(browser) == ["everybody"]
