"""What is forgotten of who asked for a lecture, and what then waits for nobody."""

import datetime as dt

import pytest
from django.utils import timezone

from groups.models import Guest
from projects.actions.lecture_requests import forget_requests
from projects.models import LectureRequest
from tests.factories import make_user
from tests.projects.lecturing import make_request

pytestmark = pytest.mark.django_db


def test_what_is_over_is_forgotten() -> None:
    later = timezone.now() + dt.timedelta(days=60)
    over = make_request(by=make_user(), status="reported", phone="000-1", needs="車いす")
    guest = Guest.objects.create(
        name="花子", phone="000-2", came_for="lecture", forget_on=timezone.localdate()
    )
    nobody = make_request(guest=guest, status="declined", wish="山田さんの畑", department=None)
    never = make_request(guest=None, status="unconfirmed")
    Guest.objects.all().delete()

    assert forget_requests(later) == 1

    over.refresh_from_db()
    nobody.refresh_from_db()
    assert (over.phone, over.needs, over.gathering) == ("", "", "南町の自治会")
    assert (nobody.wish, nobody.gathering, nobody.purpose) == ("メニューにないこと", "", "")
    assert not LectureRequest.objects.filter(pk=never.pk).exists()


@pytest.mark.parametrize(
    ("second", "days", "phone"), [(0, 69, "000-1"), (0, 71, ""), (9, 71, "000-1")]
)
def test_what_nobody_answers_is_forgotten_too(second: int, days: int, phone: str) -> None:
    now = timezone.now()
    wishes = {"second_at": now + dt.timedelta(days=40 + second)} if second else {}
    asked = make_request(by=make_user(), phone="000-1", **wishes)
    forget_requests(now + dt.timedelta(days=days))

    asked.refresh_from_db()
    assert (asked.phone, asked.status) == (phone, "applied")


def test_request_of_a_forgotten_guest_waits_for_nobody() -> None:
    requests = [make_request(status=status) for status in ("applied", "talking")]
    for _ in range(2):
        forget_requests(timezone.now())

    for request in requests:
        request.refresh_from_db()
    assert {(each.status, each.phone) for each in requests} == {("cancelled", "")}
