"""What people write to groups and departments, what they have reported, and what is hidden because of it."""

import uuid
from typing import Any

from django.utils import timezone

from groups.actions.guests import vouch_for, welcome
from groups.actions.messages import (
    CAME_FOR,
    GUEST_KEPT,
    begin_of_guest,
    open_thread,
    write,
)
from groups.actions.reports import report
from groups.flows import REPORT_FLOW
from groups.models import Complaint, Guest
from groups.models.guests import ConfirmedHow
from kyodo_portal.life.hiding import KINDS
from kyodo_portal.life.people import EVERYBODY
from projects.models import Update
from tests.factories import make_group
from tests.projects.helping import make_help, make_question
from tests.trust.canaries import canary


def add(world: Any) -> None:
    """A report on the way that was reported, and one that is hidden and waits for a second look."""
    world.things["report"] = _reported(world, world["update_of_project_active"])
    update = Update.objects.create(
        project=world["project_completed"],
        title=canary("hidden_update.title"),
        body=canary("hidden_update.body"),
        side="group",
        side_label=world.cast.group.name,
        posted_by=world.cast["manager"],
    )
    _hide_further_words(world)
    case = _reported(world, update)
    REPORT_FLOW.make("hide", case, by=world.cast["coordinator"], note="見本の理由")
    world.things["report_hidden"] = case
    _add_threads(world)


def _hide_further_words(world: Any) -> None:
    """What a group says of itself, help wanted and a question, hidden by the city; told by a guest who left
    a way to be asked back."""
    texts = {name: canary(f"words_hidden.{name}") for name in ("message", "purpose", "activities")}
    group = make_group("紹介を隠された会", **texts)
    wanted = make_help(group, canary("help_by_city.title"), text=canary("help_by_city.text"))
    asked = {name: canary(f"question_hidden.{name}") for name in ("text", "answer")}
    project = world["project_completed"]
    question = make_question(project, status="openly", may_be_public=True, **asked)
    for name, kind, thing in (
        ("group_hidden", "group", group),
        ("help_by_city", "help", wanted),
        ("question_hidden", "question", question),
    ):
        world.things[name] = thing
        complaint = Complaint(reason="other", contact=canary(f"{name}.complaint"))
        case = report(kind=KINDS[kind], thing=thing, complaint=complaint, by=EVERYBODY)[0]
        REPORT_FLOW.make("hide", case, by=world.cast["coordinator"], note="見本の理由")


def _add_threads(world: Any) -> None:
    """Of the citizen with the group, answered; with the department; of another with a group on paper,
    which the desk reads; and of a guest with the group."""
    cast = world.cast
    paper = make_group("紙の会")
    for name, office, kind in (
        ("thread_group", cast.group, "citizen"),
        ("thread_department", cast.department, "citizen"),
        ("thread_desk", paper, "other_manager"),
    ):
        world.things[name] = open_thread(
            office=office,
            subject=canary(f"{name}.subject"),
            body=canary(f"{name}.body"),
            by=cast[kind],
            key=uuid.uuid4(),
        )[0]
    write(
        thread=world["thread_group"],
        body=canary("thread_group.answer"),
        by=cast["manager"],
        key=uuid.uuid4(),
    )
    world.things["message"] = world["thread_group"].messages.order_by("pk")[0]
    guest = Guest(name=canary("thread_guest.name"), email="guest@example.jp")
    kept = welcome(guest, came_for=CAME_FOR, forget_on=timezone.localdate() + GUEST_KEPT)
    world.things["thread_guest"] = begin_of_guest(
        office=cast.group,
        subject=canary("thread_guest.subject"),
        body=canary("thread_guest.body"),
        guest=kept,
        key=uuid.uuid4(),
    )
    vouch_for(kept, how=ConfirmedHow.COUNTER, by=cast["coordinator"])


def _reported(world: Any, update: Update) -> Any:
    complaint = Complaint(reason="other", note=canary("complaint.note"))
    kind = KINDS["update"]
    return report(kind=kind, thing=update, complaint=complaint, by=world.cast["citizen"])[0]
