"""A group never loses the last person who speaks for it."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from groups.models import Membership, User
from groups.rules.managers import can_be_closed, can_come_as, can_step_down, can_take_role
from tests.factories import make_coordinator, make_group, make_user
from tests.opened import send
from tests.races import at_once

pytestmark = pytest.mark.django_db


def place_of(user: User) -> Membership:
    return Membership.objects.get(user=user)


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def change(thing: Membership | User) -> str:
    return f"/admin/groups/{thing._meta.model_name}/{thing.pk}/change/"


#: Who else is there beside a manager, and whether she may become a member and close her account.
BESIDE_HER = {
    "nobody": (False, False),
    "member": (False, False),
    "manager": (True, True),
    "closed manager": (False, False),
    "group is no more": (True, True),
}


@pytest.mark.parametrize("beside", BESIDE_HER)
def test_last_manager_stays(beside: str) -> None:
    her, other = make_user("代表"), make_user("相棒", is_active=beside != "closed manager")
    group = make_group(
        managers=(her, other) if "manager" in beside else (her,),
        members=(other,) if beside == "member" else (),
        status="deleted" if beside == "group is no more" else "registered",
    )
    client = signed_in(make_user(is_superuser=True))
    place = place_of(her) if "manager" not in beside else Membership.objects.get(user=her)

    verdicts = (bool(can_step_down(place)), bool(can_be_closed(User.objects.get(pk=her.pk))))
    demoted = send(client, change(place), {"role": "member"})
    closed = send(client, change(her), {"display_name": her.display_name})

    place.refresh_from_db()
    her.refresh_from_db()
    assert verdicts == BESIDE_HER[beside]
    assert (place.role == "member", not her.is_active) == BESIDE_HER[beside]
    if not verdicts[0]:
        assert "ただ一人の管理者です" in demoted.content.decode()
        assert group.name in closed.content.decode()


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_managers_stepping_down_at_once_leave_one() -> None:
    one, two = make_user("一人目"), make_user("二人目")
    group = make_group(managers=(one, two))
    clients = [signed_in(make_user(is_superuser=True)) for _ in range(2)]
    places = [place_of(one), place_of(two)]

    at_once(
        *(
            lambda client=client, place=place: send(client, change(place), {"role": "member"})
            for client, place in zip(clients, places, strict=True)
        )
    )

    assert group.memberships.filter(role="manager").count() == 1


def test_coordinator_appoints_a_manager_by_their_address() -> None:
    left = make_user("去った代表")
    group = make_group(managers=(make_user(is_active=False), left))
    Membership.objects.filter(user=left).update(ended_at=timezone.now())
    person = make_user("新しい代表", email="atarashii@example.jp")
    client = signed_in(make_coordinator())
    posted = {"group": group.pk, "role": "manager"}
    add = "/admin/groups/membership/add/"
    waiting = client.get("/admin/groups/group/?queue=group_unmanaged").content.decode()

    unknown = client.post(add, {**posted, "email": "dare@example.jp"}).content.decode()
    made = client.post(add, {**posted, "email": "Atarashii@example.jp "})
    again = client.post(add, {**posted, "email": "atarashii@example.jp"}).content.decode()

    assert group.name in waiting
    assert "このメールアドレスの利用者は見つかりません" in unknown
    assert made.status_code == 302
    assert (place_of(person).group, place_of(person).role) == (group, "manager")
    assert "すでにこの団体に属しています" in again
    page = client.get("/admin/groups/group/?queue=group_unmanaged").content.decode()
    assert group.name not in page


def test_group_has_one_representative() -> None:
    group = make_group(representative=make_user("代表"))

    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(user=make_user(), group=group, role="representative")
    assert "すでに代表（代表）がいます" in can_come_as(group, "representative").reason
    Membership.objects.filter(group=group).update(ended_at=timezone.now())
    assert can_come_as(group, "representative")


#: Which roles each may be given in place of the one they have, while there is a representative.
NEW_ROLES = {
    "representative": set(),  # hands over instead
    "manager": {"treasurer", "member"},
    "treasurer": {"manager", "member"},
    "member": {"manager", "treasurer"},
}


def test_representative_changes_by_handing_over_alone() -> None:
    people = {role: make_user(role) for role in NEW_ROLES}
    group = make_group(
        representative=people["representative"],
        managers=(people["manager"],),
        treasurer=people["treasurer"],
        members=(people["member"],),
    )

    def open_to(role: str) -> set[str]:
        place = Membership.objects.get(group=group, user=people[role])
        return {new for new in NEW_ROLES if new != role and can_take_role(place, new)}

    assert {role: open_to(role) for role in NEW_ROLES} == NEW_ROLES
    assert "代表を引き継いでください" in can_step_down(place_of(people["representative"])).reason
    Membership.objects.filter(role="representative").update(ended_at=timezone.now())
    assert open_to("manager") == {"representative"}  # the last who speaks for it


def test_second_representative_is_refused_on_the_pages_of_the_admin() -> None:
    there, other = make_user("代表"), make_user("管理者", email="kanri@example.jp")
    group = make_group(representative=there, managers=(other,))
    client, add = signed_in(make_coordinator()), "/admin/groups/membership/add/"
    newcomer = make_user(email="atarashii@example.jp")
    posted = {"group": group.pk, "role": "representative", "email": newcomer.email}

    added = client.post(add, posted)
    raised = send(client, change(place_of(other)), {"role": "representative"})

    assert ["すでに代表（代表）" in page.content.decode() for page in (added, raised)] == [True] * 2
    assert list(group.memberships.order_by("pk").values_list("role", flat=True)) == [
        *("representative", "manager")
    ]


def test_groups_without_a_representative_wait_for_the_coordinators() -> None:
    closed = make_user(is_active=False)
    names = {
        "代表あり": {"representative": make_user()},
        "代表なし": {"managers": (make_user(),)},
        "代表は退会": {"representative": closed, "managers": (make_user(),)},
        "だれもいない": {"representative": closed},
    }
    for name, fields in names.items():
        make_group(name, **fields)
    client = signed_in(make_coordinator())

    def shown(queue: str) -> set[str]:
        page = client.get(f"/admin/groups/group/?queue={queue}")
        return {group.name for group in page.context["cl"].result_list}

    assert shown("group_unrepresented") == {"代表なし", "代表は退会"}
    assert shown("group_unmanaged") == {"だれもいない"}
