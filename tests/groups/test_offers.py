"""What groups offer, from the page of the group to the thanks; the list; and what nobody answers."""

import datetime as dt
import uuid
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from groups.actions.offers import ask_for_offer, end_unanswered_talks
from groups.flows import OFFER_TALK_FLOW
from groups.flows.offers import takers
from groups.models import Department, Group, Offer, OfferTalk, User
from groups.reminders import unanswered_offers
from kyodo_portal.life.clock import Tick
from kyodo_portal.post.outbox import OutgoingMail
from tests.factories import make_department, make_group, make_staff, make_user, today
from tests.groups.offering import make_offer, make_talk
from tests.people import Cast, make_cast
from tests.races import at_once

pytestmark = pytest.mark.django_db

URL = "/supporters/offers/"


def told(words: str) -> set[str]:
    return set(OutgoingMail.objects.filter(subject__contains=words).values_list("to", flat=True))


def sent(client: Client, page: str, **typed: Any) -> Any:
    """Send the form of a page with its key."""
    form = client.get(page).context["form"]
    return client.post(page, {"submission_key": form["submission_key"].value(), **typed})


WRITTEN = {
    "kind": "place",
    "title": "会議室を土曜日に",
    "text": "20人まで使えます。",
    "amount": "月2回",
    "ends_on": "",
    "district": "",
    "conditions": "",
    "handing": "",
    "receipt": "",
    "may_be_named": "on",
}


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def test_offer_is_written_asked_for_given_and_thanked_for(cast: Cast) -> None:
    manager, other = cast.browser("manager"), cast.browser("other_manager")
    assert f"{URL}new/{cast.group.pk}/" in manager.get(cast.group.get_absolute_url()).text

    made = sent(manager, f"{URL}new/{cast.group.pk}/", **WRITTEN)
    offer = Offer.objects.get()
    page = offer.get_absolute_url()
    assert (made["Location"], offer.is_from_counter) == (page, False)
    for place in (URL, cast.group.get_absolute_url(), "/search/?q=会議室を土曜日に"):
        assert "会議室を土曜日に" in Client().get(place).text

    shown = other.get(page)
    asked = sent_to_ask(other, shown, page, words="花だんの話し合いに使いたいです。")
    talk = OfferTalk.objects.get()
    assert asked["Location"] == talk.get_absolute_url()
    assert told("提供について、相談が届きました") == {cast["manager"].email}
    assert Offer.objects.get().status == "talking"
    assert talk.get_absolute_url() in manager.get("/my/").text

    waiting = make_talk(offer, cast.department, cast["staff"])
    manager.post(
        f"{URL}talks/{talk.pk}/move/", {"move": "agree", "note": "土曜の9時に鍵を渡します。"}
    )
    assert told("「提供します」と返事がありました") == {cast["other_manager"].email}
    waiting.refresh_from_db()
    assert waiting.status == "declined"
    assert told("ほかの団体か課に決まりました") == {cast["staff"].email}
    assert Offer.objects.get().status == "agreed"

    thanks = {"thanks": "よい話し合いになりました。", "public": "on"}
    other.post(talk.get_absolute_url(), thanks)
    assert told("提供のお礼が届きました") == {cast["manager"].email}
    assert Offer.objects.get().status == "thanked"
    assert "よい話し合いになりました。" in Client().get(page).text


def sent_to_ask(client: Client, shown: Any, page: str, **typed: str) -> Any:
    key = shown.context["form"]["submission_key"].value()
    return client.post(f"{page}ask/", {"submission_key": key, **typed})


@pytest.mark.parametrize(("taker_agrees", "giver_agrees"), [(True, False), (False, True)])
def test_thanks_are_public_only_where_both_agreed(
    cast: Cast, taker_agrees: bool, giver_agrees: bool
) -> None:
    offer = make_offer(cast.group, status="thanked", may_be_named=giver_agrees)
    thanks = {"thanks": "ひみつのお礼", "thanks_public": taker_agrees, "status": "thanked"}
    talk = make_talk(offer, cast.department, **thanks)

    assert "ひみつのお礼" not in Client().get(offer.get_absolute_url()).text
    assert "ひみつのお礼" in cast.browser("manager").get(talk.get_absolute_url()).text


def test_who_could_ask_in_two_names_has_to_choose(cast: Cast) -> None:
    offer = make_offer(cast.group)
    second = make_group("二つめの会", managers=(cast["other_manager"],))
    browser = cast.browser("other_manager")
    page = offer.get_absolute_url()

    refused = sent_to_ask(browser, browser.get(page), page, words="ほしいです。")
    taken = sent_to_ask(
        browser, browser.get(page), page, words="ほしいです。", taker=f"group-{second.pk}"
    )

    assert "だれとして相談するかを選んでください。" in refused.text
    assert "ほしいです。" in refused.text
    assert (taken.status_code, OfferTalk.objects.get().group) == (302, second)


def test_who_has_no_group_is_told_whom_to_ask(cast: Cast) -> None:
    page = make_offer(cast.group).get_absolute_url()
    words = "相談できるのは、登録された団体の代表・管理者と、市の課の職員です。"

    shown = {kind: words in cast.browser(kind).get(page).text for kind in ("anonymous", "citizen")}
    refused = cast.browser("citizen").post(f"{page}ask/", {"words": "書いた言葉"})

    assert shown == {"anonymous": True, "citizen": True}
    assert (refused.status_code, "書いた言葉" in refused.text) == (403, True)


