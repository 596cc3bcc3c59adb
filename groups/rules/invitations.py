"""Who invites whom, and who accepts."""

import datetime as dt

from allauth.account.models import EmailAddress
from django.utils import timezone
from django.utils.translation import gettext

from groups import people
from groups.models import Group, Invitation, InvitationStatus, Membership, User
from groups.models.invitations import LASTS
from groups.models.memberships import SPEAKING
from groups.rules.groups import may_handle
from groups.rules.managers import can_come_as
from groups.rules.members import may_keep_managers, may_keep_people
from groups.rules.people import belongs_to, can_be_placed, coordinates, is_administrator
from kyodo_portal.life.flows import not_yours
from kyodo_portal.life.people import Person, is_signed_in
from kyodo_portal.life.verdicts import ALLOWED, Verdict, allow_if, first_refusal, refuse
from kyodo_portal.words.text import japanese_datetime

WAITING_AT_MOST = 20
"""Invitations of one group that may wait for their answer at a time."""

PER_DAY = 10
"""Invitations that one group writes in a day."""

AGAIN = dt.timedelta(hours=1)
"""How long after a letter of a group another may be sent to the same person."""


def may_invite(person: Person, invitation: Invitation | None = None) -> Verdict:
    """To the city's side the administrators, who keep accounts and departments; to a group those who
    speak for it, and where nobody does, the coordinators: they invite whoever comes to the counter."""
    group = None if invitation is None else invitation.group
    if invitation is not None and group is not None:
        if coordinates(person, group) and not people.managers([group]).exists():
            return may_handle(person, group)
        speaks = invitation.group_role in SPEAKING
        return may_keep_managers(person, group) if speaks else may_keep_people(person, group)
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
        lambda: ALLOWED if group is None else can_invite_now(group),
        lambda: ALLOWED if group is None else can_come_as(group, invitation.group_role),
        allow_if(
            account is None or account.is_active or group is not None,
            "このメールアドレスのアカウントは、閉じられています。もう一度使うときは、そのアカウントの"
            "「有効」に印を付けてください。",
        ),
        allow_if(
            account is None or account.pk != invitation.invited_by_id,
            gettext("ご自身を招待することはできません。ほかの方に頼んでください。"),
        ),
        lambda: allow_if(
            account is None or _gives_something_new(invitation, account),
            f"この方は、すでにこの役目（{invitation.offer}）に就いています。招待はいりません。",
        ),
        lambda: allow_if(
            group is None
            or account is None
            or not Membership.objects.running().filter(user=account, group=group).exists(),
            gettext("この方は、すでにこの団体に属しています。"),
        ),
        lambda: allow_if(
            not _same_waiting(invitation),
            gettext(
                "この方には、同じ招待をすでに送っていて、返事を待っています。"
                "メールが届いていないときは、その招待を送り直してください。"
            ),
        ),
    )


def can_invite_now(group: Group) -> Verdict:
    """A public group invites, a few at a time: letters to strangers in the city's name are not for
    everybody who has applied."""
    if not group.is_public:
        return refuse(gettext("招待は、団体が登録されてから送れます。登録をお待ちください。"))
    waiting = Invitation.objects.waiting().filter(group=group).count()
    day_ago = timezone.now() - dt.timedelta(days=1)
    lately = Invitation.objects.filter(group=group, created_at__gt=day_ago).count()
    return first_refusal(
        allow_if(
            waiting < WAITING_AT_MOST,
            gettext(
                "返事を待っている招待が{count}件あります。返事が来てからか、"
                "いらなくなった招待を取り消してから、次の方を招待してください。"
            ).format(count=WAITING_AT_MOST),
        ),
        allow_if(
            lately < PER_DAY,
            gettext("招待は、1日に{count}件までです。明日また送ってください。").format(
                count=PER_DAY
            ),
        ),
    )


def can_send_again(invitation: Invitation) -> Verdict:
    """A group's letter not within an hour of the last; the city's at once."""
    after = invitation.expires_at - LASTS + AGAIN
    return allow_if(
        invitation.group_id is None or timezone.now() >= after,
        gettext("招待のメールは、送ったばかりです。{moment}から、もう一度送れます。").format(
            moment=japanese_datetime(after)
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
        return refuse(gettext("招待を引き受けるには、先にログインしてください。"))
    return first_refusal(
        allow_if(
            has_proved(person, invitation.email),
            gettext(
                "この招待は、別のメールアドレスの方にあてたものです。招待のメールが届いたアドレスの"
                "アカウントでログインしてから、もう一度開いてください。"
            ),
        ),
        can_be_placed(person),
        lambda: allow_if(
            invitation.status != InvitationStatus.SENT
            or not belongs_to(person, [invitation.group_id]),
            gettext("あなたは、すでにこの団体の一員です。招待はいりません。"),
        ),
    )


def has_proved(person: Person, email: str) -> bool:
    """Whether it has been proved that this account's owner reads the mail of the address."""
    proved = EmailAddress.objects.filter(user=person.pk, verified=True, email__iexact=email)
    return proved.exists()


def can_accept(invitation: Invitation) -> Verdict:
    """Within its time, and while its place is there."""
    department, group = invitation.department, invitation.group
    return first_refusal(
        allow_if(
            invitation.live_status != InvitationStatus.EXPIRED,
            gettext(
                "この招待の期限（{moment}）は過ぎました。招待した人に、送り直しを頼んでください。"
            ).format(moment=japanese_datetime(invitation.expires_at)),
        ),
        allow_if(
            department is None or department.is_active,
            "この課は、いまはありません。招待した人に確かめてください。",
        ),
        allow_if(
            group is None or group.is_public,
            gettext("この団体は、いまは新しい人を迎えていません。招待した人に確かめてください。"),
        ),
        allow_if(
            invitation.invited_by.is_active and bool(may_invite(invitation.invited_by, invitation)),
            gettext(
                "招待した人が、いまは招待できる立場にありません。市の協働の窓口に確かめてください。"
            ),
        ),
        lambda: ALLOWED if group is None else can_come_as(group, invitation.group_role),
    )
