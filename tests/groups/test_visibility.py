"""Who sees a group: the list, the page and the rule give one answer; closed lines stay closed."""

from typing import Any

import pytest
from django.test import Client

from groups.models import Group, GroupDocument, GroupStatus, User
from groups.rules.groups import can_view
from kyodo_portal.files.uploads import check_attachment
from tests.groups.factories import a_pdf
from tests.people import KINDS, Cast, make_cast

pytestmark = pytest.mark.django_db

EVERYBODY = set(KINDS)
CITY = {"coordinator", "superuser"}

SEEN_BY = {
    "applied": CITY | {"member", "manager"},
    "returned": CITY | {"member", "manager"},
    "not_accepted": CITY | {"member", "manager"},
    "registered": EVERYBODY,
    "renewal_due": EVERYBODY,
    "dormant": EVERYBODY,
    "deleted": CITY,
}

CLOSED_LINES = {
    "name": "カナリア氏名",
    "name_kana": "カナリアフリガナ",
    "position": "カナリア役職",
    "postal_code": "9998887",
    "address": "カナリア所在地",
    "phone": "000-111-2221",
    "fax": "000-111-2222",
    "email": "canary@example.jp",
    "person_in_charge": "カナリア責任者",
    "person_in_charge_phone": "000-111-2223",
}


def enter(client: Client, cast: Cast, kind: str) -> None:
    if kind != "anonymous":
        client.force_login(cast.people[kind])


@pytest.mark.shared
@pytest.mark.parametrize("status", GroupStatus.values)
def test_group_is_seen_the_same_way_everywhere(client: Client, status: str) -> None:
    cast = make_cast(status=status)
    answers: dict[str, set[str]] = {"rule": set(), "queryset": set(), "page": set(), "list": set()}

    for kind in KINDS:
        client.logout()
        enter(client, cast, kind)
        if can_view(cast[kind], cast.group):
            answers["rule"].add(kind)
        if cast.group in Group.objects.visible_to(cast[kind]):
            answers["queryset"].add(kind)
        if client.get(cast.group.get_absolute_url()).status_code == 200:
            answers["page"].add(kind)
        if cast.group in client.get("/groups/").context["page_obj"]:
            answers["list"].add(kind)

    assert answers == dict.fromkeys(answers, SEEN_BY[status])


def with_canaries(**opened: str) -> Cast:
    cast = make_cast()
    type(cast.group.contact).objects.filter(group=cast.group).update(**CLOSED_LINES, **opened)
    return cast


@pytest.mark.shared
@pytest.mark.parametrize("kind", sorted(EVERYBODY - {"manager", "coordinator"}))
def test_closed_contact_lines_are_nowhere(client: Client, kind: str) -> None:
    cast = with_canaries()
    enter(client, cast, kind)
    searches = [f"/groups/?q={line}" for line in CLOSED_LINES.values()]

    for url in [cast.group.get_absolute_url(), "/groups/", f"{cast.group.get_absolute_url()}edit/"]:
        page = client.get(url).content.decode()
        assert [line for line in CLOSED_LINES.values() if line in page] == []
    assert [client.get(url).context["count"] for url in searches] == [0] * len(searches)


def test_opened_contact_line_is_the_only_one_shown(client: Client) -> None:
    cast = with_canaries(phone_shown_to="everybody")

    page = client.get(cast.group.get_absolute_url()).content.decode()

    assert [line for line in CLOSED_LINES.values() if line in page] == [CLOSED_LINES["phone"]]


def test_line_for_people_with_an_account_is_shown_to_whoever_confirmed_their_address(
    client: Client,
) -> None:
    cast = with_canaries(fax_shown_to="accounts")
    User.objects.filter(pk=cast["citizen"].pk).update(confirmed_at=None)
    shown = {}

    for kind in KINDS:
        client.logout()
        enter(client, cast, kind)
        page = client.get(cast.group.get_absolute_url()).content.decode()
        shown[kind] = CLOSED_LINES["fax"] in page

    assert shown == {kind: kind not in {"anonymous", "citizen"} for kind in KINDS}
    client.logout()
    assert "ログインした人には" in client.get(cast.group.get_absolute_url()).content.decode()


