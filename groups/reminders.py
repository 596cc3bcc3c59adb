"""What is done by the clock about groups."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _

from groups import people
from groups.accounts.ending import end_unverified
from groups.actions.guests import forget_guests
from groups.invitations.forgetting import forget_unanswered
from groups.models import Group, GroupStatus
from kyodo_portal.cities import city
from kyodo_portal.life import clock
from kyodo_portal.life.reminders import Reminder, register


def uncorrected(_: dt.datetime) -> Any:
    """Applications returned to be mended by a day."""
    return Group.objects.filter(status=GroupStatus.RETURNED, correction_due_on__isnull=False)


register(
    [
        Reminder(
            key="group_correction",
            label="団体登録の手直しのお知らせ",
            waiting=uncorrected,
            day=lambda group: group.correction_due_on,
            days=lambda: city().reminders.correction,
            counted=_("期限は"),
            tells=lambda group: people.managers([group.pk]),
            told_before=_("団体登録の申請の、手直しの期限が近づいています"),
            told=_("団体登録の申請の、手直しの期限を過ぎました"),
            next_step_before=_("内容を直して、期限までにもう一度申請してください。"),
            next_step=_(
                "市が手続きを終えるまでは、内容を直して申請できます。"
                "むずかしいときは、協働担当にご相談ください。"
            ),
        )
    ]
)

clock.register(
    [
        clock.Routine(
            key="unverified_accounts",
            label="メールアドレスが確認されないまま1日たったアカウントを消した",
            run=lambda tick: end_unverified(tick.now),
        ),
        clock.Routine(
            key="unanswered_invitations",
            label="返事のないまま90日たった招待を消した",
            run=lambda tick: forget_unanswered(tick.now),
        ),
        clock.Routine(
            key="guests",
            label="アカウントのない方の名前と連絡先を、決めた日が過ぎたため消した",
            run=lambda tick: forget_guests(tick.now),
        ),
    ]
)
