"""The way back for somebody whose second factor is lost: asked by one, confirmed by another, opened
after a day in which the owner can stop it."""

import datetime as dt
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction

from groups import people
from groups.accounts.proofs import end_proofs
from groups.models import FactorRecovery, RecoveryStatus, User
from groups.models.people import account_of
from groups.rules.recoveries import can_be_asked, can_open, may_confirm, may_open, may_stop
from kyodo_portal.life.audit import AuditEntry
from kyodo_portal.life.flows import Act, Flow, Move
from kyodo_portal.life.interest import Concern, ids
from kyodo_portal.life.people import Person
from kyodo_portal.life.recorded import Reader, Recorded
from kyodo_portal.post import letters

WAIT = dt.timedelta(hours=24)
"""The time between confirmation and opening, in which the owner reads the letter."""

ASKED, CONFIRMED = RecoveryStatus.ASKED, RecoveryStatus.CONFIRMED
OPENED, STOPPED = RecoveryStatus.OPENED, RecoveryStatus.STOPPED

STOP_IT = (
    "お心当たりがないときは、このページですぐに取りやめてください。"
    "二段階認証を使ってログインしても、取りやめになります。"
)


def _everybody(recovery: FactorRecovery, _: Act) -> Any:
    return [recovery.account, recovery.asked_by, *people.coordinators()]


def _forget_factors(recovery: FactorRecovery, _: Act) -> None:
    """The old factors are gone, and every session that knew them."""
    Authenticator.objects.filter(user=recovery.account_id).delete()
    end_proofs(recovery.account)
    for session in UserSession.objects.filter(user=recovery.account_id):
        session.end()


RECOVERY_FLOW = Flow(
    FactorRecovery,
    RecoveryStatus,
    turns={
        ASKED: "ほかのシステム管理者の確認を待っています",
        CONFIRMED: "ご本人が気づいて止められるように、24時間待っています",
        OPENED: "ご本人が新しく設定します",
        STOPPED: "取りやめになりました",
    },
    tones={ASKED: "info", CONFIRMED: "warning", OPENED: "success", STOPPED: "muted"},
    moves=[
        Move(
            name="confirm",
            label="ご本人の頼みと確かめた",
            sources=frozenset({ASKED}),
            target=CONFIRMED,
            happened="別のシステム管理者が確認しました",
            side="市",
            read_by=Reader.PARTIES,
            who=may_confirm,
            judges=True,
            stamps=lambda _, act: {"confirmed_by_id": act.by.pk, "opens_at": act.at + WAIT},
            tone="primary",
            confirm="24時間たつと、この方の二段階認証は消え、メールに届くコードだけで新しく設定できるようになります。ご本人の頼みと確かめましたか。",
            tells=_everybody,
            told="二段階認証の再設定が確認され、24時間後に使えるようになります",
            next_step=STOP_IT,
            done="確認しました。ご本人に知らせました。24時間たつと、ご本人が新しく設定できます。",
        ),
        Move(
            name="stop",
            label="再設定を取りやめる",
            sources=frozenset({ASKED, CONFIRMED}),
            target=STOPPED,
            happened="再設定を取りやめました",
            read_by=Reader.PARTIES,
            who=may_stop,
            judges=False,
            tone="danger",
            tells=_everybody,
            told="二段階認証の再設定が取りやめになりました",
            done="再設定を取りやめました。二段階認証は、これまでのまま使えます。",
        ),
        Move(
            name="open",
            label="これまでの二段階認証を消す",
            sources=frozenset({CONFIRMED}),
            target=OPENED,
            happened="これまでの二段階認証を消しました",
            read_by=Reader.PARTIES,
            who=may_open,
            judges=False,
            when=can_open,
            effect=_forget_factors,
            automatic=True,
            tells=_everybody,
            told="二段階認証を再設定できるようになりました",
            next_step="ログインして、新しい認証アプリかパスキーを設定してください。",
        ),
    ],
    concerns=lambda recovery: [Concern(people=ids(recovery.account_id))],
    acts=[
        Recorded(
            name="ask",
            label="二段階認証の再設定を頼んだ",
            happened="再設定を頼みました",
            side="市",
            read_by=Reader.PARTIES,
        )
    ],
)


@transaction.atomic
def ask(recovery: FactorRecovery, *, by: Person) -> FactorRecovery:
    """Ask for somebody who has lost their factor; they are told at once. `recovery` is unsaved, with
    the account and the reason. Raises `PermissionDenied`."""
    can_be_asked(by, recovery.account).enforce()
    recovery.asked_by = account_of(by)
    recovery.save()
    entry = RECOVERY_FLOW.record("ask", recovery, by=by, note=recovery.reason, after=ASKED)
    administrators = User.objects.active().filter(is_superuser=True)
    letters.tell_others(
        [recovery.account, *people.coordinators(), *administrators],
        by=by,
        about=recovery,
        told="二段階認証の再設定が頼まれました",
        next_step=STOP_IT,
        key=f"recovery.ask:{entry.pk}",
    )
    return recovery


def open_if_due(account: User) -> None:
    """Called while the owner signs in: what was confirmed and has waited long enough comes about."""
    for recovery in account.factor_recoveries.filter(status=CONFIRMED):
        if can_open(recovery):
            RECOVERY_FLOW.make("open", recovery, by=account)


def stop_running(account: User) -> None:
    """Called when the owner has used a factor: it is not lost."""
    for recovery in account.factor_recoveries.running():
        RECOVERY_FLOW.make("stop", recovery, by=account, note="二段階認証が使われたため")


def stop_of(recovery: FactorRecovery) -> AuditEntry | None:
    """When it was stopped, by whom and why; None where the record does not tell."""
    stops = AuditEntry.objects.of(recovery).filter(status_after=STOPPED)
    return stops.select_related("by").last()
