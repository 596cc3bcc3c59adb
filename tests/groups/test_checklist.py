"""The checklist is the one that was asked when the group applied, whatever the city asks by now."""

from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from groups.models import Group
from groups.profile import checklist
from groups.rules.groups import can_be_registered
from kyodo_portal.cities import city
from tests.factories import make_coordinator, make_group, make_user
from tests.groups.factories import application_data
from tests.own_city import live_in
from tests.signing_in import sign_in

OTHERWISE = """
[[eligibility]]
key = "glad"
label = "まちが好き"
explanation = "ひとことで言ってください。"
"""


@pytest.mark.django_db
def test_what_was_asked_stays_and_who_applies_later_is_asked_anew(
    settings: Any, tmp_path: Path, client: Any
) -> None:
    live_in(settings, tmp_path, "")
    asked = [rule.label for rule in city().enabled_eligibility]
    manager, later = make_user("管理者"), make_user("あとから来た人")
    group = make_group(status="applied", eligible=False, managers=(manager,))
    live_in(settings, tmp_path, OTHERWISE)
    client.force_login(manager)
    mending = client.get(reverse("groups:edit", args=[group.pk])).content.decode()
    client.force_login(later)
    client.post(reverse("groups:create"), application_data())
    new = Group.objects.exclude(pk=group.pk).get()
    sign_in(client, make_coordinator())
    desk = client.get(reverse("admin:groups_group_change", args=[group.pk])).content.decode()

    assert [label for label in asked if label not in mending or label not in desk] == []
    assert ["まちが好き" in page for page in (mending, desk)] == [False, False]
    assert [[label for label, _ in checklist(each)] for each in (group, new)] == [
        asked,
        [rule.label for rule in city().enabled_eligibility],
    ]
    assert not can_be_registered(group)
    group.eligibility.update(confirmed=True)
    assert can_be_registered(group)
    assert "まちが好き" in can_be_registered(new).reason
