"""Projects, events, and what is asked for and of them, at the desk of the city's staff."""

from projects.admin.events import EventAdmin
from projects.admin.help_answers import HelpAnswerAdmin, HelpRequestAdmin
from projects.admin.help_wanted import HelpWantedAdmin
from projects.admin.lecture_requests import LectureRequestAdmin
from projects.admin.lectures import LectureAdmin
from projects.admin.projects import ProjectAdmin
from projects.admin.questions import QuestionAdmin
from projects.admin.steps import ProjectStepAdmin

__all__ = [
    "EventAdmin",
    "HelpAnswerAdmin",
    "HelpRequestAdmin",
    "HelpWantedAdmin",
    "LectureAdmin",
    "LectureRequestAdmin",
    "ProjectAdmin",
    "ProjectStepAdmin",
    "QuestionAdmin",
]
