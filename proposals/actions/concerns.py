"""Telling what is needed: with an account, without one, at the counter; mending it; saying "me too"."""

import datetime as dt
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from groups import people
from groups.actions.guests import vouch_for, welcome
from groups.guests import Purpose, register
from groups.models import ConfirmedHow, Guest
from groups.models.people import account_of
from kyodo_portal.files.uploads import CheckedFile
from kyodo_portal.life.people import EVERYBODY, Person, is_signed_in
from kyodo_portal.post import letters
from kyodo_portal.writing.locks import locked
from kyodo_portal.writing.once import create_once
from proposals.flows.concerns import (
    CAME_FOR,
    CONCERN_FLOW,
    KEPT_AFTER,
    OPEN_ENDED,
    desk_but_writers,
    look_by,
)
from proposals.models import Concern, ConcernPhoto, ConcernStatus, MeToo
from proposals.models.concerns import FORGOTTEN_CONCERN
from proposals.rules import concerns as rules


def tell_concern(
    *, concern: Concern, by: Person, key: UUID, photo: CheckedFile | None = None, caption: str = ""
) -> tuple[Concern, bool]:
    """Tell the city what is needed, once per key; `concern` is unsaved. Returns it, and whether it is new."""
    concern.created_by = account_of(by)
    return _keep(concern, by=by, key=key, photo=photo, caption=caption)


def _keep(
    concern: Concern, *, by: Person, key: UUID, photo: CheckedFile | None, caption: str
) -> tuple[Concern, bool]:
    """Keep what reaches the city at once, and tell those who look at it."""
    account = account_of(by)

    def create(stored: UUID) -> Concern:
        concern.submission_key = stored
        concern.look_by = look_by(timezone.now())
        concern.save()
        _keep_photo(concern, photo, caption, by=account)
        entry = CONCERN_FLOW.record("tell", concern, by=by, after=concern.status)
        letters.tell_others(
            desk_but_writers(concern),
            by=by,
            about=concern,
            told="地域の困りごとが届きました",
            next_step="内容と写真を確かめて、公開するかどうかを決めてください。",
            key=f"concern.tell:{entry.pk}",
        )
        return concern

    return create_once(Concern, key, create, by=account)


def tell_as_guest(
    *,
    concern: Concern,
    guest: Guest,
    key: UUID,
    photo: CheckedFile | None = None,
    caption: str = "",
) -> tuple[Concern, bool]:
    """Tell it without an account, once per key. It reaches the city when its writer has typed the code, or
    the desk has called them. `concern` and `guest` are unsaved records."""

    def create(stored: UUID) -> Concern:
        guest.submission_key = stored
        forget_on = timezone.localdate() + OPEN_ENDED
        concern.guest = welcome(guest, came_for=CAME_FOR, forget_on=forget_on)
        concern.submission_key, concern.status = stored, ConcernStatus.UNCONFIRMED
        concern.save()
        _keep_photo(concern, photo, caption, by=None)
        if not guest.email and not concern.is_from_counter:
            letters.tell_others(
                people.coordinators(),
                by=None,
                about=concern,
                told="電話番号だけの方から、地域の困りごとが届きました",
                next_step="電話をかけて、ご本人と確かめてください。",
                key=f"concern.call:{concern.pk}",
            )
        return concern

    return create_once(Concern, key, create, by=EVERYBODY)


@transaction.atomic
def enter_concern(
    *,
    concern: Concern,
    guest: Guest | None,
    by: Person,
    key: UUID,
    received: Mapping[str, Any],
    photo: CheckedFile | None = None,
    caption: str = "",
) -> tuple[Concern, bool]:
    """Staff enter what came on paper or was told: `received` says how and when. Without a `guest` it is of
    somebody who did not say who they are, and whom nobody can tell. Raises `PermissionDenied`."""
    rules.may_enter(by).enforce()
    concern.entered_by = account_of(by)
    concern.came_by, concern.came_on = received["came_by"], received["came_on"]
    if guest is None:
        return _keep(concern, by=by, key=key, photo=photo, caption=caption)
    made, is_new = tell_as_guest(
        concern=concern, guest=guest, key=key, photo=photo, caption=caption
    )
    if is_new and made.guest is not None:
        vouch_for(made.guest, how=ConfirmedHow.COUNTER, by=by)
    return made, is_new


@transaction.atomic
def confirm_by_call(*, concern: Concern, by: Person) -> None:
    """The desk has spoken with somebody who left a telephone number only. Raises `PermissionDenied`."""
    rules.may_look(by, concern).enforce()
    if concern.guest is not None:
        vouch_for(concern.guest, how=ConfirmedHow.CALL, by=by)


def _keep_photo(
    concern: Concern, photo: CheckedFile | None, caption: str, *, by: Any, **more: Any
) -> None:
    if photo is None:
        return
    size = {"width": photo.width, "height": photo.height}
    ConcernPhoto.from_checked(photo, by=by, concern=concern, caption=caption, **size, **more).save()


