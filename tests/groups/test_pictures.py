"""The photo and the logo of a group: shown to whoever sees the group, never without their words."""

from typing import Any

import pytest
from django.test import Client

from groups.models import Group, GroupPicture, PictureRole, User
from kyodo_portal.files.uploads import check_photo
from kyodo_portal.life.audit import AuditEntry
from tests.factories import make_group, make_user
from tests.people import KINDS, make_cast
from tests.projects.factories import photo_upload

pytestmark = pytest.mark.django_db

WORDS = {"words-photo": "苗を植える5人", "words-logo": ""}


@pytest.fixture
def manager(client: Client) -> User:
    user = make_user("管理者")
    client.force_login(user)
    return user


def show(client: Client, group: Group, **sent: Any) -> Any:
    """Send the page of pictures as it stands, with these changes."""
    url = f"{group.get_absolute_url()}pictures/"
    seen = client.get(url).context["seen"].token
    return client.post(url, {"seen": seen, **WORDS, **sent}, follow=True)


def pictured(group: Group, role: str = "photo", alt: str = "苗を植える5人") -> GroupPicture:
    photo = check_photo(photo_upload(size=(1000, 600)))
    picture = GroupPicture.from_checked(
        photo, by=None, group=group, role=role, alt=alt, width=photo.width, height=photo.height
    )
    picture.save()
    return picture


def test_photo_is_shown_on_the_page_and_in_the_list(client: Client, manager: User) -> None:
    group = make_group(managers=(manager,))

    show(client, group, **{"files-photo": photo_upload(size=(1000, 600))})
    picture = group.pictures.get()
    client.logout()

    assert (picture.role, picture.alt, picture.width) == (PictureRole.PHOTO, "苗を植える5人", 1000)
    for url in (group.get_absolute_url(), "/groups/"):
        page = client.get(url).content.decode()
        assert (picture.url in page, 'alt="苗を植える5人"' in page) == (True, True), url
    small = client.get(picture.small_url)
    assert (small.status_code, small["Content-Type"]) == (200, "image/webp")
    assert AuditEntry.objects.of(group).get().action == "group.pictures"


def test_new_photo_takes_the_place_of_the_old_one_whose_file_goes(
    client: Client, manager: User, django_capture_on_commit_callbacks: Any
) -> None:
    group = make_group(managers=(manager,))
    old, logo = pictured(group), pictured(group, "logo", "花の会のロゴ")

    with django_capture_on_commit_callbacks(execute=True):
        show(
            client,
            group,
            **{
                "files-photo": photo_upload(size=(90, 60)),
                "words-photo": "夏の花だん",
                "words-logo": "花と道の会のロゴ",
            },
        )

    kept = {picture.role: (picture.alt, picture.width) for picture in group.pictures.all()}
    assert kept == {"photo": ("夏の花だん", 90), "logo": ("花と道の会のロゴ", 1000)}
    assert not old.file.storage.exists(old.file.name)
    assert logo.file.storage.exists(logo.file.name)


def test_photo_is_taken_away(client: Client, manager: User) -> None:
    group = make_group(managers=(manager,))
    pictured(group)

    show(client, group, **{"files-remove_photo": "on", "words-photo": ""})

    assert not group.pictures.exists()


REFUSED = [
    ({"files-photo": photo_upload, "words-photo": ""}, "何が写っているかを書いてください。"),
    ({}, "説明に合う写真を選んでください。"),
]


@pytest.mark.parametrize(("sent", "reason"), REFUSED)
def test_no_picture_without_words_and_no_words_without_picture(
    client: Client, manager: User, sent: dict[str, Any], reason: str
) -> None:
    group = make_group(managers=(manager,))
    given = {name: value() if callable(value) else value for name, value in sent.items()}

    page = show(client, group, **given)

    assert (page.status_code, reason in page.content.decode()) == (200, True)
    assert not GroupPicture.objects.exists()


def test_picture_of_a_group_that_is_not_public_is_seen_by_its_own_people() -> None:
    cast = make_cast(status="applied")
    picture = pictured(cast.group)
    other = make_group()

    found = {kind: cast.browser(kind).get(picture.url).status_code for kind in KINDS}

    theirs = {"member", "manager", "coordinator", "superuser"}
    assert found == {kind: 200 if kind in theirs else 404 for kind in KINDS}
    elsewhere = f"{other.get_absolute_url()}pictures/{picture.pk}/"
    assert cast.browser("coordinator").get(elsewhere).status_code == 404
