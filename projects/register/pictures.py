"""The picture of a day or of what is wanted: its own photo, the newest of its project's way, or its group's."""

from typing import Any, TypeVar

from django.db.models import Model, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, JSONObject

from groups.models import GroupPicture
from groups.pictured import SIZE, group_field, group_photo, photo_of_group
from kyodo_portal.lists.whole import rows_in
from projects.models import EventPhoto, HelpField, ProjectField, Update, UpdatePhoto
from projects.models.events import EventQuerySet

M = TypeVar("M", bound=Model)


def with_pictures(events: EventQuerySet) -> EventQuerySet:
    """With what `photo_of` reads, and the `field` that gives a quilt where there is no photo; in the same
    query."""
    own = EventPhoto.objects.shown().filter(event=OuterRef("pk"))
    parts = own.values(parts=JSONObject(caption="caption", **SIZE))
    return events.annotate(event_photo=Subquery(parts[:1]), **_photos(), field=_field())


def help_with_pictures(records: QuerySet[M]) -> QuerySet[M]:
    """As `with_pictures`, for what is wanted, which may have a field of its own."""
    own = HelpField.objects.filter(help_wanted=OuterRef("pk")).order_by("number")
    return records.annotate(**_photos(), field=_field(Subquery(own.values("number")[:1])))


def _photos() -> dict[str, Subquery]:
    of_project = UpdatePhoto.objects.shown().filter(update__project=OuterRef("project"))
    parts = of_project.order_by("-pk").values(parts=JSONObject(caption="caption", **SIZE))
    return {"project_photo": Subquery(parts[:1]), "group_photo": group_photo()}


def _field(*own: Subquery) -> Coalesce:
    of_project = ProjectField.objects.filter(project=OuterRef("project"))
    return Coalesce(*own, Subquery(of_project.values("number")[:1]), group_field())


def photo_of(record: Any) -> EventPhoto | UpdatePhoto | GroupPicture | None:
    """The photo, with its words; of others only what everybody may see."""
    if own := getattr(record, "event_photo", None):
        return EventPhoto(event=record, **rows_in(own))
    if record.project_photo and record.project.is_published:
        return UpdatePhoto(update=Update(project=record.project), **rows_in(record.project_photo))
    return photo_of_group(record)
