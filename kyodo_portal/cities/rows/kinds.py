"""By what a city tells its records apart: start patterns, forms, kinds of group, fields.

Records keep the code or number, which never changes; the words are the profile's. What is `closed`
is not offered anew, and is shown, found and counted where records have it. What is `off` the city
does not use: a profile that does not name it says so.
"""

from dataclasses import dataclass
from typing import Literal

from kyodo_portal.cities.rows.base import Told

State = Literal["on", "closed", "off"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """How a collaboration starts, and who came to whom.

    code         one letter, A to D.
    name         what the guideline calls it.
    explanation  what it is, in one sentence.
    example      a collaboration that began this way.
    """

    code: str
    name: Told
    explanation: Told
    example: Told = ""
    state: State = "on"


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form of collaboration: what it is, who does what in it, when it fits, what it takes.

    number       1 to 12 as they always were; 20 to 39 are a city's own.
    follows      the number of the form, 1 to 12, in whose steps a form of the city's own goes.
    name, explanation, example  what it is called and is, in a sentence and with an example.
    citizens, city  what each side does in it.
    fits         when it suits.
    papers       what is usually handed in for it; what is really asked for is settled at the desk.
    time         how early one should come.
    """

    number: int
    follows: int | None = None
    name: Told
    explanation: Told
    example: Told = ""
    citizens: Told = ""
    city: Told = ""
    fits: Told = ""
    papers: tuple[Told, ...] = ()
    time: Told = ""
    state: State = "on"


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupKind:
    """A kind of group: `code` is one of the seven (`GROUP_KINDS`) or own01 to own20."""

    code: str
    name: Told
    state: State = "on"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field of activity: 1 to 20 are those of the annex to the NPO Act (特定非営利活動促進法 別表), in its
    order; 50 to 69 are a city's own."""

    number: int
    name: Told
    state: State = "on"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceKind:
    """A kind of place: `code` is one of the ten (`PLACE_KINDS`) or own01 to own20."""

    code: str
    name: Told
    state: State = "on"


@dataclass(frozen=True, slots=True, kw_only=True)
class EventKind:
    """A kind of event: `code` is one of the nine (`EVENT_KINDS`) or own01 to own20."""

    code: str
    name: Told
    state: State = "on"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionWriter:
    """A kind of person who may hand in an opinion: `code` is one of the six (`OPINION_WRITERS`) or own01
    to own20. `detail` is what they are asked about it; empty where nothing is."""

    code: str
    name: Told
    detail: Told = ""
    state: State = "on"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionAnswer:
    """What a city's answer to opinions comes to: `code` is one of the five (`OPINION_ANSWERS`) or own01 to
    own20."""

    code: str
    name: Told
    state: State = "on"


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitteeKind:
    """A kind of committee: `code` is one of the five (`COMMITTEE_KINDS`) or own01 to own20."""

    code: str
    name: Told
    state: State = "on"


@dataclass(frozen=True, slots=True, kw_only=True)
class CallKind:
    """What a city calls one of its kinds of call: `code` is one of the five (`CALL_KINDS`). What a kind
    switches on is no matter of the profile."""

    code: str
    name: Told
    state: State = "on"


Kind = (
    Pattern
    | Form
    | GroupKind
    | Field
    | PlaceKind
    | EventKind
    | OpinionWriter
    | OpinionAnswer
    | CommitteeKind
    | CallKind
)

PATTERNS = ("A", "B", "C", "D")
COMMON_FORMS = tuple(range(1, 13))
OWN_FORMS = tuple(range(20, 40))
GROUP_KINDS = ("neighbourhood", "volunteer", "npo", "university", "company", "committee", "other")
OWN_GROUP_KINDS = tuple(f"own{number:02}" for number in range(1, 21))
PLACE_KINDS = (
    *("center", "hall", "assembly", "library", "welfare", "school", "sports", "park", "office"),
    "other",
)
OWN_PLACE_KINDS = OWN_GROUP_KINDS
EVENT_KINDS = (
    *("activity", "talk", "study", "lecture", "workshop", "report", "briefing", "training"),
    "other",
)
OWN_EVENT_KINDS = OWN_GROUP_KINDS
OPINION_WRITERS = ("resident", "worker", "student", "office", "taxpayer", "concerned")
OPINION_ANSWERS = ("reflected", "included", "considered", "not_reflected", "other")
COMMITTEE_KINDS = ("review", "promotion", "council", "citizens", "other")
OWN_COMMITTEE_KINDS = OWN_GROUP_KINDS
CALL_KINDS = ("citizen", "city", "subsidy", "tender", "idea")
COMMON_FIELDS = tuple(range(1, 21))
OWN_FIELDS = tuple(range(50, 70))

FORM_NUMBERS = (*COMMON_FORMS, *OWN_FORMS)
GROUP_KIND_CODES = (*GROUP_KINDS, *OWN_GROUP_KINDS)
PLACE_KIND_CODES = (*PLACE_KINDS, *OWN_PLACE_KINDS)
FIELD_NUMBERS = (*COMMON_FIELDS, *OWN_FIELDS)
EVENT_KIND_CODES = (*EVENT_KINDS, *OWN_EVENT_KINDS)
OPINION_WRITER_CODES = (*OPINION_WRITERS, *OWN_GROUP_KINDS)
OPINION_ANSWER_CODES = (*OPINION_ANSWERS, *OWN_GROUP_KINDS)
COMMITTEE_KIND_CODES = (*COMMITTEE_KINDS, *OWN_COMMITTEE_KINDS)
"""What records may keep: what every city may use, and the range of a city's own."""
