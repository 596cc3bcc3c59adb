"""What waits for a person in the registration of groups."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext

from groups.interest import affairs_of
from groups.models import Group, GroupStatus
from groups.rules.people import is_coordinator
from groups.validity import last_day_to_renew
from kyodo_portal.life.people import Person, is_signed_in
from kyodo_portal.life.waiting import Task


def waiting_for(user: Person) -> list[Task]:
    """The returned applications of the groups this person manages, with the day they are due, and their
    registrations to be renewed; for a coordinator also the applications to look at, the oldest first."""
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
    return [TASKS[group.status](group) for group in groups]


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
