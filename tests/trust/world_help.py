"""Help wanted: of an active project, of one not yet published, of a group and of a department; offers of a
citizen and of somebody without an account."""

from typing import Any

from django.utils import timezone

from groups.models import Guest
from tests.projects.helping import make_answer, make_help, make_question, make_request
from tests.trust.canaries import canary


def add(world: Any) -> None:
    """Add what is asked for, by who asks, and the answers to what the project asks for."""
    world.things |= {
        "help_open": make_help(world["project_active"], canary("help_open.title"), fields=(3,)),
        "help_hidden": make_help(world["project_unpublished"], canary("help_hidden.title")),
        "help_group": make_help(world.cast.group, canary("help_group.title")),
        "help_department": make_help(world.cast.department, status="failed"),
    }
    world.things["help_answer"] = make_answer(
        world["help_open"], world.cast["citizen"], message=canary("help_answer.message")
    )
    world.things["help_done"] = make_answer(
        make_help(world.cast.group, status="done"), world.cast["citizen"], status="done"
    )
    of_the_city = make_help(world.cast.department, "資料館の受付", is_civic_partner=True)
    world.things["help_civic"] = of_the_city
    world.things["help_tied"] = make_answer(of_the_city, world.cast["citizen"])
    make_answer(
        of_the_city,
        world.cast["other_manager"],
        interest="some",
        interest_words=canary("help_tied.interest_words"),
    )
    world.things["question_asked"] = make_question(
        world["project_active"], world.cast["citizen"], text=canary("question_asked.text")
    )
    world.things["question_openly"] = make_question(
        world["project_active"],
        world.cast["citizen"],
        text=canary("question_openly.text"),
        may_be_public=True,
        status="openly",
    )
    world.things["help_request"] = make_request(
        world["help_open"], world.cast["citizen"], words=canary("help_request.words")
    )
    guest = Guest.objects.create(
        name=canary("help_guest.name"),
        phone="000-7777-8888",
        email="help-guest@example.jp",
        came_for="help_answer",
        confirmed_at=timezone.now(),
        confirmed_how="code",
        forget_on=timezone.localdate(),
    )
    world.things["help_guest"] = make_answer(
        world["help_open"], guest=guest, message=canary("help_guest.message")
    )
