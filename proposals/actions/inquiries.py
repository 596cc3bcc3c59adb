"""Asking about a call: with an account, without one, and on paper."""

import datetime as dt
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from groups.actions.guests import vouch_for, welcome
from groups.guests import Purpose, register
from groups.models import ConfirmedHow, Guest
from groups.models.people import account_of
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.life.people import EVERYBODY, Person
from kyodo_portal.post import letters
from kyodo_portal.writing.locks import locked
from kyodo_portal.writing.once import create_once
from proposals.flows import INQUIRY_FLOW
from proposals.flows.inquiries import CAME, READ_AND_ANSWER, answerers
from proposals.models import Call, CallInquiry, InquiryStatus
from proposals.rules import inquiries as rules

CAME_FOR = "call_inquiry"

KNOWN_FOR = dt.timedelta(days=90)
"""How long somebody without an account is known whom nobody answers."""


def ask_about_call(
    *, call: Call, inquiry: CallInquiry, by: Person, key: UUID
) -> tuple[CallInquiry, bool]:
    """Ask about a call, once per key; those who answer are told. `inquiry` is an unsaved record."""
    rules.can_ask(call).enforce()
    account = account_of(by)

    def create(stored: UUID) -> CallInquiry:
        inquiry.call, inquiry.user, inquiry.submission_key = call, account, stored
        inquiry.keep_language(account.language)
        inquiry.save()
        _tell(inquiry, by=by)
        return inquiry

    return create_once(CallInquiry, key, create, by=account)


def ask_as_guest(
    *, call: Call, inquiry: CallInquiry, guest: Guest, key: UUID
) -> tuple[CallInquiry, bool]:
    """Ask without an account, once per key. It waits until they have typed their code, or somebody has
    called them."""
    rules.can_ask(call).enforce()

    def create(stored: UUID) -> CallInquiry:
        guest.submission_key = stored
        until = timezone.localdate() + KNOWN_FOR
        inquiry.guest = welcome(guest, came_for=CAME_FOR, forget_on=until)
        inquiry.call, inquiry.submission_key = call, stored
        inquiry.status = InquiryStatus.UNCONFIRMED
        inquiry.keep_language()
        inquiry.save()
        if not guest.email:
            _tell(inquiry, by=None)
        return inquiry

    return create_once(CallInquiry, key, create, by=EVERYBODY)


def enter_inquiry(
    *, call: Call, inquiry: CallInquiry, by: Person, key: UUID
) -> tuple[CallInquiry, bool]:
    """Write down what somebody asked on paper or by telephone, once per key. Nobody's name is kept: the
    answer stands on the page of the call."""
    rules.can_enter(by, call).enforce()
    account = account_of(by)

    def create(stored: UUID) -> CallInquiry:
        inquiry.call, inquiry.entered_by, inquiry.submission_key = call, account, stored
        inquiry.save()
        _tell(inquiry, by=by)
        return inquiry

    return create_once(CallInquiry, key, create, by=account)


@transaction.atomic
def confirm_asker(*, inquiry: CallInquiry, by: Person) -> None:
    """Those who answer have spoken with somebody who left a telephone number only."""
    rules.may_answer(by, inquiry).enforce()
    if inquiry.guest is not None:
        vouch_for(inquiry.guest, how=ConfirmedHow.CALL, by=by)


@transaction.atomic
def reword_inquiry(*, inquiry: CallInquiry, shown_as: str, by: Person) -> None:
    """Set the words in which the question is published. What was asked is kept as it came. Raises
    `PermissionDenied`, and `MoveRefused` once it is answered."""
    current = locked(CallInquiry, pk=inquiry.pk)
    rules.may_answer(by, current).enforce()
    can = rules.can_be_reworded(current)
    if not can:
        raise MoveRefused(can.reason)
    current.shown_as = "" if shown_as == current.text else shown_as
    current.save(update_fields=["shown_as", "updated_at"])
    INQUIRY_FLOW.record("reword", current, by=by)


def inquiry_of(guest: Guest) -> CallInquiry:
    """What this guest asked."""
    return CallInquiry.objects.select_related("call").get(guest=guest)


def _tell(inquiry: CallInquiry, *, by: Person | None) -> None:
    entry = INQUIRY_FLOW.record("ask", inquiry, by=by, after=inquiry.status)
    letters.tell_others(
        answerers(inquiry),
        by=by,
        about=inquiry,
        told=CAME,
        next_step=READ_AND_ANSWER,
        key=f"call_inquiry.ask:{entry.pk}",
    )


def _confirmed(guest: Guest) -> None:
    INQUIRY_FLOW.make("confirm", inquiry_of(guest), by=guest.confirmed_by or EVERYBODY)


register(
    Purpose(
        key=CAME_FOR,
        label=_("募集について質問する"),
        about=lambda guest: inquiry_of(guest).call.title,
        confirmed=_confirmed,
        page=lambda guest: reverse("calls:inquiry_guest", args=[guest.pk, guest.token]),
        done=lambda _guest: _("質問を送りました。答えがあると、メールでお知らせします。"),
        received=_("質問を届けました"),
    )
)


def forget_inquiries(now: dt.datetime) -> int:
    """Remove what guests asked who never typed the code and were forgotten; how many. Safe to repeat."""
    nobodys = CallInquiry.objects.filter(
        status=InquiryStatus.UNCONFIRMED, guest=None, user=None, entered_by=None
    )
    return nobodys.delete()[0]
