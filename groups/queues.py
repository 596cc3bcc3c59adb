"""What waits at the city's side about groups."""

import datetime as dt

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from groups.flows.reports import affairs_of as reports_of
from groups.interest import affairs_of
from groups.models import (
    FactorRecovery,
    Group,
    GroupStatus,
    JoinRequest,
    JoinRequestStatus,
    Membership,
    MembershipRole,
    OfferTalk,
    Place,
    RecoveryStatus,
    Report,
    ReportStatus,
    Supporter,
    TalkStatus,
    Thread,
    ThreadStatus,
    UnansweredThread,
)
from groups.models.groups import PUBLIC_STATUSES
from groups.models.messages import to_be_asked
from groups.rules.people import is_administrator, is_coordinator, is_department_staff
from groups.validity import last_day_to_renew
from kyodo_portal.cities import city
from kyodo_portal.life.people import Account
from kyodo_portal.life.queues import QueueRule, register


def applications(_: object) -> Q:
    """Applications to be checked."""
    return Q(status=GroupStatus.APPLIED)


def returned(_: object) -> Q:
    """Applications whose group was asked to mend something."""
    return Q(status=GroupStatus.RETURNED)


def without_a_manager(_: object) -> Q:
    """Registered groups for which nobody with an open account speaks: nobody can write, sign or
    answer for them."""
    running = Membership.objects.running().speaking()
    speaking = running.filter(group=OuterRef("pk"), user__is_active=True)
    return Q(status__in=PUBLIC_STATUSES) & ~Q(Exists(speaking))


def without_a_representative(_: object) -> Q:
    """Public groups for which somebody speaks, but nobody answers as their representative."""
    running = Membership.objects.running().filter(role=MembershipRole.REPRESENTATIVE)
    answering = running.filter(group=OuterRef("pk"), user__is_active=True)
    return Q(status__in=PUBLIC_STATUSES) & ~Q(Exists(answering)) & ~without_a_manager(None)


def to_be_renewed(_: object) -> Q:
    """Registered groups whose registration ends soon or has ended, and is not renewed."""
    return Q(status=GroupStatus.REGISTERED, valid_until__lte=last_day_to_renew())


def unanswered_requests(_: object) -> Q:
    """Requests to join that their group has left unanswered for its days."""
    last = timezone.localdate() - dt.timedelta(days=city().waits.join_request)
    return Q(status=JoinRequestStatus.ASKED, created_at__date__lte=last)


def own_requests(user: Account) -> Q:
    """Their own requests, and those to groups that are their affair."""
    own = Group.objects.filter(affairs_of(user)).values("pk")
    return Q(person=user.pk) | Q(group__in=own)


def lost_factors(_: object) -> Q:
    """Lost second factors that another administrator is to confirm."""
    return Q(status=RecoveryStatus.ASKED)


def reported(_: object) -> Q:
    """Texts and pictures that were reported, to be looked at."""
    return Q(status=ReportStatus.REPORTED)


def appealed(_: object) -> Q:
    """What was hidden, to be looked at again by another than who hid it."""
    return Q(status=ReportStatus.APPEALED)


def places_to_check(_: object) -> Q:
    """Public places of which nobody has checked for long what the portal says."""
    before = timezone.localdate() - dt.timedelta(days=city().waits.places)
    return Q(is_public=True, closed_for_good_on=None, checked_on__lt=before)


def for_the_desk(_: object) -> Q:
    """Messages that the desk reads for a group which cannot, or a department that has ended."""
    return Thread.came() & Q(status=ThreadStatus.WAITING, for_desk=True)


def to_my_departments(user: Account) -> Q:
    """Messages to the person's departments that wait for an answer."""
    mine = Q(department__in=list(user.department_ids), for_desk=False)
    return Thread.came() & mine & Q(status=ThreadStatus.WAITING)


def unanswered(_: object) -> Q:
    """Messages that nobody has answered for so long that the desk asks."""
    return to_be_asked()


