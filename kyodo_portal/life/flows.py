"""A life as one table of moves: from where, to where, by whom, under what conditions.

The table gives the buttons of a page, the explained refusals, the lock against two people acting
at once, the audit entry, what the course says afterwards, the letters, and the diagram in
`docs/states.md`. Nothing else in the portal assigns `status`. Beside the moves stand the other
acts that are written down of the thing, so that one table tells its whole course.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext

from kyodo_portal import search
from kyodo_portal.life import audit
from kyodo_portal.life.acts import Act, Move, MoveRefused, Offer
from kyodo_portal.life.audit import AuditEntry, AuditEntryQuerySet
from kyodo_portal.life.interest import Concern
from kyodo_portal.life.people import Person
from kyodo_portal.life.recorded import DESK_ACTS, Reader, Recorded
from kyodo_portal.life.stand_ins import StandIn, can_judge
from kyodo_portal.life.verdicts import ALLOWED, Verdict, refuse
from kyodo_portal.post import letters
from kyodo_portal.post.gathered import OF_THE_DAY, tell_together
from kyodo_portal.words.languages import Words, in_japanese
from kyodo_portal.writing.locks import locked

REGISTRY: dict[str, "Flow"] = {}


def _nothing(*_: Any) -> Any:
    return {}


class Flow:
    """The life of one kind of thing: its statuses, whose turn each is, and the moves between; and
    whose affair such a thing is (`concerns`)."""

    def __init__(
        self,
        model: type[models.Model],
        statuses: type[models.TextChoices],
        *,
        turns: Mapping[str, Words],
        tones: Mapping[str, str],
        moves: Sequence[Move],
        acts: Sequence[Recorded] = (),
        concerns: Callable[[Any], Iterable[Concern]] | None = None,
    ) -> None:
        self.model = model
        self.statuses = statuses
        self.turns = {str(status): whose for status, whose in turns.items()}
        self.tones = {str(status): tone for status, tone in tones.items()}
        self.moves = {move.name: move for move in moves}
        self.concerns: Callable[[Any], Iterable[Concern]] = concerns or _nothing
        #: Every kind of act that is written down, by its name.
        self.recorded = {kind.name: kind for kind in (*DESK_ACTS, *acts, *moves)}
        self._check(moves, acts)
        REGISTRY[model._meta.label_lower] = self

    def _check(self, moves: Sequence[Move], acts: Sequence[Recorded]) -> None:
        known = set(self.statuses.values)
        if len({kind.name for kind in (*acts, *moves)}) != len(acts) + len(moves):
            raise ValueError(f"{self.model.__name__}: two acts share a name")
        for mapping, what in ((self.turns, "turns"), (self.tones, "tones")):
            if set(mapping) != known:
                raise ValueError(f"{self.model.__name__}: {what} must name every status once")
        for move in moves:
            if unknown := {*move.sources, move.target} - known:
                raise ValueError(f"{self.model.__name__}.{move.name}: unknown {unknown}")
        for move in moves:
            if move.judges is None and not move.by_clock:
                raise ValueError(
                    f"{self.model.__name__}.{move.name}: does not say whether it judges"
                )
            if move.judges and self.concerns is _nothing:
                raise ValueError(f"{self.model.__name__}: does not say whose affair it is")
        written: list[Recorded] = [move for move in moves if not move.by_clock]
        public = [act for act in acts if act.read_by < Reader.CITY]
        for kind in (*written, *public):
            if not kind.happened:
                raise ValueError(f"{self.model.__name__}.{kind.name}: does not say what happened")

    def tone_of(self, status: str) -> str:
        """The tone of the badge of a status: neutral, info, success, warning, danger, muted."""
        return self.tones[status]

    def turn_of(self, status: str) -> Words:
        """Whose turn it is in this status, in the words of the screen."""
        return self.turns[status]

    def _kind(self, name: str) -> Recorded:
        if name not in self.recorded:
            raise ValueError(f"{self.model.__name__}: no act is called {name}")
        return self.recorded[name]

    def action(self, name: str) -> str:
        """The action under which an act of this name is written. Raises ValueError for a name that
        the table does not have."""
        return audit.action_of(self.model, self._kind(name).name)

    def entries(self, obj: Any, *names: str) -> AuditEntryQuerySet:
        """What was written of this thing under these names, oldest first."""
        return AuditEntry.objects.of(obj).filter(action__in=[self.action(name) for name in names])

    def hidden_from(self, reader: Reader) -> list[str]:
        """The actions of which this reader is told nothing."""
        hidden = (kind.name for kind in self.recorded.values() if kind.read_by > reader)
        return [self.action(name) for name in hidden]

    def record(
        self,
        name: str,
        obj: Any,
        *,
        by: Person | None,
        label: Words = "",
        note: str = "",
        after: str = "",
        data: dict[str, Any] | None = None,
    ) -> AuditEntry:
        """Write down an act of the table that moves nothing, in the transaction of the act itself.
        `after` is the status with which a life begins. Raises ValueError for an act that the table
        does not have, and for a move, which is made."""
        kind = self._kind(name)
        if name in self.moves:
            raise ValueError(f"{self.model.__name__}.{name} is a move: it is made")
        return audit.record(kind, target=obj, by=by, label=label, note=note, after=after, data=data)

    def is_final(self, status: str) -> bool:
        """Whether nothing moves a thing on any more once it has this status."""
        return not any(status in move.sources for move in self.moves.values())

    def can_judge(self, person: Person, obj: Any) -> Verdict:
        """Whoever has no interest in the thing."""
        return can_judge(person, obj, *self.concerns(obj))

    def may_make(self, person: Person, move: Move, obj: Any) -> Verdict:
        """Whether the move is this person's to make, from whatever status it may be made."""
        may = move.who(person, obj)
        return self.can_judge(person, obj) if may and move.is_judging(person, obj) else may

    def offers(self, user: Person, obj: Any, *, only: Collection[str] = ()) -> list[Offer]:
        """The moves this person may make from here, each with whether it can be made now; where some
        are named, nothing is asked about the others."""
        theirs = [
            move
            for move in self.moves.values()
            if (not only or move.name in only)
            and not (move.automatic or move.by_clock)
            and obj.live_status in move.sources
            and move.who(user, obj)
        ]
        judging = {move.name for move in theirs if move.is_judging(user, obj)}
        may = self.can_judge(user, obj) if judging else ALLOWED
        return [
            Offer(move, move.when(obj) if may or move.name not in judging else may)
            for move in theirs
        ]

    def open_to(self, user: Person, obj: Any) -> list[str]:
        """The names of the moves that would succeed now: what the policy tables are about."""
        return [offer.move.name for offer in self.offers(user, obj) if offer.verdict]

    def make(
        self,
        name: str,
        obj: Any,
        *,
        by: Person,
        note: str = "",
        shown_status: str | None = None,
        **data: Any,
    ) -> Any:
        """Make the move in one transaction and return the object as it then is.

        `shown_status` is what the person had before them: when somebody else has moved the thing on
        meanwhile, the move is refused and says so. Raises `MoveRefused`; then nothing has changed.
        """
        move = self.moves.get(name)
        if move is None or move.by_clock:
            raise MoveRefused(gettext("この操作は、このページにはありません。"), status_code=403)
        with transaction.atomic():
            try:
                current: Any = locked(self.model, pk=obj.pk)
            except ObjectDoesNotExist:
                raise MoveRefused(
                    gettext("対象が見つかりません。すでに取り消された可能性があります。")
                ) from None
            before, live_before = current.status, current.live_status
            self._verdict(move, current, by=by, shown_status=shown_status, note=note)
            act = Act(by=by, at=timezone.now(), before=live_before, note=note.strip(), data=data)
            changes = {"status": move.target, **move.stamps(current, act)}
            if hasattr(current, "updated_at"):
                changes["updated_at"] = act.at
            moved = self.model._base_manager.filter(pk=obj.pk, status=before).update(**changes)
            if moved != 1:
                raise MoveRefused(self._overtaken(current))
            for column, value in changes.items():
                setattr(current, column, value)
            entry = audit.record(
                move,
                target=current,
                by=by,
                note=act.note,
                before=live_before,
                after=move.target,
                data={key: str(value) for key, value in data.items() if value not in (None, "")},
            )
            move.effect(current, act)
            if self.is_final(move.target):
                StandIn.objects.of(current).running().update(ended_at=act.at)
            search.index(current)
            self._tell(move, current, act, entry.pk)
        for column, value in changes.items():
            setattr(obj, column, value)
        return current

    def _verdict(
        self, move: Move, obj: Any, *, by: Person, shown_status: str | None, note: str
    ) -> None:
        """Ask in the order a person would: may I, is it still so, can it be done, is it complete."""
        may = self.may_make(by, move, obj)
        if not may:
            raise MoveRefused(may.reason, status_code=403)
        if shown_status and shown_status != obj.live_status:
            raise MoveRefused(self._overtaken(obj))
        if obj.live_status not in move.sources:
            raise MoveRefused(
                gettext(
                    "いまの状態は「{status_label}」のため、「{label}」はできません。"
                    "ページを開き直して、いまできることを確かめてください。"
                ).format(status_label=obj.status_label, label=move.label)
            )
        can = move.when(obj)
        if not can:
            raise MoveRefused(can.reason)
        if move.note_label and not note.strip():
            raise MoveRefused(
                gettext("「{note_label}」を書いてから、もう一度押してください。").format(
                    note_label=move.note_label
                )
            )

    def _overtaken(self, obj: Any) -> str:
        return gettext(
            "この画面を開いている間に、ほかの人が先に手続きを進めました。"
            "いまの状態は「{status_label}」です。"
            "内容を確かめてから、必要ならもう一度操作してください。"
        ).format(status_label=obj.status_label)

    def _tell(self, move: Move, obj: Any, act: Act, entry_id: int) -> None:
        with in_japanese():
            page = move.leads_to(obj) if move.leads_to else ""
        at_once = list(move.tells(obj, act))
        letters.tell_others(
            at_once,
            by=act.by,
            about=obj,
            told=move.told or move.happened,
            note=act.note,
            next_step=move.next_step,
            page=page,
            key=f"{obj._meta.model_name}.{move.name}:{entry_id}",
        )
        told = {person.pk for person in at_once}
        tell_together(
            (person for person in move.tells_daily(obj, act) if person.pk not in told),
            by=act.by,
            about=obj,
            told=move.told or move.happened,
            note=act.note,
            bundle=OF_THE_DAY,
            key=f"{obj._meta.model_name}.{move.name}:{entry_id}",
        )

    @staticmethod
    def _how(move: Move) -> str:
        return "（自動）" if move.automatic else "（時刻）" if move.by_clock else ""

    def mermaid(self) -> str:
        """The life as a Mermaid state diagram, labels as on the screen."""
        lines = ["stateDiagram-v2"]
        lines += [f'    state "{status.label}" as {status.value}' for status in self.statuses]
        lines += [
            f"    {source} --> {move.target} : {move.label}{self._how(move)}"
            for move in self.moves.values()
            for source in self.statuses.values
            if source in move.sources
        ]
        return "\n".join(lines)


def flow_of(obj: models.Model) -> Flow:
    """The flow that governs this object's status."""
    return REGISTRY[obj._meta.label_lower]


def not_yours(who: Words) -> Verdict:
    """The usual answer to somebody whose move it is not: names whose it is."""
    return refuse(gettext("この操作は、{who}だけが行えます。").format(who=who))
