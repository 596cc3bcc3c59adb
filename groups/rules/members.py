"""What the people of a group decide about its people: who comes, in which role, and who goes."""

from django.utils.translation import gettext

from groups.models import Group, GroupStatus, Membership, MembershipRole
from groups.models.memberships import SPEAKING
from groups.rules.hand_overs import represents
from groups.rules.managers import can_step_down, can_take_role, representative_of
from groups.rules.people import belongs_to, coordinates, is_administrator, manages
from kyodo_portal.life.flows import not_yours
from kyodo_portal.life.people import Person, is_signed_in
from kyodo_portal.life.verdicts import ALLOWED, Verdict, allow_if, first_refusal


def can_view_people(person: Person, group: Group) -> Verdict:
    """Whoever belongs to the group, the coordinators and the administrators."""
    if belongs_to(person, [group.pk]) or coordinates(person, group) or is_administrator(person):
        return ALLOWED
    return not_yours(gettext("この団体の人と協働担当の職員"))


def may_keep_people(person: Person, group: Group) -> Verdict:
    """Those who speak for a group say who belongs to it, until it is gone."""
    return first_refusal(
        ALLOWED if manages(person, [group.pk]) else not_yours(gettext("この団体の代表と管理者")),
        allow_if(
            group.status != GroupStatus.DELETED,
            gettext("抹消された団体の構成員は、記録として残すため変更できません。"),
        ),
    )


def may_keep_managers(person: Person, group: Group) -> Verdict:
    """Who else speaks for the group, its representative decides; the managers where there is none."""
    alone = represents(person, group) or representative_of(group) is None
    return first_refusal(
        may_keep_people(person, group),
        allow_if(
            alone,
            gettext("管理者を決めたり、外したりできるのは、代表だけです。代表に頼んでください。"),
        ),
    )


def _may_touch(person: Person, membership: Membership) -> Verdict:
    """Another's place that has not ended; that of somebody who speaks for the group as its managers are
    kept; the representative's not at all."""
    group, role = membership.group, membership.role
    return first_refusal(
        may_keep_people(person, group),
        allow_if(
            membership.ended_at is None,
            gettext("この人は、すでに団体を離れています。"),
        ),
        allow_if(
            is_signed_in(person) and membership.user_id != person.pk,
            gettext(
                "ご自身の役割は、ご自身では変えられません。団体を離れるときは「団体を離れる」から手続きできます。"
            ),
        ),
        allow_if(
            role != MembershipRole.REPRESENTATIVE,
            gettext("代表の役割は、代表が引き継ぐまで変わりません。"),
        ),
        lambda: may_keep_managers(person, group) if role in SPEAKING else ALLOWED,
    )


def may_change_role(person: Person, membership: Membership, role: str | None = None) -> Verdict:
    """Members, treasurers and managers get other roles; to be a manager, or to stop being one, is for
    the representative to say. Nobody becomes the representative but by taking over."""
    return first_refusal(
        _may_touch(person, membership),
        allow_if(
            role != MembershipRole.REPRESENTATIVE,
            gettext("代表になるのは、いまの代表から引き継いだ人です。"),
        ),
        lambda: may_keep_managers(person, membership.group) if role in SPEAKING else ALLOWED,
        lambda: ALLOWED if role is None else can_take_role(membership, role),
    )


def can_remove(person: Person, membership: Membership) -> Verdict:
    """As `may_change_role`: with a reason, which the person is told."""
    return _may_touch(person, membership)


def can_leave(person: Person, membership: Membership) -> Verdict:
    """Everybody leaves when they want to; the representative after handing over, and whoever else speaks
    for the group while another remains."""
    own = is_signed_in(person) and membership.user_id == person.pk
    return first_refusal(
        ALLOWED if own else not_yours(gettext("ご本人")),
        allow_if(membership.ended_at is None, gettext("この団体は、すでに離れています。")),
        lambda: can_step_down(membership),
    )
