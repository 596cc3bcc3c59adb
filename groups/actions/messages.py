"""Writing to a group or a department and answering, blocking, and what the desk does in between.

What was said stands in the thread and in the letter that tells of it, which is forgotten once it is
delivered; the record of acts knows that something was said, and no word of it.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Any
from uuid import UUID, uuid5

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groups import people
from groups.actions.guests import Told
from groups.flows.groups import GROUP_FLOW
from groups.flows.messages import THREAD_FLOW, other
from groups.guests import Purpose, register
from groups.models import (
    Block,
    Department,
    Group,
    Guest,
    Message,
    NoticeKind,
    Side,
    Thread,
    ThreadStatus,
    User,
)
from groups.models.messages import Office
from groups.models.people import account_of
from groups.notices.personal import wanting_at_once
from groups.rules.messages import (
    blocks_between,
    can_block,
    can_contact,
    can_go_on,
    can_write,
    has_somebody_to_answer,
    may_address,
    side_of,
)
from kyodo_portal.cities import city
from kyodo_portal.life.audit import AuditEntry
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.life.people import EVERYBODY, Person
from kyodo_portal.post import letters
from kyodo_portal.writing.locks import hold, locked
from kyodo_portal.writing.once import create_once

A_DAY = dt.timedelta(days=1)
MOST_A_DAY = 10
"""New threads of one person in 24 hours."""

LETTER_LASTS = dt.timedelta(days=7)
"""How long a letter with somebody's words is tried; delivered, it is forgotten."""

CAME_FOR = "message"
"""What guests come for who write to a group or a department (`groups.guests`)."""

GUEST_KEPT = dt.timedelta(days=30)
"""How long a guest, and what they wrote, stays after the last word."""


def open_thread(
    *, office: Office, subject: str, body: str, by: Person, key: UUID
) -> tuple[Thread, bool]:
    """Write to a group or a department, once per key. Raises `MoveRefused` after ten in a day, and
    `PermissionDenied`."""
    account = account_of(by)

    def create(stored: UUID) -> Thread:
        can_contact(by, office).enforce()
        hold(User, account.pk)  # two of the same person count one after the other
        since = timezone.now() - A_DAY
        lately = Thread.objects.filter(user=account.pk, created_at__gt=since).count()
        if lately >= MOST_A_DAY and lately - _of_networks(account, since) >= MOST_A_DAY:
            raise MoveRefused(too_many(), status_code=429)
        name = account.display_name
        return begin(
            office=office, subject=subject, body=body, by=account, key=stored, signature=name
        )

    return create_once(Thread, key, create, by=account)


@transaction.atomic
def begin(
    *, office: Office, subject: str, body: str, by: User, key: UUID, signature: str
) -> Thread:
    """The first word of a thread, signed as whoever calls this has made sure that it may be."""
    thread = _thread(office, subject, key=key, user=by)
    thread.withheld = blocks_between(thread).filter(by=Side.OFFICE).exists()
    thread.save()
    THREAD_FLOW.record("open", thread, by=by, after=ThreadStatus.WAITING)
    _say(thread, Side.CITIZEN, body, signature=signature, key=key, by=by)
    return thread


def _of_networks(account: User, since: dt.datetime) -> int:
    """How many of this person's threads went from a network to its members, which has a limit of its own."""
    told = AuditEntry.objects.filter(
        by=account, action=GROUP_FLOW.action("tell_members"), at__gt=since
    )
    return sum(entry.data["groups"] for entry in told)


def too_many() -> str:
    """What somebody reads who has written to ten already."""
    return gettext(
        "新しいメッセージは、1日に{count}件まで送れます。明日になると、また送れます。"
        "お急ぎのときは、協働の窓口にお電話ください。"
    ).format(count=MOST_A_DAY)


@transaction.atomic
def begin_of_guest(*, office: Office, subject: str, body: str, guest: Guest, key: UUID) -> Thread:
    """The same for a guest who is kept already (`groups.actions.guests.welcome`): it comes to the office
    once they have typed the code (`deliver_of_guest`)."""
    thread = _thread(office, subject, key=key, guest=guest)
    thread.save()
    Message.objects.create(
        thread=thread,
        side=Side.CITIZEN,
        signature=guest.display_name,
        body=body,
        sent_at=timezone.now(),
        submission_key=key,
    )
    return thread


def deliver_of_guest(guest: Guest) -> None:
    """A guest has typed the code: what they wrote comes to the office now."""
    for thread in Thread.objects.filter(guest=guest):
        now = timezone.now()
        Thread.objects.filter(pk=thread.pk).update(last_word_at=now, waiting_since=now)
        THREAD_FLOW.record("open", thread, by=None, after=ThreadStatus.WAITING)
        for message in thread.messages.all():
            _tell(thread, message)


def _thread(office: Office, subject: str, *, key: UUID, **writer: Any) -> Thread:
    now = timezone.now()
    thread = Thread(
        subject=subject,
        group=office if isinstance(office, Group) else None,
        department=office if isinstance(office, Department) else None,
        for_desk=not has_somebody_to_answer(office),
        last_word_at=now,
        waiting_since=now,
        submission_key=key,
        **writer,
    )
    thread.keep_language(thread.user.language if thread.user is not None else "")
    return thread


def write(*, thread: Thread, body: str, by: Person, key: UUID) -> tuple[Message, bool]:
    """The next word of either side, once per key; who writes has read what stands there. Raises
    `PermissionDenied`."""
    account = account_of(by)

    def create(stored: UUID) -> Message:
        current = locked(Thread, pk=thread.pk)
        can_write(by, current).enforce()
        side = side_of(by, current)
        if side is None:
            raise PermissionDenied
        signature = account.display_name
        if side == Side.OFFICE:
            signature = office_signature(account, current)
        return _say(current, side, body, signature=signature, key=stored, by=account)

    return create_once(Message, key, create, by=account)