@pytest.mark.parametrize("kind", ["manager", "coordinator"])
def test_whole_contact_record_for_those_who_keep_it(client: Client, kind: str) -> None:
    cast = with_canaries()
    enter(client, cast, kind)

    page = client.get(cast.group.get_absolute_url()).content.decode()

    shown = CLOSED_LINES | {"postal_code": "999-8887"}
    assert [line for line in shown.values() if line not in page] == []


EDITABLE_BY = {"manager", "coordinator"}


@pytest.mark.shared
@pytest.mark.parametrize("status", GroupStatus.values)
def test_edit_page_opens_for_managers_and_coordinators(client: Client, status: str) -> None:
    cast = make_cast(status=status)
    expected: dict[str, int] = {}
    for kind in KINDS:
        may = kind in EDITABLE_BY and status != "deleted"
        seen = kind in SEEN_BY[status]
        expected[kind] = 302 if kind == "anonymous" else 200 if may else 403 if seen else 404
    found: dict[str, int] = {}

    for kind in KINDS:
        client.logout()
        enter(client, cast, kind)
        found[kind] = client.get(f"{cast.group.get_absolute_url()}edit/").status_code

    assert found == expected


READ_BY = {
    "applied": {"member", "manager", "coordinator"},
    "registered": {"member", "manager", "coordinator"},
    "deleted": {"coordinator"},
}


@pytest.mark.shared
@pytest.mark.parametrize("status", READ_BY)
def test_document_is_handed_to_members_and_coordinators(client: Client, status: str) -> None:
    cast = make_cast(status=status)
    document = GroupDocument.from_checked(
        check_attachment(a_pdf()), by=cast.people["manager"], group=cast.group, title="規約"
    )
    document.save()
    url = f"{cast.group.get_absolute_url()}documents/{document.pk}/"
    answers: dict[str, Any] = {}

    for kind in KINDS:
        client.logout()
        enter(client, cast, kind)
        response = client.get(url)
        answers[kind] = response.status_code
        if response.status_code == 200:
            assert response["Content-Disposition"].startswith("attachment")

    assert answers == {kind: 200 if kind in READ_BY[status] else 404 for kind in KINDS}


def test_document_of_another_group_is_not_found_under_this_one(client: Client) -> None:
    cast = make_cast()
    document = GroupDocument.from_checked(
        check_attachment(a_pdf()), by=None, group=cast.group, title="規約"
    )
    document.save()
    other = Group.objects.exclude(pk=cast.group.pk).get()
    enter(client, cast, "coordinator")

    assert client.get(f"/groups/{other.pk}/documents/{document.pk}/").status_code == 404


def test_names_of_the_people_of_a_group_are_not_public(client: Client) -> None:
    cast = make_cast()
    type(cast.people["member"]).objects.filter(pk=cast.people["member"].pk).update(
        display_name="カナリア表示名"
    )

    page = client.get(cast.group.get_absolute_url()).content.decode()

    assert "このページを使う人" not in page
    assert "カナリア表示名" not in page


@pytest.mark.shared
@pytest.mark.parametrize("tail", ["", "edit/", "documents/1/", "documents/9223372036854775808/"])
@pytest.mark.parametrize("number", ["0", "999999", "9223372036854775808", "9" * 60])
def test_group_that_does_not_exist_is_not_found(client: Client, number: str, tail: str) -> None:
    cast = make_cast()
    enter(client, cast, "coordinator")

    assert client.get(f"/groups/{number}/{tail}").status_code == 404
    assert client.get(f"/groups/{cast.group.pk}/documents/{number}/").status_code == 404
