"""Five guidelines as five cities: home and guide of each say what its profile says, in its languages."""

import html
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from django.core.cache import cache as shared_cache
from django.test import Client
from django.urls import reverse
from django.utils import translation

from kyodo_portal.cities import City, city, city_names, load_city
from kyodo_portal.cities.pages import PAGES
from kyodo_portal.search.pages import look_through
from kyodo_portal.search.queries import parse
from kyodo_portal.site import actor_map, guide, guideline
from kyodo_portal.site.guide_pages import pages_of
from kyodo_portal.words.languages import EASY, ENGLISH, JAPANESE, Language
from kyodo_portal.words.readings import without_readings
from tests.factories import make_project, make_user
from tests.words.test_catalogues import unread

FIVE = ("chapter3", "minami_alps", "saku", "suwa", "yoshikawa")
IN_ENGLISH = ("minami_alps", "yoshikawa")
SPOKEN = [
    (name, language)
    for name in FIVE
    for language in (JAPANESE, EASY, *((ENGLISH,) if name in IN_ENGLISH else ()))
]

SETS = {
    "chapter3": {"reasons": 3, "pillars": 3, "policies": 5},
    "minami_alps": {"ideas": 3, "principles": 6, "directions": 4, "stages": 3},
    "saku": {
        "reasons": 4,
        "promises": 5,
        "policies": 5,
        "areas": 7,
        "examples_citizens": 3,
        "examples_city": 3,
        "pledge": 4,
    },
    "suwa": {"reasons": 5, "examples": 6, "principles": 4, "policies": 3},
    "yoshikawa": {"reasons": 3, "rules": 4, "manners": 4},
}
"""The sets of each document, and how many it has of each."""

COUNTS = {
    "chapter3": {"actors": 6, "measures": 14, "issues": 0, "forms_on": 9, "patterns_on": 0},
    "minami_alps": {"actors": 5, "measures": 18, "issues": 0, "forms_on": 8, "patterns_on": 0},
    "saku": {"actors": 6, "measures": 5, "issues": 0, "forms_on": 9, "patterns_on": 0},
    "suwa": {"actors": 4, "measures": 12, "issues": 0, "forms_on": 9, "patterns_on": 0},
    "yoshikawa": {"actors": 6, "measures": 11, "issues": 11, "forms_on": 9, "patterns_on": 4},
}


@pytest.fixture
def in_city(settings: Any) -> Iterator[Any]:
    """Serve another city; what visitors share is not taken along."""

    def serve(name: str) -> City:
        settings.KYODO_CITY = name
        shared_cache.clear()
        return city()

    yield serve
    shared_cache.clear()


def words_of(here: City) -> list[str]:
    """Every word of the profile that home or guide show, in Japanese."""
    rows: list[Any] = [here.home, here.guideline, *here.definitions, *here.committees]
    rows += [*here.precepts, *(item for one in here.precepts for item in one.items)]
    rows += [*here.actors, *(role for one in here.actors for role in one.roles)]
    rows += [link for one in here.actors for link in one.links]
    rows += [*here.issues, *here.measures, *([here.actor_map] if here.actor_map else ())]
    rows += [*here.forms_on, *here.patterns_on]
    names = (
        *("headline", "lead", "title", "issued", "term", "name", "text", "kept_by", "label"),
        *("group", "goal", "explanation", "example"),
    )
    words = [word for row in rows for name in names if (word := getattr(row, name, ""))]
    words += [need for issue in here.issues for need in issue.needs]
    return list(dict.fromkeys([here.name, *words]))


