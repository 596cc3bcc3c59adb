"""The life of an invitation: sent, sent again, accepted once, or taken back.

Its token stands in the letter alone. The letter has the same end as the invitation, and is forgotten
by the outbox once it is delivered.
"""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groups.accounts import granting
from groups.belonging import members_watched
from groups.flows import JOIN_FLOW
from groups.models import Group, Invitation, InvitationStatus, JoinRequest, Membership, User
from groups.models.invitations import LASTS, hash_of, new_token
from groups.models.people import account_of
from groups.rules.invitations import (
    can_accept,
    can_be_invited,
    can_send_again,
    may_accept,
    may_invite,
)
from groups.rules.managers import can_come_as
from kyodo_portal.cities import city, said
from kyodo_portal.life.flows import Act, Flow, Move, MoveRefused
from kyodo_portal.life.people import Person
from kyodo_portal.life.recorded import Reader, Recorded
from kyodo_portal.post import letters
from kyodo_portal.words.languages import later
from kyodo_portal.words.text import japanese_datetime
from kyodo_portal.writing.locks import hold

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


def _addressee(invitation: Invitation) -> Invited:
    """In the language of the account, where the address has one."""
    known = User.objects.filter(email__iexact=invitation.email).values_list("language", flat=True)
    language = known.first() or ""
    return Invited(invitation.pk, invitation.name, invitation.email, language=language)


def _city_name() -> str:
    return said(city().name)


def _sender(invitation: Invitation) -> str:
    """Who invites, and for whom: 見本 花子（花と道の会）."""
    group = invitation.group
    return f"{invitation.invited_by.display_name}（{group.name if group else city().name}）"


def _send(invitation: Invitation, __: Act | None = None) -> None:
    """The letter with the token that has just been made."""
    token = invitation.fresh_token
    letters.queue_letter(
        _addressee(invitation),
        about=invitation,
        told=format_lazy(_("{city}の協働ポータルに招待されました"), city=later(_city_name)),
        when=format_lazy(_("{sender}より"), sender=_sender(invitation)),
        note=format_lazy(_("お願いしたい役目：{offer}"), offer=later(lambda: invitation.offer)),
        next_step=format_lazy(
            _(
                "{moment}までに、下のページを開いてください。"
                "アカウントがなくても、そのページから進めます。パスワードはいりません。"
                "このメールは、ほかの人に転送しないでください。"
                "お心当たりがないときは、そのままにしてください。"
            ),
            moment=later(japanese_datetime, invitation.expires_at),
        ),
        page=reverse("invitations:offer", args=[token]),
        key=f"invitation:{hash_of(token)}",
        expires_at=invitation.expires_at,
    )


def _give(invitation: Invitation, act: Act) -> None:
    """What was offered, to the account that has accepted."""
    account = account_of(act.by)
    if invitation.group is not None:  # a group's own affair, told to those who speak for it
        _take_in(invitation.group, account, invitation.group_role, by=act.by)
        return
    held = granting.before([account])
    if invitation.department is not None:
        invitation.department.staff.add(account)
    if (role := invitation.role_group()) is not None:
        account.groups.add(role)
    granting.tell_changes(held, by=act.by)


def _take_in(group: Group, account: User, role: str, *, by: Person) -> None:
    """Into the group, unless its representative has come meanwhile; what the person had asked of the group
    is answered."""
    hold(Group, group.pk)
    if not (can := can_come_as(group, role)):
        raise MoveRefused(can.reason)
    with members_watched(group, by=by):
        Membership.objects.create(user=account, group=group, role=role)
    for request in JoinRequest.objects.waiting().filter(group=group, person=account):
        JOIN_FLOW.make("withdraw", request, by=by)


INVITATION_FLOW = Flow(
    Invitation,
    InvitationStatus,
    turns={
        SENT: _("招待された方の返事を待っています"),
        EXPIRED: _("期限が過ぎました。送り直せます"),
        ACCEPTED: _("引き受けられました"),
        WITHDRAWN: _("取り消されました"),
    },
    tones={SENT: "info", EXPIRED: "warning", ACCEPTED: "success", WITHDRAWN: "muted"},
    moves=[
        Move(
            name="expire",
            label=_("期限が過ぎる"),
            sources=frozenset({SENT}),
            target=EXPIRED,
            by_clock=True,
        ),
        Move(
            name="accept",
            label=_("引き受ける"),
            sources=frozenset({SENT, EXPIRED}),
            target=ACCEPTED,
            happened=_("招待を引き受けました"),
            read_by=Reader.PARTIES,
            who=may_accept,
            judges=False,
            when=can_accept,
            stamps=lambda _, act: {"accepted_by_id": act.by.pk, "accepted_at": act.at},
            effect=_give,
            tone="primary",
            tells=lambda invitation, _: [invitation.invited_by],
            told=_("招待が引き受けられました"),
            done=lambda invitation: gettext("引き受けました。役目：{offer}").format(
                offer=invitation.offer
            ),
        ),
        Move(
            name="resend",
            label=_("新しい招待のメールを送る"),
            sources=frozenset({SENT, EXPIRED}),
            target=SENT,
            happened=_("招待のメールを送り直しました"),
            read_by=Reader.PARTIES,
            who=may_invite,
            judges=False,
            when=can_send_again,
            stamps=_renewed,
            effect=_send,
            confirm=_("前のメールのページは開けなくなります。新しいメールを送りますか。"),
            done=_("新しい招待のメールを送りました。前のメールのページは、もう開けません。"),
        ),
        Move(
            name="withdraw",
            label=_("招待を取り消す"),
            sources=frozenset({SENT, EXPIRED}),
            target=WITHDRAWN,
            happened=_("招待を取り消しました"),
            read_by=Reader.PARTIES,
            who=may_invite,
            judges=False,
            tone="danger",
            confirm=_("この招待は、もう引き受けられなくなります。よろしいですか。"),
            done=_("招待を取り消しました。届いたメールのページは、もう開けません。"),
        ),
    ],
    acts=[
        Recorded(
            name="invite",
            label="招待した",
            happened=_("招待しました"),
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
    hold(Group, invitation.group_id)  # so many at a time are counted one after the other
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
