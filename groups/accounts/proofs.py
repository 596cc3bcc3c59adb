"""What an account of the city's side has proved, and when a proof counts no more."""

from django.http import HttpRequest
from django.utils import timezone

from groups.models import User
from kyodo_portal.web import city_sessions


def count_as_proved(request: HttpRequest, account: User) -> None:
    """The person before this browser has shown that they read the mail of the account's address: by a
    code, or by a link that was sent there. From here they may set up their first second factor."""
    note_proof(account)
    city_sessions.prove_mail(request.session, account.pk)


def note_proof(account: User) -> None:
    """The account keeps that its address was proved, whatever browser it was in."""
    account.mail_proved_at = timezone.now()
    account.save(update_fields=["mail_proved_at"])


def end_proofs(account: User) -> None:
    """A second factor is gone: from now on every session of this account, in whatever browser, has to
    show one anew."""
    account.factors_ended_at = timezone.now()
    account.save(update_fields=["factors_ended_at"])
