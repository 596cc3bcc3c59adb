"""The site's own pages: home, guide, my page, and what machines ask."""

from django.contrib.auth.decorators import login_required
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from kyodo_portal import guide_words, site_queries
from kyodo_portal.cities import city
from projects.types import CollaborationForm, StartPattern


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What one can take part in now, what is new, what came of it, how to begin."""
    context = {
        "figures": site_queries.figures(request.user),
        "calls": site_queries.open_calls(request.user),
        "projects_to_join": site_queries.projects_to_join(request.user),
        "groups_to_join": site_queries.groups_to_join(request.user),
        "updates": site_queries.newest_updates(request.user),
        "started": site_queries.newly_started(request.user),
        "reports": site_queries.newest_reports(request.user),
    }
    return render(request, "home.html", context)


@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    """What 協働 is: patterns, forms, rules and manners, the way to go, what is public."""
    projects = reverse("projects:list")
    context = {
        "crumbs": [("ホーム", reverse("home")), ("協働とは", None)],
        "guideline": city().guideline,
        "desk": city().desk,
        "patterns": [(pattern, f"{projects}?pattern={pattern.value}") for pattern in StartPattern],
        "forms": [
            (CollaborationForm(number), guide_words.FORM_PARTS[number], f"{projects}?form={number}")
            for number in sorted(city().enabled_forms)
        ],
        "rules": guide_words.RULES,
        "manners": guide_words.MANNERS,
        "actors": guide_words.ACTORS,
    }
    return render(request, "guide.html", context)


@require_safe
@login_required
def my(request: HttpRequest) -> HttpResponse:
    """What waits for me, what is mine."""
    drafts, proposals = site_queries.my_proposals(request.user)
    context = {
        "crumbs": [("ホーム", reverse("home")), ("マイページ", None)],
        "tasks": site_queries.waiting_for(request.user),
        "places": site_queries.my_groups(request.user),
        "drafts": drafts,
        "proposals": proposals,
        "consultations": site_queries.my_consultations(request.user),
        "projects": site_queries.my_projects(request.user),
        "shown_at_most": site_queries.MINE,
    }
    return render(request, "my.html", context)


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """200 when the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose safety mark is missing or old: says so, and that nothing was done."""
    return render(request, "403_csrf.html", status=403)
