"""What is done by the clock about groups."""

import datetime as dt
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from groups import people
from groups.accounts.ending import end_unverified
from groups.actions.guests import forget_guests
from groups.actions.messages import readers_of
from groups.actions.reports import forget_complaints
from groups.actions.unanswered import forget_threads
from groups.flows import GROUP_FLOW
from groups.invitations.forgetting import forget_unanswered
from groups.models import Group, GroupStatus, Thread
from groups.notices.sending import send_notices
from groups.validity import rests_before
from kyodo_portal.cities import city
from kyodo_portal.life import clock
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.life.people import EVERYBODY
from kyodo_portal.life.reminders import Reminder, register


def uncorrected(_: dt.datetime) -> Any:
    """Applications returned to be mended by a day."""
    return Group.objects.filter(status=GroupStatus.RETURNED, correction_due_on__isnull=False)


def to_be_renewed(now: dt.datetime) -> Any:
    """Registered groups about whose last day there is something to tell around this moment."""
    days = city().reminders.renewal
    today = timezone.localdate(now)
    between = [today - dt.timedelta(days=count(days, default=0)) for count in (max, min)]
    # Of several days that have passed the latest is told, also when the clock stood still for a while.
    between[0] -= dt.timedelta(days=city().waits.renewal)
    return Group.objects.registered().filter(valid_until__range=between)


def rest_unrenewed(_: clock.Tick) -> int:
    """Groups that nobody renewed rest, except in the middle of a collaboration: the desk calls them."""
    rested = 0
    for group in Group.objects.registered().filter(valid_until__lt=rests_before()):
        try:
            GROUP_FLOW.make("rest_unrenewed", group, by=EVERYBODY)
        except MoveRefused:
            continue
        rested += 1
    return rested


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

register(
    [
        Reminder(
            key="group_renewal",
            label="団体登録の更新のお知らせ",
            waiting=to_be_renewed,
            day=lambda group: group.valid_until,
            days=lambda: city().reminders.renewal,
            counted=_("有効期限は"),
            tells=lambda group: people.managers([group.pk]),
            told_before=_("団体の登録の有効期限が近づいています"),
            told=_("団体の登録の有効期限を過ぎました"),
            next_step_before=_(
                "団体のページの「登録を更新する」から、人数や連絡先を確かめてください。1ページで済みます。"
            ),
            next_step=_(
                "団体のページは公開されたままですが、更新するまで新しい提案はできません。"
                "「登録を更新する」から、内容を確かめて更新してください。"
            ),
        ),
        Reminder(
            key="message",
            label="返事のないメッセージのお知らせ",
            waiting=lambda _: Thread.objects.waiting().select_related("group", "department"),
            day=lambda thread: timezone.localdate(thread.waiting_since),
            days=lambda: city().reminders.message,
            counted=_("届いたのは"),
            tells=readers_of,
            told=_("届いているメッセージに、まだ返事がありません"),
            next_step=_("ページを開いて、返事を書いてください。短い返事でもかまいません。"),
        ),
    ]
)

clock.register(
    [
        clock.Routine(
            key="notices",
            label="フォローしている人への、まとめのお知らせ",
            run=send_notices,
        ),
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
            key="rest_unrenewed_groups",
            label="登録の更新がない団体を休止にした",
            run=rest_unrenewed,
        ),
        clock.Routine(
            key="guests",
            label="アカウントのない方の名前と連絡先を、決めた日が過ぎたため消した",
            run=lambda tick: forget_guests(tick.now),
        ),
        clock.Routine(
            key="threads_forgotten",
            label="最後の言葉から1年たったメッセージを消した",
            run=lambda tick: forget_threads(tick.now),
        ),
        clock.Routine(
            key="complaints_forgotten",
            label="決まってから1年たった通報の、知らせた人と内容を消した",
            run=lambda tick: forget_complaints(tick.now),
        ),
    ]
)
