"""The steps of the forms of collaboration, as far as each project of the demonstration has come."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from groups.models import User
from kyodo_portal.life.counter import Source
from kyodo_portal.made_up.demonstration.cast import World
from kyodo_portal.words.text import fiscal_year
from projects.flows import STEP_FLOW
from projects.models import Project, ProjectStep
from projects.steps.rows import Skips, Turn
from projects.steps.shared import AGREE

LEFT_OUT = "この事業では要らないため"
TO_MEND = "参加した人の数を、日ごとに書き足してください。"


def ready_to_start(project: Project, groups: Sequence[User], staff: User) -> None:
    """What the form asks for before the agreement is done, each by whose turn it is."""
    agreed = ProjectStep.objects.get(project=project, key=AGREE.key)
    for step in _open(project):
        if step.order < agreed.order:
            _do(step, groups, staff)


def settle_the_end(world: World, project: Project, groups: Sequence[User], staff: User) -> None:
    """After the end what is owed is done, and what could be left out was."""
    for step in _open(project):
        if step.year and step.year > fiscal_year(world.calendar.today):
            continue
        if step.row.skips == Skips.NOBODY:
            _do(step, groups, staff)
        else:
            STEP_FLOW.make("leave_out", step, by=staff, note=LEFT_OUT)


def send_one_back(world: World) -> None:
    """One thing that a group handed in is to be mended."""
    handed_in = ProjectStep.objects.by_hand().filter(turn=Turn.GROUP, done_on__isnull=False)
    for step in handed_in.select_related("project").order_by("-pk"):
        if "return" in STEP_FLOW.open_to(world.coordinator, step):
            STEP_FLOW.make("return", step, by=world.coordinator, note=TO_MEND)
            return


def _open(project: Project) -> list[ProjectStep]:
    return [step for step in ProjectStep.objects.filter(project=project).by_hand() if step.is_open]


def _do(step: ProjectStep, groups: Sequence[User], staff: User) -> None:
    """A group without an account here brings it to the counter."""
    current = ProjectStep.objects.get(pk=step.pk)
    if current.turn != Turn.GROUP:
        STEP_FLOW.make("finish", current, by=staff)
    elif groups:
        STEP_FLOW.make("finish", current, by=groups[0])
    else:
        received: dict[str, Any] = {"came_by": Source.COUNTER, "came_on": timezone.localdate()}
        STEP_FLOW.make("enter", current, by=staff, **received)
