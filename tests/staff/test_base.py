"""Who finds what in the admin: every list, form and page of a record, by role."""

from typing import Any

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from tests.factories import make_group, make_user
from tests.staff.admin_world import MODEL_ADMINS, World, make_world, url

pytestmark = pytest.mark.django_db

# list / add / page of the record, for: superuser, coordinator, staff of the department concerned,
# staff of another department, reviewer assigned, committee
MESSAGES = {"thread", "unansweredthread"}
"""What people write to each other: not for the administrator, and in no file."""

TABLE = {
    "user": "200/200/200 403/403/403 403/403/403 403/403/403 403/403/403 403/403/403",
    "department": "200/200/200 403/403/403 403/403/403 403/403/403 403/403/403 403/403/403",
    "membership": "200/200/200 200/200/200 403/403/403 403/403/403 403/403/403 403/403/403",
    "auditentry": "200/403/200 403/403/403 403/403/403 403/403/403 403/403/403 403/403/403",
    "factorrecovery": "200/200/200 200/200/200 403/403/403 403/403/403 403/403/403 403/403/403",
    "standin": "200/403/200 403/403/403 403/403/403 403/403/403 403/403/403 403/403/403",
    "invitation": "200/200/200 403/403/403 403/403/403 403/403/403 403/403/403 403/403/403",
    "job": "200/403/200 200/403/404 200/403/404 200/403/404 200/403/404 200/403/404",
    "readingentry": "200/403/200 403/403/403 403/403/403 403/403/403 403/403/403 403/403/403",
    "outgoingmail": "200/403/200 403/403/403 403/403/403 403/403/403 403/403/403 403/403/403",
    "group": "200/403/200 200/302/200 200/403/200 200/403/200 403/403/403 403/403/403",
    "project": "200/403/200 200/200/200 200/200/200 200/200/404 403/403/403 403/403/403",
    "handover": "200/403/200 200/200/200 403/403/403 403/403/403 403/403/403 403/403/403",
    "joinrequest": "200/403/200 200/403/200 403/403/403 403/403/403 403/403/403 403/403/403",
    "leaving": "200/200/200 200/200/200 403/403/403 403/403/403 403/403/403 403/403/403",
    "report": "200/403/200 200/403/200 403/403/403 403/403/403 403/403/403 403/403/403",
    "adviser": "200/403/200 200/200/200 403/403/403 403/403/403 403/403/403 403/403/403",
    "signer": "200/403/200 200/200/200 403/403/403 403/403/403 403/403/403 403/403/403",
    "passing": "200/403/200 200/403/200 403/403/403 403/403/403 403/403/403 403/403/403",
    "networkmember": "200/403/200 200/403/200 403/403/403 403/403/403 403/403/403 403/403/403",
    "offer": "200/403/200 200/403/200 403/403/403 403/403/403 403/403/403 403/403/403",
    "offertalk": "200/403/200 200/403/200 403/403/403 403/403/403 403/403/403 403/403/403",
    "supporter": "200/403/200 200/302/200 403/403/403 403/403/403 403/403/403 403/403/403",
    "committee": "200/403/200 200/200/200 200/403/200 200/403/200 403/403/403 403/403/403",
    "committeemember": "200/403/200 200/403/200 200/403/200 200/403/200 403/403/403 403/403/403",
    "meeting": "200/403/200 200/200/200 200/403/200 200/403/200 403/403/403 403/403/403",
    "proposalonagenda": "200/403/200 200/403/200 403/403/403 403/403/403 403/403/403 403/403/403",
    "packet": "200/403/200 200/403/200 403/403/403 403/403/403 403/403/403 403/403/403",
    "place": "200/403/200 200/200/200 200/403/200 200/403/200 403/403/403 403/403/403",
    "thread": "403/403/403 200/403/404 200/403/302 200/403/404 403/403/403 403/403/403",
    "unansweredthread": "403/403/403 200/403/200 403/403/403 403/403/403 403/403/403 403/403/403",
    "event": "200/403/200 200/403/200 200/403/200 200/403/404 403/403/403 403/403/403",
    "helpwanted": "200/403/200 200/200/200 200/302/200 200/302/200 403/403/403 403/403/403",
    "helpanswer": "200/403/200 200/403/200 200/403/200 200/403/404 403/403/403 403/403/403",
    "helprequest": "200/403/200 200/403/200 200/403/200 200/403/404 403/403/403 403/403/403",
    "lecturerequest": "200/403/200 200/403/200 200/403/200 200/403/404 403/403/403 403/403/403",
    "lecture": "200/403/200 200/200/200 200/200/200 200/200/200 403/403/403 403/403/403",
    "projectstep": "200/403/200 200/403/200 200/403/200 200/403/404 403/403/403 403/403/403",
    "question": "200/403/200 200/403/200 200/403/200 200/403/404 403/403/403 403/403/403",
    "callinquiry": "200/403/200 200/403/200 200/403/404 200/403/404 403/403/403 403/403/403",
    "departmentopinion": "200/403/200 200/403/200 200/403/200 200/403/404 403/403/403 403/403/403",
    "call": "200/403/200 200/200/200 200/403/200 200/403/200 403/403/403 403/403/403",
    "concern": "200/403/200 200/403/200 200/403/200 200/403/404 403/403/403 403/403/403",
    "opinionround": "200/403/200 200/200/200 200/200/200 200/200/200 403/403/403 403/403/403",
    "consultation": "200/403/200 200/403/200 200/403/200 200/403/404 403/403/403 403/403/403",
    "proposal": "200/403/200 200/403/200 200/403/200 200/403/404 403/403/403 403/403/403",
    "review": "200/403/200 200/403/200 403/403/403 403/403/403 200/403/200 403/403/403",
    "evaluation": "200/403/200 200/403/200 200/403/200 200/403/404 403/403/403 200/403/200",
}
ROLES = ("superuser", "coordinator", "staff", "other_staff", "reviewer", "committee")


