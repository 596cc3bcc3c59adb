"""The life of an invitation: sent, sent again, accepted once, or taken back.

Its token stands in the letter alone. The letter has the same end as the invitation, and is forgotten
by the outbox once it is delivered.
"""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from groups.accounts import granting
from groups.belonging import members_watched
from groups.models import Invitation, InvitationStatus, Membership
from groups.models.invitations import LASTS, hash_of, new_token
from groups.models.people import account_of
from groups.rules.invitations import can_accept, can_be_invited, may_accept, may_invite
from kyodo_portal.life.flows import Act, Flow, Move
from kyodo_portal.life.people import Person
from kyodo_portal.life.recorded import Reader, Recorded
from kyodo_portal.post import letters
from kyodo_portal.words.text import japanese_datetime

SENT, EXPIRED = InvitationStatus.SENT, InvitationStatus.EXPIRED
ACCEPTED, WITHDRAWN = InvitationStatus.ACCEPTED, InvitationStatus.WITHDRAWN


@dataclass(frozen=True, slots=True)
class Invited:
    """Whom the letter goes to: an address, with or without an account."""

    pk: int
    display_name: str
    email: str
    is_active: bool = True
    language: str = ""


def _renewed(invitation: Invitation, act: Act) -> dict[str, Any]:
    """A new token: the letter before opens nothing any more."""
    invitation.fresh_token = new_token()
    return {"token_hash": hash_of(invitation.fresh_token), "expires_at": act.at + LASTS}


def _send(invitation: Invitation, _: Act | None = None) -> None:
    """The letter with the token that has just been made."""
    token = invitation.fresh_token
    letters.queue_letter(
        Invited(invitation.pk, invitation.name, invitation.email),
        about=invitation,
        told="協働ポータルに招待されました",
        when=f"{invitation.invited_by.display_name}より",
        note=f"お願いしたい役目：{invitation.offer}",
        next_step=(
            f"{japanese_datetime(invitation.expires_at)}までに、下のページを開いてください。"
            "アカウントがなくても、そのページから進めます。パスワードはいりません。"
            "このメールは、ほかの人に転送しないでください。お心当たりがないときは、そのままにしてください。"
        ),
        page=reverse("invitations:offer", args=[token]),
        key=f"invitation:{hash_of(token)}",
        expires_at=invitation.expires_at,
    )


def _give(invitation: Invitation, act: Act) -> None:
    """What was offered, to the account that has accepted."""
    account = account_of(act.by)
    held = granting.before([account])
    if invitation.department is not None:
        invitation.department.staff.add(account)
    if (role := invitation.role_group()) is not None:
        account.groups.add(role)
    if invitation.group is not None:
        with members_watched(invitation.group, by=act.by):
            Membership.objects.create(
                user=account, group=invitation.group, role=invitation.group_role
            )
    granting.tell_changes(held, by=act.by)


INVITATION_FLOW = Flow(
    Invitation,
    InvitationStatus,
    turns={
        SENT: "招待された方の返事を待っています",
        EXPIRED: "期限が過ぎました。送り直せます",
        ACCEPTED: "引き受けられました",
        WITHDRAWN: "取り消されました",
    },
    tones={SENT: "info", EXPIRED: "warning", ACCEPTED: "success", WITHDRAWN: "muted"},
    moves=[
        Move(
            name="expire",
            label="期限が過ぎる",
            sources=frozenset({SENT}),
            target=EXPIRED,
            by_clock=True,
        ),
        Move(
            name="accept",
            label="引き受ける",
            sources=frozenset({SENT, EXPIRED}),
            target=ACCEPTED,
            happened="招待を引き受けました",
            read_by=Reader.PARTIES,
            who=may_accept,
            judges=False,
            when=can_accept,
            stamps=lambda _, act: {"accepted_by_id": act.by.pk, "accepted_at": act.at},
            effect=_give,
            tone="primary",
            tells=lambda invitation, _: [invitation.invited_by],
            told="招待が引き受けられました",
            done=lambda invitation: f"引き受けました。役目：{invitation.offer}",
        ),
        Move(
            name="resend",
            label="新しい招待のメールを送る",
            sources=frozenset({SENT, EXPIRED}),
            target=SENT,
            happened="招待のメールを送り直しました",
            read_by=Reader.PARTIES,
            who=may_invite,
            judges=False,
            stamps=_renewed,
            effect=_send,
            confirm="前のメールのページは開けなくなります。新しいメールを送りますか。",
            done="新しい招待のメールを送りました。前のメールのページは、もう開けません。",
        ),
        Move(
            name="withdraw",
            label="招待を取り消す",
            sources=frozenset({SENT, EXPIRED}),
            target=WITHDRAWN,
            happened="招待を取り消しました",
            read_by=Reader.PARTIES,
            who=may_invite,
            judges=False,
            tone="danger",
            confirm="この招待は、もう引き受けられなくなります。よろしいですか。",
            done="招待を取り消しました。届いたメールのページは、もう開けません。",
        ),
    ],
    acts=[
        Recorded(
            name="invite",
            label="招待した",
            happened="招待しました",
            read_by=Reader.PARTIES,
            is_inward=True,
        )
    ],
)


@transaction.atomic
def invite(invitation: Invitation, *, by: Person) -> Invitation:
    """Invite somebody. `invitation` is unsaved, with the address, the name and what it gives. Raises
    `PermissionDenied` with the reason."""
    invitation.invited_by = account_of(by)
    may_invite(by, invitation).enforce()
    can_be_invited(invitation).enforce()
    invitation.email = invitation.email.lower()
    invitation.fresh_token = new_token()
    invitation.token_hash = hash_of(invitation.fresh_token)
    invitation.expires_at = timezone.now() + LASTS
    invitation.save()
    INVITATION_FLOW.record("invite", invitation, by=by, after=SENT)
    _send(invitation)
    return invitation
