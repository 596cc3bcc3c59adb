"""Passing a consultation on to a group that advises, its answer, and silence."""

import datetime as dt
from functools import partial
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from groups.models import Adviser, Group
from groups.models.people import account_of
from kyodo_portal.cities import city
from kyodo_portal.life import clock
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.life.people import EVERYBODY, Person
from kyodo_portal.life.verdicts import first_refusal
from kyodo_portal.post import letters
from kyodo_portal.writing.locks import locked
from kyodo_portal.writing.once import create_once
from proposals.flows.consultations import CONSULTATION_FLOW
from proposals.flows.passings import PASSING_FLOW, those_who_asked
from proposals.models import Consultation, ConsultationMessage
from proposals.models.passings import Passing, PassingStatus
from proposals.rules import passings as rules


@transaction.atomic
def propose_passing(
    *, consultation: Consultation, group: Group, reason: str, by: Person
) -> Passing:
    """Ask whoever asked whether their consultation may be passed on. Nothing is shown to the group before they
    agree. Raises `PermissionDenied`, and `MoveRefused`."""
    current = locked(Consultation, pk=consultation.pk)
    rules.may_pass_on(by, current).enforce()
    verdict = first_refusal(
        rules.may_pass_to(by, group), lambda: rules.can_be_passed_to(current, group)
    )
    if not verdict:
        raise MoveRefused(verdict.reason)
    passing = Passing.objects.create(
        consultation=current, group=group, reason=reason, proposed_by=account_of(by)
    )
    entry = PASSING_FLOW.record("propose", passing, by=by, after=passing.status)
    letters.tell_others(
        those_who_asked(passing),
        by=by,
        about=current,
        told=_("相談を、くわしい団体につなぐことをおすすめします"),
        note=reason,
        next_step=_(
            "相談のページで、つなぐか、つながないかを選んでください。選ぶまで、団体には何も見えません。"
        ),
        key=f"passing.propose:{entry.pk}",
    )
    return passing


@transaction.atomic
def enter_consent(*, passing: Passing, came_by: str, came_on: dt.date, by: Person) -> Passing:
    """Pass it on with a yes that was told by telephone or at the counter, on that day. Who asked is told, and
    may take it back. Raises `MoveRefused`."""
    moved: Passing = PASSING_FLOW.make(
        "agree_by_word", passing, by=by, came_by=came_by, came_on=came_on
    )
    entry = PASSING_FLOW.entries(moved, "agree_by_word").latest("pk")
    letters.tell_others(
        those_who_asked(moved),
        by=by,
        about=moved.consultation,
        told=_("伺った同意にそって、相談を団体につなぎました"),
        next_step=_("相談のページで、いつでもつなぐのをやめられます。"),
        key=f"passing.told:{entry.pk}",
    )
    return moved


def answer_as_adviser(
    *, passing: Passing, body: str, by: Person, key: UUID
) -> tuple[ConsultationMessage, bool]:
    """Answer in the thread in the name of the group, once per key; who asked is told. Raises
    `PermissionDenied`, and `MoveRefused` where the consultation has ended."""
    account = account_of(by)

    def create(stored: UUID) -> ConsultationMessage:
        current = locked(Passing, pk=passing.pk)
        rules.may_answer_as_adviser(by, current).enforce()
        message = ConsultationMessage.objects.create(
            consultation=current.consultation,
            body=body,
            author=account,
            from_city=True,
            author_label=current.group.name,
            submission_key=stored,
        )
        if current.status == PassingStatus.PASSED:
            PASSING_FLOW.make("answer", current, by=by)
        CONSULTATION_FLOW.make("be_advised", current.consultation, by=by)
        return message

    return create_once(ConsultationMessage, key, create, by=account)


def return_unanswered_passings(tick: clock.Tick) -> int:
    """Bring back to the desk what nobody has agreed to, or a group has not answered, in the days that the
    profile says, and what lies with a group that advises no more; how many. Safe to repeat."""
    before = tick.now - dt.timedelta(days=city().waits.adviser)
    unable = Passing.objects.running().exclude(group__adviser__in=Adviser.objects.at_work())
    ends = {
        "run_out": Passing.objects.waiting().filter(passed_at__lte=before),
        "lapse": Passing.objects.proposed().filter(created_at__lte=before),
        "drop": unable,
    }
    whole = ("consultation__created_by", "group")
    return sum(
        clock.one_by_one(passings.select_related(*whole), partial(_end, move))
        for move, passings in ends.items()
    )


def _end(move: str, passing: Passing) -> None:
    PASSING_FLOW.make(move, passing, by=EVERYBODY)