@pytest.fixture(scope="module")
def world(for_the_file: None) -> World:
    return make_world()


def signed_in(person: Any) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def visit(person: Any, address: str) -> Any:
    return signed_in(person).get(address)


def test_table_names_every_part_of_the_admin() -> None:
    assert {model_admin.opts.model_name for model_admin in MODEL_ADMINS} == set(TABLE)


@pytest.mark.shared
@pytest.mark.parametrize("role", ROLES)
def test_pages_answer_each_role_as_the_table_says(world: World, role: str) -> None:
    found, client = {}, signed_in(world.people[role])
    for name, record in world.records.items():
        addresses = [url(record, page) for page in ("changelist", "add", "change")]
        codes = [client.get(address).status_code for address in addresses]
        found[name] = "/".join(map(str, codes))

    place = ROLES.index(role)
    assert found == {name: row.split()[place] for name, row in TABLE.items()}


@pytest.mark.shared
def test_every_filter_of_every_list_can_be_followed(world: World) -> None:
    """A filter the list itself refuses would be a dead link."""
    followed = {}
    readers = {who: signed_in(world.people[who]) for who in ("superuser", "coordinator")}
    for name, record in world.records.items():
        client = readers["coordinator" if name in MESSAGES else "superuser"]
        address = url(record, "changelist")
        changelist = client.get(address).context["cl"]
        links = {
            choice["query_string"]
            for spec in changelist.filter_specs
            for choice in spec.choices(changelist)
        }
        followed[name] = {client.get(f"{address}{link}").status_code for link in links}

    assert followed == {name: {200} for name in world.records}


@pytest.mark.shared
@pytest.mark.parametrize("role", ROLES)
def test_export_follows_the_list(world: World, role: str) -> None:
    client = signed_in(world.people[role])
    found = {
        name: client.get(url(record, "export")).status_code
        for name, record in world.records.items()
    }

    place = ROLES.index(role)
    expected = {name: int(row.split()[place][:3]) for name, row in TABLE.items()}
    no_file = {name: 404 for name in MESSAGES if expected[name] == 200}
    assert found == {**expected, **no_file}


