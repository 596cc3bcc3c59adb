"""What came of a lecture: the report, once, in its time; what is passed on, and what is counted."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from kyodo_portal.words.calendar import fiscal_year
from projects.models import LectureReport
from tests.factories import make_department, make_staff, make_user, today
from tests.people import Cast, make_cast
from tests.projects.lecturing import make_lecture, make_request, report, told

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def cast(for_the_file: None) -> Cast:
    return make_cast()


def test_what_was_asked_of_another_department_goes_there_at_once(cast: Cast) -> None:
    other = make_department("別の課")
    colleague = make_staff(other)
    asked = make_request(make_lecture(department=cast.department), cast["citizen"], status="held")
    passed = {"passed_to": other.pk, "passed_words": "街灯がほしい。"}

    half = cast.browser("staff").post(
        f"{asked.get_absolute_url()}report/", report(passed_to=other.pk)
    )
    cast.browser("staff").post(f"{asked.get_absolute_url()}report/", report(**passed))

    assert "両方書いてください" in half.text
    assert told("要望を引き継ぎました") == {colleague.email}


def test_last_years_lectures_are_counted_and_nobody_is_named(cast: Cast) -> None:
    make_lecture()
    asked = make_request(make_lecture(), by=make_user("名を出さない人"), status="reported")
    last = dt.date(fiscal_year(timezone.now()) - 1, 6, 1)
    LectureReport.objects.filter(request=asked).update(held_on=last)

    page = Client().get("/lectures/").text

    assert "1回うかがい、のべ18人にお話ししました" in page
    assert "名を出さない人" not in page
    assert "南町の自治会" not in page


def test_report_is_written_once_and_in_its_time(cast: Cast) -> None:
    lecture = make_lecture(department=cast.department)
    asked = make_request(lecture, cast["citizen"], status="held")
    settled = make_request(lecture, cast["citizen"], status="decided")
    staff = cast.browser("staff")

    early = staff.post(f"{settled.get_absolute_url()}report/", report())
    later = report(held_on=(today() + dt.timedelta(days=1)).isoformat())
    wrong = staff.post(f"{asked.get_absolute_url()}report/", later)
    first = staff.post(f"{asked.get_absolute_url()}report/", report())
    again = staff.post(f"{asked.get_absolute_url()}report/", report(questions="あとから書いた。"))

    assert [each.status_code for each in (early, wrong, first, again)] == [409, 200, 302, 409]
    assert ["あとから書いた。" in again.text, "緑川" in again.text] == [True, True]
    assert "これから先の日付" in wrong.text
    assert "あとから書いた。" in again.text
    assert LectureReport.objects.count() == 1


def test_report_begins_with_the_day_as_it_was_in_japan(cast: Cast) -> None:
    asked = make_request(make_lecture(department=cast.department), cast["citizen"], status="held")
    event = asked.event
    assert event is not None
    event.starts_at = dt.datetime(2026, 6, 1, 23, 30, tzinfo=dt.UTC)
    event.ends_at = event.starts_at + dt.timedelta(hours=1)
    event.save()

    form = cast.browser("staff").get(f"{asked.get_absolute_url()}report/").context["form"]

    assert form.initial["held_on"] == dt.date(2026, 6, 2)
