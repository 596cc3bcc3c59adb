"""What is done by the clock about groups."""

import datetime as dt
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from groups import people
from groups.accounts.ending import end_unverified
from groups.actions.guests import forget_guests
from groups.actions.leaving import end_leavings
from groups.actions.messages import readers_of
from groups.actions.networks import end_unanswered_members
from groups.actions.offers import end_unanswered_talks
from groups.actions.reports import forget_complaints
from groups.actions.supporters import FORGOTTEN_AFTER, forget_supporters
from groups.actions.unanswered import forget_threads
from groups.flows import GROUP_FLOW
from groups.flows.meetings import members_with_accounts
from groups.flows.networks import those_of_member
from groups.flows.offers import takers
from groups.invitations.forgetting import forget_unanswered
from groups.joining import forget_what_came_to_nothing
from groups.models import (
    Group,
    GroupStatus,
    HandOver,
    JoinRequest,
    Meeting,
    MeetingStatus,
    NetworkMember,
    OfferTalk,
    Supporter,
    TalkStatus,
    Thread,
    User,
)
from groups.notices.sending import send_notices
from groups.validity import rests_before
from kyodo_portal.cities import city
from kyodo_portal.life import clock
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.life.people import EVERYBODY
from kyodo_portal.life.reminders import Reminder, register, waits_since


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


def supporters_to_go_on(now: dt.datetime) -> Any:
    """Those about whose last day there is something to tell around this moment; who has no account is
    asked by the desk."""
    days = city().reminders.supporter
    today = timezone.localdate(now)
    first = today - dt.timedelta(days=max(days, default=0)) - FORGOTTEN_AFTER
    last = today - dt.timedelta(days=min(days, default=0))
    around = Supporter.objects.filter(is_resting=False, valid_until__range=(first, last))
    around = around.exclude(user=None)
    return around.select_related("user")


def unanswered_offers(_: dt.datetime) -> Any:
    """Who asks for what a group offers, and has no answer."""
    return OfferTalk.objects.waiting().select_related("offer", "group", "department")


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
        ),
        Reminder(
            key="join_request",
            label="加入の申し込みに返事がないことのお知らせ",
            waiting=lambda _: JoinRequest.objects.waiting().select_related("group", "person"),
            day=waits_since,
            days=lambda: city().reminders.join_request,
            counted=_("申し込みの日は"),
            tells=lambda request: people.managers([request.group_id]),
            told=_("加入の申し込みに、まだ返事がありません"),
            next_step=_("団体のページの「団体の人」で、迎えるか見送るかを選んでください。"),
        ),
        Reminder(
            key="network",
            label="ネットワークの誘いに返事がないことのお知らせ",
            waiting=lambda _: NetworkMember.objects.waiting().select_related("network", "group"),
            day=waits_since,
            days=lambda: city().reminders.network,
            counted=_("誘われた日は"),
            tells=those_of_member,
            told=_("ネットワークの誘いに、まだ返事がありません"),
            next_step=_("ページを開いて、参加するか、今回は見送るかを選んでください。"),
        ),
        Reminder(
            key="join_unanswered",
            label="申し込んだ方への、返事を待っていることのお知らせ",
            waiting=lambda _: JoinRequest.objects.waiting().select_related("group", "person"),
            day=waits_since,
            days=lambda: (city().waits.join_request,),
            counted=_("申し込みの日は"),
            tells=lambda request: [request.person],
            told=_("加入の申し込みに、団体の返事がまだありません"),
            next_step=_(
                "協働の窓口にも知らせました。窓口が団体に確かめます。"
                "申し込みは、いつでも取り下げられます。"
            ),
        ),
        Reminder(
            key="offer_talk",
            label="返事を待っている提供の相談のお知らせ",
            waiting=unanswered_offers,
            day=waits_since,
            days=lambda: city().reminders.offer,
            counted=_("相談の日は"),
            tells=lambda talk: people.managers([talk.offer.group_id]),
            told=_("提供の相談が、返事を待っています"),
            next_step=_("提供するか、今回は見送るかを、ひとこと添えて伝えてください。"),
        ),
        Reminder(
            key="offer_thanks",
            label="提供のお礼と記録のお願い",
            waiting=lambda _: OfferTalk.objects.filter(status=TalkStatus.AGREED).select_related(
                "offer", "group", "department"
            ),
            day=lambda talk: timezone.localdate(talk.updated_at),
            days=lambda: city().reminders.offer_thanks,
            counted=_("提供が決まった日は"),
            tells=takers,
            told=_("提供していただいたお礼と記録が、まだです"),
            next_step=_(
                "どう役に立ったかを、提供した団体に伝えてください。受け渡しに至らなかったときは、取りやめてください。"
            ),
        ),
        Reminder(
            key="hand_over",
            label="代表の引き継ぎの返事のお知らせ",
            waiting=lambda now: (
                HandOver.objects.waiting()
                .filter(expires_at__gt=now)
                .select_related("group", "offered_by", "offered_to")
            ),
            day=lambda offer: timezone.localdate(offer.expires_at),
            days=lambda: city().reminders.hand_over,
            counted=_("返事の期限は"),
            tells=lambda offer: [offer.offered_to],
            told=_("代表の引き継ぎに、まだ返事がありません"),
            next_step=_("団体のページで「代表を引き受ける」か「引き受けない」を選んでください。"),
        ),
        Reminder(
            key="hand_over_expired",
            label="代表の引き継ぎの期限が過ぎたことのお知らせ",
            waiting=lambda now: (
                HandOver.objects.waiting()
                .filter(expires_at__lte=now)
                .select_related("group", "offered_by", "offered_to")
            ),
            day=lambda offer: timezone.localdate(offer.expires_at),
            days=lambda: (1,),
            counted=_("返事の期限は"),
            tells=lambda offer: [offer.offered_by],
            told=_("代表の引き継ぎは、返事のないまま期限を過ぎました"),
            next_step=_(
                "いまの代表のままです。団体のページから、もう一度頼むか、ほかの人に頼めます。"
            ),
        ),
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


