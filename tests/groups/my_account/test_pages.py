"""My account in one place: the language of letters, my data to take away, and leaving at the counter."""

import io
import json
import zipfile
from typing import Any

import pytest
from django.test import Client

from groups.accounts.my_data import archive, parts_of
from groups.models import Leaving, User
from kyodo_portal.life.jobs.asking import forget_past
from kyodo_portal.life.jobs.models import Job
from projects.attending.joining import join
from projects.models import Participation, ParticipationDetails
from tests.factories import make_coordinator, make_user
from tests.groups.my_account.person import CANARY, NAME, days_later, make_person
from tests.projects.events import make_event
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db

QUERIES = 4


@pytest.fixture
def person(client: Client) -> User:
    person = make_person()
    sign_in(client, person)
    return person


def bytes_of(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def test_language_of_letters_is_chosen(client: Client, person: User) -> None:
    client.post("/my/account/language/", {"language": "en"})
    assert User.objects.get(pk=person.pk).language == "en"

    assert client.post("/my/account/language/", {"language": "xx"}).status_code == 422
    assert User.objects.get(pk=person.pk).language == "en"

    client.post("/my/account/language/", {"language": "ja"})
    assert User.objects.get(pk=person.pk).language == ""


def test_my_data_is_one_archive_that_can_be_read(client: Client, person: User) -> None:
    Job.objects.all().delete()
    page = client.post("/my/account/data/", follow=True).content.decode()
    job = Job.objects.get()
    assert f'href="/my/account/data/{job.pk}/"' in page

    with zipfile.ZipFile(io.BytesIO(bytes_of(client.get(f"/my/account/data/{job.pk}/")))) as whole:
        names = whole.namelist()
        data = json.loads(whole.read("data.json"))
        told = whole.read("index.html").decode()
    assert names == ["index.html", "data.json"]
    assert {part["name"] for part in data} >= {
        *(
            "アカウント",
            "連絡先",
            "ログインに使うメールアドレス",
            "ログイン中の端末",
            "書きかけの文",
        ),
        *("団体への所属", "提案の下書き", "あなたへのメールの控え", "二段階認証とパスキー"),
    }
    assert data[0]["rows"][0]["メールアドレス"] == person.email
    assert f"{NAME} さんについて" in told
    assert "<script" not in told


def test_what_is_written_cannot_write_itself_into_the_page() -> None:

    content = archive(
        [("<b>", [[("題", "<script>1</script>")]])], name="<i>", made_at=days_later(0)
    )
    with zipfile.ZipFile(io.BytesIO(content)) as whole:
        assert "<script>" not in whole.read("index.html").decode()


def test_my_data_holds_no_secret(person: User) -> None:
    said = json.dumps(parts_of(person), ensure_ascii=False)

    assert person.password not in said
    assert f"{CANARY}key" not in said  # of a session
    assert "secret" not in said


def test_my_data_is_nobody_elses(client: Client, person: User) -> None:
    job = Job.objects.get()
    other = Client()
    sign_in(other, make_user("ほかの人"))

    assert other.get(f"/my/account/data/{job.pk}/").status_code == 404


def test_my_data_goes_after_seven_days(client: Client, person: User) -> None:
    job = Job.objects.get()
    forget_past(days_later(7.1))

    assert client.get(f"/my/account/data/{job.pk}/").status_code == 404


def test_not_many_archives_are_made(client: Client, person: User) -> None:
    for _ in range(5):
        client.post("/my/account/data/")

    assert Job.objects.count() == 3


def test_page_asks_little(client: Client, person: User, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(QUERIES):
        client.get("/my/account/")


@pytest.fixture
def desk(client: Client) -> Client:
    sign_in(client, make_coordinator())
    return client


ADD = "/admin/groups/leaving/add/"


def test_leaving_is_received_at_the_counter(desk: Client) -> None:
    person = make_user("来た人")
    typed = {"email": person.email, "source": "counter", "identity": "身分証を見た"}

    assert desk.post(ADD, typed).status_code == 302
    leaving = Leaving.objects.get()
    assert (leaving.user, leaving.source, leaving.identity) == (person, "counter", "身分証を見た")
    assert desk.post(ADD, typed).status_code == 200  # it runs already
    assert Leaving.objects.count() == 1

    desk.post(f"/admin/groups/leaving/{leaving.pk}/undo/")
    assert not Leaving.objects.running().exists()


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"email": "nobody@example.jp"}, "このメールアドレスのアカウントはありません"),
        ({"identity": ""}, "「本人の確かめかた」を入力してください"),
        ({"source": "oneself"}, "正しく選択してください"),
    ],
)
def test_counter_is_told_what_is_missing(desk: Client, changes: Any, reason: str) -> None:
    person = make_user("来た人")
    typed = {"email": person.email, "source": "post", "identity": "身分証を見た", **changes}
    page = desk.post(ADD, typed).content.decode()

    assert not Leaving.objects.exists()
    assert reason in page


def test_my_data_holds_what_the_organiser_had_to_know_of_me() -> None:
    person = make_user()
    details = ParticipationDetails(
        needs="車いす", guardian_name="見本親", guardian_phone="000-1111-2222"
    )
    join(make_event(), Participation(people_count=1), by=person, details=details)
    bare = make_user()
    join(make_event(), Participation(people_count=1), by=bare, details=ParticipationDetails())
    ParticipationDetails.objects.exclude(needs="車いす").delete()

    asked = ("配慮してほしいこと", "保護者の氏名", "保護者の電話番号")
    told = []
    for each in (person, bare):
        ((_, rows),) = [part for part in parts_of(each) if part[0] == "催しへの参加"]
        told.append([dict(rows[0])[label] for label in asked])

    assert told == [["車いす", "見本親", "000-1111-2222"], ["", "", ""]]
