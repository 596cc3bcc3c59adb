"""The guide: what its pages show, and its parts for the search."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from kyodo_portal.cities import city, load_city
from kyodo_portal.search.pages import PagePart, parts_of
from kyodo_portal.search.spoken import read_aloud
from kyodo_portal.site import guideline
from kyodo_portal.site.actor_map import map_of
from kyodo_portal.site.guide_pages import Section, pages_of
from kyodo_portal.words.languages import JAPANESE, Words, current
from projects.forms.advice import AdviceForm
from projects.guidance.advice import QUESTIONS, advise
from projects.guidance.examples import examples_by_form
from projects.models import Project


def forms_shown() -> list[int]:
    """The numbers of the forms the city has switched on, in their order."""
    return sorted(city().enabled_forms)


def contents(examples: Mapping[int, Sequence[Project]]) -> dict[str, Any]:
    """What the page of the guide shows, with projects as examples of each form."""
    here = city()
    projects = reverse("projects:list")
    return {
        "guideline": here.guideline,
        "desk": here.desk,
        "retention": here.retention,
        "meaning": guideline.meaning_of(here),
        "has_reasons": here.precept_set("reasons") is not None,
        "sets": guideline.sets_of(here),
        "issue_groups": guideline.issues_of(here),
        "measures": guideline.measures_apart(here),
        "actors": guideline.actors_of(here),
        "map": map_of(here),
        "committees": here.committees,
        "definitions": here.definitions,
        "patterns": [(each, f"{projects}?pattern={each.code}") for each in here.patterns_on],
        "forms": [
            {
                "form": city().form(number),
                "examples": examples.get(number, ()),
                "url": f"{projects}?form={number}",
            }
            for number in forms_shown()
        ],
    }


def parts() -> list[PagePart]:
    """The parts of the guide, page by page, in the language of the page. Its examples are found as what
    they are: as projects."""
    return _parts(current().code, settings.KYODO_CITY)


@cache
def _parts(language: str, city_name: str) -> list[PagePart]:
    """Read once for each language and city: nothing in the guide changes while the portal runs."""
    here = load_city(city_name)
    shown = {**contents({}), "city": here}
    found = []
    for page in pages_of(here):
        title = () if page.key else ("_guide_title",)
        html = (render_to_string(f"site/{name}.html", shown) for name in (*title, *page.templates))
        found += parts_of("".join(html), page.url)
    return read_aloud(found) if language == JAPANESE.code else found


def further_pages() -> list[str]:
    """The addresses of the guide's pages after the first, and of the page that advises on a form."""
    return [*(page.url for page in pages_of(city()) if page.key), reverse("which_form")]


@dataclass(frozen=True, slots=True)
class Leading:
    """Where the first page leads on to: a page of the guide, what it is called, its parts, and the
    anchors of all there is on it. Addresses with these anchors were those of the whole guide on one page."""

    url: str
    label: Words
    sections: list[Section]
    anchors: list[str]


def leading_on() -> list[Leading]:
    """The pages after the first."""
    here = city()
    anchors = [part.url.partition("#") for part in parts()]
    return [
        Leading(
            page.url,
            page.label,
            page.sections(here),
            [anchor for url, _, anchor in anchors if url == page.url],
        )
        for page in pages_of(here)
        if page.key
    ]


@login_not_required
@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    """What 協働 is, and the pages that tell more of it."""
    context = {
        "crumbs": [(gettext("協働とは"), None)],
        **contents({}),
        "leading_on": leading_on(),
    }
    return render(request, "guide.html", context)


@login_not_required
@require_safe
def guide_part(request: HttpRequest, key: str) -> HttpResponse:
    """One page of the guide: what is held dear, what there is to do, the forms, the way, the people."""
    pages = pages_of(city())
    page = next((each for each in pages if key and each.key == key), None)
    if page is None:
        raise Http404
    at = pages.index(page)
    has_examples = "_guide_forms" in page.templates
    context = {
        "crumbs": [(gettext("協働とは"), reverse("guide")), (page.label, None)],
        **contents(examples_by_form(forms_shown()) if has_examples else {}),
        "page": page,
        "pages": pages,
        "sections": page.sections(city()),
        "templates": [f"site/{name}.html" for name in page.templates],
        "next_page": pages[at + 1] if at + 1 < len(pages) else None,
    }
    return render(request, "guide_part.html", context)


@login_not_required
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
            (gettext("協働とは"), reverse("guide")),
            (gettext("どの形が合うか"), None),
        ],
        "form": asked,
        "advice": advice,
        "pattern_url": f"{projects}?pattern={advice.pattern.code}"
        if advice and advice.pattern
        else "",
        "suited": [
            {
                "form": city().form(suited.form),
                "reasons": suited.reasons,
                "examples": examples[suited.form],
                "url": f"{projects}?form={suited.form}",
            }
            for suited in (advice.forms if advice else ())
        ],
    }
    return render(request, "which_form.html", context)
