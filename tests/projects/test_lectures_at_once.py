"""What two officers might do with a request for a lecture in the same instant."""

import datetime as dt
from functools import partial
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from kyodo_portal.life.flows import MoveRefused
from projects.actions.lecture_days import settle_request
from projects.actions.lecture_requests import write_report
from projects.actions.lectures import copy_menu
from projects.flows import EVENT_FLOW
from projects.models import Event, LectureReport, LectureRequest
from tests.factories import make_coordinator, make_staff, make_user
from tests.projects.lecturing import make_lecture, make_request
from tests.races import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]


def test_one_day_is_settled_and_one_report_written() -> None:
    lecture = make_lecture()
    officers = [make_staff(lecture.department) for _ in range(2)]
    asked = make_request(lecture, make_user())
    held = make_request(lecture, make_user(), status="held")
    at, before = timezone.now() + dt.timedelta(days=40), Event.objects.count()

    def settle(officer: Any) -> Any:
        given = {"minutes": 60, "place": None, "place_text": "会館", "words": ""}
        return settle_request(request=asked, starts_at=at, by=officer, **given)

    def tell(officer: Any) -> Any:
        told = LectureReport(held_on=timezone.localdate(), people_count=9, audience="school")
        return write_report(request=held, report=told, by=officer)

    for act, made in ((settle, LectureRequest), (tell, LectureReport)):
        done = at_once(*(partial(act, officer) for officer in officers))
        assert {isinstance(each, made) for each in done} == {True, False}
        assert {isinstance(each, MoveRefused) for each in done} == {True, False}
    assert (Event.objects.count() - before, LectureReport.objects.count()) == (1, 1)


@pytest.mark.parametrize("at_page", ["/lectures/requests/{}/move/", None])
def test_asker_and_department_call_the_day_off_together(at_page: str | None) -> None:
    lecture, citizen = make_lecture(), make_user()
    officer = make_staff(lecture.department)
    for _ in range(3):
        asked = make_request(lecture, citizen, status="decided")
        asker = Client()
        asker.force_login(citizen if at_page else make_coordinator())
        at = at_page or "/admin/projects/lecturerequest/{}/move/"
        done = at_once(
            partial(
                asker.post, at.format(asked.pk), {"move": "cancel", "note": "都合が悪くなった。"}
            ),
            partial(EVENT_FLOW.make, "cancel", asked.event, by=officer, note="雨のため。"),
        )
        wrong = [each for each in done if isinstance(each, Exception)]
        assert [type(each) for each in wrong if not isinstance(each, MoveRefused)] == []
        asked.refresh_from_db()
        assert (asked.status, asked.event.status) == ("cancelled", "cancelled")


def test_menu_is_copied_once() -> None:
    make_lecture("いち", fiscal_year=2030, number=1)
    coordinators = [make_coordinator("a"), make_coordinator("b")]

    done = at_once(*(partial(copy_menu, year=2031, by=each) for each in coordinators))

    assert sorted(done) == [0, 1]
