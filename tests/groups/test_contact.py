"""Writing to a group without an account: the code, the answer by a link, and the end after thirty days."""

import datetime as dt
import re
import uuid

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from groups.actions.guests import forget_guests
from groups.actions.messages import write
from groups.models import Guest, Message, Thread
from kyodo_portal.post.outbox import OutgoingMail
from tests.people import Cast, make_cast

pytestmark = pytest.mark.django_db

TYPED = {
    "subject": "花だんのこと",
    "body": "手伝えますか。",
    "guest_name": "見本 花子",
    "guest_email": "hanako@example.jp",
}


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def form_of(cast: Cast) -> str:
    return reverse("messages:contact_group", args=[cast.group.pk])


def code() -> str:
    letter = OutgoingMail.objects.filter(to="hanako@example.jp").latest("pk")
    found = re.search(r"^　(\d{6})$", letter.body, re.MULTILINE)
    assert found is not None
    return found[1]


def sent(cast: Cast) -> tuple[Client, Guest]:
    """A guest has sent the form and typed the code."""
    client = Client()
    client.post(form_of(cast), TYPED)
    guest = Guest.objects.get()
    client.post(guest.get_absolute_url(), {"code": code()})
    return client, Guest.objects.get()


def test_word_of_a_guest_comes_once_the_code_is_typed(cast: Cast) -> None:
    client = Client()
    answer = client.post(form_of(cast), TYPED)
    guest = Guest.objects.get()

    assert answer["Location"] == guest.get_absolute_url()
    assert not Thread.objects.visible_to(cast["manager"]).exists()
    assert not OutgoingMail.objects.filter(to=cast["manager"].email).exists()

    done = client.post(guest.get_absolute_url(), {"code": code()})

    thread = Thread.objects.visible_to(cast["manager"]).get()
    guest = Guest.objects.get()
    assert done["Location"] == reverse("messages:guest", args=[guest.pk, guest.token])
    assert OutgoingMail.objects.filter(to=cast["manager"].email).count() == 1
    page = cast.browser("manager").get(thread.get_absolute_url()).text
    assert ("見本 花子" in page, "hanako@example.jp" in page) == (True, False)


def test_guest_reads_the_answer_by_the_link_and_goes_on(cast: Cast) -> None:
    _, guest = sent(cast)
    thread = Thread.objects.get()
    write(thread=thread, body="日曜にどうぞ。", by=cast["manager"], key=uuid.uuid4())
    letter = OutgoingMail.objects.filter(to="hanako@example.jp").latest("pk")
    assert "日曜にどうぞ。" in letter.body
    link = re.search(r"https?://\S+(/guests?/\S+|/\S*guest\S+)", letter.body)
    assert link is not None

    another = Client()  # on whatever machine the letter is read
    page = another.get(re.sub(r"^https?://[^/]+", "", link[0]), follow=True)
    assert "日曜にどうぞ。" in page.text
    here = page.request["PATH_INFO"]
    assert another.post(here, {"body": "うかがいます。"}).status_code == 302

    assert [message.body for message in Message.objects.all()][-1] == "うかがいます。"
    assert Thread.objects.get().status == "waiting"
    assert another.get(here.replace(guest.token, "0" * 64)).status_code == 404


def test_guest_is_forgotten_with_every_word_thirty_days_after_the_last(cast: Cast) -> None:
    sent(cast)
    now = timezone.now()
    with time_machine.travel(now + dt.timedelta(days=20)):
        thread = Thread.objects.get()
        write(thread=thread, body="お待たせしました。", by=cast["manager"], key=uuid.uuid4())

    assert forget_guests(now + dt.timedelta(days=45)) == 0
    assert forget_guests(now + dt.timedelta(days=51)) == 1
    assert not Thread.objects.exists()


def test_guest_who_never_types_the_code_is_forgotten_after_a_day(cast: Cast) -> None:
    Client().post(form_of(cast), TYPED)

    assert forget_guests(timezone.now() + dt.timedelta(hours=25)) == 1
    assert not Message.objects.exists()


def test_form_keeps_the_words_where_something_is_missing(cast: Cast) -> None:
    for lacking in ("guest_name", "guest_email", "subject", "body"):
        typed = {name: words for name, words in TYPED.items() if name != lacking}
        answer = Client().post(form_of(cast), typed)
        rest = [words for words in typed.values() if words not in answer.text]
        assert (answer.status_code, rest) == (200, []), lacking
    assert not Guest.objects.exists()


def test_one_address_begins_ten_a_day(cast: Cast) -> None:
    codes = [Client().post(form_of(cast), TYPED).status_code for _ in range(11)]

    assert codes == [302] * 10 + [429]


def test_sent_twice_is_one(cast: Cast) -> None:
    typed = {**TYPED, "submission_key": str(uuid.uuid4())}
    client = Client()
    places = {client.post(form_of(cast), typed)["Location"] for _ in range(2)}

    assert (len(places), Thread.objects.count()) == (1, 1)


def test_department_is_written_to_in_the_same_way(cast: Cast) -> None:
    form = reverse("messages:contact_department", args=[cast.department.pk])
    assert "読めるのは、この課の職員だけです" in Client().get(form).text
    cast.browser("citizen").post(form, {"subject": "道のこと", "body": "どこに聞きますか。"})

    assert Thread.objects.visible_to(cast["staff"]).get().department == cast.department
    assert not Thread.objects.visible_to(cast["other_staff"]).exists()
