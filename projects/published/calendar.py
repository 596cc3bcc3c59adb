"""The days on which projects begin and end, for calendars."""

from collections.abc import Iterator

from django.db.models import Q
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_safe
from icalendar import Event

from kyodo_portal.publishing.calendars import CHUNK, Asked, _calendar, _event
from kyodo_portal.publishing.records import EVERYBODY
from projects.models import Project, ProjectStatus
from projects.published.filters import ProjectFilterSet


@require_safe
def projects(request: HttpRequest) -> HttpResponseBase:
    """The days on which projects begin and end, as far as they are known."""
    dated = Q(starts_on__isnull=False) | Q(ends_on__isnull=False)
    records = Project.objects.visible_to(EVERYBODY).filter(dated)
    filters = ProjectFilterSet(request.GET, queryset=records)
    found = filters.qs.order_by("pk")
    events = (event for each in found.iterator(chunk_size=CHUNK) for event in of_project(each))
    asked = Asked("協働事業", "projects", reverse("projects:list"), filters)
    return _calendar(request, asked, events)


def of_project(project: Project) -> Iterator[Event]:
    """The first and the last day of a project; what was called off says so."""
    off = project.status == ProjectStatus.CANCELLED
    for moment, word, day in (
        ("starts", "開始", project.starts_on),
        ("ends", "終了", project.ends_on),
    ):
        if day is not None:
            event = _event(project, moment, f"{word}：{project.title}", day)
            event.add("status", "CANCELLED" if off else "CONFIRMED")
            if project.place:
                event.add("location", project.place)
            yield event
