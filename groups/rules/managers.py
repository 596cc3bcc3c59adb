"""A group always has somebody who speaks for it: its representative goes by handing over, and the last
who speaks for it is neither demoted nor closed."""

from django.utils.translation import gettext

from groups.interest import concerns_of
from groups.models import Group, GroupStatus, Membership, MembershipRole, User
from groups.models.memberships import SPEAKING
from groups.rules.people import is_administrator, is_coordinator
from kyodo_portal.life.flows import not_yours
from kyodo_portal.life.people import Person
from kyodo_portal.life.stand_ins import can_judge
from kyodo_portal.life.verdicts import ALLOWED, Verdict, allow_if, first_refusal, refuse
from kyodo_portal.words.languages import listed


def may_appoint(person: Person, _: object = None) -> Verdict:
    """The coordinators and the administrator name managers, for when a group cannot help itself."""
    if is_coordinator(person) or is_administrator(person):
        return ALLOWED
    return not_yours("協働担当の職員とシステム管理者")


def can_change_place(person: Person, membership: Membership) -> Verdict:
    """As `may_appoint`, but nobody changes who is in a group of their own, nor brings themselves in;
    and what somebody was in a group they have left stays as it was."""
    group = membership.group
    return first_refusal(
        may_appoint(person),
        allow_if(
            membership.ended_at is None,
            "この所属は終わっているため、変更できません。戻ってきた人は、あらためて登録してください。",
        ),
        allow_if(
            membership.user_id != person.pk,
            "ご自身の所属を変えることはできません。ほかの担当者に任せてください。",
        ),
        lambda: can_judge(person, group, *concerns_of(group)),
    )


def can_end_membership(person: Person, membership: Membership) -> Verdict:
    """As `can_change_place`; the representative and the last manager stay."""
    return first_refusal(can_change_place(person, membership), lambda: can_step_down(membership))


def groups_left_alone(user: User) -> list[Group]:
    """The groups for which nobody else with an open account speaks. Groups that are no more need
    nobody."""
    if not user.is_active:
        return []
    managed = Group.objects.filter(pk__in=user.managed_group_ids).exclude(
        status=GroupStatus.DELETED
    )
    return [
        group
        for group in managed
        if not User.objects.managing([group]).exclude(pk=user.pk).exists()
    ]


def representative_of(group: Group) -> User | None:
    """Who answers for the group; nobody where it has no representative. No query where its people have
    been read with it."""
    if "memberships" in getattr(group, "_prefetched_objects_cache", {}):
        running = [row for row in group.memberships.all() if row.ended_at is None]
    else:
        places = group.memberships.running().filter(role=MembershipRole.REPRESENTATIVE)
        running = list(places.select_related("user"))
    found = (row.user for row in running if row.role == MembershipRole.REPRESENTATIVE)
    return next(found, None)


def is_represented_by(membership: Membership) -> bool:
    """Whether this is the place of the representative, with an open account, of a group that is not gone."""
    return (
        membership.role == MembershipRole.REPRESENTATIVE
        and membership.ended_at is None
        and membership.user.is_active
        and membership.group.status != GroupStatus.DELETED
    )


def can_take_role(membership: Membership, role: str) -> Verdict:
    """A place gets another role: a group has one representative, who changes by handing over, and keeps
    somebody who speaks for it."""
    if role == membership.role:
        return ALLOWED
    if role in SPEAKING and not is_represented_by(membership):
        return can_come_as(membership.group, role)
    return can_step_down(membership)


def can_come_as(group: Group, role: str) -> Verdict:
    """A place with this role may be given: that of the representative only while nobody has it."""
    if role != MembershipRole.REPRESENTATIVE:
        return ALLOWED
    there = representative_of(group)
    return allow_if(
        there is None,
        f"「{group}」には、すでに代表（{there}）がいます。代表は一人です。"
        "交代するときは、代表の引き継ぎの手続きをしてください。",
    )


def can_step_down(membership: Membership) -> Verdict:
    """Whoever speaks for a group may become a member, or leave, while another one remains; its
    representative first hands over."""
    if membership.role not in SPEAKING:
        return ALLOWED
    if is_represented_by(membership):
        return refuse(
            gettext(
                "{name}さんは「{group}」の代表です。代表がいないと、団体のことをだれに聞けばよいか"
                "わからなくなります。先に、ほかの構成員に代表を引き継いでください。"
            ).format(name=membership.user, group=membership.group)
        )
    alone = [group.pk for group in groups_left_alone(membership.user)]
    return allow_if(
        membership.group_id not in alone,
        gettext(
            "{name}さんは「{group}」のただ一人の管理者です。"
            "管理者がいなくなると、団体の手続きをだれもできなくなります。先に、ほかの構成員を管理者にしてください。"
            "いないときは、協働担当が新しい管理者を任命できます。"
        ).format(name=membership.user, group=membership.group),
    )


def can_be_closed(user: User) -> Verdict:
    """An account is closed while somebody else speaks for every group it speaks for. A group that loses its
    representative so waits for another in the coordinators' queue."""
    alone = groups_left_alone(user)
    return allow_if(
        not alone,
        f"次の団体は、代表と管理者がこの方だけです：{listed(group.name for group in alone)}。"
        "先に「構成員」の画面で、それぞれの団体にほかの管理者を任命してから、無効にしてください。",
    )
