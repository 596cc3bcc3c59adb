"""Who may offer themselves as a supporter."""

from django.utils.translation import gettext

from groups.models import Supporter
from groups.rules.people import is_coordinator
from kyodo_portal.life.flows import not_yours
from kyodo_portal.life.people import Person, is_signed_in
from kyodo_portal.life.verdicts import ALLOWED, Verdict, allow_if, refuse


def can_offer_oneself(person: Person) -> Verdict:
    """Anybody with an account whose address is known to be theirs: they are asked by mail."""
    if not is_signed_in(person):
        return refuse(gettext("サポーターになるには、先にログインしてください。"))
    return allow_if(
        person.is_confirmed,
        gettext(
            "メールアドレスの確認が済んでいないため、まだサポーターになれません。一度ログアウトし、"
            "「メールでコードを受け取る」からログインすると、確認が済みます。"
        ),
    )


def may_keep_supporter(person: Person, supporter: Supporter) -> Verdict:
    """Their own alone; of who has no account the coordinators, to whom they told it."""
    if supporter.guest_id is not None:
        return can_enter_supporter(person)
    own = is_signed_in(person) and person.pk == supporter.user_id
    return ALLOWED if own else not_yours(gettext("ご本人"))


def can_enter_supporter(person: Person) -> Verdict:
    """Who comes to the counter is entered by the coordinators."""
    return ALLOWED if is_coordinator(person) else not_yours("協働担当の職員")
