"""Coordinators keep the places: their hours are typed as lines, and what is wrong is said."""

import datetime as dt
import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from groups.actions.places import set_photo
from groups.models import Place, PlacePhoto
from groups.places.opening import Opening
from groups.places.typed import written_days, written_seasons, written_spans
from kyodo_portal.life.audit import AuditEntry
from kyodo_portal.life.queues import queues_for
from tests.factories import make_coordinator
from tests.groups.places.factories import make_place, whole_place
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db

ADD = "/admin/groups/place/add/"
TABLES = {
    f"{table}-{key}": "0"
    for table in ("rooms", "equipment")
    for key in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS")
}


def typed(**changes: str) -> dict[str, str]:
    return {
        **TABLES,
        "name": "見本地区公民館",
        "name_kana": "みほんちくこうみんかん",
        "kind": "hall",
        "address": "見本市見本町2-2",
        "holidays": "closed",
        "open_to": "everybody",
        "run_by": "city",
        "step_free": "true",
        "wheelchair_toilet": "unknown",
        "hearing_loop": "false",
        "source": "窓口で確認",
        "checked_on": "令和8年11月1日",
        "is_public": "on",
        "hours_tuesday": "９時〜１２時、13:00-17:00",
        "hours_sunday": "0:00-24:00",
        "seasons": "12月〜2月 火 10:00-15:00",
        "special_days": "12/29〜1/3 休み 年末年始\n第3月曜日 休み",
        **changes,
    }


@pytest.fixture
def desk(client: Client) -> Client:
    sign_in(client, make_coordinator())
    return client


def test_place_is_written_with_its_hours(desk: Client) -> None:
    answer = desk.post(ADD, typed())

    place = Place.objects.get()
    opening = Opening(place)
    assert answer.status_code == 302
    assert [written_spans(opening.usual(day)) for day in (0, 1, 6)] == [
        "",
        "9:00-12:00、13:00-17:00",
        "0:00-24:00",
    ]
    assert written_seasons(opening.hours) == "12月〜2月 火 10:00-15:00"
    assert written_days(opening.days) == "第3月曜日 休み\n12/29〜1/3 休み 年末年始" or (
        written_days(opening.days) == "12/29〜1/3 休み 年末年始\n第3月曜日 休み"
    )
    assert (place.step_free, place.wheelchair_toilet, place.hearing_loop) == (True, None, False)
    assert AuditEntry.objects.of(place).count() == 1


WRONG = {
    "hours_monday": ("9:00-25:00", "「25:00」という時刻はありません"),
    "hours_friday": ("9:00-13:00、12:00-17:00", "重なっています"),
    "hours_saturday": ("17:00-9:00", "終わりが始まりより前か同じです"),
    "special_days": ("お盆は休み", "の日を読み取れません"),
    "seasons": ("冬は休み", "月、曜日、時間を空白で分けて書いてください"),
    "latitude": ("35.9", "緯度と経度は、両方書いてください"),
    "checked_on": ("先週", "日付として読み取れません"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_said_beside_what_was_typed(desk: Client, name: str) -> None:
    value, reason = WRONG[name]
    page = desk.post(ADD, typed(**{name: value})).content.decode()

    assert not Place.objects.exists()
    assert reason in page
    assert value in page


def test_hours_are_shown_as_they_may_be_typed_again(desk: Client) -> None:
    place = whole_place()
    url = f"/admin/groups/place/{place.pk}/change/"
    form = desk.get(url).context["adminform"].form

    shown = {name: form[name].value() for name in ("hours_monday", "hours_tuesday", "special_days")}
    assert shown == {
        "hours_monday": "",
        "hours_tuesday": "9:00-21:00",
        "special_days": "12/29〜1/3 休み 年末年始",
    }


def picture() -> SimpleUploadedFile:
    data = io.BytesIO()
    Image.new("RGB", (40, 30), "green").save(data, format="PNG")
    return SimpleUploadedFile("entrance.png", data.getvalue(), content_type="image/png")


def test_picture_needs_its_description_and_can_be_taken_away(desk: Client) -> None:
    refused = desk.post(ADD, {**typed(), "photo_file": picture()}).content.decode()
    assert "写真に何が写っているかを書いてください" in refused
    desk.post(ADD, {**typed(photo_caption="玄関"), "photo_file": picture()})
    place = Place.objects.get()
    assert (place.photo.caption, place.photo.width) == ("玄関", 40)

    set_photo(place=place, photo=None, caption="", by=make_coordinator())
    assert not PlacePhoto.objects.exists()


def queue_of(person: Any) -> int:
    label = "しばらく確かめていない場所の案内を確かめる"
    return next(queue.count for queue in queues_for(person) if queue.label == label)


def test_what_nobody_checked_for_a_year_waits_at_the_desk() -> None:
    today = timezone.localdate()
    make_place("去年の館", checked_on=today.replace(year=today.year - 1) - dt.timedelta(days=2))
    make_place("今年の館", checked_on=today)
    old = today - dt.timedelta(days=900)
    make_place("なくなった館", checked_on=old, closed_for_good_on=today)
    make_place("書きかけの館", checked_on=old, is_public=False)

    assert queue_of(make_coordinator()) == 1
