"""Rounds of opinions in every state, with what a citizen, somebody without an account and paper brought."""

from typing import Any

from django.utils import timezone

from groups.models import Guest
from proposals.models import OpinionCorrection, OpinionWriterDetails
from tests.proposals.opinions.factories import make_opinion_group, make_round, make_submission
from tests.trust.canaries import canary

STATES = ("draft", "announced", "open", "closed", "answered", "cancelled")


def add(world: Any) -> None:
    """Add a round in each state, and what was handed in to those that are open, closed and answered."""
    office = world.cast.department
    for when in STATES:
        title = canary(f"round_{when}.title")
        world.things[f"round_{when}"] = make_round(title, when=when, department=office)
    opened, closed, answered = (
        world.things[f"round_{when}"] for when in ("open", "closed", "answered")
    )
    type(closed).objects.filter(pk=closed.pk).update(shown_at=timezone.now())
    for name, round_ in (("open", opened), ("closed", closed), ("answered", answered)):
        submission = make_submission(
            round_,
            world.cast["citizen"],
            canary(f"opinion_{name}.text"),
            name=canary(f"opinion_{name}.name"),
        )
        written = {
            line: canary(f"opinion_{name}.{line}") for line in ("address", "contact", "detail")
        }
        OpinionWriterDetails.objects.filter(submission=submission).update(**written)
        world.things[f"opinion_{name}"] = submission
        world.things[f"opinion_{name}_words"] = submission.opinions.get()
    guest = Guest.objects.create(
        name=canary("opinion_guest.guest"),
        email="opinion-guest@example.jp",
        came_for="opinion",
        confirmed_at=timezone.now(),
        confirmed_how="code",
        forget_on=timezone.localdate(),
    )
    world.things["opinion_guest"] = make_submission(
        opened,
        None,
        canary("opinion_guest.text"),
        guest=guest,
        name=canary("opinion_guest.name"),
    )
    world.things["opinion_group"] = make_opinion_group(
        closed,
        world["opinion_closed"].opinions.get(),
        heading=canary("opinion_group.heading"),
        summary=canary("opinion_group.summary"),
        answer=canary("opinion_group.answer"),
    )
    world.things["opinion_shown"] = make_submission(
        closed, world.cast["other_manager"], canary("opinion_unsorted.text")
    )
    make_opinion_group(
        answered,
        world["opinion_answered"].opinions.get(),
        summary=canary("opinion_published.summary"),
        answer=canary("opinion_published.answer"),
    )
    world.things["opinion_correction"] = OpinionCorrection.objects.create(
        submission=world["opinion_closed"], text=canary("opinion_correction.text")
    )
