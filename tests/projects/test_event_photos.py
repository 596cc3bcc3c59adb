"""The photo of a day: shown by those who hold it, with its words and the consent of those on it; reported,
hidden and taken away as every photo."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from groups.flows import REPORT_FLOW
from groups.models import GroupPicture, Report
from kyodo_portal.life.audit import AuditEntry
from projects.actions.events import discard_draft
from projects.models import Event, EventPhoto
from tests.people import KINDS, Cast, make_cast
from tests.projects.events import make_event
from tests.projects.factories import photo_upload
from tests.trust.kept_files import keep_photo

pytestmark = pytest.mark.django_db

WORDS = "駅前の花だんに苗を植える5人"
SHOWS = {"words-caption": WORDS, "files-has_consent": "on"}


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def send(browser: Client, event: Event, **sent: Any) -> Any:
    """Send the page of the photo with these fields."""
    url = reverse("events:photo_edit", args=[event.pk])
    seen = browser.get(url).context["seen"].token
    return browser.post(url, {"seen": seen, **sent}, follow=True)


def with_place_and_camera() -> SimpleUploadedFile:
    exif = Image.Exif()
    exif[0x0110], exif[0x8825] = "SecretCamera", {1: "N", 2: (35.0, 53.0, 0.0)}
    file = io.BytesIO()
    Image.new("RGB", (1200, 800), "green").save(file, "JPEG", exif=exif)
    return SimpleUploadedFile("flowers.jpg", file.getvalue(), content_type="image/jpeg")


def test_photo_stands_at_the_head_of_the_day_without_place_or_camera(cast: Cast) -> None:
    event = make_event(group=cast.group)
    keep_photo(GroupPicture, by=cast["manager"], group=cast.group, role="photo", alt="団体の写真")

    send(cast.browser("manager"), event, **SHOWS, **{"files-photo": with_place_and_camera()})

    photo = EventPhoto.objects.get()
    assert (photo.caption, photo.width, photo.height) == (WORDS, 1200, 800)
    page = Client().get(event.get_absolute_url()).content.decode()
    assert (photo.url in page, f'alt="{WORDS}"' in page, "団体の写真" in page) == (
        True,
        True,
        False,
    )
    for size in ("", "?size=small"):
        answer = Client().get(f"{photo.url}{size}")
        kept = b"".join(answer.streaming_content)
        assert (answer["Content-Type"], b"SecretCamera" in kept) == ("image/webp", False)
        assert dict(Image.open(io.BytesIO(kept)).getexif()) == {}
    assert AuditEntry.objects.of(event).get().action == "event.photo"


REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "without words": ({"files-photo": photo_upload, "files-has_consent": "on"}, "何が写っているか"),
    "words alone": ({"words-caption": WORDS}, "説明に合う写真を選んでください。"),
    "without consent": (
        {"files-photo": photo_upload, "words-caption": WORDS},
        "写っている人に聞いてから載せてください。",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_photo_needs_its_words_and_consent(cast: Cast, case: str) -> None:
    sent, reason = REFUSED[case]
    event = make_event(group=cast.group)
    given = {name: value() if callable(value) else value for name, value in sent.items()}

    page = send(cast.browser("manager"), event, **given)

    assert (page.status_code, reason in page.content.decode()) == (200, True)
    assert sent.get("words-caption", "") in page.content.decode()
    assert not EventPhoto.objects.exists()


def test_words_are_changed_the_photo_replaced_and_taken_away_with_its_file(
    cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    event, browser = make_event(group=cast.group), cast.browser("manager")
    first = keep_photo(EventPhoto, by=cast["manager"], event=event, caption="前の言葉")

    send(browser, event, **{"words-caption": "直した言葉"})
    assert EventPhoto.objects.get().caption == "直した言葉"
    with django_capture_on_commit_callbacks(execute=True):
        send(browser, event, **SHOWS, **{"files-photo": photo_upload()})
    second = EventPhoto.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        send(browser, event, **{"words-caption": "", "files-remove": "on"})

    assert not EventPhoto.objects.exists()
    assert [each.file.storage.exists(each.file.name) for each in (first, second)] == [False, False]


def test_file_of_a_draft_goes_with_it(cast: Cast, django_capture_on_commit_callbacks: Any) -> None:
    event = make_event(group=cast.group, status="draft")
    photo = keep_photo(EventPhoto, by=cast["manager"], event=event, caption=WORDS)

    with django_capture_on_commit_callbacks(execute=True):
        discard_draft(event, by=cast["manager"])

    assert not photo.file.storage.exists(photo.file.name)


def test_photo_of_a_draft_is_seen_by_its_own_people(cast: Cast) -> None:
    event = make_event(group=cast.group, status="draft")
    photo = keep_photo(EventPhoto, by=cast["manager"], event=event, caption=WORDS)

    found = {kind: cast.browser(kind).get(photo.url).status_code for kind in KINDS}

    theirs = {"member", "manager", "coordinator", "superuser"}
    assert found == {kind: 200 if kind in theirs else 404 for kind in KINDS}


def test_reported_photo_is_hidden_and_the_group_stands_in(cast: Cast, client: Client) -> None:
    event = make_event(group=cast.group)
    photo = keep_photo(EventPhoto, by=cast["manager"], event=event, caption=WORDS)
    report = reverse("reports:create", args=["event_photo", photo.pk])
    assert report in client.get(event.get_absolute_url()).content.decode()

    client.post(report, {"reason": "personal"})
    why = "写っている人の同意がなかったため"
    REPORT_FLOW.make("hide", Report.objects.get(), by=cast["coordinator"], note=why)

    page = client.get(event.get_absolute_url()).content.decode()
    assert (photo.url in page, "data-drawn" in page) == (False, True)
    answers = [cast.browser(kind).get(photo.url).status_code for kind in ("anonymous", "manager")]
    assert answers == [404, 404]
    assert cast.browser("coordinator").get(photo.url).status_code == 200
    edit = cast.browser("manager").get(reverse("events:photo_edit", args=[event.pk]))
    assert why in edit.content.decode()


def test_home_shows_the_photo_of_the_next_day(cast: Cast, client: Client) -> None:
    event = make_event(group=cast.group)
    photo = keep_photo(EventPhoto, by=cast["manager"], event=event, caption=WORDS)

    assert photo.url in client.get("/").content.decode()