def _day_of(meeting: Meeting) -> dt.date:
    return timezone.localdate(meeting.starts_at)


def unanswered_minutes(_: dt.datetime) -> Any:
    """Meetings the draft of whose minutes is with their members."""
    return Meeting.objects.filter(status=MeetingStatus.DRAFTED, minutes__due_on__isnull=False)


def members_without_answer(meeting: Meeting) -> list[User]:
    """The members with an account who have not said whether the minutes are right."""
    answered = set(meeting.minutes.remarks.values_list("member__user", flat=True))
    return [each for each in members_with_accounts(meeting) if each.pk not in answered]


register(
    [
        Reminder(
            key="meeting_notice",
            label="招集していない会議のお知らせ",
            waiting=lambda _: Meeting.objects.filter(status=MeetingStatus.SCHEDULED),
            day=_day_of,
            days=lambda: city().reminders.meeting_notice,
            counted="開催の予定は",
            tells=people.coordinators,
            told="会議の委員を、まだ招集していません",
            next_step="議題と資料を確かめ、会議の画面の「招集して知らせる」を押してください。",
        ),
        Reminder(
            key="meeting_remarks",
            label="会議録の案を確かめていない委員へのお知らせ",
            waiting=unanswered_minutes,
            day=lambda meeting: meeting.minutes.due_on,
            days=lambda: city().reminders.meeting_remarks,
            counted=_("期限は"),
            tells=members_without_answer,
            told=_("会議録の案への返事を待っています"),
            next_step=_(
                "会議のページで案を読み、直してほしいところがあれば書いてください。なければ「このとおりでよい」と返事をしてください。"
            ),
        ),
        Reminder(
            key="meeting_minutes",
            label="公開していない会議録のお知らせ",
            waiting=lambda _: Meeting.objects.filter(
                status__in=(MeetingStatus.HELD, MeetingStatus.DRAFTED, MeetingStatus.CONFIRMED)
            ),
            day=_day_of,
            days=lambda: city().reminders.meeting_minutes,
            counted="開催した日は",
            tells=people.coordinators,
            told="会議録を、まだ公開していません",
            next_step="会議の画面で、会議録を委員に確かめてもらい、確定して公開してください。",
        ),
    ]
)

register(
    [
        Reminder(
            key="supporter",
            label="サポーターの期限のお知らせ",
            waiting=supporters_to_go_on,
            day=lambda supporter: supporter.valid_until,
            days=lambda: city().reminders.supporter,
            counted=_("期限は"),
            tells=lambda supporter: [supporter.user],
            told_before=_("サポーターとして書いた内容の期限が近づいています"),
            told=_("サポーターとして書いた内容の期限が過ぎました"),
            next_step_before=_(
                "マイページの「わたしのできること」で内容を確かめて保存すると、また1年続きます。"
            ),
            next_step=_(
                "いまは、ほかの人には見えません。「わたしのできること」で再開できます。"
                "90日たつと、書いた内容は消えます。"
            ),
        ),
    ]
)

clock.register(
    [
        clock.Routine(
            key="networks_unanswered",
            label="返事のないまま決めた日数がたったネットワークの誘いを終わりにした",
            run=end_unanswered_members,
            one_by_one=True,
        ),
        clock.Routine(
            key="offers_unanswered",
            label="返事のないまま決めた日数がたった提供の相談を終わりにした",
            run=end_unanswered_talks,
            one_by_one=True,
        ),
        clock.Routine(
            key="supporters_forgotten",
            label="期限から90日たったサポーターの内容を消した",
            run=lambda tick: forget_supporters(tick.now),
        ),
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
            key="leavings",
            label="退会の申し出から7日たったアカウントを閉じた",
            run=lambda tick: end_leavings(tick.now),
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
        clock.Routine(
            key="join_requests_of_nothing",
            label="加入にならないまま90日たった申し込みを消した",
            run=lambda tick: forget_what_came_to_nothing(tick.now),
        ),
    ]
)
