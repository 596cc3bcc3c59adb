"""Who brings groups together in a network, who answers, and who leaves."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext

from groups import people
from groups.models import Group, GroupStatus, NetworkMember, NetworkStatus
from groups.rules.people import coordinates, is_coordinator, manages
from kyodo_portal.life.flows import not_yours
from kyodo_portal.life.people import Person
from kyodo_portal.life.verdicts import ALLOWED, Verdict, allow_if, first_refusal
from kyodo_portal.words.text import japanese_date

AT_ONCE = 100
"""Groups that a network may wait for at a time."""

REST = dt.timedelta(days=30)
"""How long a group that has said no is not asked again by the same network."""

TOLD_A_DAY = 3
"""How often in 24 hours a network writes to all its members."""


def may_keep_network(person: Person, network: Group) -> Verdict:
    """Who speaks for the network, and the coordinators for one that came to the counter."""
    if manages(person, [network.pk]) or coordinates(person, network):
        return ALLOWED
    return not_yours(gettext("このネットワークの代表・管理者と、協働担当の職員"))


def can_gather(network: Group) -> Verdict:
    """A registered group that says it is one of groups."""
    return first_refusal(
        allow_if(
            network.is_network,
            gettext(
                "この団体は、ネットワーク（団体が集まった団体）として登録されていません。"
                "「内容を直す」で「団体が集まってできた団体」に印を付けると、参加団体を迎えられます。"
            ),
        ),
        allow_if(
            network.status == GroupStatus.REGISTERED,
            gettext(
                "参加団体を迎えられるのは、登録されている団体です。いまの状態は「{status}」です。"
            ).format(status=network.status_label),
        ),
    )


def can_bring_in(network: Group, group: Group, *, is_entered: bool = False) -> Verdict:
    """A registered or resting group that is not in it yet, and in no way holds the network itself. What is
    entered at the counter (`is_entered`) takes the place of an invitation that waits."""
    rows = NetworkMember.objects.filter(network=network, group=group)
    return first_refusal(
        allow_if(
            network.pk != group.pk,
            gettext("ネットワーク自身は、参加団体になれません。ほかの団体の名前を書いてください。"),
        ),
        allow_if(
            group.is_public,
            gettext("「{name}」は、いま登録されていません。団体の名前を確かめてください。").format(
                name=group.name
            ),
        ),
        lambda: allow_if(
            not rows.running().exists(),
            gettext("「{name}」は、すでに参加しています。").format(name=group.name),
        ),
        lambda: allow_if(
            is_entered or not rows.waiting().exists(),
            gettext("「{name}」は、すでに誘っています。返事をお待ちください。").format(
                name=group.name
            ),
        ),
        lambda: allow_if(
            not is_within(network, group),
            gettext(
                "「{network}」が、「{name}」（またはその参加団体）に参加しています。"
                "互いに参加団体になることはできません。"
            ).format(network=network.name, name=group.name),
        ),
    )


def is_within(network: Group, group: Group) -> bool:
    """Whether the network is, on whatever way, in this group: one query for each step up."""
    seen: set[int] = set()
    above = {network.pk}
    while above:
        rows = NetworkMember.objects.running().filter(group__in=above)
        above = set(rows.values_list("network_id", flat=True)) - seen
        if group.pk in above:
            return True
        seen |= above
    return False


def can_ask_member(network: Group, group: Group) -> Verdict:
    """It can be brought in, somebody there can answer, it has not just said no, and not too many are asked."""
    return first_refusal(
        can_gather(network),
        lambda: can_bring_in(network, group),
        lambda: allow_if(
            group.status == GroupStatus.REGISTERED and people.managers([group]).exists(),
            gettext(
                "「{name}」には、いまポータルで返事のできる人がいません。"
                "参加が決まったら、協働の窓口にお知らせください。窓口が書き写します。"
            ).format(name=group.name),
        ),
        lambda: _can_ask_again(network, group),
        lambda: allow_if(
            NetworkMember.objects.waiting().filter(network=network).count() < AT_ONCE,
            gettext(
                "返事を待っている団体が{count}あります。返事が来てから、次の団体を誘ってください。"
            ).format(count=AT_ONCE),
        ),
    )


def _can_ask_again(network: Group, group: Group) -> Verdict:
    declined = NetworkMember.objects.filter(
        network=network,
        group=group,
        status=NetworkStatus.DECLINED,
        answered_at__gt=timezone.now() - REST,
    )
    last = declined.order_by("-answered_at").values_list("answered_at", flat=True).first()
    return allow_if(
        last is None,
        gettext(
            "「{name}」からは、見送りの返事がありました。{day}からは、もう一度誘えます。"
        ).format(name=group.name, day=japanese_date(last + REST) if last else ""),
    )


def may_enter_member(person: Person) -> Verdict:
    """The coordinators, for what two groups told the counter."""
    return ALLOWED if is_coordinator(person) else not_yours(gettext("協働担当の職員"))


def may_answer_for_member(person: Person, row: NetworkMember) -> Verdict:
    """Who speaks for the group that was asked. They may speak for the network too: its board is often made
    of those who represent its members."""
    if manages(person, [row.group_id]):
        return ALLOWED
    return not_yours(gettext("誘われた団体の代表と管理者"))


def may_decide_for_network(person: Person, row: NetworkMember) -> Verdict:
    """Who speaks for the network."""
    if manages(person, [row.network_id]):
        return ALLOWED
    return not_yours(gettext("このネットワークの代表と管理者"))


def may_release(person: Person, row: NetworkMember) -> Verdict:
    """Who speaks for the network, and the coordinators for what came to the counter."""
    if is_coordinator(person):
        return ALLOWED
    return may_decide_for_network(person, row)


def can_come_in(row: NetworkMember) -> Verdict:
    """While both are there, and no circle has come about meanwhile."""
    return first_refusal(
        allow_if(
            row.network.is_network and row.network.status == GroupStatus.REGISTERED,
            gettext(
                "このネットワークは、いま参加団体を迎えられません。協働の窓口にご相談ください。"
            ),
        ),
        lambda: allow_if(
            not is_within(row.network, row.group),
            gettext(
                "このネットワークが、あなたの団体（またはその参加団体）に参加しています。"
                "互いに参加団体になることはできません。"
            ),
        ),
    )


def may_tell_members(person: Person, network: Group) -> Verdict:
    """Who speaks for a network."""
    return first_refusal(
        ALLOWED
        if manages(person, [network.pk])
        else not_yours(gettext("このネットワークの代表と管理者")),
        can_gather(network),
    )


def can_stop_being_a_network(group: Group) -> Verdict:
    """Not while other groups are in it, or asked."""
    rows = NetworkMember.objects.filter(network=group, status__in=("asked", "member"))
    return allow_if(
        not rows.exists(),
        gettext(
            "参加団体（または返事を待っている団体）があるため、印を外せません。"
            "先に、ネットワークのページで参加を終えるか、誘いを取り下げてください。"
        ),
    )
