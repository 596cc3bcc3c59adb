"""Offers to help of people without an account: written on the page, at the counter, or called."""

import datetime as dt
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from groups.actions.guests import vouch_for, welcome
from groups.guests import Purpose, register
from groups.models import ConfirmedHow, Guest
from groups.models.people import account_of
from kyodo_portal.life.people import EVERYBODY, Person
from kyodo_portal.post import letters
from kyodo_portal.writing.locks import locked
from kyodo_portal.writing.once import create_once
from projects.flows import HELP_ANSWER_FLOW
from projects.flows.help_answers import CAME_FOR, forget_on
from projects.flows.help_wanted import those_who_ask
from projects.models import AnswerStatus, HelpAnswer, HelpRequest, HelpWanted
from projects.rules import help_wanted as rules


def offer_as_guest(
    *, wanted: HelpWanted, answer: HelpAnswer, guest: Guest, key: UUID
) -> tuple[HelpAnswer, bool]:
    """Offer to help without an account, once per key. It waits until they have typed their code, or
    somebody has called them. `answer` and `guest` are unsaved records."""

    def create(stored: UUID) -> HelpAnswer:
        current = locked(HelpWanted, pk=wanted.pk)
        rules.can_be_offered(current).enforce()
        guest.submission_key = stored
        answer.guest = welcome(guest, came_for=CAME_FOR, forget_on=forget_on(current))
        answer.help_wanted, answer.submission_key = current, stored
        answer.status = AnswerStatus.UNCONFIRMED
        answer.save()
        if not guest.email:
            _ask_to_call(answer)
        return answer

    return create_once(HelpAnswer, key, create, by=EVERYBODY)


def _ask_to_call(answer: HelpAnswer) -> None:
    letters.tell_others(
        those_who_ask(answer.help_wanted),
        by=None,
        about=answer.help_wanted,
        told=_("電話番号だけの方から、手伝いの申し出がありました"),
        next_step=_("電話をかけて、ご本人と確かめてください。確かめると、申し出に返事ができます。"),
        page=answer.get_absolute_url(),
        key=f"helpanswer.call:{answer.pk}",
    )


@transaction.atomic
def confirm_by_call(*, answer: HelpAnswer, by: Person) -> None:
    """Those who ask have spoken with somebody who left a telephone number only."""
    rules.may_decide_answer(by, answer).enforce()
    if answer.guest is not None:
        vouch_for(answer.guest, how=ConfirmedHow.CALL, by=by)


@transaction.atomic
def enter_offer(
    *, wanted: HelpWanted, answer: HelpAnswer, guest: Guest, by: Person, key: UUID
) -> tuple[HelpAnswer, bool]:
    """Enter an offer that came to the counter; `answer` says how and when it came."""
    rules.can_enter_offer(by, wanted).enforce()
    answer.entered_by = account_of(by)
    made, is_new = offer_as_guest(wanted=wanted, answer=answer, guest=guest, key=key)
    if is_new and made.guest is not None:
        vouch_for(made.guest, how=ConfirmedHow.COUNTER, by=by)
    return made, is_new


def answer_of(guest: Guest) -> HelpAnswer:
    """What this guest offers."""
    return HelpAnswer.objects.select_related("help_wanted").get(guest=guest)


def _confirmed(guest: Guest) -> None:
    answer = answer_of(guest)
    HELP_ANSWER_FLOW.make("confirm", answer, by=guest.confirmed_by or EVERYBODY)
    HelpWanted.objects.filter(pk=answer.help_wanted_id, first_answered_at=None).update(
        first_answered_at=timezone.now()
    )


register(
    Purpose(
        key=CAME_FOR,
        label=_("手伝いを申し出る"),
        about=lambda guest: answer_of(guest).help_wanted.title,
        confirmed=_confirmed,
        page=lambda guest: reverse("help_wanted:guest", args=[guest.pk, guest.token]),
        done=lambda _guest: _(
            "申し出を送りました。募集した側から返事があると、メールでお知らせします。"
        ),
        received=_("手伝いの申し出を届けました"),
    )
)


def forget_offers(now: dt.datetime) -> int:
    """Remove offers whose guest never typed the code and was forgotten, and the words of those whose
    guest was forgotten when it was over, and the name of a supporter who was asked; how many were removed.
    Safe to repeat."""
    nobodys = HelpAnswer.objects.filter(guest=None, user=None, group=None)
    gone, _kinds = nobodys.filter(status=AnswerStatus.UNCONFIRMED).delete()
    nobodys.exclude(message="", interest="").update(message="", interest="", interest_words="")
    asked = HelpRequest.objects.filter(user=None, guest=None)
    asked.exclude(public_name="").update(public_name="")
    return gone
