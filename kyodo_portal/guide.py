"""The guide: what its page shows, and its parts for the search."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse

from kyodo_portal import guide_words
from kyodo_portal.cities import city, load_city
from kyodo_portal.search.pages import Part, parts_of
from kyodo_portal.search.spoken import read_aloud
from kyodo_portal.words.languages import JAPANESE, current
from projects.models import Project
from projects.types import CollaborationForm, StartPattern


def forms_shown() -> list[int]:
    """The numbers of the forms the city has switched on, in their order."""
    return sorted(city().enabled_forms)


def contents(examples: Mapping[int, Sequence[Project]]) -> dict[str, Any]:
    """What the page of the guide shows, with projects as examples of each form."""
    projects = reverse("projects:list")
    return {
        "guideline": city().guideline,
        "desk": city().desk,
        "patterns": [(pattern, f"{projects}?pattern={pattern.value}") for pattern in StartPattern],
        "forms": [
            {
                "form": CollaborationForm(number),
                "parts": guide_words.FORM_PARTS[number],
                "needs": guide_words.FORM_NEEDS[number],
                "examples": examples.get(number, ()),
                "url": f"{projects}?form={number}",
            }
            for number in forms_shown()
        ],
        "rules": guide_words.RULES,
        "manners": guide_words.MANNERS,
        "actors": guide_words.ACTORS,
    }


def parts() -> list[Part]:
    """The parts of the guide in the language of the page. Its examples are found as what they are:
    as projects."""
    return _parts(current().code, city().slug)


@cache
def _parts(language: str, city_slug: str) -> list[Part]:
    """Read once for each language and city: nothing in the guide changes while the portal runs."""
    shown = {**contents({}), "city": load_city(city_slug)}
    html = "".join(
        render_to_string(f"site/{name}.html", shown) for name in ("_guide_title", "_guide_body")
    )
    found = parts_of(html, reverse("guide"))
    return read_aloud(found) if language == JAPANESE.code else found
