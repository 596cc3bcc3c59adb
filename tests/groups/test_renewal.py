"""A registration ends by the city's profile, is renewed on one page, and lets a group rest when nobody does."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from groups.flows import GROUP_FLOW
from groups.models import ContactDetails, Group, GroupStatus, User
from groups.queues import to_be_renewed
from groups.reminders import rest_unrenewed
from groups.validity import end_after_renewal, end_as_listed, end_of_registration
from groups.waiting import waiting_for
from kyodo_portal.life.audit import AuditEntry
from kyodo_portal.life.clock import Tick
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.post.outbox import OutgoingMail
from proposals.rules.calls import can_propose
from tests.factories import make_coordinator, make_group, make_project, make_user, today
from tests.own_city import live_in
from tests.people import KINDS, make_cast
from tests.proposals.factories import make_call
from tests.trust.reading import forms_in

pytestmark = pytest.mark.django_db

FISCAL = "[limits]\nregistration_years = {years}\n"
BY_DAY = "[limits]\nregistration_years = {years}\nregistration_ends = 'day'\n"

ENDS = [
    (FISCAL, 1, "2026-04-01", "2027-03-31"),
    (FISCAL, 3, "2026-11-30", "2029-03-31"),
    (FISCAL, 1, "2027-01-30", "2027-03-31"),
    (FISCAL, 1, "2027-01-31", "2028-03-31"),
    (FISCAL, 0, "2026-04-01", None),
    (BY_DAY, 2, "2026-11-30", "2028-11-29"),
    (BY_DAY, 1, "2028-02-29", "2029-02-28"),
    (BY_DAY, 0, "2026-04-01", None),
]


def day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


@pytest.mark.once
@pytest.mark.parametrize(("lines", "years", "begins", "ends"), ENDS)
def test_registration_ends_as_the_profile_says(
    settings: Any, tmp_path: Path, lines: str, years: int, begins: str, ends: str | None
) -> None:
    live_in(settings, tmp_path, lines.format(years=years))

    assert end_of_registration(dt.date.fromisoformat(begins)) == day(ends)


@pytest.mark.once
@time_machine.travel("2026-11-30 10:00 +0900", tick=False)
@pytest.mark.parametrize(
    ("registered", "listed", "renewed"),
    [
        ("2026-04-01", "2029-03-31", "2032-03-31"),
        ("2020-04-01", "2027-03-31", "2030-03-31"),
        ("2023-12-01", "2027-03-31", "2030-03-31"),
    ],
)
def test_registration_from_elsewhere_ends_neither_in_the_past_nor_soon(
    registered: str, listed: str, renewed: str
) -> None:
    end = end_as_listed(dt.date.fromisoformat(registered))

    assert end == day(listed)
    assert end is not None
    assert end_after_renewal(end) == day(renewed)


def group_ending(days: int, **fields: Any) -> Group:
    """A group whose registration ends so many days from today."""
    return make_group("花と道の会", valid_until=today() + dt.timedelta(days=days), **fields)


def renew_url(group: Group) -> str:
    return f"{group.get_absolute_url()}renew/"


def typed(client: Client, group: Group, **changes: str) -> dict[str, str]:
    """What the page sends when everything still holds."""
    answer = client.get(renew_url(group))
    [form] = [each for each in forms_in(answer, renew_url(group)) if "members_count" in each.fields]
    given = {"contact-address": "見本市見本町1-2-3", "renewal-still_holds": "on"}
    return {**form.fields, **given, **changes}


def test_registering_says_until_when() -> None:
    group = make_group(status="applied")

    GROUP_FLOW.make("register", group, by=make_coordinator())

    assert group.valid_until == end_of_registration(today())


def test_status_follows_the_clock_to_the_day() -> None:
    statuses = [group_ending(days).live_status for days in (1, 0, -1)]
    held = set(Group.objects.holding()), set(Group.objects.renewal_due())

    assert statuses == [GroupStatus.REGISTERED, GroupStatus.REGISTERED, GroupStatus.RENEWAL_DUE]
    groups = list(Group.objects.order_by("-valid_until"))
    assert held == (set(groups[:2]), {groups[2]})


def test_manager_renews_on_one_page_and_once(client: Client) -> None:
    manager, coordinator = make_user("代表"), make_coordinator()
    group = group_ending(20, managers=(manager,))
    old = group.valid_until
    client.force_login(manager)
    sent = typed(client, group, members_count="15人", **{"renewal-changed": "代表が代わりました。"})

    done = client.post(renew_url(group), sent, follow=True)
    again = client.post(renew_url(group), sent)

    group.refresh_from_db()
    assert old is not None
    assert (group.valid_until, group.members_count) == (end_after_renewal(old), 15)
    assert "登録を更新しました。" in done.content.decode()
    assert (again.status_code, "までできます" not in again.content.decode()) == (409, True)
    entry = AuditEntry.objects.of(group).get(action="group.renew")
    assert (entry.by, entry.note, entry.data) == (manager, "代表が代わりました。", {})
    assert not OutgoingMail.objects.filter(to=coordinator.email).exists()


def test_paper_confirmation_is_entered_with_its_way_and_day(client: Client) -> None:
    group = group_ending(-5)
    coordinator = make_coordinator()
    client.force_login(coordinator)
    sent = typed(client, group)

    missing = client.post(renew_url(group), sent)
    received = {"received-received_by": "fax", "received-received_on": today().isoformat()}
    done = client.post(renew_url(group), {**sent, **received})

    assert (missing.status_code, done.status_code) == (200, 302)
    assert "受け付けた方法" in missing.content.decode()
    entry = AuditEntry.objects.of(group).get(action="group.renew")
    assert entry.data == {"received_by": "fax", "received_on": today().isoformat()}
    assert entry.by == coordinator


def test_who_may_open_the_page_and_when(client: Client) -> None:
    cast = make_cast(valid_until=today() + dt.timedelta(days=60))
    url = renew_url(cast.group)
    found = {kind: cast.browser(kind).get(url).status_code for kind in KINDS}
    Group.objects.filter(pk=cast.group.pk).update(valid_until=today() + dt.timedelta(days=61))
    too_early = cast.browser("manager").get(url)
    Group.objects.filter(pk=cast.group.pk).update(valid_until=None)
    without_end = cast.browser("manager").get(url)

    may = {"manager": 200, "coordinator": 200, "anonymous": 302}
    assert found == {kind: may.get(kind, 403) for kind in KINDS}
    assert (too_early.status_code, without_end.status_code) == (409, 409)
    assert "更新の手続きは" in too_early.content.decode()
    assert "期限がないため" in without_end.content.decode()


BAD = [
    ({"members_count": "たくさん"}, "構成員の数"),
    ({"members_in_city_count": "99"}, "より多くなっています"),
    ({"contact-phone": "", "contact-email": ""}, "どちらか一方を書いてください"),
    ({"renewal-still_holds": ""}, "要件に当てはまることを確かめて"),
]


def test_what_cannot_be_read_comes_back_with_its_reason(client: Client) -> None:
    manager = make_user()
    group = group_ending(20, managers=(manager,))
    client.force_login(manager)
    sent = typed(client, group, **{"renewal-changed": "会の曜日を変えました。"})

    for change, reason in BAD:
        answer = client.post(renew_url(group), sent | change)
        page = answer.content.decode()
        assert (answer.status_code, reason in page) == (200, True), change
        assert "会の曜日を変えました。" in page
    assert not AuditEntry.objects.filter(action="group.renew").exists()


def test_group_that_waits_to_be_renewed_is_public_and_may_not_propose(client: Client) -> None:
    manager = make_user()
    group = group_ending(-1, managers=(manager,))
    call = make_call()

    page = client.get(group.get_absolute_url())
    late = can_propose(User.objects.get(pk=manager.pk), call)
    Group.objects.update(valid_until=today())
    in_time = can_propose(User.objects.get(pk=manager.pk), call)

    assert (page.status_code, "更新待ち" in page.content.decode()) == (200, True)
    assert (bool(late), bool(in_time)) == (False, True)
    assert "期限を過ぎたときは登録を更新してください" in late.reason


def test_group_that_nobody_renews_rests_and_comes_back_by_renewing() -> None:
    manager, coordinator = make_user("代表"), make_coordinator()
    group = group_ending(-91, managers=(manager,))
    waits, busy = group_ending(-90), group_ending(-91)
    make_project(groups=(busy,), status="active")
    tick = Tick(timezone.now(), today())

    counts = [rest_unrenewed(tick), rest_unrenewed(tick)]

    stored = dict(Group.objects.values_list("pk", "status"))
    assert counts == [1, 0]
    assert stored == {group.pk: "dormant", waits.pk: "registered", busy.pk: "registered"}
    told = set(OutgoingMail.objects.values_list("to", flat=True))
    assert told == {manager.email, coordinator.email}
    group.refresh_from_db()
    with pytest.raises(MoveRefused, match="登録の更新がいります"):
        GROUP_FLOW.make("resume", group, by=manager)
    GROUP_FLOW.make("renew", group, by=manager)
    assert group.status == GroupStatus.REGISTERED
    assert group.valid_until is not None
    assert group.valid_until > today()


def test_waits_on_my_page_and_in_the_coordinators_queue() -> None:
    manager, coordinator = make_user(), make_coordinator()
    soon = group_ending(60, managers=(manager,))
    group_ending(61, managers=(manager,))

    [task] = waiting_for(User.objects.get(pk=manager.pk))

    assert (task.label, task.url, task.due) == (
        "「花と道の会」の登録を更新する",
        renew_url(soon),
        soon.valid_until,
    )
    assert list(Group.objects.filter(to_be_renewed(coordinator))) == [soon]


def test_contact_of_a_group_without_any_is_written_with_the_renewal(client: Client) -> None:
    manager = make_user()
    group = group_ending(20, managers=(manager,))
    ContactDetails.objects.filter(group=group).delete()
    client.force_login(manager)
    sent = typed(client, group, **{"contact-name": "見本 花子", "contact-phone": "000-000-0001"})

    assert client.post(renew_url(group), sent).status_code == 302
    assert ContactDetails.objects.get(group=group).name == "見本 花子"
