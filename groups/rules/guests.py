"""What is asked before a guest counts as being there."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext

from groups.models.guests import Guest
from kyodo_portal.life.verdicts import Verdict, allow_if, first_refusal

TRIES = 5
"""How many wrong codes are taken before a new one has to be asked for."""

LASTS = dt.timedelta(minutes=15)
"""How long a code can be typed, from its letter."""


def can_be_sent_code(guest: Guest) -> Verdict:
    """Whoever gave a mail address and has not been confirmed."""
    return first_refusal(
        allow_if(
            not guest.is_confirmed,
            gettext("もう確かめてあります。コードはいりません。"),
        ),
        allow_if(
            guest.email,
            gettext(
                "メールアドレスをうかがっていないため、コードは送れません。"
                "主催者からの電話をお待ちください。"
            ),
        ),
    )


def can_try_code(guest: Guest) -> Verdict:
    """Within its 15 minutes, and not after five wrong ones."""
    return first_refusal(
        can_be_sent_code(guest),
        allow_if(
            guest.code_until is not None and timezone.now() < guest.code_until,
            gettext(
                "このコードの時間（15分）が過ぎました。「コードをもう一度送る」を押して、"
                "新しいコードを受け取ってください。書いた内容は残っています。"
            ),
        ),
        allow_if(
            guest.code_tries < TRIES,
            gettext(
                "まちがったコードが続いたため、このコードは使えなくなりました。"
                "「コードをもう一度送る」を押して、新しいコードを受け取ってください。"
            ),
        ),
    )
