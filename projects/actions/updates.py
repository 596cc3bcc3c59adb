"""Telling how a project goes, and mending what was told."""

from collections.abc import Callable, Collection
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from groups.models.people import account_of
from kyodo_portal.life.people import Person
from kyodo_portal.post import letters
from kyodo_portal.post.outbox import plain_name
from kyodo_portal.words.languages import Words
from kyodo_portal.writing.locks import locked
from projects.agreement.parties import Voice
from projects.flows import PROJECT_FLOW
from projects.models import Project, Update, UpdatePhoto
from projects.rules import projects as rules

CORRECTED = _("活動の報告「{title}」が訂正されました")
TAKEN_DOWN = _("活動の報告「{title}」が取り下げられました")


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


@transaction.atomic
def correct_update(
    *, update: Update, by: Person, write: Callable[[], Any], photos: Collection[UpdatePhoto] = ()
) -> None:
    """Correct a report that was posted, and take down these of its photos. `write` keeps what was
    written anew. The record says which photos went, whose files go with the transaction; the page,
    when the report was last corrected. Raises `PermissionDenied`."""
    stored = _held(update)
    rules.can_mend_update(by, stored).enforce()
    write()
    gone = [photo.caption for photo in photos]
    _remove(photos)
    Update.objects.filter(pk=stored.pk).update(
        corrected_at=timezone.now(), photos_taken_down=stored.photos_taken_down + len(gone)
    )
    PROJECT_FLOW.record(
        "correct_update",
        stored.project,
        by=by,
        data={"update": stored.pk, "photos_taken_down": gone},
    )
    _tell_author(stored, by=by, told=CORRECTED, key=f"corrected:{timezone.now():%Y%m%d%H%M}")


@transaction.atomic
def take_down_update(*, update: Update, by: Person, reason: str) -> None:
    """Take a report down, with a reason that everybody reads in its place. Its words are shown
    nowhere from then on, and its photos' files are gone. Raises `PermissionDenied`."""
    stored = _held(update)
    rules.can_mend_update(by, stored).enforce()
    photos = list(stored.photos.all())
    _remove(photos)
    stored.photos_taken_down += len(photos)
    stored.save()
    stored.hide(reason, by_city=False)
    PROJECT_FLOW.record(
        "take_down_update",
        stored.project,
        by=by,
        note=reason,
        data={"update": stored.pk, "title": stored.title, "photos": len(photos)},
    )
    _tell_author(stored, by=by, told=TAKEN_DOWN, key="taken_down", note=reason)


def _held(update: Update) -> Update:
    """The report as it is, its project locked, so that two people mend it one after the other."""
    locked(Project, pk=update.project_id)
    return Update.objects.select_related("project", "posted_by").get(pk=update.pk)


def _remove(photos: Collection[UpdatePhoto]) -> None:
    """The rows now, the files when the transaction is through."""
    for photo in photos:
        photo.delete()
        transaction.on_commit(partial(photo.file.delete, save=False))


def _tell_author(update: Update, *, by: Person, told: Words, key: str, note: str = "") -> None:
    letters.tell_others(
        [update.posted_by],
        by=by,
        about=update.project,
        told=format_lazy(told, title=plain_name(update.title)),
        note=note,
        next_step=_("事業のページで、いまの内容を確かめられます。"),
        key=f"update.{key}:{update.pk}",
    )
