"""Every address of the portal (design: the portal's outside)."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from kyodo_portal import views
from kyodo_portal.ui_gallery import gallery
from proposals.urls import call_patterns, consultation_patterns, proposal_patterns

urlpatterns = [
    path("", views.home, name="home"),
    path("guide/", views.guide, name="guide"),
    path("my/", views.my, name="my"),
    path("projects/", include("projects.urls")),
    path("groups/", include("groups.urls")),
    path("calls/", include((call_patterns, "calls"))),
    path("proposals/", include((proposal_patterns, "proposals"))),
    path("consult/", include((consultation_patterns, "consultations"))),
    path("evaluations/", include("evaluations.urls")),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
    path("healthz", views.healthz, name="healthz"),
]

if settings.DEBUG:
    urlpatterns.append(path("ui/", gallery, name="ui"))
