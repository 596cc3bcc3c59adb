"""Accounts for which nobody came go after a day, and only those that left no trace."""

import datetime as dt

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from groups.accounts.ending import end_unverified
from groups.models import ContactDetails, User
from kyodo_portal.life.roles import Role
from tests.factories import make_department, make_group, make_user, write_down
from tests.proposals.factories import make_consultation

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def waiting(name: str, *, hours: int = 25, **fields) -> User:
    made = timezone.now() - dt.timedelta(hours=hours)
    user = make_user(name, confirmed_at=None, joined_at=made, **fields)
    EmailAddress.objects.create(user=user, email=user.email, verified=False, primary=True)
    return user


def test_only_those_without_a_trace_go() -> None:
    now = timezone.now()
    waiting("一日たった")
    waiting("もうすぐ一日", hours=23)
    make_user("確認した人", joined_at=now - 9 * DAY)
    waiting("閉じられた", is_active=False)
    waiting("管理する人", is_superuser=True)
    waiting("役割のある人", roles=(Role.REVIEWER,))
    make_department(staff=(waiting("課の人"),))
    make_group(managers=(make_user("ほか"),), members=(waiting("会の人"),))
    make_consultation(by=waiting("相談した人"))
    ContactDetails.objects.create(user=waiting("連絡先のある人"))
    actor = waiting("何かした人")
    write_down(make_group(managers=(make_user("べつ"),)), "edit", by=actor)
    waiting("入ったことのある人", last_login=now)
    before = set(User.objects.values_list("display_name", flat=True))

    ended = end_unverified(now)

    after = set(User.objects.values_list("display_name", flat=True))
    assert (ended, before - after) == (1, {"一日たった"})
    assert (end_unverified(now), EmailAddress.objects.count()) == (0, 10)
