"""Progress reports: who tells, under which name, once, and what becomes of the photos."""

from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image

from groups.models import Department
from kyodo_portal.life.audit import AuditEntry
from kyodo_portal.writing.kept.marks import mark_for
from kyodo_portal.writing.kept.texts import KeptText
from projects.models import Project, ProjectStatus, Update, UpdatePhoto
from tests.factories import make_department, make_project, make_user, write_down
from tests.people import KINDS, Cast, make_cast
from tests.projects.factories import add_update, photo_bytes, photo_upload, rows_data
from tests.races import at_once

pytestmark = pytest.mark.django_db

KEY = "7e0d1c52-3f0a-4c7e-9a37-2f1b5c1c7a10"


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def project_of(cast: Cast, **fields: Any) -> Project:
    given = {"status": "active", **fields}
    return make_project(groups=(cast.group,), departments=(cast.department,), **given)


def url_of(project: Project) -> str:
    return f"{project.get_absolute_url()}updates/new/"


def data_of(*photos: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {
        "submission_key": KEY,
        "title": "花を植えました",
        "body": "三十人で植えました。",
        "happened_on": "令和8年11月3日",
        **rows_data("photos", list(photos), initial=0),
        **changes,
    }


@pytest.mark.parametrize("status", ProjectStatus.values)
def test_reports_are_written_by_the_sides_while_there_is_work(cast: Cast, status: str) -> None:
    project = project_of(cast, status=status)
    answers = {kind: cast.browser(kind).get(url_of(project)).status_code for kind in KINDS}

    now = status in ("agreed", "active", "completed")
    writers = {"member", "manager", "staff"} if now else set()
    assert answers == {
        kind: 302 if kind == "anonymous" else 200 if kind in writers else 403 for kind in KINDS
    }


@pytest.mark.parametrize(
    ("kind", "side", "label"),
    [("member", "group", "花と道の会"), ("staff", "city", "道路公園課")],
)
def test_report_stands_under_the_name_of_its_side(
    client: Client, cast: Cast, kind: str, side: str, label: str
) -> None:
    project = project_of(cast)
    client.force_login(cast[kind])

    response = client.post(
        url_of(project),
        data_of(
            {"file": photo_upload(), "caption": "植えたばかりの花だん"},
            {"file": photo_upload(), "caption": "集まった人たち"},
            {"caption": ""},
            side="city" if side == "group" else "group",
            side_label="市長",
            posted_by=cast["superuser"].pk,
            project=make_project().pk,
        ),
    )

    update = Update.objects.get()
    assert response.url == f"{project.get_absolute_url()}#update-{update.pk}"
    assert (update.project, update.side, update.side_label) == (project, side, label)
    assert update.posted_by == cast[kind]
    assert update.happened_on.isoformat() == "2026-11-03"
    assert [photo.caption for photo in update.photos.all()] == [
        "植えたばかりの花だん",
        "集まった人たち",
    ]
    assert AuditEntry.objects.of(project).filter(action="project.post_update").count() == 1


def test_somebody_with_two_voices_says_which(client: Client, cast: Cast) -> None:
    project = project_of(cast)
    second = make_department("環境課", staff=(cast["staff"],))
    row = project.responsible_departments.create(department=second, order=1)
    client.force_login(cast["staff"])

    assert "だれとして報告しますか" in client.get(url_of(project)).content.decode()
    assert client.post(url_of(project), data_of()).status_code == 200
    assert client.post(url_of(project), data_of(voice="group-1")).status_code == 200
    client.post(url_of(project), data_of(voice=f"city-{row.pk}"))

    assert [update.side_label for update in Update.objects.all()] == ["環境課"]


def test_form_sent_twice_is_one_report(client: Client, cast: Cast) -> None:
    project = project_of(cast)
    client.force_login(cast["member"])

    pages = [client.post(url_of(project), data_of()) for _ in range(2)]

    assert Update.objects.count() == 1
    assert [page.url for page in pages] == [Update.objects.get().get_absolute_url()] * 2


@pytest.mark.race(1_000)
@pytest.mark.django_db(transaction=True)
def test_form_sent_twice_at_once_is_one_report() -> None:
    cast = make_cast()
    project = project_of(cast)

    def send() -> int:
        client = Client()
        client.force_login(cast["member"])
        return client.post(url_of(project), data_of()).status_code

    assert at_once(send, send) == [302, 302]
    assert Update.objects.count() == 1


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"caption": ""}, "写真には、何が写っているかの説明を書いてください。"),
        ({"caption": "　"}, "写真には、何が写っているかの説明を書いてください。"),
    ],
)
def test_photo_needs_its_caption(
    client: Client, cast: Cast, row: dict[str, str], reason: str
) -> None:
    project = project_of(cast)
    client.force_login(cast["member"])

    response = client.post(url_of(project), data_of({"file": photo_upload(), **row}))

    page = response.content.decode()
    assert reason in page
    assert "三十人で植えました。" in page
    assert "写真をもう一度選んでください" in page
    assert Update.objects.count() == 0


def test_photo_of_a_kept_text_need_not_be_chosen_again(client: Client, cast: Cast) -> None:
    project = project_of(cast)
    client.force_login(cast["member"])
    url = url_of(project)
    mark = mark_for(cast["member"], url)
    signed_out = Client()
    signed_out.post(url, data_of({"file": photo_upload(), "caption": ""}, mark=mark))
    client.force_login(cast["member"])
    kept = KeptText.objects.get()

    again = {"mark": mark, "kept": kept.pk, "kept_file": kept.files.get().pk}
    page = client.post(url, data_of({"caption": ""}, **again)).content.decode()

    assert "選んでいたファイルも預かっています" in page
    assert "写真をもう一度選んでください" not in page


