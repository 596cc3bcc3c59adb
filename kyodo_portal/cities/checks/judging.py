"""Checklist, criteria, sheet and scale: nothing empty, nothing that does not fit the rest."""

from collections.abc import Mapping
from typing import Any

from kyodo_portal.cities.mistakes import Notes
from kyodo_portal.cities.profile import City
from kyodo_portal.words.steps import steps_in

LONGEST = {
    "ratings": {"code": 20, "label": 100},
    "phases": {"name": 40},
    "evaluation_items": {"label": 100, "group_question": 300, "city_question": 300},
    "criteria": {"label": 100, "question": 300},
    "screening": {"label": 200, "help": 300},
    "eligibility": {"label": 200, "explanation": 500},
}
"""Words that records copy: no longer than the columns they are copied to."""

STEPS = range(2, 8)
"""How many steps a scale may have."""


def check_judging(parsed: City, own: Mapping[str, Any], notes: Notes) -> None:
    """Criteria that add up, items in phases that exist, a scale of two to seven steps."""
    for name in ("criteria", "evaluation_items", "phases"):
        if not getattr(parsed, name):
            notes.wrong((name,), "少なくとも一つ必要です。")
    for place, criterion in enumerate(parsed.criteria):
        for name in ("points", "weight"):
            if getattr(criterion, name) < 1:
                notes.wrong(("criteria", place, name), "1 以上の整数にしてください。")
    _check_lengths(parsed, notes)
    _check_full_marks(parsed, notes)
    _check_steps(parsed, notes)
    if "phases" in own and "evaluation_items" not in own:
        notes.wrong(
            ("phases",), "視点を市で決めるときは、評価項目（evaluation_items）も書いてください。"
        )
    else:
        _check_phases(parsed, notes)
    _check_scale(parsed, notes)


def _check_lengths(parsed: City, notes: Notes) -> None:
    for name, columns in LONGEST.items():
        for place, row in enumerate(getattr(parsed, name)):
            for key, most in columns.items():
                if len(getattr(row, key)) > most:
                    notes.wrong((name, place, key), f"{most} 字までで書いてください。")
    for place, rating in enumerate(parsed.ratings):
        if not rating.code:
            notes.wrong(("ratings", place, "code"), "空です。A のような記号を書いてください。")


def _check_phases(parsed: City, notes: Notes) -> None:
    phases = [phase.key for phase in parsed.phases]
    for place, item in enumerate(parsed.evaluation_items):
        if item.phase not in phases:
            notes.wrong(
                ("evaluation_items", place, "phase"),
                f"{item.phase} という視点はありません。{'、'.join(phases)} のどれかにしてください。",
            )
    asked = {item.phase for item in parsed.evaluation_items}
    for place, key in enumerate(phases):
        if key not in asked:
            notes.wrong(
                ("phases", place, "key"),
                f"{key} を尋ねる評価項目（evaluation_items）がありません。",
            )


def _check_full_marks(parsed: City, notes: Notes) -> None:
    marks = sum(criterion.points * criterion.weight for criterion in parsed.criteria)
    full = parsed.review.full_marks
    if full is not None and full != marks:
        notes.wrong(
            ("review", "full_marks"),
            f"{full} 点ですが、審査の観点（criteria）の points × weight を足すと {marks} 点です。どちらかを直してください。",
        )


def _check_steps(parsed: City, notes: Notes) -> None:
    try:
        steps_in(parsed.review.steps)
    except ValueError as wrong:
        notes.wrong(("review", "steps"), str(wrong))


def _check_scale(parsed: City, notes: Notes) -> None:
    steps = len(parsed.ratings)
    if steps not in STEPS:
        notes.wrong(
            ("ratings",),
            f"{steps} 段階です。{STEPS[0]} 段階から {STEPS[-1]} 段階までにしてください。",
        )
    far = parsed.evaluation.far_apart
    if far is not None and not 1 <= far < max(steps, 2):
        notes.wrong(
            ("evaluation", "far_apart"),
            f"{far} は使えません。1 から {max(steps, 2) - 1} までにしてください。",
        )
