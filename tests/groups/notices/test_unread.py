"""Messages for those who do not want a letter of each: told in their digest while unread, and no other's."""

import uuid
from typing import Any

import pytest

from groups.actions.follows import set_frequency
from groups.actions.messages import mark_read, write
from groups.models import NoticeKind
from kyodo_portal.post.outbox import OutgoingMail
from tests.groups.notices.factories import MONDAY, letters, send
from tests.groups.threads import begin
from tests.people import make_cast

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("every", "at_once", "in_digest"),
    [("at_once", 1, 0), ("daily", 0, 1), ("weekly", 0, 1), ("never", 0, 0)],
)
def test_answer_is_told_as_often_as_its_reader_chose(
    time_machine: Any, every: str, at_once: int, in_digest: int
) -> None:
    time_machine.move_to(MONDAY, tick=False)
    cast = make_cast()
    set_frequency(cast["citizen"].pk, NoticeKind.MESSAGES, every)
    set_frequency(cast["other_manager"].pk, NoticeKind.MESSAGES, "weekly")
    thread = begin(cast, subject="花だん", body="手伝えますか。")
    time_machine.shift(3600)
    write(thread=thread, body="日曜にどうぞ。", by=cast["manager"], key=uuid.uuid4())
    mine = OutgoingMail.objects.filter(to=cast["citizen"].email)
    came = mine.count()

    assert (came, send()) == (at_once, in_digest)
    digest = letters().get(cast["citizen"].display_name, [])
    assert [line for line in digest if line.startswith("・")] == [
        "・「花と道の会」へのメッセージ"
    ] * in_digest
    assert "日曜にどうぞ。" not in (mine.order_by("pk").last().body if in_digest else "")


def test_what_was_read_meanwhile_is_not_told(time_machine: Any) -> None:
    time_machine.move_to(MONDAY, tick=False)
    cast = make_cast()
    set_frequency(cast["citizen"].pk, NoticeKind.MESSAGES, "weekly")
    thread = begin(cast, subject="花だん", body="手伝えますか。")
    time_machine.shift(3600)
    write(thread=thread, body="日曜にどうぞ。", by=cast["manager"], key=uuid.uuid4())
    time_machine.shift(3600)
    mark_read(thread=thread, by=cast["citizen"])

    assert send() == 0
