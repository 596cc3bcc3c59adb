"""What waits for a person in the registration of groups."""

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from groups.interest import affairs_of
from groups.models import Group, GroupStatus, HandOver, JoinRequest, OfferTalk, TalkStatus
from groups.rules.people import is_coordinator
from groups.validity import last_day_to_renew
from kyodo_portal.life.people import Account, Person, is_signed_in
from kyodo_portal.life.waiting import Task


def waiting_for(user: Person) -> list[Task]:
    """The returned applications of the groups this person manages, with the day they are due, and their
    registrations to be renewed; who asks to join these groups, and who asks this person to represent
    one; for a coordinator also the applications to look at, the oldest first."""
    if not is_signed_in(user):
        return []
    waiting = Q(status=GroupStatus.RETURNED, pk__in=list(user.managed_group_ids))
    if is_coordinator(user):
        waiting |= Q(status=GroupStatus.APPLIED) & ~affairs_of(user)
    waiting |= Q(
        status=GroupStatus.REGISTERED,
        valid_until__lte=last_day_to_renew(),
        pk__in=list(user.managed_group_ids),
    )
    groups = Group.objects.visible_to(user).filter(waiting).order_by("created_at", "pk")
    return [
        *(TASKS[group.status](group) for group in groups),
        *_to_take_over(user),
        *_to_answer(user),
        *_offers(user),
    ]


def _to_take_over(user: Account) -> list[Task]:
    offers = HandOver.objects.waiting().filter(
        offered_to=user.pk, expires_at__gt=timezone.now(), group__in=list(user.role_by_group)
    )
    return [
        Task(
            label=gettext("「{name}」の代表を引き継ぐか、答える").format(name=offer.group),
            url=offer.get_absolute_url(),
            due=timezone.localdate(offer.expires_at),
        )
        for offer in offers.select_related("group")
    ]


def _to_answer(user: Account) -> list[Task]:
    """One line for each group, however many have asked."""
    if not user.managed_group_ids:
        return []
    asked = JoinRequest.objects.waiting().filter(group__in=user.managed_group_ids)
    waiting = asked.order_by("created_at", "pk").select_related("group")
    groups = {request.group_id: request.group for request in waiting}
    return [
        Task(
            label=gettext("「{name}」に加わりたい人に返事をする").format(name=group.name),
            url=reverse("groups:people", args=[group.pk]),
        )
        for group in groups.values()
    ]


def _offers(user: Account) -> list[Task]:
    """Who asks for what these groups offer; and what was given and nobody has thanked for. One query."""
    groups, departments = list(user.managed_group_ids), list(user.department_ids)
    if not groups and not departments:
        return []
    taken = Q(group__in=groups) | Q(department__in=departments)
    waiting = Q(status=TalkStatus.ASKED, offer__group__in=groups)
    waiting |= Q(taken, status=TalkStatus.AGREED)
    talks = OfferTalk.objects.filter(waiting).select_related("offer").order_by("created_at", "pk")
    words = {
        TalkStatus.ASKED: gettext("提供の相談に返事をする：{title}"),
        TalkStatus.AGREED: gettext("提供のお礼と記録を書く：{title}"),
    }
    return [
        Task(words[TalkStatus(talk.status)].format(title=talk.offer), talk.get_absolute_url())
        for talk in talks[:20]
    ]


def _to_mend(group: Group) -> Task:
    return Task(
        label=gettext("「{name}」の登録申請を直して、もう一度申請する").format(name=group.name),
        url=reverse("groups:edit", args=[group.pk]),
        due=group.correction_due_on,
        note=gettext("協働担当から、手直しのお願いが届いています。"),
    )


def _to_check(group: Group) -> Task:
    return Task(
        label=gettext("「{name}」の登録申請を確認する").format(name=group.name),
        url=group.get_absolute_url(),
    )


def _to_renew(group: Group) -> Task:
    return Task(
        label=gettext("「{name}」の登録を更新する").format(name=group.name),
        url=reverse("groups:renew", args=[group.pk]),
        due=group.valid_until,
        note=gettext("人数や連絡先を1ページで確かめます。"),
    )


TASKS = {
    GroupStatus.RETURNED.value: _to_mend,
    GroupStatus.APPLIED.value: _to_check,
    GroupStatus.REGISTERED.value: _to_renew,
}
