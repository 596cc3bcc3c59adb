"""The picture at the head of a day: the newest its project has shown on its way, or its group's photo."""

from typing import Any

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce, JSONObject

from groups.models import GroupField, GroupPicture, PictureRole
from kyodo_portal.lists.whole import rows_in
from projects.models import ProjectField, Update, UpdatePhoto
from projects.models.events import EventQuerySet


def with_pictures(events: EventQuerySet) -> EventQuerySet:
    """With what `photo_of` reads, and the `field` that gives a quilt where there is no photo; in the same
    query."""
    of_project = UpdatePhoto.objects.shown().filter(update__project=OuterRef("project"))
    of_group = GroupPicture.objects.filter(group=OuterRef("group"), role=PictureRole.PHOTO)
    size = {"pk": "pk", "width": "width", "height": "height"}
    fields = [
        Subquery(rows.values("number")[:1])
        for rows in (
            ProjectField.objects.filter(project=OuterRef("project")),
            GroupField.objects.filter(group=OuterRef("group")),
        )
    ]
    return events.annotate(
        project_photo=Subquery(
            of_project.order_by("-pk").values(parts=JSONObject(caption="caption", **size))[:1]
        ),
        group_photo=Subquery(of_group.values(parts=JSONObject(alt="alt", **size))[:1]),
        field=Coalesce(*fields),
    )


def photo_of(event: Any) -> UpdatePhoto | GroupPicture | None:
    """The photo, with its words; only of what everybody may see."""
    if event.project_photo and event.project.is_published:
        return UpdatePhoto(update=Update(project=event.project), **rows_in(event.project_photo))
    if event.group_photo and event.group.is_public:
        return GroupPicture(group=event.group, role=PictureRole.PHOTO, **rows_in(event.group_photo))
    return None
