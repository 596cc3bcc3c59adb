"""The letter about an error of the portal, to whom the city's settings name (`ERRORS_TO`)."""

import datetime as dt
import hashlib

from django.conf import settings
from django.utils import timezone

from kyodo_portal.post.error_log import Seen
from kyodo_portal.post.outbox import OutgoingMail, queue
from kyodo_portal.words.text import japanese_datetime

MOST_A_DAY = 20
"""Letters about errors, to each address, in 24 hours; what comes after that is in the log alone."""


def tell(error: Seen) -> int:
    """Write the letters: once an hour for the same error at the same place. How many were written."""
    now = timezone.now()
    told = OutgoingMail.objects.filter(
        key__startswith="error:", created_at__gt=now - dt.timedelta(days=1)
    )
    mark = hashlib.sha256(f"{error.kind} {error.places[-1:]}".encode()).hexdigest()[:16]
    return sum(
        queue(
            to=address,
            subject=f"【協働ポータル】エラーが起きました：{error.kind}",
            body=_body(error, now),
            key=f"error:{mark}:{now:%Y%m%d%H}:{number}",
        )
        for number, address in enumerate(settings.ERRORS_TO)
        if told.filter(to=address).count() < MOST_A_DAY
    )


def _body(error: Seen, now: dt.datetime) -> str:
    places = "\n".join(f"　{place}" for place in error.places)
    return f"""ポータルでエラーが起きました（{japanese_datetime(now)}）。

種類: {error.kind}
ページの名前: {error.page or "（ページの外）"}
通ったところ:
{places}

このメールに、利用者の名前や書いた言葉は入っていません。くわしい記録は、サーバーのログの同じ時刻にあります。
同じエラーは1時間に1通だけ、すべて合わせて1日に{MOST_A_DAY}通までお知らせします。残りはログだけにあります。

次にすること:
サーバーのログを開き、原因を確かめてください（docs/operating.md の「見守る」）。
{settings.BASE_URL}/
"""
