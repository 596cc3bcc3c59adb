"""What staff look at before something told becomes public, and what its writer can still mend: a child's face,
a neighbour's name, the place in a photo."""

from typing import Any

import pytest
from django.test import Client

from groups.models import Guest
from kyodo_portal.post.outbox import OutgoingMail
from proposals.models import Concern, ConcernPhoto
from tests.people import Cast, make_cast
from tests.projects.factories import PLACE_IN_EXIF, photo_bytes, photo_upload
from tests.proposals.concerning import add_photo, make_concern, make_guest, status_of
from tests.proposals.test_concerns import (
    ADMIN,
    GUEST,
    TOLD,
    URL,
    code_in,
    hidden_in,
    move,
    part,
    sent,
    told,
)

pytestmark = pytest.mark.django_db

LOOKED = {"names_nobody": "on", "no_face": "on", "no_home": "on"}
NEEDED = {
    "names_nobody": "だれかのことが書かれていない",
    "no_face": "人の顔がない",
    "no_home": "どの家かがわかるもの",
    "photo_is": "写真をどうするか",
}


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.mark.parametrize("left_out", NEEDED)
def test_nothing_is_public_before_each_thing_was_looked_at(cast: Cast, left_out: str) -> None:
    concern = make_concern(status="received")
    add_photo(concern)
    typed = {**LOOKED, "photo_is": "shown", left_out: ""}
    answer = part(cast.browser("coordinator"), concern, "publish", **typed)

    assert (answer.status_code, NEEDED[left_out] in answer.text) == (422, True)
    concern.refresh_from_db()
    assert (concern.status, ConcernPhoto.objects.get().looked_at) == ("received", None)


@pytest.mark.parametrize(
    ("photo_is", "because", "is_seen", "letters"),
    [
        ("shown", "", True, 0),
        ("later", "", False, 0),
        ("refused", "子どもの顔が写っているため", False, 1),
    ],
)
def test_photo_is_shown_refused_or_left_for_later(
    cast: Cast, photo_is: str, because: str, is_seen: bool, letters: int
) -> None:
    concern = make_concern(status="received", created_by=cast["citizen"])
    photo = add_photo(concern)
    typed = {**LOOKED, "photo_is": photo_is, "photo_because": because}
    part(cast.browser("coordinator"), concern, "publish", **typed)

    shown = [status_of(Client(), at) for at in (concern.get_absolute_url(), photo.url)]
    assert shown == [200, 200 if is_seen else 404]
    assert len(told("写真は、公開しません")) == letters
    assert (because in cast.browser("citizen").get(concern.get_absolute_url()).text) is True


def test_photo_is_not_refused_without_a_reason(cast: Cast) -> None:
    concern = make_concern(status="received")
    add_photo(concern)
    answer = part(cast.browser("coordinator"), concern, "publish", **LOOKED, photo_is="refused")

    assert "公開しない理由を書いて" in answer.text
    assert Concern.objects.get().status == "received"


def test_words_that_look_personal_stand_before_the_desk(cast: Cast) -> None:
    concern = make_concern(status="received", text="見本さんの犬が夜に吠えます。")
    desk = cast.browser("coordinator")
    page = f"{ADMIN}{concern.pk}/change/"
    assert "「見本さん」が人の名前に見えます" in desk.get(page).text
    assert "個人のことに見える言葉：「見本さん」" in desk.get(f"{ADMIN}many/").text

    Concern.objects.update(text="犬が夜に吠えます。")
    assert "名前や電話番号に見えるものは見つかりませんでした" in desk.get(page).text


def test_move_alone_publishes_nothing(cast: Cast) -> None:
    concern = make_concern(status="received")
    move(cast.browser("coordinator"), concern, "publish")

    concern.refresh_from_db()
    assert concern.status == "received"


def test_second_who_publishes_reads_that_it_is_decided(cast: Cast) -> None:
    concern = make_concern(status="received", created_by=cast["citizen"])
    desk = cast.browser("coordinator")
    answers = [part(desk, concern, "publish", names_nobody="on").status_code for _ in range(2)]

    assert answers == [302, 403]
    assert OutgoingMail.objects.filter(subject__contains="公開しました").count() == 1


@pytest.mark.parametrize("mended", ["words", "photo"])
def test_what_its_writer_mends_while_the_desk_reads_is_not_public_unread(
    cast: Cast, mended: str
) -> None:
    concern, desk = make_concern(status="received"), cast.browser("coordinator")
    add_photo(concern)
    many = desk.get(f"{ADMIN}many/").context["form"]["as_read"].value()
    typed = {**LOOKED, "photo_is": "shown", "as_read": Concern.objects.get().as_read}
    if mended == "words":
        Concern.objects.update(text="となりの見本さんの家です。")
    else:
        ConcernPhoto.objects.all().delete()
        add_photo(concern, caption="となりの家の子ども")

    answer = part(desk, concern, "publish", **typed)
    assert (answer.status_code, "書いた方が文章か写真を直しました" in answer.text) == (409, True)
    chosen = {"act": "publish", "concerns": [concern.pk], "names_nobody": "on", "as_read": many}
    told_why = desk.post(f"{ADMIN}many/", chosen, follow=True).text
    assert "書いた方が文章か写真を直しました" in told_why
    alone = {**LOOKED, "as_read": typed["as_read"]}
    assert part(desk, concern, "photo_ok", **alone).status_code == 409

    concern.refresh_from_db()
    assert (concern.status, ConcernPhoto.objects.get().looked_at) == ("received", None)


