"""Who may leave the portal, and who has something to hand over first."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext

from groups.models import Group, GroupStatus, Leaving, Membership, MembershipRole, User
from groups.questions import OPEN_SIGNATURES
from groups.rules.managers import groups_left_alone
from groups.rules.people import is_administrator, is_coordinator
from kyodo_portal.life.flows import not_yours
from kyodo_portal.life.people import Person
from kyodo_portal.life.verdicts import ALLOWED, Verdict, allow_if, first_refusal, refuse
from kyodo_portal.words.languages import listed


@dataclass(frozen=True, slots=True)
class Hindrance:
    """Why somebody cannot leave yet, what to do about it, and where."""

    reason: str
    label: str
    url: str


def hindrances(user: User) -> list[Hindrance]:
    """What has to be handed over or ended first: each with its way."""
    found = []
    represented = Group.objects.filter(
        pk__in=Membership.objects.running()
        .filter(user=user.pk, role=MembershipRole.REPRESENTATIVE)
        .values("group")
    ).exclude(status=GroupStatus.DELETED)
    alone = {group.pk: group for group in (*represented, *groups_left_alone(user))}
    for group in alone.values():
        reason = gettext(
            "「{group}」の代表か、ただ一人の管理者です。先に、ほかの構成員に代表を引き継いでください。"
            "引き継ぐ人がいないときは、協働の窓口にご相談ください。"
        ).format(group=group.name)
        found.append(Hindrance(reason, gettext("団体のページを開く"), group.get_absolute_url()))
    for title, url in OPEN_SIGNATURES.of(user):
        reason = gettext(
            "「{title}」の協定に署名していて、まだ全員の署名がそろっていません。"
            "そろってから退会するか、ほかの管理者に署名し直してもらってください。"
        ).format(title=title)
        found.append(Hindrance(reason, gettext("協定のページを開く"), url))
    if user.is_staff:
        reason = gettext(
            "市の役割（職員・審査委員など）が付いています。役割が外れてから、退会できます。"
            "システム管理者にお伝えください。"
        )
        found.append(
            Hindrance(reason, gettext("協働の窓口に相談する"), reverse("consultations:list"))
        )
    return found


def can_leave(user: User) -> Verdict:
    """Somebody may leave while nothing hinders them and they are not leaving already."""
    return first_refusal(
        allow_if(user.is_active, gettext("このアカウントは閉じられています。")),
        lambda: allow_if(
            not Leaving.objects.running().filter(user=user.pk).exists(),
            gettext("退会の手続きは、すでに受け付けています。"),
        ),
        lambda: _can_go_freely(user),
    )


def _can_go_freely(user: User) -> Verdict:
    reasons = [each.reason for each in hindrances(user)]
    return refuse(listed(reasons)) if reasons else ALLOWED


def may_receive_leavings(person: Person) -> Verdict:
    """The coordinators and the administrators receive them at the counter."""
    if is_coordinator(person) or is_administrator(person):
        return ALLOWED
    return not_yours("協働担当の職員とシステム管理者")


def can_undo(person: Person, leaving: Leaving) -> Verdict:
    """Whoever leaves, and who receives it at the counter, until it is done."""
    return first_refusal(
        ALLOWED if person.pk == leaving.user_id else may_receive_leavings(person),
        allow_if(
            leaving.is_running, gettext("この退会の手続きは、もう取り消されたか、終わっています。")
        ),
    )
