"""Two people with the same form open: nobody silently overwrites anybody, wherever forms are."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.writing import seen_pages
from tests.writing.seen_pages import PAGES, Opened, form_on, open_form, signed_in, stored

pytestmark = pytest.mark.django_db

each_page = pytest.mark.parametrize("make", PAGES, ids=[page.__name__ for page in PAGES])
OF_ONE_ENTRY = (
    *(seen_pages.role_in_group, seen_pages.admin_user),
    *(seen_pages.admin_review, seen_pages.event_photo, seen_pages.draft_rows),
)
Make = Callable[[], Opened]


@pytest.fixture(scope="module")
def pages(for_the_file: None) -> dict[Make, Opened]:
    """Every page, made once."""
    return {make: make() for make in PAGES}


@pytest.fixture
def opened(pages: dict[Make, Opened], make: Make) -> Opened:
    return pages[make]


def send(client: Client, page: Opened, fields: dict[str, str]) -> Any:
    return client.post(page.address, fields)


@each_page
@pytest.mark.once
def test_form_nobody_else_wrote_meanwhile_is_saved(opened: Opened) -> None:
    client, text = signed_in(opened.second), opened.texts[0]

    answer = send(client, opened, open_form(client, opened) | {opened.one: text})

    assert answer.status_code == 302
    assert stored(opened, opened.one) == text


@pytest.mark.once(on="postgres")
@pytest.mark.parametrize("make", [make for make in PAGES if make not in OF_ONE_ENTRY])
def test_two_who_change_different_entries_both_count(opened: Opened) -> None:
    first, second = signed_in(opened.first), signed_in(opened.second)
    forms = [open_form(first, opened), open_form(second, opened)]

    send(first, opened, forms[0] | {opened.other: "先に書いた言葉"})
    answer = second.post(opened.address, forms[1] | {opened.one: "後から来た言葉"}, follow=True)

    assert answer.redirect_chain
    assert "その人の内容を残しました" in answer.content.decode()
    assert (stored(opened, opened.other), stored(opened, opened.one)) == (
        "先に書いた言葉",
        "後から来た言葉",
    )


@each_page
@pytest.mark.shared
def test_second_change_of_the_same_entry_is_shown_again_and_saved_knowingly(opened: Opened) -> None:
    first, second = signed_in(opened.first), signed_in(opened.second)
    forms = [open_form(first, opened), open_form(second, opened)]
    earlier, later = opened.texts

    send(first, opened, forms[0] | {opened.one: earlier})
    refused = send(second, opened, forms[1] | {opened.one: later})

    shown = refused.content.decode()
    assert refused.status_code == 409
    assert "同じ欄を書きかえて先に保存しました" in shown
    assert earlier in shown
    assert stored(opened, opened.one) == earlier

    again = form_on(refused, opened)
    assert again[opened.one].strip() == later
    assert send(second, opened, again).status_code == 302
    assert stored(opened, opened.one) == later


@pytest.mark.parametrize(
    ("make", "button"),
    [
        (seen_pages.plan, {"add_rows": "goals"}),
        (seen_pages.draft, {"add_rows": "goals"}),
        (seen_pages.whole_draft, {"check": "1"}),
        (seen_pages.sheet, {"check": "1"}),
        (seen_pages.admin_review, {"hand_in": "1"}),
    ],
)
def test_button_that_saves_in_passing_meets_the_same_conflict_again(
    opened: Opened, button: dict[str, str]
) -> None:
    first, second = signed_in(opened.first), signed_in(opened.second)
    forms = [open_form(first, opened), open_form(second, opened)]
    earlier, later = opened.texts

    send(first, opened, forms[0] | {opened.one: earlier})
    refused = send(second, opened, forms[1] | {opened.one: later})
    again = send(second, opened, form_on(refused, opened) | button)

    assert (again.status_code, stored(opened, opened.one)) == (409, earlier)
    assert form_on(again, opened)[opened.one].strip() == later
    assert {"check", "hand_in"} & set(
        re.findall(r'<button[^>]* name="(\w+)"', again.content.decode())
    ) == set()


FORGED = ["", "x", ",,:,", "@:0", "9" * 4000, "title:\x00", "{}", "１：２"]


@pytest.mark.once
@pytest.mark.parametrize(
    ("make", "seen"),
    [
        *((make, None) for make in PAGES),
        *((make, seen) for make in (seen_pages.plan, seen_pages.admin_call) for seen in FORGED),
    ],
)
def test_form_that_does_not_say_what_it_showed_overwrites_nothing(
    pages: dict[Make, Opened], make: Make, seen: str | None
) -> None:
    page = pages[make]
    first, second = signed_in(page.first), signed_in(page.second)
    if make in (seen_pages.sheet, seen_pages.reflection):  # one's own words one may replace
        send(first, page, open_form(first, page) | {page.one: "同僚の言葉"})
    fields = open_form(second, page)
    before = fields[page.one].strip()
    del fields["seen"]

    sent = fields | {page.one: page.texts[0]} | ({} if seen is None else {"seen": seen})
    answer = send(second, page, sent)

    assert (answer.status_code, stored(page, page.one)) in [(409, before), (400, before)]


@pytest.mark.parametrize("make", [seen_pages.draft, seen_pages.sheet])
def test_page_that_saves_itself_does_not_forget_what_it_never_showed(opened: Opened) -> None:
    first, second = signed_in(opened.first), signed_in(opened.second)
    form = open_form(second, opened)
    send(first, opened, open_form(first, opened) | {opened.other: "先に書いた言葉"})

    for text in ("途中", "途中まで", "最後まで"):
        answer = second.post(opened.autosave, form | {opened.one: text})
        assert answer.status_code == 200
        form["seen"] = answer.json()["seen"]

    assert (stored(opened, opened.other), stored(opened, opened.one)) == (
        "先に書いた言葉",
        "最後まで",
    )


def test_row_taken_away_meanwhile_can_be_saved_again_as_a_new_one() -> None:
    page = seen_pages.plan_rows()
    first, second = signed_in(page.first), signed_in(page.second)
    forms = [open_form(first, page), open_form(second, page)]
    send(first, page, forms[0] | {"roles-0-DELETE": "on"})

    refused = send(second, page, forms[1] | {"roles-0-item": "わたしの行"})

    assert refused.status_code == 409
    again = form_on(refused, page)
    assert send(second, page, again).status_code == 302
    fields = open_form(second, page)
    rows = [value for name, value in fields.items() if name.startswith("roles-") and "item" in name]
    assert "わたしの行" in rows


@each_page
@pytest.mark.once(on="postgres")
def test_what_both_changed_is_marked_and_linked_from_the_notice(opened: Opened) -> None:
    first, second = signed_in(opened.first), signed_in(opened.second)
    forms = [open_form(first, opened), open_form(second, opened)]
    send(first, opened, forms[0] | {opened.one: opened.texts[0]})

    shown = send(second, opened, forms[1] | {opened.one: opened.texts[1]}).content.decode()

    notice, form = shown.split("いま保存されている内容（下の欄とちがうところ）")
    places = re.findall(r'<li><a href="#([^"]+)">', notice.split("まだ保存していません")[-1])
    assert len(places) == 1
    assert f'id="{places[0]}"' in form
    assert form.count("ほかの人も書きかえました") == 1
