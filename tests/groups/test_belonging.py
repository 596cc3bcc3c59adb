"""Who comes to a group and who leaves it is written by name and told to its managers."""

import pytest
from django.urls import reverse

from groups.models import Membership
from kyodo_portal.life.audit import AuditEntry
from kyodo_portal.post.outbox import OutgoingMail
from tests.factories import make_user
from tests.people import make_cast

pytestmark = pytest.mark.django_db

SUBJECT = "団体の構成員か管理者が変わりました"


def told() -> set[str]:
    letters = OutgoingMail.objects.filter(subject__contains=SUBJECT)
    return set(letters.values_list("to", flat=True))


def test_newcomer_in_a_group_is_named_and_told_to_its_managers() -> None:
    cast, newcomer = make_cast(), make_user("新しい管理者")
    typed = {"user": newcomer.pk, "group": cast.group.pk, "role": "manager"}

    answer = cast.browser("superuser").post(reverse("admin:groups_membership_add"), typed)

    assert answer.status_code == 302
    entry = AuditEntry.objects.get(action="group.members")
    assert (entry.note, entry.data) == (
        "加わった：新しい管理者（管理者）。",
        {"come": ["新しい管理者（管理者）"], "gone": []},
    )
    assert told() == {cast["manager"].email, newcomer.email}


def test_new_role_is_named_before_and_after() -> None:
    cast = make_cast()
    place = Membership.objects.get(user=cast["member"], group=cast.group)
    address = reverse("admin:groups_membership_change", args=[place.pk])
    browser = cast.browser("superuser")
    seen = browser.get(address).context["seen"].token

    for _ in range(2):  # the second time it is the same, and nothing to tell of
        assert browser.post(address, {"role": "manager", "seen": seen}).status_code in (302, 409)

    entry = AuditEntry.objects.get(action="group.members")
    assert entry.note == "加わった：構成員（管理者）。外れた：構成員（構成員）。"
    assert told() == {cast["manager"].email, cast["member"].email}
