"""A group applies once: whoever gives a name that is read like another is shown what is there."""

from typing import Any

import pytest
from django.test import Client

from groups.alike import alike_groups, is_alike
from groups.models import Group, GroupStatus, User
from tests.factories import make_coordinator, make_group, make_user
from tests.groups.factories import application_data
from tests.races import at_once

pytestmark = pytest.mark.django_db

URL = "/groups/apply/"
KEYS = [f"5f0c9a52-1df0-4f5c-9f5e-00000000000{number}" for number in range(1, 4)]

NAMES = [
    ("花と道の会", "花と道の会", True),
    ("花と道の会", "花 と 道 の 会", True),
    ("花と道の会", "ＮＰＯ法人　花と道の会", True),
    ("ハナの会", "ﾊﾅの会", True),
    ("高橋川の会", "髙橋川の会", True),
    ("はなの会", "ハナの会", True),
    ("ロマンの会", "口マンの会", True),
    ("花と道の会", "花と川の会", False),
    ("ひなた台自治会", "ひなた台二丁目自治会", False),
]


@pytest.mark.once
@pytest.mark.parametrize(("name", "other", "alike"), NAMES)
def test_names_are_compared_as_they_are_read(name: str, other: str, alike: bool) -> None:
    assert is_alike(name, other) == alike


@pytest.fixture
def person(client: Client) -> User:
    user = make_user("見本 花子")
    client.force_login(user)
    return user


def apply(client: Client, key: int = 0, **changes: Any) -> Any:
    return client.post(URL, application_data(submission_key=KEYS[key], **changes))


def test_registered_group_of_such_a_name_is_shown_and_another_one_may_apply_all_the_same(
    client: Client, person: User
) -> None:
    there = make_group("NPO法人　川べりを歩く会", area="みずべ地区")

    shown = apply(client)
    again = apply(client, again="1")

    page = shown.content.decode()
    assert (shown.status_code, again.status_code) == (200, 302)
    assert f'<a href="{there.get_absolute_url()}">NPO法人　川べりを歩く会</a>' in page
    assert "みずべ地区" in page
    assert "見本市見本町1-2-3" in page  # what was typed
    assert Group.objects.count() == 2


def test_somebody_elses_application_is_told_without_its_name(client: Client, person: User) -> None:
    make_group("川べりを歩く会（カナリア）", status="applied", managers=(make_user(),))

    page = apply(client, name="川べりを歩く会 カナリア").content.decode()

    assert "いま登録を申請しています" in page
    assert "川べりを歩く会（カナリア）" not in page
    assert apply(client, name="川べりを歩く会 カナリア", again="1").status_code == 302


def test_nobody_applies_twice_under_one_name(client: Client, person: User) -> None:
    apply(client)

    shown = apply(client, 1, name="川べりを 歩く会", again="1")
    other_name = apply(client, 2, name="川べりを走る会")

    page = shown.content.decode()
    assert "同じ名前の申請を、すでに受け付けています" in page
    assert 'name="again"' not in page
    assert other_name.status_code == 302
    assert Group.objects.count() == 2


def test_application_that_was_not_accepted_is_offered_to_be_mended(
    client: Client, person: User
) -> None:
    apply(client)
    Group.objects.update(status=GroupStatus.NOT_ACCEPTED)

    page = apply(client, 1).content.decode()

    assert "直して、もう一度申請できます" in page
    assert apply(client, 1, again="1").status_code == 302


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_windows_of_one_person_make_one_application() -> None:
    person = make_user()
    clients = [Client(), Client()]
    for client in clients:
        client.force_login(person)

    answers = at_once(
        *(lambda c=client, k=key: apply(c, k).status_code for key, client in enumerate(clients))
    )

    assert Group.objects.count() == 1
    assert sorted(answers) == [200, 302]


HIDDEN_LETTERS = [
    ("川べりを\u2800歩く会", "目に見えない文字が混ざっています"),
    ("НРО川べり", "見た目がよく似た別の文字"),
]


@pytest.mark.parametrize(("name", "reason"), HIDDEN_LETTERS)
def test_letters_that_deceive_are_refused(
    client: Client, person: User, name: str, reason: str
) -> None:
    page = apply(client, name=name).content.decode()

    assert reason in page
    assert not Group.objects.exists()


def test_coordinator_sees_what_is_alike_beside_an_application(client: Client) -> None:
    applied = make_group("花と道の会", status="applied")
    there = make_group("NPO法人花と道の会")
    make_group("花と川の会")
    client.force_login(make_coordinator())

    page = client.get(f"/admin/groups/group/{applied.pk}/change/").content.decode()

    assert alike_groups("花と道の会", but=applied.pk) == [there]
    assert "名前のよく似た団体" in page
    assert f"/admin/groups/group/{there.pk}/change/" in page
