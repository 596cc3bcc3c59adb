"""Who stepped aside from a review sees nothing more of the proposal, in whatever way they look."""

import pytest
from django.test import Client

from tests.factories import make_reviewer
from tests.people import make_cast
from tests.proposals.factories import make_proposal, make_review

pytestmark = pytest.mark.django_db
LIST = "/admin/proposals/review/"
TITLE, NUMBER = "夜ふけの灯りの提案", "R-0417"


def test_title_is_shown_to_the_desk_and_not_to_who_stepped_aside() -> None:
    cast = make_cast()
    proposal = make_proposal(TITLE, status="under_review", number=NUMBER)
    aside = make_review(proposal, cast["reviewer"], status="declared_conflict")
    colleague = make_reviewer("同じ提案を見る委員")
    make_review(proposal, colleague, status="in_progress")
    places = {
        "list": LIST,
        "in order": f"{LIST}?o=1",
        "sheet": f"{LIST}{aside.pk}/change/",
        "found by its words": f"{LIST}?q={TITLE}",
        "found by its number": f"{LIST}?q={NUMBER}",
    }
    other = Client()
    other.force_login(colleague)

    def told(client: Client) -> dict[str, bool]:
        pages = {name: client.get(place).content.decode() for name, place in places.items()}
        return {name: f">{TITLE}" in page or f"「{TITLE}」" in page for name, page in pages.items()}

    assert told(cast.browser("reviewer")) == dict.fromkeys(places, False)
    assert "利害関係により辞退した審査" in cast.browser("reviewer").get(LIST).content.decode()
    assert told(cast.browser("coordinator")) == dict.fromkeys(places, True)
    assert told(other) == {**dict.fromkeys(places, True), "sheet": False}  # it is not theirs
    for word in (TITLE, NUMBER):
        found = cast.browser("reviewer").get(f"{LIST}?q={word}").context["cl"]
        assert found.result_count == 0
