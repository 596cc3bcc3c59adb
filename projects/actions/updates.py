"""Telling how a project goes."""

from typing import Any
from uuid import UUID

from django.db import transaction

from groups.models.people import account_of
from kyodo_portal.life.people import Person
from kyodo_portal.writing.locks import locked
from projects import rules
from projects.agreement.parties import Voice
from projects.flows import PROJECT_FLOW
from projects.models import Project, Update, UpdatePhoto


@transaction.atomic
def post_update(
    *,
    project: Project,
    by: Person,
    voice: Voice,
    update: Update,
    key: UUID,
    photos: list[dict[str, Any]],
) -> Update:
    """Publish a progress report under the name of the side it is told by, its photos with it.

    `photos` are rows of `file` (checked and rebuilt) and `caption`. `key` makes the same form sent
    twice one report (see `kyodo_portal.writing.once`).
    """
    stored = locked(Project, pk=project.pk)
    rules.can_post_update(by, stored).enforce()
    account = account_of(by)
    update.project, update.posted_by, update.submission_key = stored, account, key
    update.side, update.side_label = voice.side, voice.label
    update.save()
    for row in photos:
        photo, caption = row["file"], row["caption"]
        UpdatePhoto.from_checked(
            photo,
            by=account,
            update=update,
            caption=caption,
            width=photo.width,
            height=photo.height,
        ).save()
    PROJECT_FLOW.record(
        "post_update",
        stored,
        by=by,
        data={"update": update.pk, "side": voice.side, "photos": len(photos)},
    )
    return update
