"""In which proposals somebody has an interest, asked of all at once (see `proposals.interest`)."""

from django.apps import apps
from django.db.models import Exists, OuterRef, Q

from kyodo_portal.life.people import Account
from kyodo_portal.life.roles import Role


def affairs_of(user: Account, *, through: str = "") -> Q:
    """The proposals in which this person has an interest; with `through`, records that lead to such
    a proposal by this path (`proposal__`)."""
    groups = list(user.role_by_group)
    own = Q(**{f"{through}group": None, f"{through}created_by": user.pk})
    own |= Q(**{f"{through}group__in": groups}) | Q(**{f"{through}implementing_group__in": groups})
    left = {"group": user.left_groups, "implementing_group": user.left_groups}
    if Role.COORDINATOR not in user.role_names:
        own |= Q(**{f"{through}responsible_department__in": user.department_ids})
        left["responsible_department"] = user.left_departments
    versions = apps.get_model("proposals.ProposalVersion").objects
    for column, ends in left.items():
        for pk, ended_at in ends.items():
            before = versions.filter(proposal=OuterRef(f"{through}pk"), submitted_at__lte=ended_at)
            handed_in = Q(Exists(before)) | Q(**{f"{through}submitted_at__lte": ended_at})
            own |= Q(**{f"{through}{column}": pk}) & handed_in
    return own


def of_strangers(user: Account) -> Q:
    """Sheets on proposals in which the person has no interest of their own."""
    return ~affairs_of(user, through="proposal__")
