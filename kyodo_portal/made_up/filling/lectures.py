"""The menus of lectures of a made-up city: this year's and that of the year before."""

from collections.abc import Sequence
from random import Random

from django.utils import timezone

from groups.models import Department
from kyodo_portal.made_up.filling.words import SUBJECTS
from kyodo_portal.words.calendar import fiscal_year
from projects.models import Lecture

A_DEPARTMENT = 4
"""So many lectures does each department offer."""


def make_lectures(rng: Random, departments: Sequence[Department], *, batch: int) -> int:
    """How many were made. What the search knows of them is written with everything else."""
    now = timezone.now()
    year = fiscal_year(now)
    menu = [
        (department, rng.choice(SUBJECTS), rng.randint(1, 19), rng.choice([30, 45, 60, 90]))
        for department in departments
        for _ in range(A_DEPARTMENT)
    ]
    made = [
        Lecture(
            fiscal_year=of_year,
            number=number,
            department=department,
            field=field,
            title=f"{subject}のはなし",
            text="市の取り組みと、家でできることを、例を交えてお話しします。",
            minutes=minutes,
            target="どなたでも",
            published_at=now,
        )
        for of_year in (year - 1, year)
        for number, (department, subject, field, minutes) in enumerate(menu, start=1)
    ]
    Lecture.objects.bulk_create(made, batch_size=batch)
    return len(made)
