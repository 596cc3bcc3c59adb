"""What the desk does about messages: asks for an answer without reading a word, passes on what a group
cannot read here; and what goes when its time has come."""

import datetime as dt

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from groups.actions.guests import tell_guest
from groups.actions.messages import readers_of
from groups.flows.messages import THREAD_FLOW
from groups.models import Message, Report, Thread, UnansweredThread
from groups.rules.messages import can_ask_for_answer, can_pass_on
from groups.rules.people import may_coordinate
from kyodo_portal.life.people import Person
from kyodo_portal.post import letters
from kyodo_portal.writing.locks import locked

KEPT = dt.timedelta(days=365)
"""How long a thread stays after its last word."""


@transaction.atomic
def ask_for_answer(*, unansweredthread: UnansweredThread, by: Person) -> None:
    """Ask the office to answer, and tell who waits that it was asked. Raises `PermissionDenied`."""
    may_coordinate(by).enforce()
    thread = locked(Thread, pk=unansweredthread.pk)
    can_ask_for_answer(thread).enforce()
    entry = THREAD_FLOW.record("ask_for_answer", thread, by=by)
    Thread.objects.filter(pk=thread.pk).update(asked_at=timezone.now())
    letters.tell_others(
        readers_of(thread),
        by=by,
        about=thread,
        told=_("届いているメッセージに、返事をお願いします"),
        next_step=_("ページを開いて、返事を書いてください。短い返事でもかまいません。"),
        key=f"thread.ask_for_answer:{entry.pk}",
    )
    told = _("返事がまだのため、協働の窓口からもお願いしました")
    wait = _("返事があると、メールでお知らせします。")
    if thread.user is not None:
        letters.queue_letter(
            thread.user,
            about=thread,
            told=told,
            next_step=wait,
            key=f"thread.asked:{entry.pk}",
        )
    elif thread.guest is not None:
        tell_guest(thread.guest, told=told, next_step=wait, key=f"thread.asked:{entry.pk}")


@transaction.atomic
def pass_on(*, thread: Thread, how: str, by: Person) -> None:
    """The desk has passed on what it reads for a group: `how` says on which way and when, and is read
    by both sides. Raises `PermissionDenied`."""
    current = locked(Thread, pk=thread.pk)
    can_pass_on(by, current).enforce()
    THREAD_FLOW.record("pass_on", current, by=by, note=how)


def forget_threads(now: dt.datetime) -> int:
    """Remove the threads whose last word is a year ago, with every word; how many. What was reported
    and is not decided waits for that. Safe to repeat."""
    undecided = Report.objects.undecided_of("message")
    held = Message.objects.filter(thread=OuterRef("pk"), pk__in=undecided)
    old = Thread.objects.filter(~Exists(held), last_word_at__lte=now - KEPT)
    count = old.count()
    old.delete()
    return count
