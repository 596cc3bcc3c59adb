"""Who asks to join a group, and who answers."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext

from groups import people
from groups.models import Group, GroupStatus, JoinRequest, JoinRequestStatus
from groups.rules.people import belongs_to, manages
from kyodo_portal.cities import city
from kyodo_portal.life.flows import not_yours
from kyodo_portal.life.people import Person, is_signed_in
from kyodo_portal.life.verdicts import ALLOWED, Verdict, allow_if, first_refusal, refuse
from kyodo_portal.words.text import japanese_date

AT_ONCE = 5
"""Requests of one person that may wait at a time."""

REST = dt.timedelta(days=30)
"""How long a group that has said no is not asked again by the same person."""


def can_ask_to_join(person: Person, group: Group) -> Verdict:
    """Anybody with a confirmed account asks a registered group for which somebody can answer; once at a
    time, and not again within 30 days after a no."""
    if not is_signed_in(person):
        return refuse(gettext("団体に加わりたいと伝えるには、先にログインしてください。"))
    asked = JoinRequest.objects.filter(person=person.pk)
    return first_refusal(
        allow_if(
            person.is_confirmed,
            gettext(
                "メールアドレスの確認が済んでいないため、まだ申し込めません。一度ログアウトし、"
                "「メールでコードを受け取る」からログインすると、確認が済みます。"
            ),
        ),
        allow_if(
            not belongs_to(person, [group.pk]), gettext("あなたは、すでにこの団体の一員です。")
        ),
        allow_if(
            group.status == GroupStatus.REGISTERED,
            gettext(
                "この団体は、いま新しい人を迎えていません（{status}）。ほかの団体を探してみてください。"
            ).format(status=group.status_label),
        ),
        lambda: allow_if(
            people.managers([group]).exists(),
            gettext(
                "この団体には、ポータルで返事のできる人がいません。"
                "団体の連絡先か、協働の窓口からお尋ねください。"
            ),
        ),
        lambda: allow_if(
            not asked.waiting().filter(group=group).exists(),
            gettext("この団体への申し込みは、すでに届いています。返事をお待ちください。"),
        ),
        lambda: _can_ask_again(person, group),
        lambda: allow_if(
            asked.waiting().count() < AT_ONCE,
            gettext(
                "返事を待っている申し込みが{count}件あります。"
                "どれかの返事が来てから、または取り下げてから、申し込んでください。"
            ).format(count=AT_ONCE),
        ),
    )


def _can_ask_again(person: Person, group: Group) -> Verdict:
    declined = JoinRequest.objects.filter(
        person=person.pk,
        group=group,
        status=JoinRequestStatus.DECLINED,
        answered_at__gt=timezone.now() - REST,
    )
    last = declined.order_by("-answered_at").values_list("answered_at", flat=True).first()
    return allow_if(
        last is None,
        gettext(
            "この団体からは、見送りの返事がありました。{day}からは、もう一度申し込めます。"
        ).format(day=japanese_date(last + REST) if last else ""),
    )


def may_answer_request(person: Person, request: JoinRequest) -> Verdict:
    """Those who speak for the group."""
    if manages(person, [request.group_id]):
        return ALLOWED
    return not_yours(gettext("この団体の代表と管理者"))


def may_withdraw_request(person: Person, request: JoinRequest) -> Verdict:
    """Whoever asked."""
    own = is_signed_in(person) and person.pk == request.person_id
    return ALLOWED if own else not_yours(gettext("申し込んだ方"))


def can_take_in(request: JoinRequest) -> Verdict:
    """Somebody whose account is open, into a group that is not gone."""
    return first_refusal(
        allow_if(
            request.person.is_active,
            gettext("申し込んだ方のアカウントは閉じられています。見送ってください。"),
        ),
        allow_if(
            request.group.status != GroupStatus.DELETED,
            gettext("この団体の登録はなくなったため、新しい人を迎えられません。"),
        ),
    )


def unanswered_from(request: JoinRequest) -> dt.date:
    """The day (JST) from which on the city may end a request that the group has not answered."""
    return timezone.localdate(request.created_at) + dt.timedelta(days=city().waits.join_request)


def can_close_unanswered(request: JoinRequest) -> Verdict:
    """Once the group has had its days."""
    day = unanswered_from(request)
    return allow_if(
        timezone.localdate() >= day,
        f"団体が返事をする期間です。{japanese_date(day)}からは、理由を添えて終えられます。",
    )
