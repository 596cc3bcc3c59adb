"""Short texts in other languages are asked for where people write, and a button says what they lack."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import models
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from kyodo_portal.writing.summaries import CHECK
from projects.models import Event
from tests.factories import make_group, make_project
from tests.people import Cast, make_cast
from tests.projects.events import make_event
from tests.projects.helping import make_help
from tests.proposals.factories import make_call
from tests.trust.reading import forms_in

pytestmark = pytest.mark.django_db

EASY, ENGLISH = "町を きれいに します。", "We plant 花."
NEEDED = {
    "a group": {"field_numbers": "1", "contact-address": "見本町", "members_in_city_count": ""}
}
"""What a made-up record lacks for its form."""
LACKS = {
    "ふりがなのない漢字があります：町。",
    "日本語の文字か、全角の文字が残っています：花",
}


@pytest.fixture(scope="module")
def cast(for_the_file: DjangoDbBlocker) -> Cast:
    return make_cast()


def plan(cast: Cast) -> models.Model:
    return make_project(groups=(cast.group,), departments=(cast.department,), status="planning")


PAGES: dict[str, tuple[str, Callable[[Cast], Any], Callable[[Any], str]]] = {
    "a plan": ("manager", plan, lambda it: reverse("projects:edit", args=[it.pk])),
    "a project in the admin": (
        "coordinator",
        plan,
        lambda it: reverse("admin:projects_project_change", args=[it.pk]),
    ),
    "a day": (
        "manager",
        lambda cast: make_event(group=cast.group),
        lambda it: reverse("events:edit", args=[it.pk]),
    ),
    "help wanted": (
        "manager",
        lambda cast: make_help(cast.group),
        lambda it: reverse("help_wanted:edit", args=[it.pk]),
    ),
    "a group": (
        "manager",
        lambda cast: cast.group,
        lambda it: reverse("groups:edit", args=[it.pk]),
    ),
    "a call in the admin": (
        "coordinator",
        lambda cast: make_call(status="draft"),
        lambda it: reverse("admin:proposals_call_change", args=[it.pk]),
    ),
}


def filled(browser: Client, path: str) -> dict[str, Any]:
    """The page's form as a browser sends it, with two texts that lack something."""
    asked = browser.get(path)
    fields = next(form.fields for form in forms_in(asked, path) if "summary_en" in form.fields)
    return {**fields, "summary_easy": EASY, "summary_en": ENGLISH}


@pytest.mark.parametrize("kind", PAGES)
def test_button_says_what_is_missing_saves_nothing_and_keeps_every_word(
    cast: Cast, kind: str
) -> None:
    person, make, address = PAGES[kind]
    record, browser = make(cast), cast.browser(person)
    path = address(record)
    typed = filled(browser, path) | NEEDED.get(kind, {})
    stored = type(record)._base_manager.filter(pk=record.pk).values().get()

    told = browser.post(path, {**typed, "title": "", CHECK: "1"})

    page = told.text
    assert (told.status_code, "まだ保存していません" in page) == (200, True)
    assert {lack for lack in LACKS if lack in page} == LACKS
    assert {words for words in (EASY, ENGLISH) if f"{words}</textarea>" in page} == {EASY, ENGLISH}
    assert re.findall("エラー|入力内容に問題|を入力してください", page) == []
    assert type(record)._base_manager.filter(pk=record.pk).values().get() == stored

    assert browser.post(path, typed).status_code == 302
    record.refresh_from_db()
    assert (record.summary_easy, record.summary_en) == (EASY, ENGLISH)


def test_new_day_is_not_made_by_the_button(cast: Cast) -> None:
    browser, path = cast.browser("manager"), reverse("events:create")
    typed = {**filled(browser, path), "title": "花の日"}

    told = browser.post(path, {**typed, CHECK: "1"})

    assert (told.status_code, Event.objects.count()) == (200, 0)
    assert {lack for lack in LACKS if lack in told.text} == LACKS
    assert 'value="花の日"' in told.text


def test_text_without_fault_is_told_so(cast: Cast) -> None:
    browser, path = cast.browser("manager"), reverse("groups:edit", args=[cast.group.pk])
    whole = {"summary_easy": "｜町《まち》を きれいに します。", "summary_en": "We clean up."}
    told = browser.post(path, {**filled(browser, path), **whole, CHECK: "1"}).text

    assert told.count("足りないところは見つかりませんでした") == 2


SAID = {"summary_easy": "みんなで あるきます。", "summary_en": "We walk together."}
SHOWN = {"": set(), "/easy": {SAID["summary_easy"]}, "/en": {SAID["summary_en"]}}


def test_list_and_page_show_the_text_in_the_language_of_their_reader(cast: Cast) -> None:
    """In Japanese, nobody needs it."""
    records = [
        make_project(title="歩く道", status="active", **SAID),
        make_call(status="announced", **SAID),
        make_event(group=cast.group, **SAID),
        make_help(cast.group, **SAID),
        make_group(name="歩く会", **SAID),
    ]
    browser = cast.browser("citizen")
    found = {}
    for record in records:
        page = record.get_absolute_url()
        for path in (page, page.rpartition(f"{record.pk}/")[0]):
            for prefix in SHOWN:
                shown = browser.get(f"{prefix}{path}").text
                found[prefix + path] = {said for said in SAID.values() if said in shown}

    assert found == {
        path: SHOWN[path[: path.index("/", 1)] if path.startswith(("/easy", "/en/")) else ""]
        for path in found
    }


def test_text_of_a_group_that_the_city_hides_is_nowhere(cast: Cast) -> None:
    group = make_group(name="歩く会", **SAID)
    group.hide("確かめています。", by_city=True)
    pages = ("/en/groups/", f"/en/groups/{group.pk}/", "/en/search/?q=歩く会", "/en/search/?q=walk")

    browser = cast.browser("citizen")
    assert [path for path in pages if SAID["summary_en"] in browser.get(path).text] == []
