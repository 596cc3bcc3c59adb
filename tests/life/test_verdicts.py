"""A rule's answer: truthy or with a reason."""

import pytest
from django.core.exceptions import PermissionDenied

from kyodo_portal.life.verdicts import (
    ALLOWED,
    Verdict,
    all_refusals,
    allow_if,
    first_refusal,
    refuse,
)

pytestmark = pytest.mark.once

NO, NEVER = refuse("できません。"), refuse("けっして、できません。")


def test_verdict_is_true_when_allowed() -> None:
    assert (bool(ALLOWED), bool(NO)) == (True, False)


def test_enforce_raises_the_reason() -> None:
    ALLOWED.enforce()
    with pytest.raises(PermissionDenied, match=r"^できません。$"):
        NO.enforce()


@pytest.mark.parametrize(
    ("condition", "expected"), [(True, ALLOWED), ([], NO), ("書いた", ALLOWED)]
)
def test_allow_if_judges_truth(condition: object, expected: object) -> None:
    assert allow_if(condition, "できません。") == expected


def test_first_refusal_stops_asking_at_the_first_no() -> None:
    asked = []

    def later() -> Verdict:
        asked.append("later")
        return NEVER

    assert first_refusal(ALLOWED, NO, later) == NO
    assert asked == []
    assert first_refusal(ALLOWED, later) == NEVER
    assert first_refusal(ALLOWED) == ALLOWED


def test_all_refusals_names_everything_that_is_missing() -> None:
    assert all_refusals(NO, ALLOWED, NEVER) == refuse("できません。 けっして、できません。")
    assert all_refusals(ALLOWED, ALLOWED) == ALLOWED