@transaction.atomic
def write_as_guest(*, thread: Thread, body: str, guest: Guest, key: UUID) -> Message:
    """The next word of a guest, whose page was opened by its token. Raises `PermissionDenied`."""
    current = locked(Thread, pk=thread.pk, guest=guest)
    can_go_on(current).enforce()
    may_address(Side.CITIZEN, current).enforce()
    stored = uuid5(key, f"guest {guest.pk}")
    earlier = Message.objects.filter(submission_key=stored, thread=current).first()
    return earlier or _say(
        current, Side.CITIZEN, body, signature=guest.display_name, key=stored, by=None
    )


def office_signature(by: User, thread: Thread) -> str:
    """The name of the office; the desk's own where it answers for a group that cannot."""
    theirs = thread.group_id in by.managed_group_ids or thread.department_id in by.department_ids
    return thread.office.name if theirs else str(city().desk.name)


def _say(
    thread: Thread, side: Side, body: str, *, signature: str, key: UUID, by: User | None
) -> Message:
    """Keep one word, let it through unless the other side has blocked who writes, and tell them."""
    withheld = blocks_between(thread).filter(by=other(side)).exists()
    message = Message.objects.create(
        thread=thread,
        side=side,
        signature=signature,
        body=body,
        written_by=by,
        withheld=withheld or thread.withheld,
        sent_at=timezone.now(),
        submission_key=key,
    )
    read = {"citizen_read_at" if side == Side.CITIZEN else "office_read_at": message.sent_at}
    if not message.withheld:
        if side == Side.OFFICE:
            THREAD_FLOW.make("answer", thread, by=by or EVERYBODY)
        elif thread.status == ThreadStatus.ANSWERED:
            THREAD_FLOW.make("ask_again", thread, by=by or EVERYBODY)
        read["last_word_at"] = message.sent_at
        _tell(thread, message)
    Thread.objects.filter(pk=thread.pk).update(**read)
    if thread.guest is not None:
        thread.guest.forget_on = timezone.localdate() + GUEST_KEPT
        thread.guest.save(update_fields=["forget_on", "updated_at"])
    return message


def _tell(thread: Thread, message: Message) -> None:
    """One letter to each who reads on the other side and wants one at once, with the words; the others
    are told in their digest, or find it on their page."""
    ends = timezone.now() + LETTER_LASTS
    told: Any = (
        _("メッセージが届きました") if message.side == Side.CITIZEN else _("返事が届きました")
    )
    about: Any = thread
    readers: Iterable[Any] = readers_of(thread)
    if message.side == Side.OFFICE:
        readers = [reader for reader in (thread.user, thread.guest) if reader is not None]
        about = Told(str(thread), thread.guest) if thread.guest is not None else thread
    readers = {(type(reader), reader.pk): reader for reader in readers}.values()
    accounts = [reader for reader in readers if isinstance(reader, User)]
    others = [reader for reader in readers if not isinstance(reader, User)]
    for reader in (*wanting_at_once(accounts, NoticeKind.MESSAGES), *others):
        letters.queue_letter(
            letters.Asker(reader, thread.asked_in) if message.side == Side.OFFICE else reader,
            about=about,
            told=told,
            note=f"{message.signature}\n\n{message.body}",
            next_step=_("ページを開くと、返事を書けます。このメールに返信しても届きません。"),
            key=f"message:{message.pk}",
            expires_at=ends,
        )


def readers_of(thread: Thread) -> list[User]:
    """Who reads for the office."""
    if thread.for_desk:
        return [*people.coordinators(), *people.parties([thread.group_id], [thread.department_id])]
    return people.parties([thread.group_id], [thread.department_id])


@transaction.atomic
def mark_read(*, thread: Thread, by: Person) -> None:
    """What stands there has been read by this person's side. Raises `PermissionDenied`."""
    side = side_of(by, thread)
    if side is None:
        raise PermissionDenied
    column = "citizen_read_at" if side == Side.CITIZEN else "office_read_at"
    Thread.objects.filter(pk=thread.pk).update(**{column: timezone.now()})


@transaction.atomic
def block(*, thread: Thread, by: Person) -> None:
    """Hear no more of the other side, in this thread and in new ones; they are not told. The same again
    does nothing. Raises `PermissionDenied`."""
    current = locked(Thread, pk=thread.pk)
    can_block(by, current).enforce()
    side = side_of(by, current)
    made = Block.objects.get_or_create(
        user_id=current.user_id,
        guest_id=current.guest_id,
        group_id=current.group_id,
        department_id=current.department_id,
        by=side,
    )[1]
    if made:
        THREAD_FLOW.record("block", current, by=by)


@transaction.atomic
def unblock(*, thread: Thread, by: Person) -> None:
    """Hear the other side again, from now on: what they wrote meanwhile stays unread. Raises
    `PermissionDenied`."""
    current = locked(Thread, pk=thread.pk)
    can_block(by, current).enforce()
    if blocks_between(current).filter(by=side_of(by, current)).delete()[0]:
        THREAD_FLOW.record("unblock", current, by=by)


def _about(guest: Guest) -> str:
    thread = guest.threads.select_related("group", "department").first()
    return str(thread) if thread is not None else ""


register(
    Purpose(
        key=CAME_FOR,
        label=_("メッセージを送る"),
        about=_about,
        confirmed=deliver_of_guest,
        page=lambda guest: reverse("messages:guest", args=[guest.pk, guest.token]),
        done=lambda _guest: _("メッセージを送りました。返事があると、メールでお知らせします。"),
        received=_("メッセージを届けました"),
    )
)
