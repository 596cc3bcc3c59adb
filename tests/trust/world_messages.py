"""What people have reported, and what is hidden because of it."""

from typing import Any

from groups.actions.reports import report
from groups.flows import REPORT_FLOW
from groups.models import Complaint
from kyodo_portal.life.hiding import KINDS
from projects.models import Update
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
    case = _reported(world, update)
    REPORT_FLOW.make("hide", case, by=world.cast["coordinator"], note="見本の理由")
    world.things["report_hidden"] = case


def _reported(world: Any, update: Update) -> Any:
    complaint = Complaint(reason="other", note=canary("complaint.note"))
    kind = KINDS["update"]
    return report(kind=kind, thing=update, complaint=complaint, by=world.cast["citizen"])[0]
