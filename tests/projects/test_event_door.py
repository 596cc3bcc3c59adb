"""The list for the door as a file; what the page of a day says first, and where one asks about it."""

from typing import Any

import pytest
from django.core.cache import caches
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from groups.actions.guests import vouch_for
from groups.models import ConfirmedHow, GroupPicture
from kyodo_portal.cities import city
from kyodo_portal.files import pdf
from kyodo_portal.life.reading import ReadingEntry
from projects.models import Event
from projects.views.event_people import people_of
from tests.conftest import REQUIRED
from tests.evaluations.report.test_printing import streams
from tests.factories import make_project, make_user
from tests.people import KINDS, Cast, make_cast
from tests.projects.events import comes_as_guest, make_event
from tests.projects.factories import add_update
from tests.trust.kept_files import keep_photo

pytestmark = pytest.mark.django_db

MADE = pytest.mark.skipif(
    bool(pdf.missing().what) and "pdf" not in REQUIRED, reason=f"missing: {pdf.missing().what}"
)


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def file_of(event: Event) -> str:
    return reverse("events:people_pdf", args=[event.pk])


@MADE
@pytest.mark.once
def test_list_for_the_door_is_a_tagged_pdf_kept_nowhere(cast: Cast) -> None:
    event = make_event(group=cast.group)

    made = cast.browser("manager").get(file_of(event))

    assert (made.status_code, made["Content-Type"]) == (200, "application/pdf")
    whole = made.content + b"".join(streams(made.content))
    assert [each for each in (b"/StructTreeRoot", b"pdfuaid", b"(ja)") if each not in whole] == []
    assert vars(caches["files"])["_cache"] == {}
    assert list(ReadingEntry.objects.values_list("kind", "count")) == [("export", 0)]


def test_list_for_the_door_has_names_and_needs_and_no_contact(cast: Cast) -> None:
    event = make_event(group=cast.group)
    guest = comes_as_guest(event, email="secret@example.jp", phone="000-1234-5678")
    vouch_for(guest, how=ConfirmedHow.CALL, by=cast["manager"])
    context = {
        "event": event,
        "people": people_of(event).with_seat(),
        "city": city(),
        "address": "https://example.jp/",
        "printed_at": timezone.now(),
    }

    page = render_to_string("events/door.html", context)

    told = ("見本 花子", "車いす", "secret@example.jp", "000-1234-5678")
    assert [words in page for words in told] == [True, True, False, False]


def test_where_no_pdf_can_be_made_the_list_says_so(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "LIBRARIES", {"libno-such.so.0": "libno-such0"})
    pdf.missing.cache_clear()

    answer = cast.browser("manager").get(file_of(make_event(group=cast.group)))
    pdf.missing.cache_clear()

    page = answer.content.decode()
    assert (answer.status_code, "PDFをつくれませんでした" in page) == (503, True)


def test_what_to_bring_stands_before_the_form_and_the_rest_after_it(client: Client) -> None:
    event = make_event(
        target="小学生から", what_to_bring="軍手", fee="無料", in_bad_weather="雨なら中止"
    )

    page = client.get(event.get_absolute_url()).content.decode()

    told = ("小学生から", "軍手", "無料", "参加を申し込む", "雨なら中止")
    places = [page.index(words) for words in told]
    assert places == sorted(places)


#: Who holds the day, and where whom it does not belong to asks.
ASKED: tuple[tuple[str, str], ...] = (
    ("project", "questions:create"),
    ("group", "messages:contact_group"),
    ("department", "messages:contact_department"),
    ("city", "consultations:list"),
)
OWN = {
    "project": {"manager", "staff"},
    "group": {"manager"},
    "department": {"staff"},
    "city": {"coordinator"},
}


@pytest.mark.parametrize(("holder", "name"), ASKED)
def test_everybody_is_led_to_ask_but_those_who_hold_it(holder: str, name: str, cast: Cast) -> None:
    held: dict[str, Any] = {
        "project": {"project": make_project(groups=(cast.group,), departments=(cast.department,))},
        "group": {"group": cast.group},
        "department": {"department": cast.department},
        "city": {"group": None},
    }[holder]
    event = make_event(**held)
    args = [record.pk for record in held.values() if record is not None]
    link = f'href="{reverse(name, args=args)}"'

    led = {
        kind
        for kind in KINDS
        if link in (page := cast.browser(kind).get(event.get_absolute_url()).content.decode())
        and "主催者に聞く" in page
    }

    assert led == set(KINDS) - OWN[holder]


@pytest.mark.parametrize(("holder", "follows"), [("project", 1), ("group", 1), ("city", 0)])
def test_its_project_or_group_can_be_followed_there(holder: str, follows: int, cast: Cast) -> None:
    held: dict[str, Any] = {
        "project": {"project": make_project(groups=(cast.group,))},
        "group": {"group": cast.group},
        "city": {"group": None},
    }[holder]

    page = cast.browser("citizen").get(make_event(**held).get_absolute_url()).content.decode()

    assert page.count(f'action="{reverse("follows:add")}"') == follows


def test_picture_of_the_project_or_group_stands_above_with_its_words(
    client: Client, cast: Cast
) -> None:
    project = make_project(groups=(cast.group,))
    shown = add_update(project, make_user()).photos.get()
    picture = keep_photo(
        GroupPicture, by=cast["manager"], group=cast.group, role="photo", alt="苗を植える5人"
    )
    of_both = (make_event(project=project), make_event(group=cast.group))
    drawn = make_event(group=None)

    pages = [client.get(event.get_absolute_url()).content.decode() for event in (*of_both, drawn)]

    photos = ((shown.url, shown.caption), (picture.url, "苗を植える5人"))
    told = [f'<img src="{url}" alt="{words}"' for url, words in photos]
    assert [[each in page for each in (*told, "data-drawn")] for page in pages] == [
        [True, False, False],
        [False, True, False],
        [False, False, True],
    ]


def test_photo_that_was_taken_down_stands_above_no_day(client: Client) -> None:
    project = make_project()
    photo = add_update(project, make_user()).photos.get()
    photo.hide("許可のない写真のため。", by_city=True)

    page = client.get(make_event(project=project).get_absolute_url()).content.decode()

    assert (photo.url in page, "data-drawn" in page) == (False, True)
