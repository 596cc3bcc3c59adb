"""An account that the administrator makes for somebody: its owner is told, and signs in by code."""

from allauth.account.models import EmailAddress
from django.db import transaction

from groups.accounts.standing import INVITED_FOR
from groups.models import User
from kyodo_portal.life.people import Person
from kyodo_portal.post import letters


@transaction.atomic
def invite(account: User, *, by: Person) -> None:
    """Tell the owner of a new account how to begin; the address waits to be proved."""
    EmailAddress.objects.get_or_create(
        user=account, email=account.email, defaults={"primary": True, "verified": False}
    )
    letters.tell_others(
        [account],
        by=by,
        about=account,
        told="協働ポータルのアカウントが用意されました",
        next_step=(
            f"{INVITED_FOR}のうちに、ログインのページで「メールでコードを受け取る」を選び、"
            "このメールアドレスでログインしてください。パスワードはいりません。"
            "お心当たりがないときは、なにもしなければ、アカウントは消えます。"
        ),
        key=f"account.invite:{account.pk}",
    )
