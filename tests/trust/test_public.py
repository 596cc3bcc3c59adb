"""Which addresses may be asked for by who has not signed in: no other than those named here."""

from typing import Any
from urllib.parse import unquote

import pytest
from django.contrib.auth.decorators import login_not_required, login_required
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import get_resolver, path
from django.views.decorators.http import require_POST

from kyodo_portal import urls as portal
from tests.trust.named import ELSEWHERE, views_in

pytestmark = pytest.mark.once

PUBLIC = {
    "site": """
        home guide guide_part which_form near accessibility accessibility_results statistics statistics_csv
        furigana healthz readyz city_styles quilt
    """,
    "search": "search search_suggest",
    "publishing": """
        open_data open_data_csv open_data_json open_data_dictionary
        feed_projects feed_events feed_help-wanted feed_groups feed_calls feed_reports feed_updates
        feed_offers feed_lectures feed_concerns feed_opinions calendar_opinions
        feed_meetings calendar_meetings
        calendar_calls calendar_projects calendar_events calendar_help-wanted
        sitemap sitemap_pages sitemap_records robots favicon
    """,
    "groups": """
        groups:list groups:detail groups:move groups:document groups:picture groups:journal groups:journal_photo
        guests:confirm reports:create
        places:list places:detail places:photo supporters:list
        offers:list offers:detail
        committees:list committees:detail meetings:list meetings:detail meetings:paper
        messages:contact_group messages:contact_department messages:guest
    """,
    "notices": "unsubscribe",
    "projects": """
        projects:list projects:matrix projects:timeline projects:map projects:updates
        projects:detail projects:agreement projects:agreement_pdf projects:move projects:photo projects:step
        events:list events:ics events:detail events:move events:join events:joined events:here
        lectures:list lectures:detail lectures:apply lectures:wish lectures:guest
        events:photo
        questions:create questions:guest
        help_wanted:list help_wanted:detail help_wanted:answer help_wanted:guest
    """,
    "proposals": """
        concerns:list concerns:create concerns:detail concerns:me_too concerns:photo concerns:guest
        concerns:guest_edit concerns:guest_photo
        calls:list calls:detail calls:blank calls:ask calls:inquiry_guest calls:idea calls:idea_guest
        proposals:detail proposals:attachment proposals:opinion consultations:list consultations:guest
        opinions:list opinions:detail opinions:paper opinions:document opinions:write opinions:guest
        opinions:guest_rewrite
    """,
    "evaluations": "evaluations:list evaluations:detail evaluations:pdf",
    "accounts": """
        account_login account_signup account_request_login_code account_confirm_login_code
        account_logout account_inactive account_email_verification_sent
        account_reset_password account_confirm_password_reset_code
        account_complete_password_reset account_password_reset_completed
        first_admin
        mfa_authenticate mfa_login_webauthn
        invitations:offer invitations:begin invitations:accept
    """,
    "staff": "admin:login",
}
"""By room. What is sealed or not yet told among them answers 404: these views ask `visible_to`."""


def test_public_addresses_are_those_named_and_no_other() -> None:
    """A view made public by mistake, or one that lost its mark, is seen here."""
    marked = {
        name for name, view in views_in(get_resolver()) if not getattr(view, "login_required", True)
    }

    assert marked - ELSEWHERE == set(" ".join(PUBLIC.values()).split())


def unmarked(request: HttpRequest) -> HttpResponse:
    return HttpResponse("for who has signed in")


urlpatterns = [
    path("unmarked/", unmarked),
    path("public/", login_not_required(lambda request: HttpResponse("for everybody"))),
    path("act/", require_POST(login_required(unmarked))),
    *portal.urlpatterns,  # to which every page leads
]


@pytest.fixture
def visitor(settings: Any) -> Client:
    """A visitor of a portal of these views alone, whose session ended."""
    settings.ROOT_URLCONF = __name__
    settings.LOGIN_URL = "/door/"
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = "ended"
    return client


@pytest.mark.django_db
def test_unmarked_view_asks_to_sign_in_and_leads_back(visitor: Client) -> None:
    answer = visitor.get("/unmarked/?page=2")

    assert (answer.status_code, answer.headers["Location"]) == (
        302,
        "/door/?next=/unmarked/%3Fpage%3D2",
    )


def test_public_view_is_answered_without_looking_who_it_is(visitor: Client) -> None:
    """No database is at hand here: looking for the session would fail."""
    answer = visitor.get("/public/")

    assert answer.content == b"for everybody"


@pytest.mark.django_db
def test_act_is_refused_to_a_reader_before_anybody_is_asked_to_sign_in(visitor: Client) -> None:
    answers = [visitor.get("/act/"), visitor.post("/act/")]

    assert [answer.status_code for answer in answers] == [405, 302]
    assert unquote(answers[1].headers["Location"]) == "/door/?next=/act/"
