"""Decisions that were to come out: did they?"""

import datetime as dt
from collections.abc import Iterator

from django.utils import timezone

from kyodo_portal.management.doctor.looking import Finding, look_at, wrong
from kyodo_portal.words.text import japanese_datetime
from proposals.models import Call

RELEASED_WITHIN = dt.timedelta(minutes=10)


@look_at("決定の公表")
def releases_are_made() -> Iterator[Finding]:
    late = Call.objects.filter(release_at__lt=timezone.now() - RELEASED_WITHIN)
    for call in late.order_by("release_at"):
        if call.release_at is not None:
            yield wrong(
                f"募集「{call}」の決定は{japanese_datetime(call.release_at)}に公表するはずでしたが、まだ公表されていません。",
                "manage.py serve の outbox か、別に動かした manage.py outbox が動いているかを確かめてください。"
                "動きはじめると、遅れた分もまとめて一度に公表されます。"
                "動いているのに公表されないときは、ログの「will be tried again」の行に原因があります。",
            )
