"""What the city does with what people see is needed: passes it on, groups it, answers, leads on."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from groups import people
from groups.actions.guests import tell_guest
from groups.models import Department
from groups.models.people import account_of
from groups.rules.people import coordinates
from kyodo_portal.cities import city
from kyodo_portal.files.uploads import CheckedFile
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.life.people import Person
from kyodo_portal.post import letters
from kyodo_portal.words.languages import Words
from kyodo_portal.writing.locks import hold, locked
from projects.models import HelpWanted
from proposals.actions.concerns import count_people, take_photo_away
from proposals.flows.concerns import CONCERN_FLOW
from proposals.models import Call, Concern, ConcernLead, ConcernPhoto, Consultation, MeToo, Outcome
from proposals.rules import concerns as rules


@dataclass(frozen=True, slots=True)
class Answered:
    """What the city answers, and as which office."""

    outcome: Outcome
    words: str
    when: str = ""
    where: str = ""
    office: str = ""

    @property
    def columns(self) -> dict[str, str]:
        return {
            "outcome": self.outcome,
            "answer": self.words,
            "answer_when": self.when,
            "answer_where": self.where,
            "answered_as": self.office,
        }

    def __str__(self) -> str:
        """As the record of acts keeps it: an answer that is given anew is not lost."""
        return "：".join(filter(None, (str(self.outcome.label), self.when, self.where, self.words)))


def answer_concern(
    *, concern: Concern, by: Person, outcome: str, answer: str, answer_when: str, answer_where: str
) -> Concern:
    """Say what becomes of it; given anew, the last one counts. Raises `MoveRefused`."""
    rules.can_answer(by, concern).enforce()
    desk = coordinates(by, concern) or concern.department is None
    office = city().desk.name if desk or concern.department is None else concern.department.name
    said = Answered(Outcome(outcome), answer, answer_when, answer_where, str(office))
    moved: Concern = CONCERN_FLOW.make("answer", concern, by=by, answer=said)
    return moved


@transaction.atomic
def pass_on(*, concern: Concern, department: Department, by: Person) -> None:
    """Give it to the department that knows the matter, whose staff from then on read and answer it too.
    The same again does nothing. Raises `PermissionDenied`."""
    current = locked(Concern, pk=concern.pk)
    rules.can_pass_on(by, current).enforce()
    if current.department_id == department.pk:
        return
    Concern.objects.filter(pk=current.pk).update(department=department)
    entry = CONCERN_FLOW.record("pass_on", current, by=by, label=f"{department.name}に渡した")
    letters.tell_others(
        people.staff([department]),
        by=by,
        about=current,
        told="地域の困りごとが、あなたの課に回されました",
        next_step="内容を読んで、回答してください。",
        key=f"concern.pass_on:{entry.pk}",
    )


@transaction.atomic
def merge_concerns(*, concerns: Iterable[Concern], into: Concern, by: Person) -> int:
    """Put what says the same under one that is in the list; how many. Each keeps its writer; who said "me
    too" is counted there, once. Raises `PermissionDenied`, and `MoveRefused` where `into` cannot hold
    others."""
    told = sorted(concerns, key=lambda each: each.pk)
    _hold_together(into.pk, *(each.pk for each in told))
    held = Concern.objects.get(pk=into.pk)
    if not (can := rules.can_hold_others(by, held)):
        raise MoveRefused(can.reason)
    merged = 0
    for concern in told:
        if concern.pk == held.pk:
            raise MoveRefused("同じ困りごとを、自分自身にまとめることはできません。")
        rules.can_merge(by, concern).enforce()
        CONCERN_FLOW.make("merge", concern, by=by, into=held)
        _carry_over(concern, held)
        merged += 1
    count_people(held)
    return merged


def _hold_together(*pks: int) -> None:
    """Lock these and what was merged into them, in the order of their numbers: as whoever merges the
    other way, or parts one of them, does."""
    under = Concern.objects.filter(same_as__in=pks).values_list("pk", flat=True)
    for pk in sorted({*pks, *under}):
        hold(Concern, pk)


def _carry_over(concern: Concern, held: Concern) -> None:
    """What was merged into it, and who said so, go with it."""
    Concern.objects.filter(same_as=concern.pk).update(same_as=held)
    here = MeToo.objects.filter(concern=held).values("user")
    MeToo.objects.filter(concern=concern).exclude(user__in=here).exclude(
        user=held.created_by_id
    ).update(concern=held)
    MeToo.objects.filter(concern=concern).delete()
    stored = Concern.objects.get(pk=concern.pk)
    visitors = Concern.objects.get(pk=held.pk).visitors + stored.visitors
    Concern.objects.filter(pk=held.pk).update(visitors=visitors)
    Concern.objects.filter(pk=concern.pk).update(visitors=0, people=1)


@transaction.atomic
def part_concern(*, concern: Concern, by: Person) -> None:
    """What was merged by mistake is looked at again. Raises `MoveRefused`."""
    held = concern.same_as
    if held is not None:
        _hold_together(held.pk, concern.pk)
    CONCERN_FLOW.make("part", concern, by=by)
    if held is not None:
        count_people(held)


@transaction.atomic
def refuse_photo(*, concern: Concern, by: Person, reason: str) -> None:
    """Keep the photo alone from the public, with a reason for whoever sent it. Raises `PermissionDenied`."""
    _judge_photo(concern, by, "写真を公開しないことにした", note=reason, refused_because=reason)
    _tell_of_photo(concern, by, _("困りごとの写真は、公開しません"), reason)


def check_as_read(concern: Concern, as_read: str) -> None:
    """Hold it, and see that its words and photo are still those that somebody had before them. Raises
    `MoveRefused`; call it in a transaction."""
    if locked(Concern, pk=concern.pk).as_read != as_read:
        raise MoveRefused(
            "この画面を開いたあとに、書いた方が文章か写真を直しました。"
            "ページを開き直して、いまの文章と写真を確かめてください。"
        )


@transaction.atomic
def let_photo_be(*, concern: Concern, by: Person, as_read: str | None = None) -> None:
    """Staff have looked at the photo: nobody and nothing private is in it; `as_read` is the concern as they
    had it before them. Raises `PermissionDenied`, and `MoveRefused` where it is another by now."""
    if as_read is not None:
        check_as_read(concern, as_read)
    _judge_photo(concern, by, "写真を確かめた", refused_because="")


@transaction.atomic
def replace_photo(*, concern: Concern, by: Person, photo: CheckedFile, caption: str) -> None:
    """Put a photo in its place in which nobody is seen: cut, or taken by staff; its writer is told. Raises
    `PermissionDenied`."""
    rules.can_judge_photo(by, concern).enforce()
    take_photo_away(concern)
    ConcernPhoto.from_checked(
        photo,
        by=account_of(by),
        concern=concern,
        caption=caption,
        width=photo.width,
        height=photo.height,
        looked_at=timezone.now(),
    ).save()
    CONCERN_FLOW.record("change_photo", concern, by=by, label="写真を差し替えた")
    _tell_of_photo(concern, by, _("困りごとの写真を、市が差し替えました"))


def _judge_photo(concern: Concern, by: Person, label: str, note: str = "", **columns: Any) -> None:
    rules.can_judge_photo(by, concern).enforce()
    ConcernPhoto.objects.filter(concern=concern).update(looked_at=timezone.now(), **columns)
    CONCERN_FLOW.record("change_photo", concern, by=by, label=label, note=note)


def _tell_of_photo(concern: Concern, by: Person, told: Words, reason: str = "") -> None:
    next_step = _("文章は、これまでどおり扱います。")
    moment = f"{timezone.now():%Y%m%d%H%M%S%f}"
    if concern.guest is not None:
        tell_guest(
            concern.guest,
            told=told,
            note=reason,
            next_step=next_step,
            key=f"concern_photo:{moment}:{concern.guest.pk}",
        )
    letters.tell_others(
        [concern.created_by] if concern.created_by is not None else [],
        by=by,
        about=concern,
        told=told,
        note=reason,
        next_step=next_step,
        key=f"concern.photo:{concern.pk}:{moment}",
    )


def link(concern: Concern, end: Consultation | Call | HelpWanted) -> ConcernLead:
    """Keep that it led to this, once."""
    column = {Consultation: "consultation", Call: "call", HelpWanted: "help_wanted"}[type(end)]
    ends: dict[str, Any] = {column: end}
    return ConcernLead.objects.get_or_create(concern=concern, **ends)[0]


@transaction.atomic
def lead_on(*, concern: Concern, by: Person, end: Call | HelpWanted) -> None:
    """It becomes the theme of a call, or help is asked for. Raises `PermissionDenied`."""
    rules.can_lead_on(by, concern).enforce()
    link(concern, end)
    kind = end._meta.verbose_name
    CONCERN_FLOW.record("lead_on", concern, by=by, label=f"{kind}「{end}」と結びつけた"[:200])
