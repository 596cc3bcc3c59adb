"""Somebody of whom the portal holds something in every table that is theirs alone, marked by one word."""

import datetime as dt
from uuid import uuid4

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import Permission
from django.core.files.base import ContentFile
from django.utils import timezone

from groups.accounts.my_data import ask_for_my_data
from groups.actions.messages import open_thread
from groups.models import (
    ContactDetails,
    Follow,
    Frequency,
    Group,
    Membership,
    MembershipRole,
    NoticeKind,
    NoticePreference,
    User,
)
from kyodo_portal.post import outbox
from kyodo_portal.writing.kept.texts import KeptText
from projects.attending.joining import join
from projects.models import Participation, ParticipationDetails
from proposals.models import Consultation, Proposal, ProposalAttachment
from tests.factories import make_group, make_user
from tests.groups.supporting import make_supporter
from tests.projects.events import make_event
from tests.projects.helping import make_answer, make_help
from tests.proposals.factories import make_call

CANARY = "kanaria"
NAME = f"{CANARY}さん"


def make_person() -> User:
    """A citizen who has used everything."""
    user = make_user(NAME, email=f"{CANARY}@example.jp")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    Authenticator.objects.create(user=user, type="totp", data={"secret": CANARY})
    UserSession.objects.create(
        user=user, session_key=f"{CANARY}key", ip="127.0.0.1", user_agent=CANARY
    )
    ContactDetails.objects.create(
        user=user, name=CANARY, address=CANARY, email=f"{CANARY}@example.jp"
    )
    KeptText.objects.create(
        person=user, mark=CANARY, page="/consult/", address="/consult/", fields={"q": CANARY}
    )
    group = make_group("見本の会", members=(user,))
    outbox.queue(to=user.email, subject=CANARY, body=f"{NAME} 様", key=CANARY)
    draft = Proposal.objects.create(call=make_call(), created_by=user, title=CANARY, purpose=CANARY)
    attachment = ProposalAttachment(
        proposal=draft,
        title=CANARY,
        original_name=f"{CANARY}.pdf",
        content_type="application/pdf",
        size=3,
        sha256="0" * 64,
        uploaded_by=user,
    )
    attachment.file.save("a.pdf", ContentFile(b"abc"), save=True)
    user.user_permissions.add(Permission.objects.order_by("pk")[0])
    make_supporter(user, public_name=CANARY, text=CANARY)
    Follow.objects.create(user=user, kind="search", slug="places", query=CANARY, name=CANARY)
    NoticePreference.objects.create(
        user=user, kind=NoticeKind.values[0], frequency=Frequency.values[0]
    )
    open_thread(office=group, subject=CANARY, body=CANARY, by=user, key=uuid4())
    join(
        make_event(),
        Participation(people_count=2),
        by=user,
        details=ParticipationDetails(),
    )
    make_answer(make_help(group), user, message=CANARY)
    ask_for_my_data(user)
    return user


def consultation_of(user: User) -> Consultation:
    """What somebody asked the desk: it stays with the city."""
    return Consultation.objects.create(created_by=user, concern="通りが暗い")


def represents(user: User, name: str = "代表のいる会") -> Group:
    group = make_group(name)
    Membership.objects.filter(group=group).delete()
    Membership.objects.create(user=user, group=group, role=MembershipRole.REPRESENTATIVE)
    return group


def days_later(days: float) -> dt.datetime:
    return timezone.now() + dt.timedelta(days=days)
