"""What a supporter writes for everybody is told of and hidden as any other words: seen by nobody, kept for
its writer, and back when a second person decides so."""

import pytest
from django.test import Client
from django.urls import reverse

from groups.flows import REPORT_FLOW
from groups.models import Report, Supporter
from kyodo_portal.post.outbox import OutgoingMail
from tests.factories import make_coordinator
from tests.groups.supporting import make_paper_supporter, make_supporter
from tests.people import Cast, make_cast

pytestmark = pytest.mark.django_db

WORDS, WHY = "となりの見本さんの悪口", "人の名前と悪口が書かれていたため"


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def url_of(supporter: Supporter) -> str:
    return reverse("reports:create", args=["supporter", supporter.pk])


def test_words_are_told_of_in_the_list_hidden_and_shown_again(cast: Cast, client: Client) -> None:
    writer = cast["citizen"]
    supporter = make_supporter(writer, text=WORDS)
    assert url_of(supporter) in client.get("/supporters/").content.decode()

    answer = client.post(url_of(supporter), {"reason": "abuse"})
    report = Report.objects.get()
    assert (answer["Location"], str(report)) == (
        "/supporters/",
        f"サポーター（{supporter.pk}）の紹介",
    )
    REPORT_FLOW.make("hide", report, by=cast["coordinator"], note=WHY)

    assert WORDS not in client.get("/supporters/").content.decode()
    assert WORDS not in cast.browser("coordinator").get("/supporters/").content.decode()
    own = cast.browser("citizen").get("/supporters/mine/").content.decode()
    assert (WORDS in own, WHY in own) == (True, True)
    assert list(Supporter.objects.offering()) == []
    assert OutgoingMail.objects.filter(to=writer.email).count() == 1
    assert client.get(url_of(supporter)).status_code == 404

    REPORT_FLOW.make("appeal", report, by=writer, note="名前を消しました。")
    REPORT_FLOW.make("restore", report, by=make_coordinator("別の担当"), note="直されていたため")
    assert WORDS in client.get("/supporters/").content.decode()


@pytest.mark.parametrize("audience", ["groups", "desk"])
def test_nobody_tells_of_what_they_do_not_see(client: Client, cast: Cast, audience: str) -> None:
    supporter = make_supporter(cast["citizen"], audience=audience)

    assert client.get(url_of(supporter)).status_code == 404
    assert url_of(supporter) not in client.get("/supporters/").content.decode()


def test_words_from_the_counter_are_hidden_without_a_writer_to_tell(
    cast: Cast, client: Client
) -> None:
    supporter = make_paper_supporter(cast["coordinator"], text=WORDS)
    client.post(url_of(supporter), {"reason": "abuse"})
    REPORT_FLOW.make("hide", Report.objects.get(), by=cast["coordinator"], note=WHY)

    assert WORDS not in client.get("/supporters/").content.decode()
