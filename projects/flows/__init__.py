"""The lives of projects and of what belongs to them; reading this package registers them all."""

from projects.amending.flow import AMENDMENT_FLOW
from projects.attending import joining
from projects.attending.flow import PARTICIPATION_FLOW
from projects.flows.events import EVENT_FLOW
from projects.flows.help_answers import HELP_ANSWER_FLOW
from projects.flows.help_requests import HELP_REQUEST_FLOW
from projects.flows.help_wanted import HELP_WANTED_FLOW
from projects.flows.lecture_requests import LECTURE_REQUEST_FLOW
from projects.flows.projects import PROJECT_FLOW
from projects.flows.questions import QUESTION_FLOW
from projects.road.flow import STEP_FLOW

__all__ = [
    "AMENDMENT_FLOW",
    "EVENT_FLOW",
    "HELP_ANSWER_FLOW",
    "HELP_REQUEST_FLOW",
    "HELP_WANTED_FLOW",
    "LECTURE_REQUEST_FLOW",
    "PARTICIPATION_FLOW",
    "PROJECT_FLOW",
    "QUESTION_FLOW",
    "STEP_FLOW",
    "joining",
]
