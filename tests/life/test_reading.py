"""Who of the city's side reads what concerns others is written down before it is shown."""

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from groups.models import Group, GroupDocument
from kyodo_portal.files.uploads import CheckedFile
from kyodo_portal.life.reading import ReadingEntry, ReadingKind, note_reading
from kyodo_portal.post import outbox
from kyodo_portal.post.outbox import OutgoingMail
from proposals.models import ProposalAttachment
from tests.factories import make_coordinator, make_group, make_user
from tests.proposals.factories import make_proposal
from tests.proposals.pages import signed_in

pytestmark = pytest.mark.django_db

CONTACT, DOCUMENT, EXPORT = ReadingKind.CONTACT, ReadingKind.DOCUMENT, ReadingKind.EXPORT
Noted = list[tuple[str, str, str, int | None, int]]


def pdf() -> CheckedFile:
    return CheckedFile(b"%PDF-1.4", original_name="a.pdf", extension="pdf")


def noted() -> Noted:
    entries = ReadingEntry.objects.order_by("pk")
    return list(
        entries.values_list("by__display_name", "kind", "target_model", "target_id", "count")
    )


def test_everything_read_of_others_is_written_down() -> None:
    """Address by address, for a coordinator, an administrator, and those whose own it is."""
    manager, coordinator = make_user("花の代表"), make_coordinator("担当")
    chief = make_user("管理者", is_superuser=True)
    group = make_group("花の会", managers=(manager,))
    proposal = make_proposal("花だん", group=group, by=manager, status="submitted")
    document = GroupDocument.from_checked(pdf(), by=manager, group=group, title="規約")
    attachment = ProposalAttachment.from_checked(pdf(), by=manager, proposal=proposal, title="見積")
    document.save()
    attachment.save()
    outbox.queue(to="a@example.jp", subject="お知らせ", body="x", key="letter")
    letter = OutgoingMail.objects.get(key="letter")
    pages = {
        group.get_absolute_url(): (CONTACT, group),
        f"/groups/{group.pk}/edit/": (CONTACT, group),
        f"/groups/{group.pk}/documents/{document.pk}/": (DOCUMENT, group),
        f"/proposals/{proposal.pk}/attachments/{attachment.pk}/": (DOCUMENT, proposal),
        f"/admin/groups/group/{group.pk}/change/": (CONTACT, group),
        "/admin/groups/group/export/": (EXPORT, Group),
    }
    of_the_chief = {
        f"/admin/groups/user/{manager.pk}/change/": (CONTACT, manager),
        "/admin/groups/user/?q=代表": (CONTACT, type(manager)),
        f"/admin/kyodo_portal/outgoingmail/{letter.pk}/change/": (CONTACT, letter),
        "/admin/groups/membership/export/": (EXPORT, type(group.memberships.get())),
    }

    found = {}
    for person, addresses in ((coordinator, pages), (chief, of_the_chief), (manager, pages)):
        browser = signed_in(person)
        for path in addresses:
            before = ReadingEntry.objects.count()
            answer = browser.get(path)
            b"".join(answer.streaming_content) if answer.streaming else answer.content
            found[person.display_name, path] = noted()[before:]

    def expected(name: str, kind: str, of: Any) -> Noted:
        number = of.pk if not isinstance(of, type) else None
        return [(name, kind, of._meta.label_lower, number, 1)]

    assert found == {
        **{("担当", path): expected("担当", *what) for path, what in pages.items()},
        **{("管理者", path): expected("管理者", *what) for path, what in of_the_chief.items()},
        **{("花の代表", path): [] for path in pages},
    }


def test_nothing_is_shown_where_it_cannot_be_written_down(monkeypatch: pytest.MonkeyPatch) -> None:
    group = make_group("花の会")
    browser = signed_in(make_coordinator())
    browser.raise_request_exception = False

    def full(*_: Any, **__: Any) -> None:
        raise DatabaseError("disk full")

    monkeypatch.setattr(ReadingEntry.objects, "create", full)
    answer = browser.get(f"/admin/groups/group/{group.pk}/change/")

    assert answer.status_code == 503
    assert group.contact.name not in answer.content.decode()


def test_visitor_leaves_no_trace() -> None:
    group = make_group("花の会")
    Client().get(group.get_absolute_url())

    assert noted() == []


TABLE = ReadingEntry._meta.db_table


@pytest.mark.parametrize(
    "statement",
    [f"UPDATE {TABLE} SET count = 0", f"DELETE FROM {TABLE}"],  # noqa: S608 - a constant table
)
def test_record_of_reading_cannot_be_changed(statement: str) -> None:
    note_reading(EXPORT, by=make_coordinator("担当"), of=Group, count=3)

    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)

    assert noted() == [("担当", EXPORT, "groups.group", None, 3)]
