"""Letters about signing in are forgotten: delivered, or past the time for which they are good."""

import datetime as dt

import pytest
from allauth.account.models import EmailAddress
from django.core.mail import EmailMessage
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from kyodo_portal.post.delivery import LEASE, deliver_due
from kyodo_portal.post.outbox import KEPT, OutgoingMail, QueueBackend, queue
from tests.factories import make_user

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)


@pytest.fixture(autouse=True)
def _outbox(settings) -> None:
    settings.EMAIL_BACKEND = "kyodo_portal.post.outbox.QueueBackend"


def left() -> list[str]:
    return list(OutgoingMail.objects.order_by("key").values_list("key", flat=True))


def write(key: str, *, expires_at: dt.datetime | None = None, **later) -> None:
    queue(to="hanako@example.jp", subject="件名", body="本文", key=key, expires_at=expires_at)
    OutgoingMail.objects.filter(key=key).update(**later)


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("/accounts/login/code/", {"email": "hanako@example.jp"}),
        ("/accounts/password/reset/", {"email": "hanako@example.jp"}),
        (
            "/accounts/signup/",
            {
                "email": "taro@example.jp",
                "display_name": "見本 太郎",
                "password1": "kareha-michi-27",
                "password2": "kareha-michi-27",
            },
        ),
    ],
)
def test_letter_with_a_code_ends_with_the_code(client: Client, path: str, data: dict) -> None:
    user = make_user("見本 花子", email="hanako@example.jp")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)

    client.post(path, data)

    letter = OutgoingMail.objects.get()
    assert letter.to == data["email"]
    assert dt.timedelta(minutes=14) < letter.expires_at - timezone.now() < dt.timedelta(minutes=15)


def test_notice_about_an_account_ends_too() -> None:
    QueueBackend().send_messages([EmailMessage("お知らせ", "本文", to=["hanako@example.jp"])])

    ends = OutgoingMail.objects.get().expires_at - timezone.now()
    assert KEPT - HOUR < ends <= KEPT


def test_spent_letters_are_removed_and_no_others() -> None:
    now = timezone.now()
    write("code delivered", expires_at=now + HOUR, sent_at=now)
    write("code failed and over", expires_at=now - HOUR, failed_at=now)
    write("code over before it left", expires_at=now)
    write("code held by a worker", expires_at=now - HOUR, lease_until=now + LEASE)
    write("code of a round to come", expires_at=now + HOUR, not_before=now + HOUR)
    write("event delivered", sent_at=now)
    write("event failed", failed_at=now)

    deliver_due(now=now)

    assert left() == [
        *("code held by a worker", "code of a round to come"),
        *("event delivered", "event failed"),
    ]


def test_outbox_delivers_a_code_and_forgets_it(mailoutbox: list) -> None:
    write("code", expires_at=timezone.now() + HOUR)
    write("event")

    call_command("outbox", "--once")

    assert (len(mailoutbox), left()) == (2, ["event"])


def test_code_that_is_over_is_not_delivered(mailoutbox: list) -> None:
    write("code", expires_at=timezone.now() - HOUR)

    call_command("outbox", "--once")

    assert (mailoutbox, left()) == ([], [])


def test_code_whose_end_comes_while_the_round_goes_on_is_not_taken_up() -> None:
    now = timezone.now()
    write("over", expires_at=now - dt.timedelta(seconds=1))
    write("lasting", expires_at=now + HOUR)
    write("without end")
    OutgoingMail.objects.update(not_before=now - HOUR)

    due = OutgoingMail.objects.due(now).order_by("key").values_list("key", flat=True)
    assert list(due) == ["lasting", "without end"]
