"""The site's own pages: home, guide, my page, and what machines ask."""

from django.contrib.auth.decorators import login_required
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from kyodo_portal import guide_words, site_queries
from kyodo_portal.cities import city
from kyodo_portal.guide import contents, forms_shown
from kyodo_portal.life.moves import words_typed
from projects.advice import QUESTIONS, advise
from projects.examples import examples_by_form
from projects.forms.advice import AdviceForm
from projects.models import Project


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
    context = {
        "crumbs": [(gettext("ホーム"), reverse("home")), (gettext("協働とは"), None)],
        **contents(examples_by_form(forms_shown())),
    }
    return render(request, "guide.html", context)


@require_safe
def which_form(request: HttpRequest) -> HttpResponse:
    """A few questions that end in a recommendation: how to begin, and in which forms. The answers
    are in the address, so that it can be sent on, and are kept nowhere. Sent with no answer at all
    it is told apart from a page just opened by the name of its button."""
    is_sent = "ask" in request.GET or any(q.name in request.GET for q in QUESTIONS)
    asked = AdviceForm(request.GET if is_sent else None)
    advice = None
    examples: dict[int, list[Project]] = {}
    if asked.is_valid():
        advice = advise(asked.cleaned_data, forms=city().enabled_forms)
        examples = examples_by_form(suited.form for suited in advice.forms)
    projects = reverse("projects:list")
    context = {
        "crumbs": [
            (gettext("ホーム"), reverse("home")),
            (gettext("協働とは"), reverse("guide")),
            (gettext("どの形が合うか"), None),
        ],
        "form": asked,
        "advice": advice,
        "pattern_url": f"{projects}?pattern={advice.pattern.value}" if advice else "",
        "suited": [
            {
                "form": suited.form,
                "reasons": suited.reasons,
                "needs": guide_words.FORM_NEEDS[suited.form],
                "examples": examples[suited.form],
                "url": f"{projects}?form={suited.form.value}",
            }
            for suited in (advice.forms if advice else ())
        ],
    }
    return render(request, "which_form.html", context)


@require_safe
@login_required
def my(request: HttpRequest) -> HttpResponse:
    """What waits for me, what is mine."""
    drafts, proposals = site_queries.my_proposals(request.user)
    context = {
        "crumbs": [(gettext("ホーム"), reverse("home")), (gettext("マイページ"), None)],
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
    headers = {"Cache-Control": "no-store"}
    return HttpResponse("ok", content_type="text/plain", headers=headers)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Why this may not be done now, with the words that were typed still there to be copied: the
    thing may have moved on while somebody wrote."""
    context = {"reason": str(exception or ""), "typed": words_typed(request)}
    return render(request, "403.html", context, status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose safety mark is missing or old: says so, and that nothing was done."""
    return render(request, "403_csrf.html", status=403)
