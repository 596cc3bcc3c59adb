"""Lectures: of this year's menu, of the year before, and drafted for the next."""

from typing import Any

from django.utils import timezone

from kyodo_portal.words.calendar import fiscal_year
from tests.projects.lecturing import make_lecture
from tests.trust.canaries import canary


def add(world: Any) -> None:
    """Add the lectures of the department."""
    year, of = fiscal_year(timezone.now()), {"department": world.cast.department}
    world.things |= {
        "lecture": make_lecture(canary("lecture.title"), **of),
        "lecture_before": make_lecture(canary("lecture_before.title"), fiscal_year=year - 1, **of),
        "lecture_draft": make_lecture(
            canary("lecture_draft.title"), fiscal_year=year + 1, is_out=False, **of
        ),
    }
