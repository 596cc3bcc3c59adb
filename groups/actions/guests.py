"""People without an account: they come, are confirmed, are written to, and are forgotten."""

import datetime as dt
import secrets
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groups.guests import purpose_of
from groups.models.guests import ConfirmedHow, Guest, new_seed
from groups.models.messages import Message
from groups.models.people import account_of
from groups.models.reports import Report
from groups.rules.guests import LASTS, can_be_sent_code, can_try_code
from kyodo_portal.life import audit
from kyodo_portal.life.people import Person
from kyodo_portal.life.recorded import Recorded
from kyodo_portal.post import letters
from kyodo_portal.post.outbox import OutgoingMail
from kyodo_portal.words.languages import Words, current
from kyodo_portal.words.text import half_width
from kyodo_portal.writing.locks import locked

CONFIRMED = Recorded(name="confirm", label="アカウントのない方を確かめた", is_inward=True)

UNCONFIRMED_KEPT = dt.timedelta(days=1)
"""How long somebody who did not type their code is kept."""


def _hash_of(guest: Guest, code: str) -> str:
    """A code is short: without the portal's secret it cannot be found by trying what is stored."""
    return salted_hmac("groups.guest_code", f"{guest.pk}:{code}", algorithm="sha256").hexdigest()


@transaction.atomic
def welcome(guest: Guest, *, came_for: str, forget_on: dt.date) -> Guest:
    """Somebody without an account has come for something: keep them and send the code to their mail
    address, if they gave one. `guest` is unsaved, with the name, the contact and the form's key."""
    guest.came_for, guest.forget_on = came_for, forget_on
    guest.language = "" if current().code == "ja" else current().code
    guest.save()
    return guest


@transaction.atomic
def send_code(guest: Guest) -> None:
    """A letter with a new code; the one before counts no more. Raises `PermissionDenied` with the
    reason."""
    can_be_sent_code(guest).enforce()
    code = f"{secrets.randbelow(10**6):06}"
    guest.code_hash, guest.code_tries = _hash_of(guest, code), 0
    guest.code_until = timezone.now() + LASTS
    guest.save(update_fields=["code_hash", "code_tries", "code_until", "updated_at"])
    letters.queue_letter(
        guest,
        about=Told(purpose_of(guest).about(guest), guest),
        told=_("コードをお送りします。まだ終わっていません"),
        next_step=format_lazy(
            _(
                "開いているページに、次のコードを15分以内に入力してください。\n\n　{code}\n\n"
                "ページを閉じたときは、下のページを開いてください。"
                "お心当たりがないときは、このメールを捨ててください。何も申し込まれません。"
            ),
            code=code,
        ),
        key=f"guest.code:{guest.pk}:{guest.code_hash[:16]}",
        expires_at=guest.code_until,
    )


def confirm_guest(guest: Guest, *, code: str) -> str:
    """The code as it was typed: right, and what they came for goes on, or the sentence that says why
    not. A wrong one is counted. Raises what the purpose's own rules raise; then nothing has changed."""
    with transaction.atomic():
        current_guest = locked(Guest, pk=guest.pk)
        if current_guest.is_confirmed:
            return ""
        verdict = can_try_code(current_guest)
        if not verdict:
            return verdict.reason
        typed = "".join(half_width(code[:50]).replace("-", "").split())
        if not constant_time_compare(_hash_of(current_guest, typed), current_guest.code_hash):
            current_guest.code_tries += 1
            current_guest.save(update_fields=["code_tries", "updated_at"])
            return gettext("コードがちがいます。メールに書かれた6けたの数字を確かめてください。")
        _confirm(current_guest, ConfirmedHow.CODE, by=None)
    guest.refresh_from_db()
    return ""


@transaction.atomic
def vouch_for(guest: Guest, *, how: ConfirmedHow, by: Person) -> None:
    """Somebody who may (the rule of what they came for says who) has spoken with the guest at the
    counter or on the telephone."""
    current_guest = locked(Guest, pk=guest.pk)
    if not current_guest.is_confirmed:
        _confirm(current_guest, how, by=by)
    guest.refresh_from_db()


def _confirm(guest: Guest, how: ConfirmedHow, *, by: Person | None) -> None:
    """A new seed: whoever wrote somebody else's address on the form has their page no more."""
    guest.confirmed_at, guest.confirmed_how = timezone.now(), how
    guest.confirmed_by = account_of(by) if by is not None else None
    guest.code_hash, guest.code_until, guest.code_tries = "", None, 0
    guest.seed = new_seed()
    guest.save()
    audit.record(CONFIRMED, target=guest, by=by, data={"how": how.value})
    purpose = purpose_of(guest)
    purpose.confirmed(guest)
    if purpose.received:
        tell_guest(
            guest,
            told=purpose.received,
            next_step=_(
                "下のページは、あなただけのものです。返事を読むときや、取りやめるときに開いてください。"
            ),
            key=f"received:{guest.pk}",
        )


def tell_guest(
    guest: Guest,
    *,
    told: Words,
    key: str,
    note: Words = "",
    next_step: Words = "",
    facts: Words = "",
) -> None:
    """A letter to a guest about what they came for, with the way to their own page. Nothing is
    written to who left a telephone number only: those stand on the organiser's list."""
    letters.queue_letter(
        guest,
        about=Told(purpose_of(guest).about(guest), guest),
        told=told,
        note=note,
        next_step=next_step,
        facts=facts,
        key=f"guest.{key}",
    )


class Told:
    """What a letter to a guest is about: its title, and their own page."""

    def __init__(self, title: str, guest: Guest) -> None:
        self.title, self.guest = title, guest

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return self.guest.get_absolute_url()


def forget_guests(now: dt.datetime) -> int:
    """Remove whose day has come, and after a day who never typed the code that was sent, with the
    letters to them; how many. What pointed to them stays as a number alone. What somebody wrote that was
    reported and is not decided waits for that. Safe to repeat."""
    never = Q(confirmed_at=None, created_at__lte=now - UNCONFIRMED_KEPT) & ~Q(email="")
    due = Guest.objects.filter(never | Q(forget_on__lte=timezone.localdate(now)))
    gone = dict(due.exclude(pk__in=_reported()).values_list("pk", "email"))
    with transaction.atomic():
        _forget_letters(gone)
        Guest.objects.filter(pk__in=gone).delete()
    return len(gone)


def _reported() -> Any:
    """The numbers of the guests who wrote something that was reported and is not decided."""
    undecided = Report.objects.undecided_of("message")
    written = Message.objects.filter(pk__in=undecided, thread__guest__isnull=False)
    return written.values("thread__guest")


def _forget_letters(gone: Mapping[int, str]) -> None:
    """The letters that were written to these guests, whom the end of a letter's key names."""
    letters_to = OutgoingMail.objects.filter(
        key__startswith="guest.", to__in=[email for email in gone.values() if email]
    )
    theirs = [
        pk for pk, key in letters_to.values_list("pk", "key") if int(key.rpartition(":")[2]) in gone
    ]
    OutgoingMail.objects.filter(pk__in=theirs).delete()
