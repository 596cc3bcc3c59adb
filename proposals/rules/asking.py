"""Asking about a decision: who may, and until when."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext

from groups.rules.people import may_coordinate
from kyodo_portal.life.flows import not_yours
from kyodo_portal.life.people import Person
from kyodo_portal.life.stand_ins import can_judge
from kyodo_portal.life.verdicts import Verdict, allow_if, first_refusal
from kyodo_portal.words.text import japanese_date
from proposals.content.deadlines import ask_until
from proposals.interest import proposing_side_of
from proposals.models import Decision, Proposal
from proposals.rules.proposals import is_of_proposers


def last_day_to_ask(proposal: Proposal) -> dt.date | None:
    """Counted from the day on which the decision was told, or last corrected; None where there is none."""
    decision = Decision.objects.filter(proposal=proposal, released_at__isnull=False).first()
    told_at = decision and (decision.corrected_at or decision.released_at)
    return ask_until(timezone.localdate(told_at)) if told_at else None


def can_enter_question(person: Person, proposal: Proposal) -> Verdict:
    """The coordinators write down what proposers ask about a decision at the counter or by telephone; nobody of
    the proposing side does so as staff."""
    return first_refusal(
        may_coordinate(person, proposal),
        lambda: can_judge(person, proposal, proposing_side_of(proposal)),
        lambda: allow_if(
            last_day_to_ask(proposal) is not None, "この提案には、公表された決定がありません。"
        ),
    )


def can_count_as_asked_in_time(proposal: Proposal, day: dt.date) -> Verdict:
    """Counted by the day on which it came, whenever it is typed."""
    last = last_day_to_ask(proposal)
    return allow_if(
        last is None or day <= last,
        f"決定について尋ねる期限（{japanese_date(last) if last else ''}）を過ぎて届いています。"
        "ふつうの相談として入力してください。",
    )


def can_ask_about_decision(person: Person, proposal: Proposal) -> Verdict:
    """Those who proposed, to the end of the last day. Later they may ask the desk as everybody may."""
    if not is_of_proposers(person, proposal):
        return not_yours(gettext("提案した人"))
    day = last_day_to_ask(proposal)
    if day is None:
        return allow_if(False, gettext("この提案には、公表された決定がありません。"))
    return allow_if(
        timezone.localdate() <= day,
        gettext(
            "決定について尋ねる期限（{day}）を過ぎました。ふつうの相談は、いつでもできます。"
        ).format(day=japanese_date(day)),
    )
