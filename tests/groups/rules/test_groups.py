"""Who may move a group along, in every status. Whatever is not named is refused."""

import pytest

from groups.flows import GROUP_FLOW
from groups.models import GroupStatus
from tests.people import KINDS, Policy, make_cast, open_moves, row

pytestmark = pytest.mark.django_db

POLICY: Policy = {
    "applied": {"coordinator": {"return", "register", "not_accept", "delete"}},
    "returned": {
        "coordinator": {"not_accept", "close_uncorrected", "delete"},
        "manager": {"resubmit"},
    },
    "not_accepted": {"coordinator": {"delete"}, "manager": {"resubmit"}},
    "registered": {"coordinator": {"rest", "delete"}, "manager": {"rest"}},
    "renewal_due": {"coordinator": {"rest", "delete"}, "manager": {"rest"}},
    "dormant": {"coordinator": {"resume", "delete"}, "manager": {"resume"}},
    "deleted": {},
}


def test_policy_names_every_status() -> None:
    assert set(POLICY) == set(GroupStatus.values)


@pytest.mark.parametrize("status", POLICY)
def test_moves_of_a_group(status: str) -> None:
    cast = make_cast(status=status)

    assert open_moves(GROUP_FLOW, cast, cast.group) == row(POLICY, status)


def test_kinds_are_all_made() -> None:
    assert set(make_cast().people) == set(KINDS)
