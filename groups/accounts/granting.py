"""What an account may do for the city or for a group: every change is written down by name, and told."""

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from groups import people
from groups.accounts.recorded import GRANTED
from groups.models import User
from groups.models.memberships import MembershipRole
from kyodo_portal.life import audit
from kyodo_portal.life.people import Person
from kyodo_portal.life.roles import Role
from kyodo_portal.post import letters
from kyodo_portal.words.languages import Words, in_japanese, listed

ADMINISTRATOR = "システム管理者"
DOUBT = _("お心当たりがないときは、すぐに協働の窓口にお知らせください。")


def held_by(account: User) -> list[str]:
    """What the account holds now, in the words of the screen: rights, roles, departments, groups."""
    labels = dict(Role.choices)
    trusted = account.memberships.running().exclude(role=MembershipRole.MEMBER)
    with in_japanese():
        return [
            *([ADMINISTRATOR] if account.is_superuser else ()),
            *(labels.get(role, role) for role in account.groups.values_list("name", flat=True)),
            *(f"{name}の職員" for name in account.departments.values_list("name", flat=True)),
            *(
                f"団体「{row.group.name}」の{row.get_role_display()}"
                for row in trusted.select_related("group")
            ),
        ]


def before(accounts: Iterable[User]) -> dict[int, list[str]]:
    """What each of these accounts holds before it is changed, by its number."""
    return {account.pk: held_by(account) for account in accounts}


def _next_step(account: User) -> Words:
    if account.is_staff and account.mail_proved_at is None:
        return (
            "管理画面をはじめて開くときに、このメールアドレスに届くコードでご本人であることを確かめます。"
            f"{DOUBT}"
        )
    return DOUBT


@transaction.atomic
def tell_changes(held_before: Mapping[int, list[str]], *, by: Person) -> None:
    """Write down for each account what it was given and what was taken, with what it held before and
    after; tell the person and the coordinators. Where nothing changed, nothing is written."""
    for account in User.objects.filter(pk__in=held_before).order_by("pk"):
        former, now = held_before[account.pk], held_by(account)
        given = [name for name in now if name not in former]
        taken = [name for name in former if name not in now]
        if not given and not taken:
            continue
        words = [
            *([f"加えたもの：{listed(given)}"] if given else ()),
            *([f"外したもの：{listed(taken)}"] if taken else ()),
        ]
        if not account.is_staff and account.mail_proved_at:
            account.mail_proved_at = None  # who begins again proves it again
            account.save(update_fields=["mail_proved_at"])
        entry = audit.record(
            GRANTED,
            target=account,
            by=by,
            note="。".join(words),
            data={"before": former, "after": now},
        )
        letters.tell_others(
            [account, *people.coordinators()],
            by=by,
            about=account,
            told=_("アカウントの役割が変わりました"),
            note="\n".join(words),
            next_step=_next_step(account),
            key=f"account.grant:{entry.pk}",
        )
