"""The rows of a profile: one frozen class for each table of the file, one attribute for each key.

What people read is `Told`: it may stand in the file in the other languages too, under the key with
`_easy` or `_en` behind it. The rows hold the Japanese; a page says it with `said`.
"""

from kyodo_portal.cities.rows.base import Told
from kyodo_portal.cities.rows.city import (
    Colours,
    Desk,
    EventRules,
    Guideline,
    Home,
    LectureRules,
    Limits,
    Notices,
    Reminders,
    Retention,
    TakingPart,
    Waits,
)
from kyodo_portal.cities.rows.guide import (
    Actor,
    ActorMap,
    Committee,
    Definition,
    District,
    Issue,
    Link,
    Measure,
    Precept,
    PreceptSet,
    Role,
)
from kyodo_portal.cities.rows.judging import (
    EligibilityRule,
    EvaluationItem,
    EvaluationRules,
    Phase,
    Rating,
    ReviewCriterion,
    ReviewRules,
)
from kyodo_portal.cities.rows.kinds import (
    EventKind,
    Field,
    Form,
    GroupKind,
    Kind,
    Pattern,
    PlaceKind,
)
from kyodo_portal.cities.rows.search import SearchLead, SearchWords

__all__ = [
    "Actor",
    "ActorMap",
    "Colours",
    "Committee",
    "Definition",
    "Desk",
    "District",
    "EligibilityRule",
    "EvaluationItem",
    "EvaluationRules",
    "EventKind",
    "EventRules",
    "Field",
    "Form",
    "GroupKind",
    "Guideline",
    "Home",
    "Issue",
    "Kind",
    "LectureRules",
    "Limits",
    "Link",
    "Measure",
    "Pattern",
    "PlaceKind",
    "Phase",
    "Precept",
    "PreceptSet",
    "Rating",
    "Notices",
    "Reminders",
    "Retention",
    "ReviewCriterion",
    "ReviewRules",
    "Role",
    "SearchLead",
    "SearchWords",
    "TakingPart",
    "Told",
    "Waits",
]
