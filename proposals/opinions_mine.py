"""The opinions that somebody handed in with their account: what stands on my page, and what waits for them."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext

from kyodo_portal.life.people import Account
from kyodo_portal.life.waiting import Task
from proposals.models import OpinionRoundStatus, OpinionSubmission
from proposals.rules.opinions import can_ask_correction

LATELY = dt.timedelta(days=60)
"""How long what was answered, or called off, stays on somebody's page."""


def opinions_of_person(user: Account) -> list[OpinionSubmission]:
    """What somebody handed in and did not take back, the newest first, as long as its round runs and a while
    after (one query)."""
    lately = Q(round__updated_at__gt=timezone.now() - LATELY)
    standing = OpinionSubmission.objects.standing().filter(user=user.pk)
    running = standing.filter(Q(round__status=OpinionRoundStatus.ANNOUNCED) | lately)
    return list(running.select_related("round", "correction").order_by("-pk"))


def summaries_to_look_at(submissions: Iterable[OpinionSubmission]) -> list[Task]:
    """Those of them whose summary the writer may still have corrected."""
    return [
        Task(
            gettext("意見の概要を確かめる「{round}」").format(round=each.round),
            each.get_absolute_url(),
            each.round.corrects_until,
            gettext("大切なところが落ちているときは、直しを求められます"),
        )
        for each in submissions
        if can_ask_correction(each)
    ]
