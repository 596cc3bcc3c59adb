"""Ideas of people without an account: offered on the page of a call, or entered from paper."""

import datetime as dt
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from groups import people
from groups.actions.guests import vouch_for, welcome
from groups.guests import ActingGuest, Purpose, register
from groups.models import ConfirmedHow, Guest
from groups.models.people import account_of
from kyodo_portal.life.people import EVERYBODY, Person
from kyodo_portal.post import letters
from kyodo_portal.writing.once import create_once
from proposals.content.tasks import beginning_of
from proposals.flows import PROPOSAL_FLOW
from proposals.models import Call, Proposal, ProposalStatus
from proposals.rules.calls import can_offer_idea
from proposals.rules.papers import can_enter_proposals
from proposals.rules.proposals import may_handle_proposal

CAME_FOR = "idea"

KNOWN_FOR = dt.timedelta(days=730)
"""How long somebody without an account is known at the longest, where nothing is decided."""


def offer_idea(*, call: Call, idea: Proposal, guest: Guest, key: UUID) -> tuple[Proposal, bool]:
    """Offer an idea without an account, once per key. It is handed in once they have typed their code, or somebody
    has called them. `idea` and `guest` are unsaved records."""
    can_offer_idea(call).enforce()

    def create(stored: UUID) -> Proposal:
        _keep(call, idea, guest, stored)
        if not guest.email:
            letters.tell_others(
                people.coordinators(),
                by=None,
                about=idea,
                told="アカウントのない方のアイデアが届きました",
                next_step="電話でご本人と確かめてください。確かめると、受け付けになります。",
                key=f"proposal.call:{idea.pk}",
            )
        return idea

    return create_once(Proposal, key, create, by=EVERYBODY)


def enter_idea(
    *, call: Call, idea: Proposal, guest: Guest, by: Person, key: UUID
) -> tuple[Proposal, bool]:
    """Write down an idea that came on paper or was told, once per key, and hand it in. `idea` says how and when it
    came. Raises `PermissionDenied`, or `MoveRefused` where that was too late."""
    can_enter_proposals(by, call).enforce()
    account = account_of(by)

    def create(stored: UUID) -> Proposal:
        idea.entered_by = account
        _keep(call, idea, guest, stored)
        vouch_for(guest, how=ConfirmedHow.COUNTER, by=by)
        return idea

    return create_once(Proposal, key, create, by=account)


def _keep(call: Call, idea: Proposal, guest: Guest, key: UUID) -> None:
    guest.submission_key = key
    idea.guest = welcome(guest, came_for=CAME_FOR, forget_on=timezone.localdate() + KNOWN_FOR)
    for name, value in beginning_of(call).items():
        setattr(idea, name, value)
    idea.call, idea.submission_key = call, key
    idea.save()
    PROPOSAL_FLOW.record("begin", idea, by=idea.entered_by)


@transaction.atomic
def confirm_by_call(*, idea: Proposal, by: Person) -> None:
    """The desk has spoken with somebody who left a telephone number only. Raises `PermissionDenied`."""
    may_handle_proposal(by, idea).enforce()
    if idea.guest is not None:
        vouch_for(idea.guest, how=ConfirmedHow.CALL, by=by)


def idea_of(guest: Guest) -> Proposal:
    """What this guest offers."""
    return Proposal.objects.select_related("call", "guest", "led_to").get(guest=guest)


def _confirmed(guest: Guest) -> None:
    idea = idea_of(guest)
    PROPOSAL_FLOW.make("submit", idea, by=idea.entered_by or ActingGuest(guest))


register(
    Purpose(
        key=CAME_FOR,
        label=_("アイデアを書く"),
        about=lambda guest: idea_of(guest).title,
        confirmed=_confirmed,
        page=lambda guest: reverse("calls:idea_guest", args=[guest.pk, guest.token]),
        done=lambda _guest: _("アイデアを受け付けました。結果が決まると、メールでお知らせします。"),
        received=_("アイデアを受け付けました"),
    )
)


def forget_ideas(now: dt.datetime) -> int:
    """Remove what guests began who never typed the code and were forgotten; how many. Safe to repeat."""
    nobodys = Proposal.objects.filter(
        status=ProposalStatus.DRAFT, guest=None, created_by=None, group=None
    )
    count = nobodys.count()
    nobodys.delete()
    return count