def text_of(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", page)).split())


def without_doors(guide: str) -> str:
    """Without the anchors that only lead on to what stands on another page."""
    return re.sub(r'<span id="[^"]+"></span>', "", guide)


def read(client: Client, name: str, language: Language) -> str:
    """A page, or all pages of the guide after each other."""
    client.cookies["furigana"] = "off"
    with translation.override(language.code):
        pages = [page.url for page in pages_of(city())] if name == "guide" else [reverse(name)]
        answers = [client.get(url) for url in pages]
    assert {answer.status_code for answer in answers} == {200}
    return "".join(answer.content.decode() for answer in answers)


class Unmarked(HTMLParser):
    """The Japanese words of a page that stand in no element whose `lang` is ja; of those that a page
    reads out, as no title, choice or drawing can hold a mark."""

    VOID = frozenset({"area", "br", "hr", "img", "input", "link", "meta", "source", "wbr"})
    PLAIN = frozenset({"title", "option", "text", "desc", "script", "style", "textarea"})

    def __init__(self) -> None:
        super().__init__()
        self.marks: list[bool] = [False]
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in self.VOID:
            given = dict(attrs).get("lang")
            inside = given == "ja" if given else self.marks[-1]
            self.marks.append(inside or tag in self.PLAIN)

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.VOID:
            self.marks.pop()

    def handle_data(self, data: str) -> None:
        if not self.marks[-1]:
            self.found += re.findall("[ぁ-ゖァ-ヺ一-鿿々〆]+", data)


@pytest.mark.django_db
@pytest.mark.parametrize("name", FIVE)
def test_what_stays_japanese_on_an_english_page_is_marked_so(
    in_city: Any, client: Client, name: str
) -> None:
    in_city(name)
    found = []
    for page in ("home", "guide", "which_form", "groups:list", "consultations:list"):
        reader = Unmarked()
        reader.feed(read(client, page, ENGLISH))
        found += reader.found

    assert found == []


def test_there_are_five() -> None:
    assert set(FIVE) <= set(city_names())


@pytest.mark.once
@pytest.mark.parametrize("name", FIVE)
def test_profile_counts_what_its_document_counts(name: str) -> None:
    here = load_city(name)

    assert {one.key: len(one.items) for one in here.precepts} == SETS[name]
    assert {key: len(getattr(here, key)) for key in COUNTS[name]} == COUNTS[name]
    assert here.guideline.names_patterns == here.has_patterns


@pytest.mark.once
@pytest.mark.parametrize(("name", "language"), [each for each in SPOKEN if each[1] != JAPANESE])
def test_every_word_is_said_in_the_languages_of_the_city(name: str, language: Language) -> None:
    here = load_city(name)
    said = here.translations[language]
    told = [word for word in words_of(here) if re.search(r"[ぁ-ゖァ-ヺ一-龠]", word)]

    assert [word for word in told if word not in said] == []
    if language == EASY:
        assert [said[word] for word in told if unread(said[word])] == []


@pytest.mark.django_db
@pytest.mark.once
@pytest.mark.parametrize(("name", "language"), SPOKEN)
def test_home_and_guide_say_what_the_profile_says(
    client: Client, in_city: Any, name: str, language: Language
) -> None:
    here = in_city(name)
    pages = " ".join(text_of(read(client, page, language)) for page in ("home", "guide"))
    with translation.override(language.code):
        words = [without_readings(here.said(word)) for word in words_of(here)]

    assert [word for word in words if " ".join(word.split()) not in pages] == []
    assert [sign for sign in "｜《》" if sign in pages] == []


@pytest.mark.django_db
@pytest.mark.once
@pytest.mark.parametrize("name", FIVE)
def test_sections_a_city_does_not_have_are_absent(client: Client, in_city: Any, name: str) -> None:
    here = in_city(name)
    page = without_doors(read(client, "guide", JAPANESE))
    there = {anchor for anchor in ("patterns", "issues", "measures", "committees", "actor-map-title", "why")
             if f'id="{anchor}"' in page}  # fmt: skip

    expected = {
        "patterns": here.has_patterns,
        "issues": bool(here.issues),
        "measures": bool(guideline.measures_apart(here)),
        "committees": bool(here.committees),
        "actor-map-title": here.actor_map is not None,
        "why": here.precept_set("reasons") is None,
    }
    assert there == {anchor for anchor, is_there in expected.items() if is_there}
    targets = set(re.findall(r'href="#([^"]+)"', page)) - {"main"}
    assert [target for target in targets if page.count(f'id="{target}"') != 1] == []
    assert ("このポータルの分け方です" in page) == (not here.guideline.names_forms)


@pytest.mark.once
@pytest.mark.parametrize("name", FIVE)
def test_every_definition_is_found_by_its_term_and_its_reading(in_city: Any, name: str) -> None:
    here = in_city(name)
    parts = guide.parts()

    for word in here.definitions:
        for typed in (word.term, word.reading):
            found = [part.url.partition("#")[2] for part in look_through(parse(typed), parts)]
            assert f"word-{word.key}" in found, typed


@pytest.mark.once
@pytest.mark.parametrize("name", ["chapter3", "minami_alps", "saku", "suwa"])
def test_measures_stand_below_the_policy_they_serve(name: str) -> None:
    here = load_city(name)
    below = {
        shown.measure.key: f"{one.of.key}.{item.precept.key}"
        for one in guideline.sets_of(here)
        for item in one.precepts
        for shown in item.measures
    }

    assert below == {measure.key: measure.policy for measure in here.measures}
    assert guideline.measures_apart(here) == []


@pytest.mark.once
def test_measures_stand_at_their_stage() -> None:
    sets = {one.of.key: one for one in guideline.sets_of(load_city("minami_alps"))}
    at_stage = {
        item.precept.key: [each.url.partition("#measure-")[2] for each in item.at_stage]
        for item in sets["stages"].precepts
    }

    assert at_stage == {
        "first": ["council", "assembly", "action_plan", "handbooks", "online", "events", "staff_training"],
        "second": ["plan_in_action", "coordinators", "fund", "public_call", "proposals"],
        "third": ["network_of_centres", "ordinance"],
    }  # fmt: skip


@pytest.mark.django_db
@pytest.mark.once
def test_map_of_the_actors_says_what_the_list_says(client: Client, in_city: Any) -> None:
    here = in_city("saku")
    page = read(client, "guide", JAPANESE)
    picture = page.partition('aria-labelledby="actor-map-title')[2].partition("</svg>")[0]
    drawn = "".join(re.findall(r"<text[^>]*>([^<]*)</text>", picture))

    for actor in here.actors:
        assert actor.name in drawn
        assert actor.name in text_of(picture.partition("<desc")[2].partition("</desc>")[0])
        assert f'id="actor-{actor.key}"' in page
    whole = actor_map.map_of(here)
    assert whole is not None
    places = [(box.x, box.y) for box in (*whole.boxes, whole.goal)]
    assert len(set(places)) == len(places)
    assert max(box.y + box.height for box in whole.boxes) <= whole.height


@pytest.mark.django_db
@pytest.mark.once
@pytest.mark.parametrize("name", FIVE)
def test_actors_tell_their_roles_and_what_can_be_done(
    client: Client, in_city: Any, name: str
) -> None:
    here = in_city(name)
    page = without_doors(read(client, "guide", JAPANESE))

    for actor in here.actors:
        part = page.partition(f'id="actor-{actor.key}"')[2].partition('id="actor-')[0]
        assert [role.name for role in actor.roles if role.name not in part] == []
        assert actor.links
        for link in actor.links:
            assert f'<a href="{reverse(PAGES[link.page])}">{link.label}</a>' in part
    if name == "chapter3":
        assert [len(actor.roles) for actor in here.actors] == [4, 2, 2, 3, 3, 3]


@pytest.mark.django_db
@pytest.mark.once
def test_issues_lead_to_what_answers_them(client: Client, in_city: Any) -> None:
    here = in_city("yoshikawa")
    page = read(client, "guide", JAPANESE)
    numbers = {group.name: len(group.issues) for group in guideline.issues_of(here)}

    assert numbers == {"市民の課題": 4, "行政の課題": 3, "参加の課題": 4}
    for group in guideline.issues_of(here):
        for issue in group.issues:
            assert issue.answers
            for answer in issue.answers:
                assert f'href="{answer.url}"' in page
                if "#" in answer.url:
                    assert f'id="{answer.url.partition("#")[2]}"' in without_doors(page)


@pytest.mark.once
def test_every_page_a_profile_may_name_is_called_something() -> None:
    assert set(guideline.PAGE_NAMES) == set(PAGES)


@pytest.mark.django_db
@pytest.mark.once
@pytest.mark.parametrize("name", FIVE)
def test_lists_offer_the_kinds_and_forms_of_the_city(
    client: Client, in_city: Any, name: str
) -> None:
    here = in_city(name)
    make_project(main_form=here.enabled_forms[-1], start_pattern="A" if here.has_patterns else "")
    client.force_login(make_user())
    projects, groups = (read(client, page, JAPANESE) for page in ("projects:list", "groups:create"))

    assert [form.name for form in here.forms_on if form.name not in projects] == []
    assert [each.name for each in here.fields_on if each.name not in projects] == []
    assert ('name="pattern"' in projects) == here.has_patterns
    assert [kind.name for kind in here.group_kinds_on if kind.name not in groups] == []
