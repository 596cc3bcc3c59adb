"""The forms with which the desk asks the next in line, and waits longer for an answer."""

from typing import Any

from django import forms
from django.utils import timezone

from kyodo_portal.life.people import Person
from kyodo_portal.writing.fields import JapaneseDateField, PlainTextField, YenField
from proposals.actions.answering import ask_next, extend_answer
from proposals.content.deadlines import answer_day
from proposals.models import Proposal
from proposals.rules.answers import asked_of, can_be_asked_next
from proposals.rules.budget import borne, freed_in

MOVED_UP = "採択された提案が辞退されるなどしたため、次点の順位に従って採択するものです。"


class AskNextForm(forms.Form):
    """What the next of the reserve is offered, and by when she answers."""

    offered = YenField(label="市が負担する額（円）")
    offered_until = JapaneseDateField(label="返事の期限")
    moving_up_because = PlainTextField(
        label="繰り上げる理由",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="採択のとき、次点だったことといっしょに公開されます。",
    )


class ExtendAnswerForm(forms.Form):
    """Until when the answer is waited for instead, and why."""

    waited_until = JapaneseDateField(label="新しい返事の期限")
    waited_because = PlainTextField(
        label="期限を変える理由（提案した方に知らせます）",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


NOTHING_ASKED: dict[str, Any] = {
    **dict.fromkeys(("asked", "ask_next_form", "extend_answer_form", "can_ask_next")),
    "answers": (),
}
"""The same of a proposal that is not decided, or where the reader does not deal with it."""


def answer_context(proposal: Proposal) -> dict[str, Any]:
    """What the page of a proposal shows of its answer: what is asked, and the forms that fit."""
    asked = asked_of(proposal)
    context: dict[str, Any] = {
        "asked": asked,
        "is_late": asked is not None and asked.answer_by < timezone.localdate(),
        "answers": list(proposal.answers_asked.select_related("asked_by", "answered_by")),
        "ask_next_form": None,
        "can_ask_next": None,
        "free": 0,
        "extend_answer_form": ExtendAnswerForm() if asked is not None else None,
    }
    if proposal.status == "reserve" and asked is None:
        can = can_be_asked_next(proposal)
        free = freed_in(proposal.call)
        context |= {"can_ask_next": can, "free": free}
        if can:
            offered = min(borne(proposal, proposal.decision.amount), free)
            context["ask_next_form"] = AskNextForm(
                initial={
                    "offered": offered,
                    "offered_until": answer_day(timezone.localdate()),
                    "moving_up_because": MOVED_UP,
                }
            )
    return context


def ask_so(
    *, proposal: Proposal, offered: int, offered_until: Any, moving_up_because: str, by: Person
) -> None:
    """Ask with what the form holds."""
    ask_next(
        proposal=proposal,
        amount=offered,
        answer_by=offered_until,
        reason=moving_up_because,
        by=by,
    )


def extend_so(*, proposal: Proposal, waited_until: Any, waited_because: str, by: Person) -> None:
    """Wait until the day that the form holds."""
    extend_answer(proposal=proposal, answer_by=waited_until, why=waited_because, by=by)
