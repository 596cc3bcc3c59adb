"""What is asked about projects and others know (`kyodo_portal.life.questions`)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kyodo_portal.life.questions import Question
from kyodo_portal.life.verdicts import ALLOWED, Verdict
from projects.models import Project


@dataclass(frozen=True, slots=True)
class Judged:
    """How a project is judged, as far as somebody may see: its evaluations, the newest first; the
    published report that tells most of what came of it; and whose turn it is in the evaluation under
    way, empty where there is none."""

    evaluations: Sequence[Any] = ()
    report: Any = None
    turn: str = ""


MAY_BE_EDITED = Question("projects: may be edited", of=Project, type=Verdict, default=ALLOWED)
"""Whether those who judge it leave it open to be written in."""

JUDGED = Question("projects: judged", of=Project, type=Judged, default=Judged())
"""What comes of it once it is judged, asked for a person."""

BORN_OF = Question("projects: born of", of=Project, type=object, default=None)
"""The proposal it was born of, where the person who asks may see it."""
