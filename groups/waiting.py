"""What waits for a person in the registration of groups."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Case, OuterRef, Q, Subquery, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from groups.interest import affairs_of
from groups.models import (
    Group,
    GroupStatus,
    HandOver,
    JoinRequest,
    NetworkMember,
    OfferTalk,
    TalkStatus,
)
from groups.rules.people import is_coordinator
from groups.validity import last_day_to_renew
from kyodo_portal.life.people import Account, Person, is_signed_in
from kyodo_portal.life.waiting import Task


def waiting_for(user: Person) -> list[Task]:
    """The returned applications of the groups this person manages, with the day they are due, and their
    registrations to be renewed; who asks to join these groups, and who asks this person to represent
    one; for a coordinator also the applications to look at, the oldest first."""
    return waiting_in(user, groups_of(user)) if is_signed_in(user) else []


def groups_of(user: Account) -> list[Any]:
    """The groups somebody belongs to, and those that wait for them, by name: one query. Each says
    whether it waits itself (`waits`), since when somebody waits to join it (`asked_at`), until
    when this person may take it over (`offered_until`), and which network has asked it first (`invited_by`)."""
    waiting = Q(status=GroupStatus.RETURNED, pk__in=list(user.managed_group_ids))
    if is_coordinator(user):
        waiting |= Q(status=GroupStatus.APPLIED) & ~affairs_of(user)
    waiting |= Q(
        status=GroupStatus.REGISTERED,
        valid_until__lte=last_day_to_renew(),
        pk__in=list(user.managed_group_ids),
    )
    asked = JoinRequest.objects.waiting().filter(group=OuterRef("pk")).order_by("created_at")
    offers = HandOver.objects.waiting().filter(
        group=OuterRef("pk"), offered_to=user.pk, expires_at__gt=timezone.now()
    )
    invited = (
        NetworkMember.objects.waiting().filter(group=OuterRef("pk")).order_by("created_at", "pk")
    )
    groups = Group.objects.visible_to(user).filter(waiting | Q(pk__in=list(user.role_by_group)))
    return list(
        groups.annotate(
            waits=Case(When(waiting, then=True), default=False),
            asked_at=Subquery(asked.values("created_at")[:1]),
            offered_until=Subquery(offers.values("expires_at")[:1]),
            invited_by=Subquery(invited.values("pk")[:1]),
        )
    )


def waiting_in(user: Account, groups: Iterable[Any]) -> list[Task]:
    """What waits for this person in these groups, as `groups_of` gives them."""
    found = sorted(groups, key=lambda group: (group.created_at, group.pk))
    return [
        *(TASKS[group.status](group) for group in found if group.waits),
        *(
            _to_take_over(group)
            for group in found
            if group.offered_until and group.pk in user.role_by_group
        ),
        *(
            _to_answer(group)
            for group in found
            if group.asked_at and group.pk in user.managed_group_ids
        ),
        *(
            _to_be_in_network(group)
            for group in found
            if group.invited_by and group.pk in user.managed_group_ids
        ),
        *_offers(user),
    ]


def _to_take_over(group: Any) -> Task:
    return Task(
        label=gettext("「{name}」の代表を引き継ぐか、答える").format(name=group.name),
        url=reverse("groups:people", args=[group.pk]),
        due=timezone.localdate(group.offered_until),
    )


def _to_answer(group: Group) -> Task:
    """One line for each group, however many have asked."""
    return Task(
        label=gettext("「{name}」に加わりたい人に返事をする").format(name=group.name),
        url=reverse("groups:people", args=[group.pk]),
    )


def _to_be_in_network(group: Any) -> Task:
    return Task(
        label=gettext("「{name}」への、ネットワークの誘いに返事をする").format(name=group.name),
        url=reverse("groups:network_member", args=[group.invited_by]),
    )


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
