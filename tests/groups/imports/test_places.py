"""The city's list of places: new ones are public, others are written over only where that is asked for."""

from typing import Any

import pytest

from groups.jobs import PLACES
from groups.models import Place
from groups.places.opening import Opening
from groups.places.typed import written_days, written_spans
from kyodo_portal.files.tables.refused import ImportRefused
from kyodo_portal.life.audit import AuditEntry
from kyodo_portal.life.imports import looked_at, taken_in
from tests.factories import make_coordinator
from tests.groups.imports.lists import as_csv, as_workbook
from tests.groups.places.factories import make_place

pytestmark = pytest.mark.django_db

HEADINGS = ("施設名", "フリガナ", "種別", "住所", "火", "水曜日", "休館日", "部屋", "入口に段差がない", "出典", "確認日")  # fmt: skip
HALL = ("見本地区公民館", "みほんちくこうみんかん", "公民館", "見本市見本町2-2", "９時〜２１時", "休み", "12/29〜1/3 休み 年末年始；第3月曜日 休み", "会議室;和室", "はい", "施設のちらし", "R8.11.1")  # fmt: skip


def take(data: bytes, name: str = "場所.csv", **options: bool) -> dict[str, list[str]]:
    options = {"update": False, "add_alike": False, **options}
    report = taken_in(PLACES, PLACES.read(data, name), by=make_coordinator(), **options)
    return {section.title: section.lines for section in report}


@pytest.mark.parametrize("made", [as_csv, as_workbook])
def test_new_place_is_public_as_the_list_says(made: Any) -> None:
    report = take(made(HEADINGS, HALL), "場所.csv" if made is as_csv else "場所.xlsx")

    place = Place.objects.get()
    opening = Opening(place)
    assert report == {"新しく公開する場所：1件": ["見本地区公民館（公民館・コミュニティセンター）"]}
    assert (place.kind, place.is_public, place.step_free) == ("hall", True, True)
    assert [written_spans(opening.usual(day)) for day in (1, 2)] == ["9:00-21:00", ""]
    assert sorted(written_days(opening.days).split("\n")) == [
        "12/29〜1/3 休み 年末年始",
        "第3月曜日 休み",
    ]
    assert sorted(room.name for room in place.rooms.all()) == ["会議室", "和室"]
    assert AuditEntry.objects.of(place).count() == 1


def test_list_taken_in_twice_changes_nothing() -> None:
    data = as_csv(HEADINGS, HALL)
    take(data)

    assert take(data) == {"すでに同じ内容のもの：1件": []}


def test_place_is_written_over_where_that_is_asked_for() -> None:
    take(as_csv(HEADINGS, HALL))
    later = as_csv(HEADINGS, (*HALL[:4], "10時〜18時", *HALL[5:]))

    assert list(take(later)) == ["いまの案内と違うところのある場所（書き換えません）：1件"]
    assert list(take(later, update=True)) == ["書き換える場所：1件"]
    opening = Opening(Place.objects.get())
    assert written_spans(opening.usual(1)) == "10:00-18:00"
    assert len(opening.days) == 2


def test_place_that_is_like_another_is_left_out() -> None:
    make_place("見本 地区 公民館")
    make_place("北口コミュニティセンター")
    report = take(as_csv(HEADINGS, ("北口コミュニティーセンター", *HALL[1:])))

    assert list(report) == ["名前が似た場所がすでにあるもの（登録しません）：1件"]


WRONG = {
    4: ("9時〜25時", "という時刻はありません"),
    5: ("17:00-9:00", "終わりが始まりより前か同じです"),
    6: ("お盆 休み", "の日を読み取れません"),
    2: ("城", "種別は、次のどれかです"),
    10: ("去年", "日付として読み取れません"),
}


@pytest.mark.parametrize("column", WRONG)
def test_faulty_list_is_refused_as_a_whole(column: int) -> None:
    value, reason = WRONG[column]
    line = [*HALL]
    line[column] = value
    with pytest.raises(ImportRefused, match=reason):
        PLACES.read(as_csv(HEADINGS, HALL, ["別の館", *line[1:]]), "a.csv")

    assert not Place.objects.exists()


def test_looking_writes_nothing() -> None:
    read = PLACES.read(as_csv(HEADINGS, HALL), "a.csv")
    looked_at(PLACES, read, by=make_coordinator(), update=False, add_alike=False)

    assert not Place.objects.exists()