def test_desk_enters_what_came_on_paper_and_the_group_is_told(cast: Cast) -> None:
    desk, url = cast.browser("coordinator"), f"{URL}new/{cast.group.pk}/"
    tomorrow = (today() + dt.timedelta(days=1)).isoformat()

    late = sent(desk, url, **WRITTEN, came_by="post", came_on=tomorrow)
    sent(desk, url, **WRITTEN, came_by="post", came_on=today().isoformat())

    assert "これから先の日付になっています" in late.text
    offer = Offer.objects.get()
    assert (offer.came_by, offer.came_on, offer.entered_by) == (
        "post",
        today(),
        cast["coordinator"],
    )
    assert told("窓口が入力しました") == {cast["manager"].email}


def test_silence_is_reminded_of_and_ended_by_the_clock(cast: Cast) -> None:
    offer = make_offer(cast.group, status="talking")
    talk = make_talk(offer, cast.department, cast["staff"])

    def end(days: int) -> int:
        with time_machine.travel(talk.created_at + dt.timedelta(days=days), tick=False):
            return end_unanswered_talks(Tick(now=timezone.now(), since=today()))

    assert list(unanswered_offers(timezone.now())) == [talk]
    assert (end(13), end(14), end(14)) == (0, 1, 0)
    talk.refresh_from_db()
    assert (talk.status, Offer.objects.get().status) == ("unanswered", "open")
    assert told("返事がないまま終わりました") == {cast["staff"].email}


def test_agreement_that_came_to_nothing_opens_the_offer_again(cast: Cast) -> None:
    offer = make_offer(cast.group, status="agreed")
    talk = make_talk(offer, cast.department, cast["staff"], status="agreed")

    OFFER_TALK_FLOW.make("call_off", talk, by=cast["staff"], note="会場が変わりました。")

    assert Offer.objects.get().status == "open"
    assert told("取りやめになりました") == {cast["manager"].email}
    assert list(takers(talk)) == [cast["staff"]]


def test_offer_taken_back_tells_who_waits(cast: Cast) -> None:
    offer = make_offer(cast.group, status="talking")
    make_talk(offer, cast.department, cast["staff"])

    cast.browser("manager").post(
        f"{offer.get_absolute_url()}move/", {"move": "withdraw", "note": "壊れてしまいました。"}
    )

    assert (Offer.objects.get().status, OfferTalk.objects.get().status) == (
        "withdrawn",
        "declined",
    )
    assert told("取り下げられました") == {cast["staff"].email}
    assert "壊れてしまいました。" in Client().get(offer.get_absolute_url()).text


def titles(client: Client, **query: Any) -> list[str]:
    return [each.title for each in client.get(URL, query).context["page_obj"]]


def test_list_is_ordered_and_narrowed(client: Client) -> None:
    company = make_group("見本園芸店", kind="company")
    make_offer(company, "済んだ苗", status="thanked")
    make_offer(company, "苗")
    make_offer(make_group(kind="university"), "学生の手", kind="research")
    make_offer(company, "期限の過ぎた鉢", ends_on=today() - dt.timedelta(days=1))

    assert titles(client) == ["学生の手", "苗", "期限の過ぎた鉢", "済んだ苗"]
    assert titles(client, state="open") == ["学生の手", "苗"]
    assert titles(client, state="over") == ["期限の過ぎた鉢", "済んだ苗"]
    assert titles(client, kind="research") == titles(client, giver="university") == ["学生の手"]
    assert titles(client, q="見本園芸店", state="open") == ["苗"]
    assert len(titles(client, kind="nothing", giver="nobody", state="unknown")) == 4


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(("who", "queries"), [("anonymous", 3), ("manager", 8)])
def test_pages_cost_the_same_however_much_there_is(
    who: str, queries: int, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    cast = make_cast()
    offer = make_offer(cast.group, status="talking")
    for _ in range(number):
        make_talk(offer, make_group())
        make_offer(make_group())
    browser = cast.browser(who)
    browser.get(offer.get_absolute_url())

    with django_assert_num_queries(queries):
        assert browser.get(offer.get_absolute_url()).status_code == 200
    Client().get(URL)
    with django_assert_num_queries(2):
        assert Client().get(URL).status_code == 200


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_who_agree_at_once_give_it_once() -> None:
    manager = make_user()
    offer = make_offer(make_group(managers=(manager,)), status="talking")
    talks = [make_talk(offer, _department()) for _ in range(2)]

    def agree(talk: OfferTalk) -> Any:
        browser = Client()
        browser.force_login(User.objects.get(pk=manager.pk))
        move = {"move": "agree", "note": "どうぞ。"}
        return browser.post(f"{URL}talks/{talk.pk}/move/", move).status_code

    at_once(*(lambda talk=talk: agree(talk) for talk in talks))

    statuses = sorted(OfferTalk.objects.values_list("status", flat=True))
    assert (statuses, Offer.objects.get().status) == (["agreed", "declined"], "agreed")


def _department() -> Department:
    department = make_department()
    make_staff(department)
    return department


def test_the_same_asks_once_at_a_time(cast: Cast) -> None:
    offer, group = make_offer(cast.group), Group.objects.get(name="ほかの会")
    key = uuid.uuid4()
    again = [
        ask_for_offer(offer=offer, taker=group, words="ほしい", by=cast["other_manager"], key=key)
        for _ in range(2)
    ]

    assert [is_new for _, is_new in again] == [True, False]
    browser = cast.browser("other_manager")
    page = offer.get_absolute_url()
    second = sent_to_ask(browser, browser.get(page), page, words="もう一度")
    assert (second.status_code, OfferTalk.objects.count()) == (409, 1)
    assert ("すでに相談しています" in second.text, "もう一度" in second.text) == (True, True)
