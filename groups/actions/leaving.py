"""Leaving the portal: asked for, undone, and done by the clock."""

import datetime as dt
import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from groups.accounts.leaving import NAME_OF_THE_LEFT, remove_personal
from groups.belonging import members_watched
from groups.models import Group, Leaving, LeavingSource, User
from groups.models.leavings import UNDONE_WITHIN
from groups.models.people import account_of
from groups.rules.leaving import can_leave, can_undo, hindrances, may_receive_leavings
from kyodo_portal.life import audit
from kyodo_portal.life.people import EVERYBODY, Person
from kyodo_portal.life.recorded import Recorded
from kyodo_portal.post import letters
from kyodo_portal.words.languages import in_japanese
from kyodo_portal.words.text import japanese_datetime
from kyodo_portal.writing.locks import hold

ASKED = Recorded(name="ask_leave", label="退会を申し出た", is_inward=True)
UNDONE = Recorded(name="undo_leave", label="退会を取り消した", is_inward=True)
DONE = Recorded(name="leave", label="退会した")
STOPPED = Recorded(name="stop_leave", label="引き継ぎが要るため、退会を止めた", is_inward=True)


@transaction.atomic
def ask_to_leave(
    *,
    user: User,
    by: Person,
    source: LeavingSource = LeavingSource.ONESELF,
    identity: str = "",
) -> Leaving:
    """Somebody asks to leave: themselves, or at the counter where `by` has seen who they are. They get a
    letter that says until when it can be undone. Raises `PermissionDenied`."""
    asked_by = account_of(by)
    if asked_by.pk != user.pk or source != LeavingSource.ONESELF:
        may_receive_leavings(by).enforce()
    hold(User, user.pk)
    user = User.objects.get(pk=user.pk)
    can_leave(user).enforce()
    now = timezone.now()
    leaving = Leaving.objects.create(
        user=user,
        asked_at=now,
        due_at=now + UNDONE_WITHIN,
        asked_by=asked_by,
        source=source,
        identity=identity,
    )
    entry = audit.record(
        ASKED, target=user, by=by, note=identity, data={"source": str(source.value)}
    )
    letters.queue_letter(
        user,
        about=user,
        told=_("退会の手続きを受け付けました"),
        when=japanese_datetime(leaving.due_at),
        note=_("上の日時に、あなたの連絡先や下書きなどを消し、アカウントを閉じます。"),
        next_step=_(
            "それまでは、ログインして「退会を取り消す」を押すと、元のまま使い続けられます。"
            "心当たりがないときは、すぐに取り消して、協働担当にお知らせください。"
        ),
        key=f"account.leaving:{entry.pk}",
    )
    return leaving


@transaction.atomic
def undo_leaving(*, leaving: Leaving, by: Person) -> None:
    """It does not happen. Raises `PermissionDenied`."""
    hold(User, leaving.user_id)
    current = Leaving.objects.get(pk=leaving.pk)
    can_undo(by, current).enforce()
    current.undone_at = timezone.now()
    current.save(update_fields=["undone_at"])
    audit.record(UNDONE, target=current.user, by=by)


def end_leavings(now: dt.datetime) -> int:
    """Do those whose time has come; how many. Whoever has something to hand over by now stays, and is
    told. Safe to repeat, and beside somebody who is undoing it."""
    due = Leaving.objects.running().filter(due_at__lte=now).order_by("pk")
    return sum(_end(pk, user, now) for pk, user in list(due.values_list("pk", "user")))


@transaction.atomic
def _end(pk: int, user_pk: int, now: dt.datetime) -> bool:
    hold(User, user_pk)
    leaving = Leaving.objects.running().filter(pk=pk).first()
    if leaving is None:
        return False
    user = User.objects.get(pk=user_pk)
    with in_japanese():
        reasons = [each.reason for each in hindrances(user)]
    if reasons:
        _stop(leaving, user, reasons, now)
        return False
    _leave(user)
    leaving.done_at = now
    leaving.save(update_fields=["done_at"])
    audit.record(DONE, target=User.objects.get(pk=user.pk), by=None)
    return True


def _stop(leaving: Leaving, user: User, reasons: list[str], now: dt.datetime) -> None:
    leaving.undone_at = now
    leaving.save(update_fields=["undone_at"])
    entry = audit.record(STOPPED, target=user, by=None)
    letters.queue_letter(
        user,
        about=user,
        told="退会の手続きを止めました",
        note=" ".join(reasons),
        next_step="引き継ぎが済んだら、マイページからもう一度、退会の手続きをしてください。",
        key=f"account.leaving_stopped:{entry.pk}",
    )


def _leave(user: User) -> None:
    """The account is nobody's from here on, and its address is free."""
    for group in Group.objects.filter(pk__in=list(user.role_by_group)).order_by("pk"):
        with members_watched(group, by=EVERYBODY):
            user.memberships.filter(group=group, ended_at=None).update(ended_at=timezone.now())
    remove_personal(user)
    user.email = f"{uuid.uuid4().hex}@left.invalid"
    user.display_name = NAME_OF_THE_LEFT
    user.language = ""
    user.is_active = False
    user.last_login = None
    user.set_unusable_password()
    user.save()
