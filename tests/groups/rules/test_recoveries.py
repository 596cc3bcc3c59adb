"""Who may open the way to somebody whose second factor is lost."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from groups.accounts.recovery import RECOVERY_FLOW
from groups.models import FactorRecovery, User
from groups.rules.recoveries import can_be_asked
from tests.factories import make_user
from tests.people import KINDS, Cast, Policy, make_cast, open_moves, row
from tests.signing_in import give_app

pytestmark = pytest.mark.django_db

OWNER, ASKER = "reviewer", "coordinator"

POLICY: Policy = {
    "asked": {
        OWNER: {"stop"},
        "coordinator": {"stop"},
        "superuser": {"confirm", "stop"},
    },
    "confirmed": {OWNER: {"stop"}, "coordinator": {"stop"}, "superuser": {"stop"}},
    "opened": {},
    "stopped": {},
}


def lost_by(cast: Cast, status: str, *, owner: str = OWNER, asker: str = ASKER) -> FactorRecovery:
    confirmed = status in ("confirmed", "opened")
    return FactorRecovery.objects.create(
        account=cast[owner],
        asked_by=cast[asker],
        reason="窓口で職員証を見た",
        status=status,
        confirmed_by=make_user(is_superuser=True) if confirmed else None,
        opens_at=timezone.now() if confirmed else None,
    )


def test_moves_of_every_status_and_person() -> None:
    cast = make_cast()
    moves = {}
    for status in POLICY:
        recovery = lost_by(cast, status)
        moves[status] = open_moves(RECOVERY_FLOW, cast, recovery)
        recovery.delete()

    assert moves == {status: row(POLICY, status) for status in POLICY}


def test_nobody_confirms_what_they_asked_or_own() -> None:
    cast = make_cast()
    asked = lost_by(cast, "asked", asker="superuser")
    own = lost_by(cast, "asked", owner="superuser")

    assert [
        "confirm" in open_moves(RECOVERY_FLOW, cast, recovery)["superuser"]
        for recovery in (asked, own)
    ] == [False, False]


def test_who_may_ask_for_whom() -> None:
    """For another, who has a factor and an account that is theirs; for oneself nobody."""
    cast = make_cast()
    for kind in ("coordinator", "superuser", "reviewer"):
        give_app(cast[kind])
    allowed = {
        kind: {
            owner
            for owner in ("coordinator", "superuser", "reviewer", "staff")
            if can_be_asked(cast[kind], cast[owner])
        }
        for kind in KINDS
    }

    assert allowed == dict.fromkeys(KINDS, set()) | {
        "coordinator": {"superuser", "reviewer"},
        "superuser": {"coordinator", "reviewer"},
    }
    User.objects.filter(pk=cast["reviewer"].pk).update(confirmed_at=None)
    assert not can_be_asked(cast["coordinator"], cast["reviewer"])


@pytest.mark.parametrize(
    ("asker", "confirmer"), [("reviewer", None), ("coordinator", "coordinator"), ("staff", OWNER)]
)
def test_database_keeps_owner_asker_and_confirmer_apart(asker: str, confirmer: str | None) -> None:
    cast = make_cast()
    with pytest.raises(IntegrityError), transaction.atomic():
        FactorRecovery.objects.create(
            account=cast[OWNER],
            asked_by=cast[asker],
            reason="",
            confirmed_by=cast[confirmer] if confirmer else None,
            opens_at=timezone.now() + dt.timedelta(days=1),
        )
