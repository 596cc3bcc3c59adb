"""What is asked about projects and others know (`kyodo_portal.life.questions`)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kyodo_portal.life.history import Event
from kyodo_portal.life.questions import Question
from kyodo_portal.life.verdicts import ALLOWED, Verdict
from projects.models import HelpWanted, Project


@dataclass(frozen=True, slots=True)
class Judged:
    """How a project is judged, as far as somebody may see: its evaluations, the newest first; the
    published report that tells most of what came of it; whose turn it is in the evaluation under
    way, empty where there is none; where they begin another in the place of one that was cancelled,
    empty where they may not; what its course tells of them, and whether that tells how the
    project ended."""

    evaluations: Sequence[Any] = ()
    report: Any = None
    turn: str = ""
    begin_url: str = ""
    events: Sequence[Event] = ()
    tells_the_end: bool = False


NOT_JUDGED = Judged()


MAY_BE_EDITED = Question("projects: may be edited", of=Project, type=Verdict, default=ALLOWED)
"""Whether those who judge it leave it open to be written in."""

PARTIES_MAY_CHANGE = Question(
    "projects: parties may change", of=Project, type=Verdict, default=ALLOWED
)
"""Whether those who judge it leave open who its partners and responsible departments are."""

JUDGED = Question("projects: judged", of=Project, type=Judged, default=NOT_JUDGED)
"""What comes of it once it is judged, asked for a person."""

BORN_OF = Question("projects: born of", of=Project, type=object, default=None)
"""The proposal it was born of, where the person who asks may see it."""

CAME_OF = Question("help wanted: came of", of=HelpWanted, type=tuple, default=())
"""What people saw was needed, and from which help was asked for: as far as the person who asks may see."""