@pytest.mark.parametrize("typed", [{"caption": "消えた街灯"}, {"shows_nobody": "on"}])
def test_words_of_a_photo_without_one_are_not_passed_over(
    cast: Cast, typed: dict[str, str]
) -> None:
    answer = sent(cast.browser("citizen"), **typed)

    assert ("写真が選ばれていません" in answer.text, Concern.objects.count()) == (True, 0)


def test_photo_keeps_nothing_of_where_it_was_taken(cast: Cast) -> None:
    assert b"MIHON-CAMERA" in photo_bytes()
    sent(cast.browser("citizen"), photo=photo_upload())
    with ConcernPhoto.objects.get().file.open() as kept:
        content = kept.read()

    assert [words in content for words in (b"MIHON", b"Exif", PLACE_IN_EXIF)] == [False] * 3


# ---- without an account ----


def test_guest_sees_their_photo_and_mends_it_until_staff_looked(cast: Cast) -> None:
    visitor = Client()
    made = sent(visitor, **GUEST, photo=photo_upload())
    unread = Guest.objects.get()
    assert [status_of(visitor, at) for at in pages_of(unread)] == [302, 404, 404]
    visitor.post(
        made["Location"], {"code": code_in(OutgoingMail.objects.get(subject__contains="コード"))}
    )
    page, edit, photo = pages_of(Guest.objects.get())
    assert (photo in visitor.get(page).text, status_of(visitor, photo)) == (True, 200)
    assert visitor.get(edit)["Cache-Control"] == "private, no-store"

    mend(visitor, edit, text="直しました。", drops_photo="on", caption="")
    concern = Concern.objects.get()
    assert (concern.text, ConcernPhoto.objects.count()) == ("直しました。", 0)
    assert "直しました。" in visitor.get(page).text

    part(cast.browser("coordinator"), concern, "publish", names_nobody="on")
    assert [status_of(visitor, at) for at in (page, edit, photo)] == [200, 403, 404]


def test_guest_sends_again_what_was_kept_private(cast: Cast) -> None:
    guest = make_guest()
    concern = make_concern(status="private", guest=guest)
    mend(Client(), pages_of(guest)[1], text="名前を消しました。")

    concern.refresh_from_db()
    assert (concern.status, concern.text) == ("received", "名前を消しました。")
    assert told("直されて届きました") == {cast["coordinator"].email}


def test_page_of_another_guest_stays_closed() -> None:
    make_concern(status="received", guest=make_guest())
    guest = make_guest(email="other@example.jp")
    pages = [at.replace(guest.token, "0" * 64) for at in pages_of(guest)]

    assert [status_of(Client(), at) for at in pages] == [404] * 3


def pages_of(guest: Guest) -> tuple[str, str, str]:
    """The page of a guest, where they mend it, and their photo."""
    page = f"{URL}guests/{guest.pk}/{guest.token}/"
    return page, f"{page}edit/", f"{page}photo/"


def mend(client: Client, edit: str, **typed: Any) -> None:
    client.post(edit, {**hidden_in(client.get(edit).text), **TOLD, **typed})


# ---- at the counter ----


def test_counter_enters_what_somebody_said_who_gave_no_name(cast: Cast) -> None:
    staff = cast.browser("staff")
    came = {"came_by": "phone", "came_on": "2020-04-01"}
    sent(staff, f"{URL}enter/", is_nameless="on", **came)
    concern = Concern.objects.get()
    assert (concern.status, concern.guest, concern.created_by, concern.look_by is None) == (
        "received",
        None,
        None,
        False,
    )
    assert told("地域の困りごとが届きました") == {cast["coordinator"].email}

    desk = cast.browser("coordinator")
    part(desk, concern, "publish", names_nobody="on")
    answer = {"outcome": "cannot", "answer": "県の道のため、市では直せません。"}
    part(desk, concern, "answer", **answer)
    assert "県の道のため" in Client().get(concern.get_absolute_url()).text


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ({"is_nameless": "on", "guest_name": "見本 太郎"}, "どちらかを消してください"),
        ({}, "お名前"),
        ({"guest_name": "見本 太郎"}, "どちらか1つを入力してください"),
    ],
)
def test_counter_says_which_of_name_and_nobody_is_meant(
    cast: Cast, typed: dict[str, str], asked: str
) -> None:
    came = {"came_by": "phone", "came_on": "2020-04-01"}
    answer = sent(cast.browser("staff"), f"{URL}enter/", **came, **typed)

    assert (asked in answer.text, TOLD["text"] in answer.text) == (True, True)
    assert Concern.objects.count() == 0
