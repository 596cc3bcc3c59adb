"""The picture of what belongs to a group: the group's photo, or the quilt of its first field."""

from typing import Any, TypeVar

from django.db.models import Model, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from groups.models import GroupField, GroupPicture, PictureRole
from kyodo_portal.lists.whole import rows_in

M = TypeVar("M", bound=Model)

SIZE = {"pk": "pk", "width": "width", "height": "height"}
"""What is read of a photo beside its words."""


def group_photo() -> Subquery:
    """What `photo_of_group` reads of the group in a record's column `group`."""
    photos = GroupPicture.objects.filter(group=OuterRef("group"), role=PictureRole.PHOTO)
    return Subquery(photos.values(parts=JSONObject(alt="alt", **SIZE))[:1])


def group_field() -> Subquery:
    """The number of the first field of that group."""
    return Subquery(GroupField.objects.filter(group=OuterRef("group")).values("number")[:1])


def with_group_picture(records: QuerySet[M]) -> QuerySet[M]:
    """With what `photo_of_group` reads, and the `field` that gives a quilt where there is no photo; in the
    same query."""
    return records.annotate(group_photo=group_photo(), field=group_field())


def photo_of_group(record: Any) -> GroupPicture | None:
    """The photo of the record's group, with its words; only of what everybody may see."""
    if not record.group_photo or not record.group.is_public or record.group.is_hidden:
        return None
    parts = rows_in(record.group_photo)
    return GroupPicture(group=record.group, role=PictureRole.PHOTO, **parts)
