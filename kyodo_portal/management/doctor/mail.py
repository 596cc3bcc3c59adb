"""Letters: do they get out, and does somebody carry them?"""

import datetime as dt
from collections.abc import Iterator

from django.conf import settings
from django.utils import timezone

from kyodo_portal.life.clock import ROUTINES, RoutineRun
from kyodo_portal.life.seals import unsealed
from kyodo_portal.life.verifying import LATE
from kyodo_portal.management.doctor.looking import Finding, look_at, note, wrong
from kyodo_portal.post import trial
from kyodo_portal.post.outbox import OutgoingMail
from kyodo_portal.words.text import japanese_datetime

CARRIED_WITHIN = dt.timedelta(minutes=15)
CLOCK_WITHIN = dt.timedelta(hours=25)
"""`remind` may be run once a day where no worker runs."""
LATELY = dt.timedelta(days=7)

START_IT = (
    "manage.py serve の outbox か、別に動かした manage.py outbox が動いているかを確かめてください。"
)


@look_at("メール")
def mail_gets_out() -> Iterator[Finding]:
    if trial.is_smtp():
        answer = trial.reach()
        if not answer.taken:
            yield wrong(
                answer.said, "直したら、manage.py send_test_mail アドレス で確かめてください。"
            )
    elif not settings.DEBUG:
        yield wrong(
            "メールは、だれにも届いていません（EMAIL_URL がメールサーバーではありません）。",
            "EMAIL_URL に smtp+tls://利用者:パスワード@ホスト:587 のように指定してください。",
        )
    failed = OutgoingMail.objects.failed().filter(failed_at__gt=timezone.now() - LATELY)
    if count := failed.exclude(last_error="").count():
        yield note(
            f"この7日に、送るのをあきらめたメールが{count:,}通あります。",
            "管理画面の「送信メール」であて先と理由を見て、別の方法で知らせてください。",
        )


@look_at("送信待ちのメール")
def letters_are_carried() -> Iterator[Finding]:
    now = timezone.now()
    due = OutgoingMail.objects.due(now).order_by("not_before")
    oldest = due.values_list("not_before", flat=True).first()
    if oldest is not None and oldest < now - CARRIED_WITHIN:
        yield wrong(
            f"{japanese_datetime(oldest)}から送られていないメールがあります（全部で{due.count():,}通）。",
            START_IT,
        )


@look_at("操作の記録の封印")
def record_is_sealed() -> Iterator[Finding]:
    waiting = unsealed()
    oldest = waiting.order_by("at").values_list("at", flat=True).first()
    if oldest is not None and oldest < timezone.now() - LATE:
        yield wrong(
            f"{japanese_datetime(oldest)}から封印を待つ記録があります（全部で{waiting.count():,}件）。",
            START_IT,
        )


@look_at("時刻で動くこと")
def clock_is_kept() -> Iterator[Finding]:
    """A portal that has never run has not missed anything yet."""
    runs = RoutineRun.objects.filter(key__in=ROUTINES, last_run_at__isnull=False)
    last = runs.order_by("-last_run_at").values_list("last_run_at", flat=True).first()
    if last is None or last < timezone.now() - CLOCK_WITHIN:
        since = f"{japanese_datetime(last)}から" if last else "まだ一度も"
        yield wrong(
            f"期限のお知らせなど、時刻で決まった仕事が{since}動いていません。",
            f"{START_IT}動かさないときは、manage.py remind を1時間に一度呼んでください。",
        )
