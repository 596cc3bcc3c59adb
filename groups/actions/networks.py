"""Groups come together: asked by a network, entered at the counter, written to as one; what nobody answers.

Whoever lets a group into a network holds all networks first: two that let in each other at once would each
find that there is no circle yet.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groups.actions.messages import A_DAY, begin
from groups.flows import GROUP_FLOW, NETWORK_FLOW
from groups.flows.networks import both_sides, those_of_member
from groups.models import Group, NetworkMember, NetworkStatus, User
from groups.models.people import account_of
from groups.rules import networks as rules
from groups.rules.people import manages
from kyodo_portal.cities import city
from kyodo_portal.life import clock
from kyodo_portal.life.acts import MoveRefused
from kyodo_portal.life.audit import AuditEntry
from kyodo_portal.life.people import EVERYBODY, Person
from kyodo_portal.life.verdicts import Verdict
from kyodo_portal.post import letters
from kyodo_portal.writing.locks import all_locked, hold, locked
from kyodo_portal.writing.once import create_once


@contextmanager
def networks_held() -> Iterator[None]:
    """A transaction in which nobody else lets a group into a network."""
    with transaction.atomic():
        all_locked(Group.objects.filter(is_network=True))
        yield


def _refuse(verdict: Verdict) -> None:
    if not verdict:
        raise MoveRefused(verdict.reason)


def ask_member(
    *, network: Group, group: Group, words: str, by: Person, key: UUID
) -> tuple[NetworkMember, bool]:
    """Ask a group to come into a network, once per key; those who speak for it are told. Returns the row, and
    whether it is new. Raises `PermissionDenied`, and `MoveRefused` where it cannot be asked now."""
    account = account_of(by)

    def create(stored: UUID) -> NetworkMember:
        current = locked(Group, pk=network.pk)
        rules.may_decide_for_network(by, NetworkMember(network=current, group=group)).enforce()
        _refuse(rules.can_ask_member(current, group))
        row = NetworkMember.objects.create(
            network=current, group=group, words=words, asked_by=account, submission_key=stored
        )
        entry = NETWORK_FLOW.record("ask", row, by=by, after=row.status)
        letters.tell_others(
            those_of_member(row),
            by=by,
            about=row,
            told=_("ネットワークに誘われました"),
            note=words,
            next_step=_("ページを開いて、参加するか、今回は見送るかを選んでください。"),
            key=f"networkmember.ask:{entry.pk}",
        )
        return row

    with transaction.atomic():
        hold(Group, network.pk)  # the same press a second time finds what the first one made
        return create_once(NetworkMember, key, create, by=account)


def enter_member(
    *, network: Group, group: Group, received: Mapping[str, Any], by: Person, key: UUID
) -> tuple[NetworkMember, bool]:
    """Enter that a group is in a network, as both told the counter; `received` says how and when
    (`came_by`, `came_on`). Both are told. An invitation that still waits is answered by it. Returns the row,
    and whether it is new. Raises `PermissionDenied`, and `MoveRefused`."""
    account = account_of(by)

    def create(stored: UUID) -> NetworkMember:
        rules.may_enter_member(by).enforce()
        current = locked(Group, pk=network.pk)
        for waiting in NetworkMember.objects.waiting().filter(network=current, group=group):
            NETWORK_FLOW.make("give_way", waiting, by=by)
        _refuse(rules.can_gather(current))
        _refuse(rules.can_bring_in(current, group))
        row = NetworkMember.objects.create(
            network=current,
            group=group,
            asked_by=account,
            status=NetworkStatus.MEMBER,
            submission_key=stored,
            entered_by=account,
            **received,
        )
        entry = NETWORK_FLOW.record("enter", row, by=by, after=row.status)
        letters.tell_others(
            both_sides(row),
            by=by,
            about=row,
            told=_("届けていただいたネットワークへの参加を、窓口が入力しました"),
            next_step=_("ページで確かめて、ちがうところは協働の窓口にお知らせください。"),
            key=f"networkmember.enter:{entry.pk}",
        )
        return row

    with networks_held():
        return create_once(NetworkMember, key, create, by=account)


@transaction.atomic
def tell_members(*, network: Group, subject: str, body: str, by: Person, key: UUID) -> int:
    """Write to every group in the network, each in a thread of its own that it answers; in the name of the
    network, and once per key. Not to a group for which the writer speaks. How many were written to. Raises
    `PermissionDenied`, and `MoveRefused` after three in a day."""
    account = account_of(by)
    hold(User, account.pk)
    current = locked(Group, pk=network.pk)
    rules.may_tell_members(by, current).enforce()
    told = AuditEntry.objects.of(current).filter(
        action=GROUP_FLOW.action("tell_members"), at__gt=timezone.now() - A_DAY
    )
    if told.filter(data__key=str(key)).exists():
        return 0
    if told.count() >= rules.TOLD_A_DAY:
        raise MoveRefused(
            gettext(
                "参加団体への連絡は、1日に{count}回まで送れます。明日になると、また送れます。"
            ).format(count=rules.TOLD_A_DAY),
            status_code=429,
        )
    rows = NetworkMember.objects.running().filter(network=current).select_related("group")
    groups = [row.group for row in rows if row.group.is_public and not manages(by, [row.group_id])]
    if not groups:
        raise MoveRefused(
            gettext("連絡できる参加団体が、まだありません。先に団体を誘ってください。")
        )
    signature = gettext("{network}（{name}）").format(
        network=current.name, name=account.display_name
    )
    for group in groups:
        own = uuid5(key, f"network {current.pk} member {group.pk} by {account.pk}")
        begin(office=group, subject=subject, body=body, by=account, key=own, signature=signature)
    GROUP_FLOW.record("tell_members", current, by=by, data={"key": str(key), "groups": len(groups)})
    return len(groups)


def end_unanswered_members(tick: clock.Tick) -> int:
    """End what a group has not answered in the days that the profile says; how many. Safe to repeat."""
    before = tick.now - dt.timedelta(days=city().waits.network)
    late = NetworkMember.objects.waiting().filter(created_at__lte=before)
    return clock.one_by_one(late, lambda row: NETWORK_FLOW.make("run_out", row, by=EVERYBODY))
