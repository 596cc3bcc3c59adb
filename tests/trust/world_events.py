"""Events of the project of the group and the department, in every state; with a guest who comes."""

from typing import Any

from django.utils import timezone

from groups.actions.guests import vouch_for
from groups.models import ConfirmedHow, Guest
from projects.attending.joining import join, join_as_guest
from projects.models import (
    Event,
    EventOpinion,
    EventPhoto,
    EventRecord,
    Participation,
    ParticipationDetails,
)
from tests.projects.events import comes_as_guest, make_event
from tests.trust.canaries import canary
from tests.trust.kept_files import keep_photo

WHEN = {"open": "coming", "draft": "coming", "ended": "over", "recorded": "over"}


def add(world: Any) -> None:
    """Add one event of each state, by its name; to the open one a member and guests come."""
    for name in ("open", "draft", "ended", "recorded", "cancelled"):
        status = {"open": "published", "ended": "published"}.get(name, name)
        world.things[f"event_{name}"] = make_event(
            canary(f"event_{name}.title"),
            when=WHEN.get(name, "coming"),
            status=status,
            project=world["project_active"],
            created_by=world.cast["manager"],
        )
    for name in ("open", "draft"):
        world.things[f"photo_of_event_{name}"] = keep_photo(
            EventPhoto,
            by=world.cast["manager"],
            event=world[f"event_{name}"],
            caption=canary(f"event_{name}.photo"),
        )
    _add_record(world["event_recorded"])
    open_event: Event = world["event_open"]
    world.things["participation"] = join(
        open_event,
        Participation(),
        by=world.cast["member"],
        details=ParticipationDetails(needs=canary("participation.needs")),
    )
    for name in ("guest_unsure", "guest_sure"):
        world.things[name] = comes_as_guest(open_event)
    vouch_for(world["guest_sure"], how=ConfirmedHow.CALL, by=world.cast["manager"])
    world.things["guest"] = join_as_guest(
        open_event,
        Participation(),
        Guest(
            name=canary("guest.name"),
            name_kana=canary("guest.kana"),
            phone="048-111-2222",
        ),
        details=ParticipationDetails(
            needs=canary("guest.needs"), guardian_name=canary("guest.guardian")
        ),
    )


def _add_record(event: Event) -> None:
    record = EventRecord.objects.create(
        event=event, text=canary("event_recorded.text"), visitors_count=9, helpers_count=2
    )
    EventOpinion.objects.create(
        record=record,
        opinion=canary("event_recorded.opinion"),
        owed_until=timezone.localdate(),
    )
