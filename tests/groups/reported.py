"""Something that was reported, for the tests."""

from groups.actions.reports import report
from groups.models import Complaint, Report
from kyodo_portal.life.hiding import KINDS
from projects.models import Update
from tests.factories import make_project
from tests.people import Cast
from tests.projects.factories import add_update


def update_of(cast: Cast, *, photos: int = 0) -> Update:
    """A report on the way of a public project, told by the group's manager for the group."""
    project = make_project(groups=(cast.group,), departments=(cast.department,), status="active")
    update = add_update(project, cast["manager"], photos=photos)
    Update.objects.filter(pk=update.pk).update(side="group", side_label=cast.group.name)
    return Update.objects.select_related("project").get(pk=update.pk)


def reported_update(cast: Cast, *, by: str = "citizen") -> tuple[Report, Update]:
    """Such a report, and the case in which somebody reported it."""
    update = update_of(cast)
    complaint = Complaint(reason="personal", note="見本の人の名前があります。")
    case, _ = report(kind=KINDS["update"], thing=update, complaint=complaint, by=cast[by])
    return case, update
