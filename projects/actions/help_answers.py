"""Offering to help, and being thanked for it."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from groups.actions.guests import tell_guest
from groups.models import Group
from groups.models.people import account_of
from groups.rules.people import manages
from kyodo_portal.life.acts import Act
from kyodo_portal.life.flows import not_yours
from kyodo_portal.life.people import Person
from kyodo_portal.post import letters
from kyodo_portal.writing.locks import locked
from kyodo_portal.writing.once import create_once
from projects.flows import HELP_ANSWER_FLOW
from projects.flows.help_answers import helpers
from projects.flows.help_wanted import settle, those_who_ask
from projects.models import HelpAnswer, HelpWanted
from projects.rules import help_wanted as rules


def offer_help(
    *, wanted: HelpWanted, answer: HelpAnswer, by: Person, key: UUID, group: Group | None = None
) -> tuple[HelpAnswer, bool]:
    """Offer to help, as oneself or for a group that one manages, once per key; those who ask are told.
    `answer` is an unsaved record. Raises `PermissionDenied`."""
    account = account_of(by)
    if group is not None and not manages(by, [group.pk]):
        not_yours(_("その団体の管理者")).enforce()

    def create(stored: UUID) -> HelpAnswer:
        current = locked(HelpWanted, pk=wanted.pk)
        rules.can_offer(by, current).enforce()
        answer.help_wanted, answer.submission_key = current, stored
        answer.group, answer.user = group, None if group else account
        answer.save()
        written(answer, by=by)
        return answer

    return create_once(HelpAnswer, key, create, by=account)


def written(answer: HelpAnswer, *, by: Person) -> None:
    """Write down an offer that has just been made, bring what it answers to where it is, and tell those
    who ask. In the transaction in which it was made."""
    wanted = answer.help_wanted
    entry = HELP_ANSWER_FLOW.record("offer", answer, by=by, after=answer.status)
    HelpWanted.objects.filter(pk=wanted.pk, first_answered_at=None).update(
        first_answered_at=timezone.now()
    )
    settle(wanted, Act(by=by, at=timezone.now()))
    letters.tell_others(
        those_who_ask(wanted),
        by=by,
        about=wanted,
        told=_("手伝いの申し出が届きました"),
        next_step=_("募集のページで申し出を読み、お願いするか見送るかを伝えてください。"),
        page=answer.get_absolute_url(),
        key=f"helpanswer.offer:{entry.pk}",
    )


@transaction.atomic
def tell_interest(*, answer: HelpAnswer, interest: str, interest_words: str, by: Person) -> None:
    """Whoever offered to take on a task of the city says how they are tied to it."""
    current = locked(HelpAnswer, pk=answer.pk)
    rules.can_tell_interest(by, current).enforce()
    current.interest, current.interest_words = interest, interest_words
    current.save(update_fields=["interest", "interest_words", "updated_at"])
    entry = HELP_ANSWER_FLOW.record("tell_interest", current, by=by)
    letters.tell_others(
        those_who_ask(current.help_wanted),
        by=by,
        about=current.help_wanted,
        told=_("申し出た方が、利害関係に答えました"),
        next_step=_("申し出のページで読み、お願いするか見送るかを伝えてください。"),
        page=current.get_absolute_url(),
        key=f"helpanswer.tell_interest:{entry.pk}",
    )


@transaction.atomic
def thank_helper(*, answer: HelpAnswer, words: str, by: Person) -> HelpAnswer:
    """Thank somebody who helped. Their name stands beside the words only if they agreed to it."""
    current = locked(HelpAnswer, pk=answer.pk)
    rules.can_thank(by, current).enforce()
    current.thanks = words
    current.save(update_fields=["thanks", "updated_at"])
    entry = HELP_ANSWER_FLOW.record("thank", current, by=by, note=words)
    told, next_step = _("手伝いのお礼が届きました"), _("ありがとうございました。")
    key = f"helpanswer.thank:{entry.pk}"
    if current.guest is not None:
        tell_guest(current.guest, told=told, note=words, next_step=next_step, key=key)
    letters.tell_others(
        helpers(current), by=by, about=current, told=told, note=words, next_step=next_step, key=key
    )
    return current
