"""Proposing a change of what was signed, and signing it for every party that somebody speaks for."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groups.models import User
from groups.models.people import account_of
from groups.rules.people import coordinates
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.life.people import Person
from kyodo_portal.post import letters
from kyodo_portal.words.languages import in_japanese, listed
from kyodo_portal.writing.locks import locked
from projects.actions.parties import parties_watched
from projects.agreement.parties import answers_signing, asked_by, is_spoken_for_by
from projects.agreement.terms import Terms, digest_of, standing_of
from projects.amending import rules
from projects.amending.flow import AMENDMENT_FLOW, asked
from projects.flows import PROJECT_FLOW
from projects.models import Amendment, AskedParty, Project
from projects.register.event_days import midnight


@transaction.atomic
def propose_change(*, project: Project, by: Person, terms: Terms, reason: str) -> Amendment:
    """Put a change of the signed terms before everybody who has to sign it. What the project says
    stays as it is. Whoever proposes for one side has signed for it with that.

    Raises `PermissionDenied`, or `MoveRefused` where there is nothing to change, the money does not
    add up, or another change is being talked about.
    """
    stored = locked(Project, pk=project.pk)
    rules.can_propose(by, stored).enforce()
    verdict = rules.can_be_proposed(stored, terms)
    if not verdict:
        raise MoveRefused(verdict.reason)
    if not reason.strip():
        raise MoveRefused(gettext("変更する理由を書いてから、もう一度送ってください。"))
    base: Any = standing_of(stored).agreement
    parties = asked_by(stored, terms)
    own = _own_side(parties, by)
    amendment = Amendment.objects.create(
        project=stored,
        number=Amendment.objects.filter(project=stored).count() + 1,
        base=base,
        terms=terms,
        digest=digest_of(terms),
        reason=reason.strip(),
        proposed_by=account_of(by),
        proposed_as=_named(own, by, stored),
    )
    for party in parties:
        party.amendment, party.proposes = amendment, party in own
        party.save()
    names = [party.name for party in own]
    AMENDMENT_FLOW.record("propose", amendment, by=by, after=amendment.status)
    PROJECT_FLOW.record(
        "propose_change", stored, by=by, data={"number": amendment.number, "parties": names}
    )
    if signed := answers_signing(by, stored, own):
        _sign(amendment, signed, by=account_of(by))
    letters.tell_others(
        asked(amendment),
        by=by,
        about=amendment,
        told=_("協定の変更案が出されました"),
        note=amendment.reason,
        next_step=_(
            "協定のページで変わるところを確かめ、署名するか、同意できない理由を伝えてください。"
        ),
        key=f"amendment.propose:{amendment.pk}",
    )
    _agree_if_all_have_signed(amendment, by=by)
    return amendment


@transaction.atomic
def sign_amendment(
    *,
    amendment: Amendment,
    by: Person,
    digest: str,
    paper_for: AskedParty | None = None,
    signer_name: str = "",
    signed_on: dt.date | None = None,
) -> Amendment:
    """Sign the new terms the person has just read, for every party they speak for, or record the
    paper signature of a partner without an account. The last signature changes the project.
    Raises `MoveRefused` or `PermissionDenied`.
    """
    # The project before its amendment: called off, it takes the amendment with it.
    project = locked(Project, pk=amendment.project_id)
    current = locked(Amendment, pk=amendment.pk)
    current.project = project
    if paper_for is not None:
        rules.can_record_paper(by, current).enforce()
        _sign_on_paper(current, paper_for, signer_name, signed_on, by=account_of(by))
    else:
        rules.can_answer(by, current).enforce()
        _refuse_another_text(current, digest)
        parties = rules.signed_by(by, current)
        if len({party.side for party in rules.parties_of(by, current)}) > 1:
            raise MoveRefused(
                gettext(
                    "団体と市の両方に属しているため、一人で双方の署名をすることはできません。"
                    "どちらかの署名は、別の方にお願いしてください。"
                )
            )
        _sign(current, parties, by=account_of(by))
    if current.unsigned:
        letters.tell_others(
            asked(current),
            by=by,
            about=current,
            told=_("変更案に署名がありました"),
            next_step=_("協定のページで変わるところを確かめ、まだのときは署名してください。"),
            key=f"amendment.sign:{current.pk}:{len(current.unsigned)}",
        )
    _agree_if_all_have_signed(current, by=by)
    return Amendment.objects.get(pk=current.pk)


def _own_side(parties: list[AskedParty], by: Person) -> list[AskedParty]:
    """The parties for which somebody proposes; none for who belongs to both sides."""
    own = [party for party in parties if is_spoken_for_by(party, by)]
    return own if len({party.side for party in own}) == 1 else []


def _named(own: list[AskedParty], by: Person, project: Project) -> str:
    with in_japanese():
        if own:
            return listed(party.name for party in own)[:200]
        return "協働担当" if coordinates(by, project) else "当事者"


def _refuse_another_text(amendment: Amendment, digest: str) -> None:
    if digest != amendment.digest:
        raise MoveRefused(
            gettext(
                "読んでいただいた変更案と、いまの変更案がちがいます。もう一度読んでから署名してください。"
            )
        )


def _sign_on_paper(
    amendment: Amendment,
    party: AskedParty,
    signer_name: str,
    signed_on: dt.date | None,
    *,
    by: User,
) -> None:
    row = next((row for row in amendment.unsigned if row.pk == party.pk), None)
    if row is None or not row.is_on_paper:
        raise MoveRefused(
            gettext(
                "紙の署名は、このサイトに登録のない団体についてだけ、所管課の職員が記録できます。"
            )
        )
    if not signer_name.strip():
        raise MoveRefused(gettext("紙に署名した人の名前を書いてから、もう一度押してください。"))
    day = {"signed_at": midnight(signed_on)} if signed_on is not None else {}
    _sign(amendment, [row], by=by, on_paper=True, signer_name=signer_name.strip(), **day)


def _sign(amendment: Amendment, parties: list[AskedParty], *, by: User, **more: Any) -> None:
    for party in parties:
        party.signed_by, party.signed_at = by, timezone.now()
        for name, value in more.items():
            setattr(party, name, value)
        party.save()
    AMENDMENT_FLOW.record(
        "sign", amendment, by=by, data={"parties": [party.name for party in parties]}
    )


def _agree_if_all_have_signed(amendment: Amendment, *, by: Person) -> None:
    if not AskedParty.objects.filter(amendment=amendment, signed_at=None).exists():
        with parties_watched(amendment.project, by=by):
            AMENDMENT_FLOW.make("agree", amendment, by=by)
