"""Before a text with somebody's personal data becomes public, its writer is asked; no word is lost."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from groups.models import Group, JournalEntry
from projects.models import EventRecord, Update
from tests.factories import make_project
from tests.people import Cast, make_cast
from tests.projects.events import make_event
from tests.trust.reading import forms_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def ticked(page: str) -> str:
    """The value of the box that says: as it is."""
    found = re.search(r'name="public_as_it_is" value="(\w+)"', page)
    return found[1] if found else ""


def photos() -> dict[str, str]:
    return {"photos-TOTAL_FORMS": "0", "photos-INITIAL_FORMS": "0"}


def test_report_with_a_telephone_number_is_asked_about_and_goes_as_it_is(cast: Cast) -> None:
    project = make_project(groups=(cast.group,), status="active")
    browser, form = cast.browser("manager"), reverse("projects:update_create", args=[project.pk])
    typed = {"title": "植えました", "body": "連絡は０９０－００００－００００へ", **photos()}

    asked = browser.post(form, typed)
    assert (asked.status_code, Update.objects.exists()) == (200, False)
    assert "「０９０－００００－００００」が電話番号に見えます" in asked.text
    assert typed["body"] in asked.text

    answer = {"public_as_it_is": ticked(asked.text)}
    other = browser.post(form, {**typed, **answer, "body": "a@example.jp と 090-0000-0000"})
    assert (other.status_code, Update.objects.exists()) == (200, False)  # something new in it

    assert browser.post(form, {**typed, **answer}).status_code == 302
    assert Update.objects.get().body == typed["body"]


def test_what_is_told_of_a_day_is_asked_about_too(cast: Cast) -> None:
    browser, words = cast.browser("manager"), "見本 花子さんが090-0000-0000に電話しました。"
    journal = reverse("groups:journal_create", args=[cast.group.pk])
    day = {"happened_on": timezone.localdate().isoformat(), "text": words}
    record = reverse("events:record", args=[make_event(group=cast.group, when="over").pk])
    counted = {"text": words, "visitors_count": "3", "helpers_count": "1"}

    found = {}
    for path, typed in ((journal, day), (record, counted)):
        filled = {**form_on(browser, path, "text"), **typed}
        asked = browser.post(path, filled)
        again = browser.post(path, {**filled, "public_as_it_is": ticked(asked.text)})
        found[path] = (asked.status_code, words in asked.text, again.status_code)

    assert found == {journal: (200, True, 302), record: (200, True, 302)}
    assert (JournalEntry.objects.get().text, EventRecord.objects.get().text) == (words, words)


def test_report_without_such_words_is_not_asked_about(cast: Cast) -> None:
    project = make_project(groups=(cast.group,), status="active")
    form = reverse("projects:update_create", args=[project.pk])
    page = cast.browser("manager").get(form).text
    typed = {"title": "植えました", "body": "皆さんで植えました。", **photos()}

    assert "このまま公開しますか" not in page
    assert cast.browser("manager").post(form, typed).status_code == 302


def form_on(client: Client, path: str, field: str = "purpose") -> dict[str, str]:
    return next(form.fields for form in forms_in(client.get(path), path) if field in form.fields)


def test_group_is_asked_about_what_is_new_in_its_page_alone(cast: Cast) -> None:
    Group.objects.filter(pk=cast.group.pk).update(purpose="代表は見本さんです。")
    browser, path = cast.browser("manager"), reverse("groups:edit", args=[cast.group.pk])
    fields = form_on(browser, path)

    fields |= {"field_numbers": "1", "contact-address": "見本町"}
    assert browser.post(path, fields).status_code == 302
    fields = form_on(browser, path)
    asked = browser.post(path, {**fields, "message": "連絡は hanako@example.jp"})
    assert (asked.status_code, "メールアドレスに見えます" in asked.text) == (200, True)
    assert "見本さん」が" not in asked.text

    again = {**fields, "message": "連絡は hanako@example.jp"}
    done = browser.post(path, {**again, "public_as_it_is": ticked(asked.text)})
    assert (done.status_code, Group.objects.get(pk=cast.group.pk).message) == (
        302,
        "連絡は hanako@example.jp",
    )
