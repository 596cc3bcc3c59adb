"""Who may open the way to somebody whose second factor is lost. Nobody alone, and nobody their own."""

from allauth.mfa.models import Authenticator
from django.utils import timezone

from groups.models import FactorRecovery, User
from groups.rules.people import can_be_placed, is_administrator, is_coordinator
from kyodo_portal.life.flows import not_yours
from kyodo_portal.life.people import Person, is_signed_in
from kyodo_portal.life.verdicts import ALLOWED, Verdict, allow_if, first_refusal, refuse
from kyodo_portal.words.text import japanese_datetime


def may_ask(person: Person) -> Verdict:
    """The coordinators, and the administrators."""
    if is_coordinator(person) or is_administrator(person):
        return ALLOWED
    return not_yours("協働担当の職員とシステム管理者")


def can_be_asked(person: Person, account: User) -> Verdict:
    """For somebody else who has a factor, and for whom nobody is asking already."""
    return first_refusal(
        may_ask(person),
        allow_if(
            account.pk != person.pk,
            "ご自身の二段階認証の再設定は、ご自身では頼めません。ほかの協働担当に頼んでください。",
        ),
        allow_if(account.is_active, "このアカウントは閉じられています。"),
        can_be_placed(account),
        lambda: allow_if(
            Authenticator.objects.filter(user=account).exists(),
            "この方は、二段階認証を設定していません。ログインすると、はじめての設定に進めます。",
        ),
        lambda: allow_if(
            not account.factor_recoveries.running().exists(),
            "この方の再設定は、すでに進んでいます。一覧で状態を確かめてください。",
        ),
    )


def may_confirm(person: Person, recovery: FactorRecovery) -> Verdict:
    """An administrator who neither asked nor owns the account."""
    if not is_administrator(person):
        return not_yours("システム管理者")
    if person.pk == recovery.asked_by_id:
        return refuse("頼んだ人とは別のシステム管理者が確認します。ほかの方に頼んでください。")
    return allow_if(
        person.pk != recovery.account_id,
        "ご自身の二段階認証の再設定は、ご自身では確認できません。ほかのシステム管理者に頼んでください。",
    )


def may_stop(person: Person, recovery: FactorRecovery) -> Verdict:
    """The owner of the account, the coordinators and the administrators."""
    is_owner = is_signed_in(person) and person.pk == recovery.account_id
    if is_owner or is_coordinator(person) or is_administrator(person):
        return ALLOWED
    return not_yours("ご本人と協働担当の職員")


def may_open(person: Person, recovery: FactorRecovery) -> Verdict:
    """The owner, by signing in."""
    is_owner = is_signed_in(person) and person.pk == recovery.account_id
    return ALLOWED if is_owner else not_yours("ご本人")


def can_open(recovery: FactorRecovery) -> Verdict:
    """Not before the time has passed in which its owner might have stopped it."""
    opens = recovery.opens_at
    if opens is not None and timezone.now() >= opens:
        return ALLOWED
    moment = japanese_datetime(opens) if opens else "確認のあと24時間"
    return refuse(f"まだ待ち時間です（{moment}から）。")
