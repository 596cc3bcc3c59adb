"""The outbox: a letter for every event, sent once, whatever the mail server does."""

import datetime as dt
import email
import email.policy
import os
import signal
import socket
import subprocess
import sys
import threading

import pytest
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from kyodo_portal.post.delivery import LEASE, MAX_ATTEMPTS, Delivery, delay_after, deliver_due
from kyodo_portal.post.outbox import (
    Draft,
    OutgoingMail,
    QueueBackend,
    plain_name,
    queue,
    queue_all,
)
from tests.post.smtp_server import BUSY, DROPS, HANGS, REFUSES, smtp_server

MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def server(settings):
    with smtp_server() as running:
        settings.EMAIL_DELIVERY = {
            "backend": "django.core.mail.backends.smtp.EmailBackend",
            "host": "127.0.0.1",
            "port": running.port,
            "timeout": 0.5,
        }
        settings.DEFAULT_FROM_EMAIL = "協働ポータル <kyodo@example.jp>"
        yield running


def write(number: int = 1, **changes) -> bool:
    letter = {
        "to": f"hanako{number}@example.jp",
        "subject": "提案が届きました",
        "body": "見本 花子 さま\n\n提案を受け取りました。\n",
        "key": f"proposal.submit:{number}",
    }
    return queue(**letter | changes)


def read(raw: str):
    return email.message_from_string(raw, policy=email.policy.default)


def only() -> OutgoingMail:
    return OutgoingMail.objects.get()


@pytest.mark.django_db
def test_same_event_writes_once() -> None:
    assert (write(), write(subject="別の件名")) == (True, False)
    assert only().subject == "提案が届きました"


@pytest.mark.django_db
def test_letter_shares_the_fate_of_its_act() -> None:
    with transaction.atomic():
        write()
        transaction.set_rollback(True)
    assert OutgoingMail.objects.count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["", "花子", "a@example.jp\nBcc: b@example.jp", "x" * 400])
def test_broken_address_is_kept_as_failed(server, address: str) -> None:
    assert write(to=address) is True
    assert deliver_due(now=timezone.now()) == Delivery()
    assert only().failed_at is not None
    assert only().last_error == "メールアドレスの形になっていません。"


@pytest.mark.django_db
def test_no_header_can_be_smuggled_in(server) -> None:
    write(subject="件名\r\nBcc: other@example.jp\n\n本文", body="一\r\n.\r\n二\0三")
    deliver_due(now=timezone.now())
    letter = read(server.received[0])
    assert letter["Subject"] == "件名 Bcc: other@example.jp 本文"
    assert letter["Bcc"] is None
    assert letter["To"] == "hanako1@example.jp"
    assert letter.get_content_type() == "text/plain"


@pytest.mark.django_db
def test_long_keys_stay_distinct() -> None:
    assert write(key="k" * 300 + "1") is True
    assert write(key="k" * 300 + "2") is True
    assert write(key="k" * 300 + "1") is False


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("見本\r\n花子", "見本 花子"),
        ("当選 https://evil.example/x", "当選 https：／／evil．example/x"),
        ("名" * 100, "名" * 59 + "…"),
        ("半分\ud800", "半分?"),
    ],
)
def test_plain_name(typed: str, shown: str) -> None:
    assert plain_name(typed) == shown


@pytest.mark.django_db
def test_django_mail_goes_through_the_outbox_as_plain_text() -> None:
    message = EmailMultiAlternatives(
        "確認コード", "コードは 1234 です。", to=["見本 <a@example.jp>"], bcc=["b@example.jp"]
    )
    message.attach_alternative("<b>1234</b>", "text/html")
    assert QueueBackend().send_messages([message]) == 1
    queued = OutgoingMail.objects.order_by("to").values_list("to", "subject", "body")
    assert list(queued) == [
        ("a@example.jp", "確認コード", "コードは 1234 です。"),
        ("b@example.jp", "確認コード", "コードは 1234 です。"),
    ]


