"""What each role in a group may do, as the group's page says it. The rules hold it, each in its place."""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from groups.models import MembershipRole
from groups.models.memberships import SPEAKING, WITH_MONEY
from kyodo_portal.words.languages import Words

EVERYBODY = tuple(MembershipRole)
REPRESENTATIVE = (MembershipRole.REPRESENTATIVE,)


@dataclass(frozen=True, slots=True)
class GroupAct:
    """One thing that is done in or for a group, and who of its people does it."""

    name: str
    label: Words
    roles: Collection[MembershipRole]


ACTS = (
    GroupAct("read", _("団体の記録や下書きを読む"), EVERYBODY),
    GroupAct("report", _("活動の報告を書く"), EVERYBODY),
    GroupAct("money", _("団体のお金を受け持つ、予算・決算の書類を残す"), WITH_MONEY),
    GroupAct("edit", _("団体のページと連絡先を直す"), SPEAKING),
    GroupAct("people", _("人を招待する、迎える、外す。会計を決める"), SPEAKING),
    GroupAct("propose", _("団体として相談する、提案する"), SPEAKING),
    GroupAct("sign", _("協定に署名する、評価シートを書く"), SPEAKING),
    GroupAct("rest", _("活動の休止と再開を届け出る"), SPEAKING),
    GroupAct("managers", _("管理者を決める、外す"), REPRESENTATIVE),
    GroupAct("hand_over", _("代表をほかの人に引き継ぐ"), REPRESENTATIVE),
)
"""What many do first."""


def acts_of(role: str) -> list[Words]:
    """What somebody in this role may do, in the words of the screen."""
    return [act.label for act in ACTS if role in act.roles]
