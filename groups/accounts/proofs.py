"""What an account of the city's side has proved, and when a proof counts no more."""

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from groups.accounts.recorded import UNSEEN_ENDED
from groups.models import User
from kyodo_portal.life import audit
from kyodo_portal.post import letters
from kyodo_portal.web import city_sessions


def count_as_proved(request: HttpRequest, account: User) -> None:
    """The person before this browser has shown that they read the mail of the account's address: by a
    code, or by a link that was sent there. From here they may set up their first second factor."""
    note_proof(request, account)
    city_sessions.prove_mail(request.session, account.pk)


@transaction.atomic
def note_proof(request: HttpRequest, account: User) -> None:
    """The account keeps that its address was proved, whatever browser it was in. At the first time, a
    second factor that was not used in this session may be that of somebody who knew the password
    before the account worked for the city: it counts no more, and the owner is told."""
    if account.mail_proved_at is None and not city_sessions.is_proved(request.session, account):
        _forget_unseen_factors(account)
    account.mail_proved_at = timezone.now()
    account.save(update_fields=["mail_proved_at"])


def _forget_unseen_factors(account: User) -> None:
    removed, _ = Authenticator.objects.filter(user=account).delete()
    if not removed:
        return
    end_proofs(account)
    entry = audit.record(UNSEEN_ENDED, target=account, by=account)
    letters.queue_letter(
        account,
        about=account,
        told="これまでの二段階認証を無効にしました",
        note="市の仕事を始める前に設定され、今回のログインで使われなかったものです。",
        next_step="ログインして、ご自分の認証アプリかパスキーを設定してください。",
        key=f"account.unseen:{entry.pk}",
    )


def end_proofs(account: User) -> None:
    """A second factor is gone: from now on every session of this account, in whatever browser, has to
    show one anew."""
    account.factors_ended_at = timezone.now()
    account.save(update_fields=["factors_ended_at"])
