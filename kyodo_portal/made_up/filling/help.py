"""Help wanted in a made-up city: by its projects under way and by some of its groups."""

from collections.abc import Sequence
from random import Random
from typing import Any

from groups.models import Group, User
from kyodo_portal.words import week
from projects.models import OPEN_STATUSES, HelpField, HelpKind, HelpStatus, HelpWanted, Project

OF_GROUPS_EVERY = 4
"""One group of so many looks for people."""

TITLES = ("花の植えかえ", "読み聞かせの本の整理", "見守りの当番", "会場の片づけ", "畑の水やり")
STATUSES = (
    *(HelpStatus.OPEN, HelpStatus.OPEN, HelpStatus.ANSWERED, HelpStatus.PARTLY),
    HelpStatus.THANKED,
)


def make_help(
    rng: Random, projects: Sequence[Project], groups: Sequence[Group], *, by: User, batch: int
) -> int:
    """One for each project that goes on, and for every few groups; how many. What the search knows of
    them is written with everything else."""
    owners: list[dict[str, Any]] = [
        {"project": each} for each in projects if each.status in OPEN_STATUSES
    ]
    owners += [{"group": each} for each in groups[::OF_GROUPS_EVERY]]
    made = [
        HelpWanted(
            **owner,
            kind=rng.choice(HelpKind.values) if "project" in owner else HelpKind.PEOPLE,
            title=f"{rng.choice(TITLES)}を手伝ってくださる方",
            text="はじめての方にも、その場でやり方をお伝えします。短い時間でも助かります。",
            number=rng.choice([None, 1, 3, 10]),
            times=week.times_of(rng.sample(range(week.SLOTS), 3)),
            status=rng.choice(STATUSES) if "project" in owner else HelpStatus.OPEN,
            created_by=by,
        )
        for owner in owners
    ]
    HelpWanted.objects.bulk_create(made, batch_size=batch)
    HelpField.objects.bulk_create(
        [HelpField(help_wanted=each, number=rng.randint(1, 19)) for each in made],
        batch_size=batch,
    )
    return len(made)
