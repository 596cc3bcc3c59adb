"""Who invites whom, and who accepts."""

from allauth.account.models import EmailAddress

from groups.models import Invitation, InvitationStatus, Membership, User
from groups.rules.people import can_be_placed, is_administrator, manages
from kyodo_portal.life.flows import not_yours
from kyodo_portal.life.people import Person, is_signed_in
from kyodo_portal.life.verdicts import ALLOWED, Verdict, allow_if, first_refusal, refuse
from kyodo_portal.words.text import japanese_datetime


def may_invite(person: Person, invitation: Invitation | None = None) -> Verdict:
    """To the city's side the administrators, who keep accounts and departments; to a group those who
    speak for it."""
    if invitation is not None and invitation.group_id is not None:
        return ALLOWED if manages(person, [invitation.group_id]) else not_yours("この団体の管理者")
    return ALLOWED if is_administrator(person) else not_yours("システム管理者")


def can_be_invited(invitation: Invitation) -> Verdict:
    """To a place that is there, that the person does not have already, and to which nobody has
    invited them; nobody invites themselves."""
    department, group = invitation.department, invitation.group
    account = User.objects.filter(email__iexact=invitation.email).first()
    return first_refusal(
        allow_if(
            department is None or department.is_active,
            "この課は、いまはありません。現在ある課を選んでください。",
        ),
        allow_if(
            account is None or account.is_active,
            "このメールアドレスのアカウントは、閉じられています。もう一度使うときは、そのアカウントの"
            "「有効」に印を付けてください。",
        ),
        allow_if(
            account is None or account.pk != invitation.invited_by_id,
            "ご自身を招待することはできません。ほかの担当者に頼んでください。",
        ),
        lambda: allow_if(
            account is None or _gives_something_new(invitation, account),
            f"この方は、すでにこの役目（{invitation.offer}）に就いています。招待はいりません。",
        ),
        lambda: allow_if(
            group is None
            or account is None
            or not Membership.objects.running().filter(user=account, group=group).exists(),
            "この方は、すでにこの団体に属しています。",
        ),
        lambda: allow_if(
            not _same_waiting(invitation),
            "この方には、同じ招待をすでに送っていて、返事を待っています。"
            "メールが届いていないときは、その招待のページから送り直してください。",
        ),
    )


def _gives_something_new(invitation: Invitation, account: User) -> bool:
    """Whether the account lacks any of what the invitation gives."""
    if invitation.department_id and invitation.department_id not in account.department_ids:
        return True
    if invitation.role and invitation.role not in account.role_names:
        return True
    return invitation.group_id is not None


def _same_waiting(invitation: Invitation) -> bool:
    waiting = Invitation.objects.waiting().filter(
        email__iexact=invitation.email,
        department=invitation.department_id,
        role=invitation.role,
        group=invitation.group_id,
    )
    return waiting.exclude(pk=invitation.pk).exists()


def may_accept(person: Person, invitation: Invitation) -> Verdict:
    """The one account that has proved to read the mail of the address."""
    if not is_signed_in(person):
        return refuse("招待を引き受けるには、先にログインしてください。")
    return first_refusal(
        allow_if(
            has_proved(person, invitation.email),
            "この招待は、別のメールアドレスの方にあてたものです。招待のメールが届いたアドレスの"
            "アカウントでログインしてから、もう一度開いてください。",
        ),
        can_be_placed(person),
    )


def has_proved(person: Person, email: str) -> bool:
    """Whether it has been proved that this account's owner reads the mail of the address."""
    proved = EmailAddress.objects.filter(user=person.pk, verified=True, email__iexact=email)
    return proved.exists()


def can_accept(invitation: Invitation) -> Verdict:
    """Within its time, and while its place is there."""
    department = invitation.department
    return first_refusal(
        allow_if(
            invitation.live_status != InvitationStatus.EXPIRED,
            f"この招待の期限（{japanese_datetime(invitation.expires_at)}）は過ぎました。"
            "招待した人に、送り直しを頼んでください。",
        ),
        allow_if(
            department is None or department.is_active,
            "この課は、いまはありません。招待した人に確かめてください。",
        ),
        allow_if(
            invitation.invited_by.is_active and bool(may_invite(invitation.invited_by, invitation)),
            "招待した人が、いまは招待できる立場にありません。市の協働の窓口に確かめてください。",
        ),
    )
