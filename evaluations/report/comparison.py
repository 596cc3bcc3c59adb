"""Both sides' sheets beside each other, item by item: where they agree and where they do not.

The rows are built from the sheets a person may see and from nothing else, so that a page made of
them keeps the seal by itself.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from operator import attrgetter

from django.db.models import F
from django.utils.translation import gettext

from evaluations.models import (
    Answer,
    Assessment,
    AssessmentStatus,
    Evaluation,
    EvaluationItem,
    Scale,
    Side,
)
from evaluations.report.phases import Phase, by_phase
from kyodo_portal.cities import said
from kyodo_portal.life.people import Person


@dataclass(frozen=True)
class ComparedItem:
    """One item as both sides answered it on the evaluation's scale. An answer is None where that side has
    none to show; `note` is what the talk about the difference brought out."""

    item: EvaluationItem
    scale: Scale
    group: Answer | None
    city: Answer | None
    note: str = ""

    @cached_property
    def gap(self) -> int | None:
        """How many steps the two ratings are apart; None while one is missing."""
        group, city = _rating(self.group), _rating(self.city)
        return None if group is None or city is None else abs(group - city)

    @property
    def differs(self) -> bool:
        return bool(self.gap)

    @property
    def is_wide(self) -> bool:
        """So far apart that the report has to say why."""
        return self.scale.is_wide(self.gap)

    @cached_property
    def gap_words(self) -> str:
        """The distance in words; colour is never the only sign."""
        if self.gap is None:
            return gettext("一方だけの評価")
        if not self.gap:
            return gettext("同じ評価")
        if self.is_wide:
            return gettext("{gap}段階の大きなちがい").format(gap=self.gap)
        return gettext("{gap}段階のちがい").format(gap=self.gap)

    @property
    def label(self) -> str:
        """The item's name; the comparison table itself points out the wide gaps."""
        if not self.gap or self.is_wide:
            return said(self.item.label)
        return gettext("{item}（{gap}）").format(item=said(self.item.label), gap=self.gap_words)

    @cached_property
    def group_rating(self) -> str:
        return self.scale.words(_rating(self.group))

    @cached_property
    def city_rating(self) -> str:
        return self.scale.words(_rating(self.city))

    @property
    def group_comment(self) -> str:
        return self.group.comment if self.group else ""

    @property
    def city_comment(self) -> str:
        return self.city.comment if self.city else ""


@dataclass(frozen=True)
class Comparison:
    """Every item of an evaluation, the sheets the rows were made of, by side, and the scale of both."""

    rows: list[ComparedItem]
    sheets: dict[str, Assessment]
    scale: Scale = field(default_factory=Scale)

    @cached_property
    def differences(self) -> list[ComparedItem]:
        return [row for row in self.rows if row.differs]

    @property
    def widest_first(self) -> list[ComparedItem]:
        """The differences as the report tells them: what lies beneath a fold is never a wide one before
        a narrow one."""
        return sorted(self.differences, key=lambda row: not row.is_wide)

    @cached_property
    def wide(self) -> list[ComparedItem]:
        return [row for row in self.rows if row.is_wide]

    @property
    def phases(self) -> list[Phase[ComparedItem]]:
        """The rows by the phases of the work."""
        return by_phase(self.rows, item_of=attrgetter("item"))

    @property
    def words(self) -> list[tuple[str, Assessment]]:
        """What each side wrote in its own words, the group first."""
        return [
            (str(side.label), self.sheets[side])
            for side in Side
            if side in self.sheets and (self.sheets[side].went_well or self.sheets[side].to_improve)
        ]

    @property
    def in_a_sentence(self) -> str:
        """How far the two sides agree, for somebody who reads only the top of the page."""
        if not self.sheets:
            return gettext("評価シートの提出がなかったため、双方の評価は比べられません。")
        if len(self.sheets) < len(Side):
            side = Side(next(iter(self.sheets))).label
            return gettext("{side}だけが評価を提出したため、見方のちがいは比べられません。").format(
                side=side
            )
        total, apart = len(self.rows), len(self.differences)
        if not apart:
            return gettext("{total}項目のすべてで、団体と市が同じ評価をしました。").format(
                total=total
            )
        wide = (
            gettext("（うち{count}項目は{steps}段階以上）").format(
                count=len(self.wide), steps=self.scale.far_apart
            )
            if self.wide
            else ""
        )
        return gettext(
            "{total}項目のうち、団体と市が同じ評価をしたのは{same}項目、"
            "ちがったのは{apart}項目{wide}です。"
        ).format(total=total, same=total - apart, apart=apart, wide=wide)


def _rating(answer: Answer | None) -> int | None:
    return None if answer is None else answer.rating


def compare(evaluation: Evaluation, user: Person, *, with_drafts: bool = False) -> Comparison:
    """What this person may see of both sheets; with `with_drafts` also the one that their own side
    is still writing. Three queries."""
    sheets = Assessment.objects.visible_to(user).filter(evaluation=evaluation)
    if not with_drafts:
        sheets = sheets.filter(status=AssessmentStatus.SUBMITTED)
    answers = Answer.objects.filter(assessment__in=sheets).exclude(rating=None)
    items = evaluation.items.annotate(said=F("notes__note"))
    notes = [(item, item.said or "") for item in items]
    return _compared(evaluation.scale, notes, answers.select_related("assessment"))


def _compared(
    scale: Scale, items: Iterable[tuple[EvaluationItem, str]], answers: Iterable[Answer]
) -> Comparison:
    by_item: dict[int, dict[str, Answer]] = {}
    sheets: dict[str, Assessment] = {}
    for answer in answers:
        sheet = answer.assessment
        sheets[sheet.side] = sheet
        by_item.setdefault(answer.item_id, {})[sheet.side] = answer
    rows = [
        ComparedItem(
            item=item,
            scale=scale,
            group=by_item.get(item.pk, {}).get(Side.GROUP),
            city=by_item.get(item.pk, {}).get(Side.CITY),
            note=note,
        )
        for item, note in items
    ]
    return Comparison(rows, sheets, scale)
