"""Offering something for a group, asking for it, thanking for it; and what nobody answers.

Whoever moves a talk holds its offer first (`with_offer_held`): with one agreed the others end, and two who
agreed to two of them at once would wait for each other for ever.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from groups.flows import OFFER_FLOW, OFFER_TALK_FLOW
from groups.flows.offers import settle, those_who_offer
from groups.models import Department, Group, Offer, OfferTalk, TalkStatus
from groups.models.people import account_of
from groups.rules import offers as rules
from groups.rules.people import manages
from kyodo_portal.cities import city
from kyodo_portal.life import clock
from kyodo_portal.life.acts import Act
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.life.people import EVERYBODY, Person
from kyodo_portal.post import letters
from kyodo_portal.writing.locks import hold, locked
from kyodo_portal.writing.once import create_once


def make_offer(
    *,
    group: Group,
    offer: Offer,
    by: Person,
    key: UUID,
    received: Mapping[str, Any] | None = None,
) -> tuple[Offer, bool]:
    """Offer something in the name of a group, once per key; `offer` is unsaved. `received` says how and when
    it came to the desk, where staff enter it. Returns it, and whether it is new. Raises
    `PermissionDenied`."""
    account = account_of(by)

    def create(stored: UUID) -> Offer:
        rules.can_make_offer(by, group).enforce()
        offer.group, offer.submission_key, offer.created_by = group, stored, account
        if received is not None and not manages(by, [group.pk]):
            offer.entered_by = account
            offer.came_by, offer.came_on = received["came_by"], received["came_on"]
        offer.save()
        OFFER_FLOW.record("offer", offer, by=by, after=offer.status)
        if offer.is_from_counter:
            letters.tell_others(
                those_who_offer(offer),
                by=by,
                about=offer,
                told=_("届けていただいた提供を、窓口が入力しました"),
                next_step=_("内容を確かめて、ちがうところは直してください。"),
                key=f"offer.entered:{offer.pk}",
            )
        return offer

    return create_once(Offer, key, create, by=account)


@contextmanager
def with_offer_held(talk: OfferTalk) -> Iterator[None]:
    """A transaction in which nobody else moves the talk's offer, or another talk of it."""
    with transaction.atomic():
        hold(Offer, talk.offer_id)
        yield


@transaction.atomic
def change_offer(*, offer: Offer, by: Person, write: Callable[[], Any]) -> None:
    """Keep what was changed. Raises `PermissionDenied`."""
    current = locked(Offer, pk=offer.pk)
    rules.can_edit_offer(by, current).enforce()
    write()
    OFFER_FLOW.record("edit", offer, by=by)


def ask_for_offer(
    *, offer: Offer, taker: Group | Department, words: str, by: Person, key: UUID
) -> tuple[OfferTalk, bool]:
    """Ask for what is offered, in the name of a group or a department, once per key and one talk of each at a
    time. Returns the talk, and whether it is new. Raises `PermissionDenied`, and `MoveRefused` where it
    can no longer be asked for."""
    account = account_of(by)

    def create(stored: UUID) -> OfferTalk:
        current = locked(Offer, pk=offer.pk)
        rules.may_ask_as(by, taker, current).enforce()
        if not (can := rules.can_ask(current)):
            raise MoveRefused(can.reason)
        side = {"group" if isinstance(taker, Group) else "department": taker}
        if OfferTalk.objects.waiting().filter(offer=current, **side).exists():
            raise MoveRefused(str(_("この提供には、すでに相談しています。返事をお待ちください。")))
        talk = OfferTalk.objects.create(
            offer=current, words=words, asked_by=account, submission_key=stored, **side
        )
        entry = OFFER_TALK_FLOW.record("ask", talk, by=by, after=talk.status)
        settle(current, Act(by=by, at=timezone.now()))
        letters.tell_others(
            those_who_offer(current),
            by=by,
            about=current,
            told=_("提供について、相談が届きました"),
            next_step=_("相談を読み、提供するか、今回は見送るかを伝えてください。"),
            page=talk.get_absolute_url(),
            key=f"offertalk.ask:{entry.pk}",
        )
        return talk

    return create_once(OfferTalk, key, create, by=account)


def thank_for_offer(*, talk: OfferTalk, words: str, public: bool, by: Person) -> None:
    """Thank the group for what it gave; `public`: everybody may read it, if the group agreed to that too.
    Raises `PermissionDenied`."""
    with with_offer_held(talk):
        current = locked(OfferTalk, pk=talk.pk)
        rules.can_thank_for(by, current).enforce()
        OFFER_TALK_FLOW.make("thank", current, by=by, note=words, public=public)


def end_unanswered_talks(tick: clock.Tick) -> int:
    """End what an offering group has not answered in the days that the profile says; how many. Safe to
    repeat."""
    before = tick.now - dt.timedelta(days=city().waits.offer)
    return clock.one_by_one(OfferTalk.objects.waiting().filter(created_at__lte=before), _end)


def _end(talk: OfferTalk) -> bool:
    with with_offer_held(talk):
        current = locked(OfferTalk, pk=talk.pk)
        if current.status != TalkStatus.ASKED:
            return False
        OFFER_TALK_FLOW.make("run_out", current, by=EVERYBODY)
        return True