def test_caption_needs_its_photo(client: Client, cast: Cast) -> None:
    client.force_login(cast["member"])

    response = client.post(url_of(project_of(cast)), data_of({"caption": "写真のない説明"}))

    assert "説明に合う写真を選んでください" in response.content.decode()
    assert Update.objects.count() == 0


def test_file_that_is_no_photo_is_refused(client: Client, cast: Cast) -> None:
    upload = photo_upload("hanadan.jpg")
    upload.file.seek(0)
    upload.file.write(b"<svg onload=alert(1)>")
    upload.file.truncate()
    client.force_login(cast["member"])

    response = client.post(
        url_of(project_of(cast)), data_of({"file": upload, "caption": "写真ではないもの"})
    )

    assert response.status_code == 200
    assert UpdatePhoto.objects.count() == 0


def test_more_photo_rows_keep_the_words(client: Client, cast: Cast) -> None:
    client.force_login(cast["member"])

    response = client.post(
        url_of(project_of(cast)), data_of({"caption": "一枚目"}, add_rows="photos", title="")
    )

    page = response.content.decode()
    assert 'name="photos-TOTAL_FORMS" value="4"' in page
    assert 'value="一枚目"' in page
    assert "入力内容に問題があります" not in page


def test_photo_keeps_nothing_but_its_pixels(client: Client, cast: Cast) -> None:
    assert b"MIHON-CAMERA" in photo_bytes()
    project = project_of(cast)
    update = add_update(project, cast["member"])
    photo = update.photos.get()

    response = client.get(photo.url)

    content = b"".join(response.streaming_content)
    assert response["Content-Type"] == "image/webp"
    assert b"MIHON" not in content
    with Image.open(photo.file) as kept:
        assert dict(kept.getexif()) == {}
        assert kept.size == (photo.width, photo.height)


@pytest.mark.parametrize("published", [True, False])
def test_photo_is_seen_by_whoever_sees_the_project(
    client: Client, cast: Cast, published: bool
) -> None:
    project = project_of(cast, published=published)
    url = add_update(project, cast["member"]).photos.get().url
    answers = {}
    for kind in KINDS:
        client.logout()
        if kind != "anonymous":
            client.force_login(cast[kind])
        answers[kind] = client.get(url).status_code

    insiders = {"member", "manager", "staff", "coordinator", "superuser"}
    seen = set(KINDS) if published else insiders
    assert answers == {kind: 200 if kind in seen else 404 for kind in KINDS}


def test_phone_may_take_a_smaller_photo(client: Client, cast: Cast) -> None:
    project = project_of(cast)
    large = {"file": photo_upload(size=(1200, 900)), "caption": "広い花だん"}
    client.force_login(cast["member"])
    client.post(url_of(project), data_of(large))
    photo = UpdatePhoto.objects.get()

    page = client.get(project.get_absolute_url()).content.decode()
    served = client.get(photo.url, {"size": "small"})

    assert f'srcset="{photo.url}?size=small 800w, {photo.url} 1200w"' in page
    with Image.open(BytesIO(b"".join(served.streaming_content))) as image:
        assert (image.format, image.size) == ("WEBP", (800, 600))
    assert served.headers["Cache-Control"] == "private, no-store"


def test_small_photo_asks_who_may_see_it(client: Client, cast: Cast) -> None:
    hidden = add_update(project_of(cast, published=False), cast["member"]).photos.get()

    assert client.get(hidden.url, {"size": "small"}).status_code == 404


def test_photo_is_not_found_under_another_project(client: Client, cast: Cast) -> None:
    hidden = add_update(project_of(cast, published=False), cast["member"]).photos.get()
    public = make_project()

    assert client.get(f"{public.get_absolute_url()}photos/{hidden.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("prefix", "name"), [("", "環境課"), ("/easy", "環境課"), ("/en", "Environment Division")]
)
def test_department_reports_and_signs_under_its_name_in_the_language_of_the_page(
    client: Client, prefix: str, name: str
) -> None:
    department = make_department("環境課")
    Department.objects.filter(pk=department.pk).update(name_en="Environment Division")
    project = make_project(departments=(department,), status="active")
    update = add_update(project, make_user(), photos=0)
    Update.objects.filter(pk=update.pk).update(side="city", side_label="環境課")
    write_down(project, "sign", by=make_user(), data={"parties": ["環境課", "花と道の会"]})
    others = {"環境課", "Environment Division"} - {name}

    for url in (reverse("home"), reverse("projects:updates"), project.get_absolute_url()):
        page = client.get(prefix + url).content.decode()
        assert name in page, url
        assert [other for other in others if other in page] == [], url
    agreement = client.get(f"{prefix}{project.get_absolute_url()}agreement/").content.decode()
    assert [other for other in others if other in agreement] == []
    assert Update.objects.get().side_label == "環境課"


def test_only_a_department_that_is_still_called_so_changes_its_name(
    client: Client,
) -> None:
    department = make_department("花と道の会")
    Department.objects.filter(pk=department.pk).update(name_en="Flower Division")
    project = make_project(status="active")
    add_update(project, make_user(), photos=0)
    gone = add_update(project, make_user(), photos=0)
    Update.objects.filter(pk=gone.pk).update(side="city", side_label="なくなった課")

    page = client.get("/en/projects/updates/").content.decode()

    assert "花と道の会" in page
    assert "なくなった課" in page
    assert "Flower Division" not in page