@transaction.atomic
def change_concern(
    *,
    concern: Concern,
    by: Person,
    write: Callable[[], Any],
    photo: CheckedFile | None = None,
    caption: str = "",
    drops_photo: bool = False,
) -> None:
    """Its writer mends it before staff have looked, or sends again what was kept private. Raises
    `PermissionDenied`."""
    current = locked(Concern, pk=concern.pk)
    rules.can_edit(by, current).enforce()
    write()
    if photo is not None or drops_photo:
        take_photo_away(current)
        _keep_photo(current, photo, caption, by=account_of(by) if is_signed_in(by) else None)
    CONCERN_FLOW.record("edit", concern, by=by)
    if current.status == ConcernStatus.PRIVATE:
        CONCERN_FLOW.make("send_again", current, by=by)


def take_photo_away(concern: Concern) -> None:
    """The row now, the file when the transaction is through."""
    for photo in ConcernPhoto.objects.filter(concern=concern):
        photo.delete()
        transaction.on_commit(partial(photo.file.delete, save=False))


def say_me_too(*, concern: Concern, by: Person) -> bool:
    """Somebody with an account says: I too; once each. Returns whether it is new. Raises
    `PermissionDenied`."""
    account = account_of(by)
    try:
        with transaction.atomic():
            current = locked(Concern, pk=concern.pk)
            rules.can_say_me_too(by, current).enforce()
            MeToo.objects.create(concern=current, user=account)
            count_people(current)
    except IntegrityError:
        return False
    return True


@transaction.atomic
def take_me_too_back(*, concern: Concern, by: Person) -> None:
    """Somebody with an account takes their "me too" back."""
    current = locked(Concern, pk=concern.pk)
    MeToo.objects.filter(concern=current, user=account_of(by)).delete()
    count_people(current)


def take_all_back(me_toos: Any) -> None:
    """Whoever leaves says nothing any more: how many say so is counted anew."""
    for me_too in me_toos.select_related("concern").order_by("concern"):
        concern = locked(Concern, pk=me_too.concern_id)
        me_too.delete()
        count_people(concern)


@transaction.atomic
def count_visitor(*, concern: Concern, by: Person) -> None:
    """Somebody without an account says: I too. Whoever calls this has asked how often this address did.
    Raises `PermissionDenied`."""
    current = locked(Concern, pk=concern.pk)
    rules.can_say_me_too(by, current).enforce()
    Concern.objects.filter(pk=current.pk).update(visitors=F("visitors") + 1)
    count_people(current)


def count_people(concern: Concern) -> None:
    """How many say so, anew from what is kept; for who holds the concern."""
    visitors = Concern.objects.values_list("visitors", flat=True).get(pk=concern.pk)
    others = concern.me_toos.count() + concern.merged.count()
    Concern.objects.filter(pk=concern.pk).update(people=1 + visitors + others)


def forget_concerns(now: dt.datetime) -> int:
    """Remove what somebody told who never typed the code and was forgotten, with its photo; how many were
    removed. What was taken back 30 days ago loses its words. Safe to repeat."""
    taken_back = Concern.objects.filter(
        status=ConcernStatus.WITHDRAWN, updated_at__lte=now - KEPT_AFTER
    )
    taken_back.exclude(place="").update(title=FORGOTTEN_CONCERN, place="", text="")
    nobodys = Concern.objects.filter(status=ConcernStatus.UNCONFIRMED, guest=None, created_by=None)
    with transaction.atomic():
        gone = list(nobodys)
        for concern in gone:
            take_photo_away(concern)
            concern.delete()
    return len(gone)


def forget_photos(now: dt.datetime) -> int:
    """Remove the photos that nobody is to see, with their files: of what its writer took back, and those that
    staff refused, 30 days after; of what was kept private 30 days after its answer, or a year after it last moved;
    how many. Safe to repeat."""
    refused = Q(looked_at__lte=now - KEPT_AFTER) & ~Q(refused_because="")
    taken_back = Q(concern__status=ConcernStatus.WITHDRAWN)
    answered = Q(concern__published_at=None, concern__answered_at__lte=now - KEPT_AFTER)
    silent = Q(concern__status=ConcernStatus.PRIVATE, concern__updated_at__lte=now - OPEN_ENDED)
    unseen = refused | taken_back | answered | silent
    gone = ConcernPhoto.objects.filter(unseen).select_related("concern")
    with transaction.atomic():
        photos = list(gone)
        for photo in photos:
            take_photo_away(photo.concern)
    return len(photos)


def concern_of(guest: Guest) -> Concern:
    """What this guest told."""
    return Concern.objects.get(guest=guest)


register(
    Purpose(
        key=CAME_FOR,
        label=_("地域の困りごとを知らせる"),
        about=lambda guest: concern_of(guest).title,
        confirmed=lambda guest: CONCERN_FLOW.make(
            "confirm", concern_of(guest), by=guest.confirmed_by or EVERYBODY
        ),
        page=lambda guest: reverse("concerns:guest", args=[guest.pk, guest.token]),
        done=lambda _guest: _(
            "困りごとが市に届きました。市が内容を確かめ、結果をメールでお知らせします。"
        ),
        received=_("困りごとを受け付けました"),
    )
)
