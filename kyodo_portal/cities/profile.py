"""The profile of a city as the portal reads it."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from kyodo_portal.cities import rows
from kyodo_portal.cities.colours import digest_of, style_sheet
from kyodo_portal.cities.tables import INSIDE
from kyodo_portal.words.languages import Language, current

AnyKind = TypeVar(
    "AnyKind",
    rows.Pattern,
    rows.Form,
    rows.GroupKind,
    rows.Field,
    rows.PlaceKind,
    rows.EventKind,
    rows.OpinionWriter,
    rows.OpinionAnswer,
    rows.CommitteeKind,
    rows.CallKind,
)


@dataclass(frozen=True, kw_only=True)
class City:
    """Everything in which one city's portal differs from another's.

    slug               the name of the file, without its ending.
    name, kana         the city's name and its reading; prefecture the prefecture it lies in.
    municipality_code  six digits, the last of which checks the others (全国地方公共団体コード).
    notice             stands on every page; empty where the city has nothing to say there.
    writing            in which languages people may write to the city, and what follows from it; forms show
                       it where the page is not in Japanese.
    official_names     words by which people know the city's own staff and notices: nobody signs up with a
                       name of them.
    citizens_together  whether what citizens do with citizens is part of the city's 協働, or only what
                       citizens and the city do together.

    The tables are described with their rows (`cities.rows`). `translations` are the words in other
    languages, by the Japanese they stand by.
    """

    slug: str = field(metadata=INSIDE)
    name: rows.Told
    kana: str
    prefecture: str
    municipality_code: str
    notice: rows.Told = ""
    writing: rows.Told
    official_names: tuple[str, ...]
    citizens_together: bool = False
    guideline: rows.Guideline
    desk: rows.Desk
    home: rows.Home = rows.Home()
    colours: rows.Colours = rows.Colours()
    limits: rows.Limits
    reminders: rows.Reminders
    notices: rows.Notices
    waits: rows.Waits
    events: rows.EventRules
    lectures: rows.LectureRules
    opinions: rows.OpinionRules
    meetings: rows.MeetingRules
    decisions: rows.DecisionRules
    form_days: rows.FormDays
    taking_part: rows.TakingPart
    retention: rows.Retention
    patterns: tuple[rows.Pattern, ...] = ()
    forms: tuple[rows.Form, ...]
    group_kinds: tuple[rows.GroupKind, ...]
    fields: tuple[rows.Field, ...]
    place_kinds: tuple[rows.PlaceKind, ...]
    event_kinds: tuple[rows.EventKind, ...]
    opinion_writers: tuple[rows.OpinionWriter, ...]
    opinion_answers: tuple[rows.OpinionAnswer, ...]
    committee_kinds: tuple[rows.CommitteeKind, ...]
    call_kinds: tuple[rows.CallKind, ...]
    precepts: tuple[rows.PreceptSet, ...] = ()
    definitions: tuple[rows.Definition, ...] = ()
    actors: tuple[rows.Actor, ...] = ()
    actor_map: rows.ActorMap | None = None
    issues: tuple[rows.Issue, ...] = ()
    measures: tuple[rows.Measure, ...] = ()
    committees: tuple[rows.Committee, ...] = ()
    districts: tuple[rows.District, ...] = ()
    search_words: tuple[rows.SearchWords, ...] = ()
    search_leads: tuple[rows.SearchLead, ...] = ()
    eligibility: tuple[rows.EligibilityRule, ...]
    criteria: tuple[rows.ReviewCriterion, ...]
    screening: tuple[rows.ScreeningRow, ...]
    department_opinion: rows.DepartmentOpinionRules
    review: rows.ReviewRules = rows.ReviewRules()
    clauses: tuple[rows.ClauseTemplate, ...]
    phases: tuple[rows.Phase, ...]
    evaluation_items: tuple[rows.EvaluationItem, ...]
    ratings: tuple[rows.Rating, ...]
    evaluation: rows.EvaluationRules = rows.EvaluationRules()
    translations: dict[Language, dict[str, str]] = field(repr=False, metadata=INSIDE)

    def said(self, text: str) -> str:
        """Words of this profile as a page says them: in its language, or in Japanese where the
        city gave no translation. Records keep the Japanese words, and are said by them too."""
        return self.translations.get(current(), {}).get(text, text)

    @property
    def full_name(self) -> str:
        """The city with its prefecture: 埼玉県吉川市."""
        return f"{self.prefecture}{self.name}"

    @property
    def enabled_eligibility(self) -> tuple[rows.EligibilityRule, ...]:
        """The rules this city asks a group to meet."""
        return tuple(rule for rule in self.eligibility if rule.enabled)

    @cached_property
    def enabled_forms(self) -> tuple[int, ...]:
        """The numbers of the forms that are offered, in their order."""
        return tuple(sorted(form.number for form in self.forms if form.state == "on"))

    @property
    def forms_on(self) -> tuple[rows.Form, ...]:
        """The forms that are offered, by their numbers."""
        return tuple(self.form(number) for number in self.enabled_forms)

    @property
    def patterns_on(self) -> tuple[rows.Pattern, ...]:
        """The ways of starting that are offered."""
        return _on(self.patterns)

    @property
    def patterns_used(self) -> tuple[rows.Pattern, ...]:
        """The ways of starting that are offered, and those that are closed."""
        return tuple(each for each in self.patterns if each.state != "off")

    @property
    def group_kinds_on(self) -> tuple[rows.GroupKind, ...]:
        """The kinds of group that are offered, in the city's order."""
        return _on(self.group_kinds)

    @property
    def fields_on(self) -> tuple[rows.Field, ...]:
        """The fields of activity that are offered, in the city's order."""
        return _on(self.fields)

    @property
    def place_kinds_on(self) -> tuple[rows.PlaceKind, ...]:
        """The kinds of place that are offered, in the city's order."""
        return _on(self.place_kinds)

    @property
    def event_kinds_on(self) -> tuple[rows.EventKind, ...]:
        """The kinds of event that are offered, in the city's order."""
        return _on(self.event_kinds)

    @property
    def opinion_writers_on(self) -> tuple[rows.OpinionWriter, ...]:
        """Who may hand in opinions here, in the city's order."""
        return _on(self.opinion_writers)

    @property
    def opinion_answers_on(self) -> tuple[rows.OpinionAnswer, ...]:
        """What an answer to opinions may come to, in the city's order."""
        return _on(self.opinion_answers)

    @property
    def committee_kinds_on(self) -> tuple[rows.CommitteeKind, ...]:
        """The kinds of committee that are offered, in the city's order."""
        return _on(self.committee_kinds)

    @property
    def call_kinds_on(self) -> tuple[rows.CallKind, ...]:
        """The kinds of call the city makes, in its order."""
        return _on(self.call_kinds)

    @property
    def has_patterns(self) -> bool:
        """Whether this city tells collaborations apart by how they started. Where not, nothing of it
        is asked, shown or counted."""
        return bool(self.patterns_used)

    @property
    def asks_for_pattern(self) -> bool:
        """Whether a new collaboration says how it started: not where every pattern is closed."""
        return bool(self.patterns_on)

    def pattern(self, code: str) -> rows.Pattern | None:
        """The start pattern of a record; None where it has none, or the city does not know it."""
        return next((each for each in self.patterns if each.code == code), None)

    def form(self, number: int) -> rows.Form:
        """The form of a record. One that the city no longer knows is called by its number."""
        found = (each for each in self.forms if each.number == number)
        unknown = f"形態{number}"
        return next(found, rows.Form(number=number, name=unknown, explanation="", state="off"))

    def group_kind(self, code: str) -> rows.GroupKind:
        """The kind of a group. One that the city no longer knows is called by its code."""
        found = (each for each in self.group_kinds if each.code == code)
        return next(found, rows.GroupKind(code=code, name=code, state="off"))

    def field(self, number: int) -> rows.Field:
        """A field of activity. One that the city no longer knows is called by its number."""
        found = (each for each in self.fields if each.number == number)
        return next(found, rows.Field(number=number, name=f"分野{number}", state="off"))

    def place_kind(self, code: str) -> rows.PlaceKind:
        """The kind of a place. One that the city no longer knows is called by its code."""
        found = (each for each in self.place_kinds if each.code == code)
        return next(found, rows.PlaceKind(code=code, name=code, state="off"))

    def event_kind(self, code: str) -> rows.EventKind:
        """The kind of an event. One that the city no longer knows is called by its code."""
        found = (each for each in self.event_kinds if each.code == code)
        return next(found, rows.EventKind(code=code, name=code, state="off"))

    def opinion_writer(self, code: str) -> rows.OpinionWriter:
        """As what somebody handed in an opinion. One that the city no longer knows is called by its code."""
        found = (each for each in self.opinion_writers if each.code == code)
        return next(found, rows.OpinionWriter(code=code, name=code, state="off"))

    def opinion_answer(self, code: str) -> rows.OpinionAnswer:
        """What an answer came to. One that the city no longer knows is called by its code."""
        found = (each for each in self.opinion_answers if each.code == code)
        return next(found, rows.OpinionAnswer(code=code, name=code, state="off"))

    def precept_set(self, key: str) -> rows.PreceptSet | None:
        """A set of precepts by its key, where the city has it."""
        return next((each for each in self.precepts if each.key == key), None)

    @cached_property
    def style_sheet(self) -> str:
        """The style sheet with the city's own colours; empty where it has none."""
        return style_sheet(self.colours)

    @cached_property
    def style_name(self) -> str:
        """Under which name browsers keep that style sheet; empty where there is none."""
        return digest_of(self.style_sheet)

    @property
    def far_apart(self) -> int:
        """From how many steps of the scale on two sides count as far apart."""
        return self.evaluation.far_apart or min(2, max(1, len(self.ratings) - 1))


def _on(kinds: tuple[AnyKind, ...]) -> tuple[AnyKind, ...]:
    return tuple(kind for kind in kinds if kind.state == "on")