def unanswered_talks(_: object) -> Q:
    """Talks about what a group offers that it has not answered for half of the days it has."""
    half = timezone.now() - dt.timedelta(days=city().waits.offer) / 2
    return Q(status=TalkStatus.ASKED, created_at__lte=half)


register(
    [
        *(
            QueueRule(
                key=key, model=model, label=label, whose=whose, where=where, since="waiting_since"
            )
            for key, model, label, whose, where in (
                ("for_desk", Thread, "団体へのメッセージを伝える", is_coordinator, for_the_desk),
                (
                    "my_messages",
                    Thread,
                    "自分の課へのメッセージに返事をする",
                    is_department_staff,
                    to_my_departments,
                ),
                (
                    "unanswered",
                    UnansweredThread,
                    "返事のないメッセージについて、あて先にお願いする",
                    is_coordinator,
                    unanswered,
                ),
            )
        ),
        *(
            QueueRule(
                key=key,
                model=Report,
                label=label,
                whose=is_coordinator,
                where=where,
                affairs=reports_of,
                due="due_on",
            )
            for key, label, where in (
                ("reported", "通報を確認する", reported),
                ("appealed", "表示をやめたものを見直す（はじめとは別の人）", appealed),
            )
        ),
        QueueRule(
            key="applications",
            model=Group,
            label="団体登録の申請を確認する",
            whose=is_coordinator,
            where=applications,
            affairs=affairs_of,
        ),
        QueueRule(
            key="group_returned",
            model=Group,
            label="手直しを待っている団体登録",
            whose=is_coordinator,
            where=returned,
            affairs=affairs_of,
            due="correction_due_on",
        ),
        QueueRule(
            key="group_unmanaged",
            model=Group,
            label="管理者のいない団体に、管理者を任命する",
            whose=is_coordinator,
            where=without_a_manager,
            affairs=affairs_of,
        ),
        QueueRule(
            key="group_unrepresented",
            model=Group,
            label="代表のいない団体に、代表を決めてもらう",
            whose=is_coordinator,
            where=without_a_representative,
            affairs=affairs_of,
        ),
        QueueRule(
            key="group_renewal",
            model=Group,
            label="登録の更新を待っている団体",
            whose=is_coordinator,
            where=to_be_renewed,
            affairs=affairs_of,
            due="valid_until",
        ),
        QueueRule(
            key="places_to_check",
            model=Place,
            label="しばらく確かめていない場所の案内を確かめる",
            whose=is_coordinator,
            where=places_to_check,
            since="updated_at",
        ),
        QueueRule(
            key="join_unanswered",
            model=JoinRequest,
            label="団体の返事がない加入の申し込みを、団体に確かめる",
            whose=is_coordinator,
            where=unanswered_requests,
            affairs=own_requests,
        ),
        QueueRule(
            key="offers_unanswered",
            model=OfferTalk,
            label="返事のない提供の相談について、提供する団体に声をかける",
            whose=is_coordinator,
            where=unanswered_talks,
            since="created_at",
        ),
        QueueRule(
            key="lost_factors",
            model=FactorRecovery,
            label="二段階認証の再設定を確認する",
            whose=is_administrator,
            where=lost_factors,
        ),
    ]
)


def supporters_to_be_asked(_: object) -> Q:
    """Supporters without an account whose last day is near or past: nobody writes to them."""
    days = city().reminders.supporter
    soon = timezone.localdate() - dt.timedelta(days=min(days, default=0))
    return Q(guest__isnull=False, is_resting=False, valid_until__lte=soon)


register(
    [
        QueueRule(
            key="supporters_to_be_asked",
            model=Supporter,
            label="アカウントのないサポーターに、続けるかを聞く",
            whose=is_coordinator,
            where=supporters_to_be_asked,
            due="valid_until",
            since="created_at",
        )
    ]
)