@pytest.mark.django_db
def test_due_letters_arrive_once(server) -> None:
    for number in (1, 2, 3):
        write(number)
    write(4, not_before=timezone.now() + MINUTE)
    now = timezone.now()
    assert deliver_due(now=now) == Delivery(sent=3)
    assert deliver_due(now=now) == Delivery()
    assert [read(raw)["To"] for raw in server.received] == [
        f"hanako{number}@example.jp" for number in (1, 2, 3)
    ]
    assert read(server.received[0])["Auto-Submitted"] == "auto-generated"


@pytest.mark.django_db
def test_round_takes_no_more_than_its_limit(server) -> None:
    for number in (1, 2, 3):
        write(number)
    assert deliver_due(now=timezone.now(), limit=2) == Delivery(sent=2)


@pytest.mark.django_db
def test_server_that_is_down_costs_no_attempt(server, settings) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        settings.EMAIL_DELIVERY["port"] = free.getsockname()[1]
        write(1)
        write(2)
        now = timezone.now()
        assert deliver_due(now=now) == Delivery(unreachable=True)
    assert [mail.attempts for mail in OutgoingMail.objects.all()] == [0, 0]
    settings.EMAIL_DELIVERY["port"] = server.port
    assert deliver_due(now=now + 2 * MINUTE) == Delivery(sent=2)


@pytest.mark.django_db
def test_server_that_is_busy_counts_as_down(server) -> None:
    server.fault = BUSY
    write()
    assert deliver_due(now=timezone.now()) == Delivery(unreachable=True)
    assert "421" in only().last_error


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fault", "error"), [(REFUSES, "550"), (HANGS, "timed out"), (DROPS, "SMTPServerDisconnected")]
)
def test_letter_that_fails_is_tried_again_later(server, fault: str, error: str) -> None:
    server.fault = fault
    write()
    now = timezone.now()
    assert deliver_due(now=now) == Delivery(postponed=1)
    assert error in only().last_error
    assert now + MINUTE <= only().not_before < now + 2 * MINUTE
    server.fault = ""
    server.received.clear()
    assert deliver_due(now=now + 2 * MINUTE) == Delivery(sent=1)
    assert len(server.received) == 1


@pytest.mark.django_db
def test_letter_taken_twice_can_be_told_as_one(server) -> None:
    server.fault = DROPS
    write()
    now = timezone.now()
    deliver_due(now=now)
    server.fault = ""
    deliver_due(now=now + 2 * MINUTE)
    first, second = [read(raw)["Message-ID"] for raw in server.received]
    assert first == second
    assert first.endswith("@example.jp>")


@pytest.mark.django_db
def test_one_bad_letter_does_not_hold_up_the_others(server) -> None:
    write(1)
    write(2)
    OutgoingMail.objects.filter(to="hanako1@example.jp").update(subject="二行\nBcc: x@example.jp")
    assert deliver_due(now=timezone.now()) == Delivery(sent=1, postponed=1)


@pytest.mark.django_db
@pytest.mark.parametrize("fault", [REFUSES, HANGS])
def test_letter_that_breaks_the_conversation_leaves_the_next_a_fresh_one(
    server, fault: str
) -> None:
    server.fault, server.fault_to = fault, "hanako1@"
    for number in (1, 2, 3):
        write(number)
    assert deliver_due(now=timezone.now()) == Delivery(sent=2, postponed=1)


@pytest.mark.django_db
def test_letter_is_given_up_after_ten_attempts(server) -> None:
    server.fault = REFUSES
    write()
    now = timezone.now()
    rounds = []
    for _ in range(MAX_ATTEMPTS):
        rounds.append(deliver_due(now=now))
        now += 61 * MINUTE
    assert rounds == [Delivery(postponed=1)] * 9 + [Delivery(failed=1)]
    assert deliver_due(now=now) == Delivery()
    assert list(OutgoingMail.objects.failed()) == [only()]


def test_waiting_grows_from_a_minute_to_an_hour() -> None:
    assert [delay_after(attempts) // MINUTE for attempts in range(1, 11)] == [
        1, 2, 4, 8, 16, 32, 60, 60, 60, 60,
    ]  # fmt: skip


