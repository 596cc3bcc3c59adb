"""Common words lead to their page, above the results and in the language of the page."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from kyodo_portal.cities import city_names, load_city
from kyodo_portal.cities.pages import PAGES
from kyodo_portal.search.leads import SHOWN, leads_of
from kyodo_portal.words.languages import LANGUAGES
from tests.factories import make_project


@pytest.mark.once
@pytest.mark.parametrize(
    ("typed", "pages"),
    [
        ("イベント", ["/events/"]),
        ("ｲﾍﾞﾝﾄ", ["/events/"]),
        ("日曜のイベント", ["/events/", "/events/?when=sunday"]),
        ("居場所", []),
        ("困りごと", ["/concerns/"]),
        ("困りごとの相談", ["/concerns/", "/consult/"]),
        ("出前講座", ["/lectures/"]),
        ("パブコメ", ["/opinions/"]),
        ("場所", ["/places/"]),
        ("場所をさがす", ["/places/"]),
        ("LOGIN", ["/accounts/login/"]),
        ("logins", []),
        ("団体登録", ["/groups/apply/"]),
        ("花だん", []),
        ("", []),
        ("👪" * 200, []),
    ],
)
def test_words_lead_to_their_pages(typed: str, pages: list[str]) -> None:
    assert [lead.url for lead in leads_of(typed)] == pages


@pytest.mark.once
def test_few_leads_are_shown_the_longest_word_first() -> None:
    leads = leads_of("イベント 相談 団体登録 ログイン 地図 統計 パスワードを忘れた")

    assert len(leads) == SHOWN
    assert leads[0].url == reverse("account_reset_password")


@pytest.mark.once
@pytest.mark.parametrize("name", city_names())
def test_leads_of_every_city_lead_somewhere_in_every_language(name: str) -> None:
    city = load_city(name)
    for language in LANGUAGES:
        with translation.override(language.code):
            told = {lead.key: city.said(lead.label) for lead in city.search_leads}
            assert all(told.values())
            assert {reverse(PAGES[lead.page]) for lead in city.search_leads}
    pages = [(lead.page, lead.query) for lead in city.search_leads]
    assert len(set(pages)) == len(pages)


@pytest.mark.django_db
def test_lead_stands_above_the_results_and_takes_none_away(client: Client) -> None:
    make_project("イベントの道")
    page = client.get("/search/", {"q": "イベント"}).content.decode()

    assert page.index('<a href="/events/">参加できる日の一覧</a>') < page.index("search-hits")
    assert "<mark>イベント</mark>の道" in page
    assert (
        '<a href="/en/events/">Days you can come to</a>'
        in client.get("/en/search/", {"q": "イベント"}).content.decode()
    )
    assert "search-leads" not in client.get("/search/", {"q": ""}).content.decode()


@pytest.mark.django_db
def test_where_nothing_is_found_the_lead_above_comes_first(client: Client) -> None:
    found = {
        word: client.get("/search/", {"q": word}).content.decode() for word in ("LOGIN", "ぬぬぬ")
    }

    assert {word: "上の案内からお進みください" in page for word, page in found.items()} == {
        "LOGIN": True,
        "ぬぬぬ": False,
    }