@pytest.mark.parametrize("role", ["citizen", "manager"])
def test_citizens_are_told_why_they_have_no_place_here(world: World, role: str) -> None:
    for address in ["/admin/", "/admin/login/", url(world.records["group"], "changelist")]:
        response = visit(world.people[role], address)
        assert response.status_code == 403
        assert "市の職員と審査委員のためのものです" in response.content.decode()


def test_strangers_are_led_to_the_sign_in_page_of_everybody(world: World) -> None:
    for address in ["/admin/", url(world.records["group"], "change")]:
        response = Client().get(address, follow=True)
        assert response.redirect_chain[-1][0].startswith(reverse("account_login"))


def test_closed_account_has_no_place(world: World) -> None:
    client = signed_in(world.people["coordinator"])
    type(world.people["coordinator"]).objects.filter(pk=world.people["coordinator"].pk).update(
        is_active=False
    )

    assert client.get("/admin/").status_code == 302


@pytest.mark.parametrize("role", ROLES)
def test_nothing_is_ever_deleted(world: World, role: str) -> None:
    client = signed_in(world.people[role])
    for record in world.records.values():
        response = client.post(url(record, "delete"), {"post": "yes"})
        assert response.status_code in (403, 404)
        assert type(record)._base_manager.filter(pk=record.pk).exists()


def test_no_list_has_actions_or_editable_cells() -> None:
    assert {model_admin.actions for model_admin in MODEL_ADMINS} == {None}
    assert {tuple(model_admin.list_editable) for model_admin in MODEL_ADMINS} == {()}


def test_libraries_bring_no_part_of_their_own() -> None:
    assert {model._meta.app_label for model in admin.site._registry} == {
        *("kyodo_portal", "groups", "projects", "proposals", "evaluations")
    }


def test_status_is_typed_nowhere(world: World, rf: Any) -> None:
    request = rf.get("/")
    request.user = world.people["coordinator"]
    for model_admin in MODEL_ADMINS:
        record = world.records[model_admin.opts.model_name]
        names = set(model_admin.get_form(request, record, change=True).base_fields)
        assert names & {"status", "submitted_at", "decided_at", "registered_at"} == set()


def test_letters_are_listed_without_what_they_say(world: World) -> None:
    page = visit(world.people["superuser"], url(world.records["outgoingmail"], "change"))

    assert "123456" not in page.content.decode()


@pytest.mark.once(on="postgres")
def test_pages_have_no_inline_script_or_style(world: World) -> None:
    addresses = ["/admin/"]
    for name, record in world.records.items():
        addresses += [url(record, "changelist"), url(record, "change")]
        if name in ("project", "call"):
            addresses.append(url(record, "add"))
    for role in ("coordinator", "superuser"):
        client = signed_in(world.people[role])
        for address in addresses:
            response = client.get(address)
            page = response.content.decode()
            if response.status_code == 200:
                assert "<style" not in page
                assert " style=" not in page
                assert page.count("<script") == page.count("<script src") + page.count(
                    '<script type="module" src'
                ) + page.count("<script id=")


@pytest.mark.parametrize("name", ["group", "project", "proposal"])
def test_search_does_not_come_upon_personal_data(world: World, name: str) -> None:
    """The contact record says 見本 太郎, 000-0000-0000; accounts have example.jp addresses."""
    for words in ("見本 太郎", "000-0000-0000", "example.jp"):
        address = f"{url(world.records[name], 'changelist')}?q={words}"
        assert visit(world.people["coordinator"], address).context["cl"].result_count == 0


def test_hostile_titles_are_shown_as_text(world: World) -> None:
    payload = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
    group = make_group(payload, managers=(make_user(),))
    for page in ("changelist", "change"):
        text = visit(world.people["coordinator"], url(group, page)).content.decode()
        assert "<script>alert" not in text
        assert "<img src=x" not in text