@pytest.mark.django_db
def test_letter_of_a_crashed_worker_is_sent_when_its_lease_is_over(server) -> None:
    write()
    now = timezone.now()
    OutgoingMail.objects.update(lease_until=now + LEASE, attempts=1)
    assert deliver_due(now=now + LEASE - MINUTE) == Delivery()
    assert deliver_due(now=now + LEASE) == Delivery(sent=1)


@pytest.mark.django_db
def test_letter_that_crashes_every_worker_is_given_up(server) -> None:
    write()
    now = timezone.now()
    OutgoingMail.objects.update(lease_until=now, attempts=MAX_ATTEMPTS)
    assert deliver_due(now=now) == Delivery(failed=1)
    assert server.received == []


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_workers_send_each_letter_once(server) -> None:
    for number in range(40):
        write(number)
    start = threading.Barrier(2, timeout=20)
    deliveries: list[Delivery] = []

    def work() -> None:
        start.wait()
        deliveries.append(deliver_due(now=timezone.now()))
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sum(delivery.sent for delivery in deliveries) == 40
    arrived = [read(raw)["To"] for raw in server.received]
    assert sorted(arrived) == sorted(f"hanako{number}@example.jp" for number in range(40))


@pytest.mark.django_db
def test_outbox_once_empties_what_is_due(server, capsys) -> None:
    for number in range(60):
        write(number)
    call_command("outbox", "--once")
    assert len(server.received) == 60
    assert capsys.readouterr().out.splitlines() == [
        "送信 50通、あとで再送 0通、あきらめ 0通",
        "送信 10通、あとで再送 0通、あきらめ 0通",
    ]


@pytest.mark.django_db
def test_outbox_once_ends_when_the_server_is_away(server, capsys) -> None:
    server.fault = BUSY
    write()
    call_command("outbox", "--once")
    assert capsys.readouterr().err.strip() == (
        "メールサーバーにつながりません。あとでもう一度試します。"
    )


@pytest.mark.parametrize("beside", [False, True])
def test_outbox_survives_its_database_and_ends_cleanly(tmp_path, beside: bool) -> None:
    """In a process of its own, over a database without tables: it reports, waits, and obeys SIGTERM;
    where `serve` has started it, it ends when nobody holds its input any more."""
    worker = subprocess.Popen(
        [sys.executable, "manage.py", "outbox", *(["--beside"] if beside else [])],
        cwd=settings.BASE_DIR,
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"DEBUG": "1", "DATABASE_URL": f"sqlite:///{tmp_path}/empty.sqlite3"},
    )
    assert worker.stderr is not None
    first = worker.stderr.readline()
    if not beside:
        worker.send_signal(signal.SIGTERM)
    worker.communicate(timeout=20)  # which lets go of its input
    # Letters and long work are two threads: either is the first to say so.
    assert "could not read the" in first
    assert worker.returncode == 0


@pytest.mark.django_db
def test_headers_travel_with_the_letter_and_forge_nothing(server) -> None:
    write(headers={"List-Id": "notices <notices.example.jp>", "X-Odd": "a\nBcc: b@example.jp"})
    write(2, headers={"Message-ID": "<own@example.jp>"})

    deliver_due(now=timezone.now())

    first, second = map(read, server.received)
    assert (first["List-Id"], first["X-Odd"], first["Bcc"]) == (
        "notices <notices.example.jp>",
        "a Bcc: b@example.jp",
        None,
    )
    assert second["Message-ID"] != "<own@example.jp>"


@pytest.mark.django_db
def test_many_letters_are_queued_as_each_would_be(django_assert_num_queries) -> None:
    write(1)
    drafts = [
        Draft(to=f"hanako{n}@example.jp", subject="件名", body="本文", key=f"proposal.submit:{n}")
        for n in range(1, 4)
    ]
    with django_assert_num_queries(1):
        queue_all([*drafts, Draft(to="花子", subject="件名", body="本文", key="broken")])

    kept = OutgoingMail.objects.order_by("key").values_list("key", "subject", "failed_at")
    assert [(key, subject, failed is None) for key, subject, failed in kept] == [
        ("broken", "件名", False),
        ("proposal.submit:1", "提案が届きました", True),
        ("proposal.submit:2", "件名", True),
        ("proposal.submit:3", "件名", True),
    ]
