"""Which events somebody sees, manages, can still come to; what their status is now."""

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.utils import timezone

from kyodo_portal.life.people import Person, is_signed_in
from kyodo_portal.life.roles import Role
from projects.models.event_status import (
    Accepts,
    EventStatus,
    minute_of,
)
from projects.models.projects import Project, ProjectStatus


def lacking_record(now: datetime) -> Q:
    """Held, and nothing of it has been written down. Of a lecture its report is."""
    return Q(status=EventStatus.PUBLISHED, ends_at__lte=now, lecture_request=None)


class EventQuerySet(models.QuerySet[Any]):
    def public(self) -> "EventQuerySet":
        """Announced, held, recorded or called off; of projects that are public themselves, and not
        closed to others."""
        of_others = Q(project=None) | Q(project__published_at__isnull=False)
        return self.exclude(status=EventStatus.DRAFT).filter(of_others, is_closed=False)

    def visible_to(self, user: Person) -> "EventQuerySet":
        """Public ones for everybody; the others for who belongs to those that hold them, and the
        coordinators. See also `rules.events`."""
        if not is_signed_in(user):
            return self.public()
        if user.is_superuser or Role.COORDINATOR in user.role_names:
            return self
        public = EventQuerySet(self.model).public().filter(pk=OuterRef("pk"))
        return self.filter(Exists(public) | _held_by(user.role_by_group, user.department_ids))

    def managed_by(self, user: Person) -> "EventQuerySet":
        """Those this person may change: of the groups they manage, of their departments, of the
        projects of either, and the city's own for coordinators."""
        if not is_signed_in(user):
            return self.none()
        theirs = _held_by(user.managed_group_ids, user.department_ids)
        if Role.COORDINATOR in user.role_names:
            theirs |= Q(project=None, group=None, department=None)
        return self.filter(theirs)

    def of_project(self, project: Any) -> "EventQuerySet":
        return self.filter(project=project)

    def of_group(self, group: Any) -> "EventQuerySet":
        """A group's own, and those of the projects in which it is a partner."""
        return self.filter(_held_by([group], []))

    def of_groups(self, group_ids: Any) -> "EventQuerySet":
        """The same of any of these groups."""
        return self.filter(_held_by(group_ids, []))

    def coming(self, now: datetime | None = None) -> "EventQuerySet":
        """Announced and not over, the next one first; none of a project that was called off."""
        announced = self.filter(status=EventStatus.PUBLISHED, ends_at__gt=now or timezone.now())
        going_on = announced.exclude(project__status=ProjectStatus.CANCELLED)
        return going_on.order_by("starts_at", "pk")

    def over(self, now: datetime | None = None) -> "EventQuerySet":
        """Held, with and without their record, the latest first."""
        held = Q(status=EventStatus.RECORDED)
        held |= Q(status=EventStatus.PUBLISHED, ends_at__lte=now or timezone.now())
        return self.filter(held).order_by("-starts_at", "-pk")

    def without_record(self, now: datetime | None = None) -> "EventQuerySet":
        """Held, and nothing of it has been written down."""
        return self.filter(lacking_record(now or timezone.now()))

    def open(self, now: datetime | None = None) -> "EventQuerySet":
        """To which one can come now: by applying, or just so."""
        now = now or timezone.now()
        in_time = Q(starts_at__gt=now) & ~Q(deadline__isnull=False, deadline__lt=minute_of(now))
        has_room = Q(capacity=None) | Q(seats_taken__lt=F("capacity"))
        return self.coming(now).filter(Q(accepts=Accepts.NO_NEED) | in_time & has_room)

    def with_current_status(self, now: datetime | None = None) -> "EventQuerySet":
        """Annotates `clock_status`: the status as the clock stands. See also `Event.status_at`."""
        now = now or timezone.now()
        too_late = Q(starts_at__lte=now) | Q(deadline__lt=minute_of(now))
        return self.annotate(
            clock_status=Case(
                When(~Q(status=EventStatus.PUBLISHED), then=F("status")),
                When(ends_at__lte=now, then=Value(EventStatus.ENDED.value)),
                When(accepts=Accepts.NO_NEED, then=Value(EventStatus.PUBLISHED.value)),
                When(too_late, then=Value(EventStatus.CLOSED.value)),
                When(seats_taken__gte=F("capacity"), then=Value(EventStatus.FULL.value)),
                default=Value(EventStatus.OPEN.value),
                output_field=models.CharField(),
            )
        )

    def with_line_parts(self) -> "EventQuerySet":
        """With what a line of a list reads of it and of who holds it, and nothing besides."""
        held_by = self.select_related("group", "department", "project", "place")
        return held_by.only(
            *("title", "kind", "status", "starts_at", "ends_at", "place_text", "online_url"),
            *("accepts", "capacity", "seats_taken", "deadline", "childcare", "accessibility"),
            *("project__title", "project__published_at", "place__name"),
            *("group__name", "group__status", "group__hidden_at"),
            *("department__name", "department__name_en", "department__name_kana"),
        )

    def with_organiser(self) -> "EventQuerySet":
        """With what `organisers`, `is_held_by…` and a line of a list read."""
        return self.select_related("group", "department", "project", "place").prefetch_related(
            "project__partners__group", "project__responsible_departments__department"
        )


def _held_by(group_ids: Any, department_ids: Any) -> Q:
    """Of these groups and departments, by themselves or in a project."""
    of_groups = Project.objects.of_groups(list(group_ids))
    of_departments = Project.objects.of_departments(list(department_ids))
    return (
        Q(group__in=list(group_ids))
        | Q(department__in=list(department_ids))
        | Q(project__in=of_groups.values("pk"))
        | Q(project__in=of_departments.values("pk"))
    )
