"""Who may propose a change of what was signed, answer it, take it back or end it."""

import datetime as dt

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groups.rules.people import coordinates, may_coordinate
from kyodo_portal.cities import city
from kyodo_portal.life.flows import not_yours
from kyodo_portal.life.people import Person
from kyodo_portal.life.verdicts import ALLOWED, Verdict, allow_if, first_refusal, refuse
from kyodo_portal.words.text import japanese_date
from projects.agreement.money import can_be_paid_as
from projects.agreement.parties import answers_signing, is_spoken_for_by
from projects.agreement.terms import (
    Terms,
    are_same_parties,
    digest_of,
    is_signed_by_all,
    terms_of,
)
from projects.models import Amendment, AskedParty, Project
from projects.questions import MAY_BE_EDITED
from projects.rules import projects as rules

ASKED = _("変更案に署名を求められている団体の管理者と、所管課の職員")


def can_propose(person: Person, project: Project) -> Verdict:
    """Whoever writes the plan proposes the change of a signed one; one change is talked about at a
    time."""
    return first_refusal(
        rules.can_edit(person, project),
        lambda: allow_if(
            is_signed_by_all(project),
            gettext(
                "この計画は、まだ全員が署名していません。変更案ではなく、計画をそのまま書き直せます。"
            ),
        ),
        lambda: allow_if(
            not rules.is_amended(project),
            gettext(
                "この事業では、すでに別の変更案を協議しています。"
                "その変更案が成立するか終わってから、次の変更を提案してください。"
            ),
        ),
    )


def can_be_proposed(project: Project, terms: Terms) -> Verdict:
    """New terms that say something else, ask something of both sides, and whose money adds up."""
    if digest_of(terms) == digest_of(terms_of(project)):
        return refuse(gettext("署名した内容と同じです。変えるところを書いてから提案してください。"))
    bearers = {role["bearer"] for role in terms["roles"]}
    parties = terms["parties"]
    before = terms_of(project)["parties"]
    return first_refusal(
        ALLOWED if are_same_parties(before, parties) else rules.can_change_parties(project),
        rules.can_be_agreed_as(
            purpose=terms["purpose"],
            has_goals=bool(terms["goals"]),
            bearers=bearers,
            has_groups=bool(parties["groups"]),
            has_departments=bool(parties["departments"]),
        ),
        can_be_paid_as(terms),
    )


def can_answer(person: Person, amendment: Amendment) -> Verdict:
    """The parties that are asked: those who speak for one that has not signed."""
    own = parties_of(person, amendment)
    if not own:
        return not_yours(ASKED)
    return first_refusal(
        allow_if(amendment.is_running, gettext("この変更案の協議は、もう終わっています。")),
        allow_if(
            any(party.signed_at is None for party in own),
            gettext("この変更案には、すでに署名しています。相手の署名をお待ちください。"),
        ),
        lambda: allow_if(
            signed_by(person, amendment),
            gettext(
                "署名する人が決まっているか、相手の団体に属しています（属していました）。"
                "ほかの方に署名をお願いしてください。"
            ),
        ),
        lambda: MAY_BE_EDITED.of(amendment.project),
    )


def can_record_paper(person: Person, amendment: Amendment) -> Verdict:
    """The staff of a responsible department write down what a partner without an account signed."""
    if not rules.is_city_side(person, amendment.project):
        return not_yours(gettext("所管課の職員"))
    return first_refusal(
        allow_if(amendment.is_running, gettext("この変更案の協議は、もう終わっています。")),
        lambda: MAY_BE_EDITED.of(amendment.project),
    )


def can_withdraw(person: Person, amendment: Amendment) -> Verdict:
    """Those who speak for the party it was proposed for. Where it was proposed for none, by a coordinator
    or by somebody of both sides, whoever proposed it, as long as they are still one."""
    own = parties_of(person, amendment)
    if any(party.proposes for party in amendment.asked.all()):
        return allow_if(any(party.proposes for party in own), _not_the_proposer())
    is_in_it = bool(own) or coordinates(person, amendment.project)
    return allow_if(is_in_it and amendment.proposed_by_id == person.pk, _not_the_proposer())


def can_decline(person: Person, amendment: Amendment) -> Verdict:
    """Every party that is asked, but the one that proposed it."""
    own = parties_of(person, amendment)
    if own and not any(party.proposes for party in own):
        return ALLOWED
    return not_yours(ASKED)


def can_close(person: Person, amendment: Amendment) -> Verdict:
    """The coordinators end what nobody answers, or whoever stands in for them, in it or in its project."""
    return may_coordinate(person, amendment) or may_coordinate(person, amendment.project)


def can_be_closed(amendment: Amendment) -> Verdict:
    """After the days the city's profile names, or at once where a party is no more."""
    if any(party.is_gone for party in amendment.unsigned):
        return ALLOWED
    day = closes_from(amendment)
    return allow_if(
        timezone.localdate() >= day,
        gettext("署名を待つ期間の間は終わらせられません。{day}から終わらせられます。").format(
            day=japanese_date(day)
        ),
    )


def closes_from(amendment: Amendment) -> dt.date:
    """The day (JST) from which a coordinator may end an amendment that was not answered."""
    proposed = timezone.localdate(amendment.created_at)
    return proposed + dt.timedelta(days=city().waits.amendment)


def parties_of(person: Person, amendment: Amendment) -> list[AskedParty]:
    """The asked parties for which this person answers."""
    return [party for party in amendment.asked.all() if is_spoken_for_by(party, person)]


def signed_by(person: Person, amendment: Amendment) -> list[AskedParty]:
    """Those of them that wait for this person's signature."""
    waiting = [row for row in parties_of(person, amendment) if row.signed_at is None]
    return answers_signing(person, amendment.project, waiting)


def _not_the_proposer() -> str:
    return not_yours(_("この変更案を提案した側の方")).reason


def unanswered(now: dt.datetime) -> QuerySet[Amendment]:
    """The amendments that still wait for a signature at this moment, oldest first: what reminders and
    the coordinators ask for."""
    return Amendment.objects.unanswered().filter(created_at__lte=now)
