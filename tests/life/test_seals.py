"""The record of acts is sealed after the acts, and whatever is done to it afterwards is found."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils import timezone

from kyodo_portal.life import audit, seals
from kyodo_portal.life.audit import AuditEntry
from kyodo_portal.life.head_letters import write_head_letters
from kyodo_portal.life.seals import SETTLED, AuditSeal, head, seal_due
from kyodo_portal.life.verifying import verify
from kyodo_portal.post.outbox import OutgoingMail
from tests.factories import make_user

pytestmark = pytest.mark.django_db

MINUTE = dt.timedelta(minutes=1)


def write(count: int = 1, *, ago: dt.timedelta = MINUTE, **fields: Any) -> list[AuditEntry]:
    """Entries as they were written some time ago."""
    written = {
        "action": "group.try",
        "target_model": "groups.group",
        "target_id": 1,
        "target_label": "会",
        "at": timezone.now() - ago,
        "data": {"b": 1, "a": "二"},
        **fields,
    }
    return [AuditEntry.objects.create(**written, note=str(n)) for n in range(count)]


@contextmanager
def without_guards() -> Iterator[Any]:
    """Somebody who may do everything in the database has taken the triggers away. What is done in
    this block is undone after it."""
    with transaction.atomic(), connection.cursor() as cursor:
        for guard in (audit.GUARD, seals.GUARD):
            guard.remove(connection)
        yield cursor
        transaction.set_rollback(True)


@pytest.fixture
def _sealed() -> None:
    """Five entries, sealed in two rounds an hour apart."""
    now = timezone.now()
    write(3, ago=dt.timedelta(hours=2))
    seal_due(now - dt.timedelta(hours=1))
    write(2, ago=dt.timedelta(minutes=30))
    seal_due(now)


def test_entries_are_chained_in_their_order_once_they_have_settled() -> None:
    old, young = write(3), write(2, ago=dt.timedelta())
    moment = timezone.now()

    assert [seal_due(moment), seal_due(moment), seal_due(moment + SETTLED)] == [3, 0, 2]
    chain = list(AuditSeal.objects.values_list("position", "entry_id"))
    assert chain == list(enumerate([entry.pk for entry in (*old, *young)], start=1))
    assert verify().finding is None


def test_entry_that_came_late_has_a_place_of_its_own() -> None:
    """An act that took long brings a smaller number than was sealed already."""
    write(pk=1001)
    write(pk=1003)
    seal_due()
    write(pk=1002)
    seal_due(timezone.now() + MINUTE)

    assert list(AuditSeal.objects.values_list("entry_id", flat=True)) == [1001, 1003, 1002]
    assert verify().finding is None


def test_round_over_everything_finds_what_came_very_late(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seals, "LOOK_BACK", 1)
    write(pk=1001)
    write(pk=1009)
    seal_due()
    write(pk=1002)

    assert [seal_due(), seal_due(everything=True)] == [0, 1]


ENTRIES, SEALS = AuditEntry._meta.db_table, AuditSeal._meta.db_table
CHANGES = [
    *(f"UPDATE {ENTRIES} SET {column} = 'x' WHERE id = %(third)s" for column in ("note", "label")),  # noqa: S608
    f"UPDATE {ENTRIES} SET at = '2020-01-01 00:00:00+00:00' WHERE id = %(third)s",  # noqa: S608
    f"UPDATE {ENTRIES} SET target_id = 77 WHERE id = %(third)s",  # noqa: S608
    f"UPDATE {ENTRIES} SET data = '{{}}' WHERE id = %(third)s",  # noqa: S608
    f"UPDATE {SEALS} SET digest = 'x' WHERE position = 3",  # noqa: S608
    f"UPDATE {SEALS} SET sealed_at = '2020-01-01 00:00:00+00:00' WHERE position = 3",  # noqa: S608
]


@pytest.mark.usefixtures("_sealed")
@pytest.mark.parametrize("statement", CHANGES)
def test_what_was_changed_is_named(statement: str) -> None:
    third = AuditSeal.objects.get(position=3).entry_id
    with without_guards() as cursor:
        cursor.execute(statement % {"third": third})
        finding = verify().finding

    assert finding is not None
    assert (finding.position, finding.entry_id) == (3, third)
    assert "書き換えられています" in finding.what


TAKEN = {
    "a seal": ([f"DELETE FROM {SEALS} WHERE position = 3"], "3番目の封印がありません。"),  # noqa: S608
    "an entry": (
        [f"DELETE FROM {ENTRIES} WHERE id = %(third)s"],  # noqa: S608
        "封印した記録がなくなっています。",
    ),
    "both": (
        [
            f"DELETE FROM {SEALS} WHERE position = 3",  # noqa: S608
            f"DELETE FROM {ENTRIES} WHERE id = %(third)s",  # noqa: S608
        ],
        "3番目の封印がありません。",
    ),
}


@pytest.mark.usefixtures("_sealed")
@pytest.mark.parametrize("what", TAKEN)
def test_what_was_taken_away_is_named(what: str) -> None:
    third = AuditSeal.objects.get(position=3).entry_id
    with without_guards() as cursor:
        for statement in TAKEN[what][0]:
            cursor.execute(statement % {"third": third})
        finding = verify().finding

    assert finding is not None
    assert (finding.what, finding.position) == (TAKEN[what][1], 3)


INSERTED = {
    "with an old number and day": {"pk": 0, "ago": dt.timedelta(hours=2)},
    "with an old day": {"ago": dt.timedelta(hours=2)},
}


@pytest.mark.usefixtures("_sealed")
@pytest.mark.parametrize("what", INSERTED)
@pytest.mark.parametrize("is_sealed", [False, True])
def test_what_was_inserted_later_is_named(what: str, is_sealed: bool) -> None:
    fields = dict(INSERTED[what])
    if "pk" in fields:
        fields["pk"] = AuditEntry.objects.order_by("pk").values_list("pk", flat=True)[0] - 1
    (inserted,) = write(**fields)
    if is_sealed:
        seal_due(timezone.now() + MINUTE, everything=True)

    finding = verify().finding

    # With a new number it may yet be sealed in its turn; its day shows then.
    assert (finding.entry_id if finding else None) == (
        inserted.pk if is_sealed or "pk" in fields else None
    )


@pytest.mark.usefixtures("_sealed")
def test_end_that_was_cut_off_is_known_by_the_head_of_a_letter() -> None:
    told, third = str(head()), AuditSeal.objects.get(position=3).entry_id
    assert verify(known_head=told).finding is None
    with without_guards() as cursor:
        cursor.execute(f"DELETE FROM {SEALS} WHERE position >= 4")  # noqa: S608
        cursor.execute(f"DELETE FROM {ENTRIES} WHERE id > {third}")  # noqa: S608
        shortened, finding = verify().finding, verify(known_head=told).finding

    assert shortened is None
    assert finding is not None
    assert finding.what == "お知らせにあった封印がなくなっています。"
    other = verify(known_head=f"2:{'0' * 64}").finding
    assert other is not None
    assert (other.position, other.what) == (2, "お知らせにあった照合値と合いません。")


def told(*arguments: str) -> tuple[str, int]:
    """What the command says, and how it ends."""
    out = StringIO()
    try:
        call_command("verify_audit", *arguments, stdout=out)
    except CommandError as error:
        return f"{out.getvalue()}{error}", error.returncode
    return out.getvalue(), 0


def test_command_tells_how_many_wait_and_how_it_ends() -> None:
    write(2)
    none_yet = "封印した記録：0件\n鎖の先頭：まだありません\n封印を待つ記録：2件\n"
    assert told() == (f"{none_yet}記録は、書かれたときのままです。\n", 0)
    seal_due()
    write(1, ago=dt.timedelta())
    assert told()[1] == 0
    assert f"鎖の先頭：{head()}\n封印を待つ記録：1件" in told()[0]


def test_command_names_what_is_wrong_and_fails() -> None:
    write(2)
    seal_due()
    seal = AuditSeal.objects.get(position=2)
    with without_guards() as cursor:
        cursor.execute(f"UPDATE {ENTRIES} SET note = 'x' WHERE id = {seal.entry_id}")  # noqa: S608
        said, ends = told()

    assert ends == 1
    assert f"記録 {seal.entry_id}番（封印 2番目）：封印したあとで" in said


def test_command_fails_where_nobody_seals() -> None:
    write(1, ago=dt.timedelta(minutes=11))

    said, ends = told()

    assert ends == 2
    assert "outbox（封印する係）" in said


def test_head_goes_out_once_a_day_to_each_administrator() -> None:
    chief = make_user("管理者")
    type(chief).objects.filter(pk=chief.pk).update(is_superuser=True)
    make_user("市民")
    now = timezone.now()
    assert write_head_letters(now) == 0
    write(2)

    assert [write_head_letters(now), write_head_letters(now)] == [1, 0]
    letter = OutgoingMail.objects.get(key__startswith="audit.head")
    assert (letter.to, f"verify_audit --head {head()}" in letter.body) == (chief.email, True)
    day = dt.timedelta(days=1, hours=1)
    assert write_head_letters(now + day) == 0
    write(1, ago=-day)
    assert write_head_letters(now + day + MINUTE) == 1


def test_worker_seals_beside_its_letters() -> None:
    write(1)
    call_command("outbox", "--once", stdout=StringIO())

    assert AuditSeal.objects.count() == 1
