"""Every address of the portal (design: the portal's outside)."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from groups.accounts.views import first_password
from groups.urls import (
    committee_patterns,
    contact_patterns,
    follow_patterns,
    guest_patterns,
    invitation_patterns,
    meeting_patterns,
    my_account_patterns,
    notice_patterns,
    offer_patterns,
    owner_patterns,
    place_patterns,
    recovery_patterns,
    report_patterns,
    supporter_patterns,
)
from groups.views.notices import unsubscribe
from kyodo_portal.publishing import open_data as opendata
from kyodo_portal.publishing import sitemaps
from kyodo_portal.publishing.kinds import all_kinds
from kyodo_portal.search.views import search, suggest
from kyodo_portal.site import accessibility, found_pages
from kyodo_portal.site.answers import bad_request, permission_denied, server_error
from kyodo_portal.site.city_styles import city_styles
from kyodo_portal.site.gallery import gallery
from kyodo_portal.site.guide import further_pages, guide, guide_part, which_form
from kyodo_portal.site.health import healthz, readyz
from kyodo_portal.site.home import home
from kyodo_portal.site.kept import discard, keep
from kyodo_portal.site.my_page import my
from kyodo_portal.site.near import near
from kyodo_portal.site.quilts import quilt_picture
from kyodo_portal.site.statistics.views import statistics, statistics_csv
from kyodo_portal.words import readings
from kyodo_portal.words.languages import in_every_language
from projects.urls import (
    event_patterns,
    help_wanted_patterns,
    lecture_patterns,
    question_patterns,
)
from proposals.urls import (
    call_patterns,
    concern_patterns,
    consultation_patterns,
    opinion_patterns,
    proposal_patterns,
)

urlpatterns = [
    *in_every_language(
        path("", home, name="home"),
        path("guide/", guide, name="guide"),
        path("guide/which-form/", which_form, name="which_form"),
        path("guide/<slug:key>/", guide_part, name="guide_part"),
        path("accessibility/", accessibility.statement, name="accessibility"),
        path("accessibility/results/", accessibility.results, name="accessibility_results"),
        path("furigana/", readings.furigana, name="furigana"),
        path("near/", near, name="near"),
        path("my/", my, name="my"),
        path("my/follows/", include((follow_patterns, "follows"))),
        path("my/notices/", include((notice_patterns, "notices"))),
        path("unsubscribe/<str:token>/", unsubscribe, name="unsubscribe"),
        path("my/account/", include((my_account_patterns, "my_account"))),
        path("kept/", keep, name="keep"),
        path("kept/<int:pk>/discard/", discard, name="discard"),
        path("search/", search, {"guide": found_pages.parts}, name="search"),
        path("search/suggest/", suggest, {"guide": found_pages.parts}, name="search_suggest"),
        path("projects/", include("projects.urls")),
        path("questions/", include((question_patterns, "questions"))),
        path("help-wanted/", include((help_wanted_patterns, "help_wanted"))),
        path("lectures/", include((lecture_patterns, "lectures"))),
        path("", include((contact_patterns, "messages"))),
        path("groups/", include("groups.urls")),
        path("guests/", include((guest_patterns, "guests"))),
        path("supporters/offers/", include((offer_patterns, "offers"))),
        path("supporters/", include((supporter_patterns, "supporters"))),
        path("places/", include((place_patterns, "places"))),
        path("committees/", include((committee_patterns, "committees"))),
        path("meetings/", include((meeting_patterns, "meetings"))),
        path("events/", include((event_patterns, "events"))),
        path("calls/", include((call_patterns, "calls"))),
        path("opinions/", include((opinion_patterns, "opinions"))),
        path("proposals/", include((proposal_patterns, "proposals"))),
        path("concerns/", include((concern_patterns, "concerns"))),
        path("consult/", include((consultation_patterns, "consultations"))),
        path("evaluations/", include("evaluations.urls")),
        path("reports/", include((report_patterns, "reports"))),
        path("accounts/", include("allauth.urls")),
        path("statistics/", statistics, name="statistics"),
        path("opendata/", opendata.open_data, name="open_data"),
    ),
    # In Japanese alone: what staff, programs and search engines read.
    path("admin/", admin.site.urls),
    path("accounts/owner/", include((owner_patterns, "owner"))),
    path("accounts/recovery/", include((recovery_patterns, "recoveries"))),
    path("accounts/first/<int:pk>/<str:token>/", first_password, name="first_admin"),
    path("accounts/invitations/", include((invitation_patterns, "invitations"))),
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("quilts/<int:field>-<int:number>.svg", quilt_picture, name="quilt"),
    path("styles/city-<slug:name>.css", city_styles, name="city_styles"),
    path("statistics/<slug:key>.csv", statistics_csv, name="statistics_csv"),
    path("opendata/<slug:name>.csv", opendata.as_csv, name="open_data_csv"),
    path("opendata/<slug:name>.json", opendata.as_json, name="open_data_json"),
    path("opendata/<slug:name>/columns.json", opendata.dictionary, name="open_data_dictionary"),
    *(address for kind in all_kinds() for address in kind.addresses()),
    path("sitemap.xml", sitemaps.sitemap, name="sitemap"),
    path("sitemaps/pages.xml", sitemaps.pages, {"guide": further_pages}, name="sitemap_pages"),
    path("sitemaps/<slug:name>/<int:number>.xml", sitemaps.records, name="sitemap_records"),
    path("robots.txt", sitemaps.robots, name="robots"),
    path("favicon.ico", sitemaps.favicon, name="favicon"),
]

handler400 = bad_request
handler403 = permission_denied
handler500 = server_error

if settings.DEBUG:
    urlpatterns.append(path("ui/", gallery, name="ui"))
