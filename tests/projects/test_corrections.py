"""A report that was posted is corrected or taken down: by whom, what stays, and what goes."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from kyodo_portal.life.audit import AuditEntry
from kyodo_portal.post.outbox import OutgoingMail
from projects.models import Update
from projects.rules.projects import can_mend_update
from tests.factories import make_project
from tests.people import KINDS, Cast, make_cast
from tests.projects.factories import add_update
from tests.trust.reading import forms_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def report_of(cast: Cast, *, kind: str = "member", photos: int = 2, **fields: Any) -> Update:
    project = make_project(groups=(cast.group,), departments=(cast.department,), status="active")
    update = add_update(project, cast[kind], photos=photos)
    Update.objects.filter(pk=update.pk).update(**fields)
    return Update.objects.select_related("project").get(pk=update.pk)


def address(name: str, update: Update) -> str:
    return reverse(f"projects:{name}", args=[update.project_id, update.pk])


def form_on(client: Client, path: str) -> dict[str, str]:
    return next(form.fields for form in forms_in(client.get(path), path) if "title" in form.fields)


@pytest.mark.parametrize(
    ("side", "wrote", "may"),
    [
        ("group", "member", {"member", "manager", "staff", "coordinator"}),
        ("group", "manager", {"manager", "staff", "coordinator"}),
        ("city", "staff", {"staff", "coordinator"}),
    ],
)
def test_report_is_mended_by_its_author_its_group_and_the_city(
    cast: Cast, side: str, wrote: str, may: set[str]
) -> None:
    update = report_of(cast, kind=wrote, photos=0, side=side)
    allowed = {kind for kind in KINDS if can_mend_update(cast[kind], update)}

    update.hidden_at = update.created_at
    assert allowed == may
    assert [kind for kind in KINDS if can_mend_update(cast[kind], update)] == []


def test_author_who_has_left_mends_it_no_more(cast: Cast) -> None:
    by_member = report_of(cast, photos=0, side="group")
    by_staff = report_of(cast, kind="staff", photos=0, side="city")
    cast.group.memberships.filter(user=cast["member"]).delete()
    cast["staff"].departments.clear()
    gone = [type(cast[kind]).objects.get(pk=cast[kind].pk) for kind in ("member", "staff")]

    assert [
        bool(can_mend_update(gone[0], by_member)),
        bool(can_mend_update(gone[1], by_staff)),
    ] == [
        False,
        False,
    ]


def test_corrected_report_says_so_and_loses_the_photo(
    cast: Cast, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    update = report_of(cast)
    goes, stays = update.photos.all()
    client.force_login(cast["manager"])
    sent = form_on(client, address("update_edit", update))
    changes = {"body": "二十人で植えました。", "photos-0-takes_down": "on"}

    with django_capture_on_commit_callbacks(execute=True):
        client.post(
            address("update_edit", update), sent | changes | {"photos-1-caption": "直した説明"}
        )

    page = client.get(update.project.get_absolute_url()).content.decode()
    assert [photo.caption for photo in update.photos.all()] == ["直した説明"]
    told = ("二十人で植えました。", "に訂正", "写真1枚を取り下げました。")
    assert [words for words in told if words not in page] == []
    entry = AuditEntry.objects.of(update.project).get(action="project.correct_update")
    assert entry.data == {"update": update.pk, "photos_taken_down": [goes.caption]}
    assert client.get(goes.url).status_code == 404
    assert not goes.file.storage.exists(goes.file.name)
    assert client.get(stays.url).status_code == 200


def test_report_that_was_taken_down_leaves_its_trace_and_nothing_else(
    cast: Cast, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    update = report_of(cast, title="消える見出し", body="消える本文")
    photo = update.photos.first()
    client.force_login(cast["staff"])
    lists = [reverse(name) for name in ("home", "projects:updates", "feed_updates")]
    page = update.project.get_absolute_url()
    before = [url for url in [*lists, page] if "消える" in client.get(url).content.decode()]

    with django_capture_on_commit_callbacks(execute=True):
        client.post(address("update_take_down", update), {"reason": "個人の名前がありました。"})

    assert before == [*lists, page]
    assert [url for url in [*lists, page] if "消える" in client.get(url).content.decode()] == []
    told = ("取り下げられた報告", "個人の名前がありました。", "活動の報告を取り下げました")
    assert [words for words in told if words not in client.get(page).content.decode()] == []
    found = client.get(reverse("search"), {"q": "消える本文"}).content.decode()
    assert page not in found
    assert not photo.file.storage.exists(photo.file.name)
    letter = OutgoingMail.objects.get()
    assert (letter.to, "個人の名前がありました。" in letter.body) == (cast["member"].email, True)


def test_report_is_not_taken_down_without_a_reason(cast: Cast, client: Client) -> None:
    update = report_of(cast, photos=0)
    client.force_login(cast["member"])

    answer = client.post(address("update_take_down", update), {"reason": "　"})

    assert (answer.status_code, Update.objects.shown().count()) == (200, 1)


def test_report_is_not_found_under_another_project(cast: Cast, client: Client) -> None:
    update, other = report_of(cast, photos=0), report_of(cast, photos=0)
    client.force_login(cast["coordinator"])

    for name in ("update_edit", "update_take_down"):
        path = reverse(f"projects:{name}", args=[other.project_id, update.pk])
        assert client.get(path).status_code == 404


def test_row_that_the_page_did_not_show_adds_no_photo(cast: Cast) -> None:
    update = report_of(cast, photos=1)
    client, path = cast.browser("member"), address("update_edit", update)
    more = {"photos-TOTAL_FORMS": "2", "photos-1-caption": "ファイルのない写真"}
    answer = client.post(path, {**form_on(client, path), **more})

    assert answer.status_code == 302
    assert [photo.caption for photo in update.photos.all()] == ["花だん1"]
    assert Client().get(update.project.get_absolute_url()).status_code == 200
