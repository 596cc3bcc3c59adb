"""The shapes of what the tables tell. Money in whole yen; days as `clock.When`."""

from dataclasses import dataclass, field

from kyodo_portal.made_up.demonstration.clock import When

Role = tuple[str, str, str]
"""Stage (preparation, work, afterwards), what is done, who bears it (group, city, both)."""

Cost = tuple[str, str, int, str]
"""Category, payer (group, city, other), yen, explanation."""


@dataclass(frozen=True, slots=True)
class Aim:
    """A goal (what, how much), and once the work is over what came of it."""

    what: str
    how_much: str
    result: str = ""
    achievement: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is to be done together, as both the proposal and the project say it."""

    title: str
    kana: str
    subtitle: str = ""
    summary: str
    background: str
    purpose: str
    content: str
    why_together: str
    effect: str
    people: str
    count: int
    place: str
    #: Latitude and longitude of a made-up point, for the map.
    point: tuple[str, str] | None = None
    pattern: str
    form: int
    more_forms: tuple[int, ...] = ()
    fields: tuple[int, ...]
    starts: When
    ends: When
    aims: tuple[Aim, ...]
    roles: tuple[Role, ...]
    costs: tuple[Cost, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """A report on the way; each picture is a scene of `pictures` and its caption."""

    when: When
    side: str
    title: str
    body: str
    pictures: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """How far a project has come. A day left out has not happened."""

    signed_by_city: When | None = None
    signed_by_group: When | None = None
    started: When | None = None
    reports: tuple[Report, ...] = ()
    how_to_join: str = ""
    result: str = ""
    ended: When | None = None
    cancelled: When | None = None
    cancel_reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectStory:
    """A project that a department entered into the register. `on_paper` names a partner that has
    no account here (its name and kind), whose signature is kept on paper."""

    key: str
    plan: Plan
    groups: tuple[str, ...] = ()
    on_paper: tuple[str, str] | None = None
    departments: tuple[str, ...]
    registered: When
    course: Course = Course()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalStory:
    """A proposal and what became of it. `outcome` is the last move made with it: draft, submit,
    withdraw, not_accept, return, lapse, begin_review, or what its call released (a key of
    `proposal_lives.DECISIONS`); `place` is its place in the reserve."""

    key: str
    call: str
    group: str | None
    by: str = ""
    plan: Plan
    desired: str
    requested: int
    novelty: str = ""
    sustainability: str = ""
    safety: str = ""
    schedule: tuple[tuple[str, str, str], ...] = ()
    expenses: tuple[tuple[str, int, str], ...]
    #: The consultation (a key of the talks) whose words it began with.
    talk: str = ""
    #: On which way it came, where the desk entered it from paper.
    on_paper: str = ""
    begun: When
    submitted: When | None = None
    moved: When | None = None
    outcome: str = "draft"
    note: str = ""
    due: When | None = None
    lapsed: When | None = None
    place: int | None = None
    #: When the adoption was turned down, and why.
    turned_down: tuple[When, str] | None = None
    #: When it was asked to move up from the reserve, and with how much money (yen).
    asked: tuple[When, int] | None = None
    #: Per reviewer (1–5) how far they are, and the points they gave in the order of the criteria.
    sheets: tuple[tuple[int, str, str, str], ...] = ()
    decided: When | None = None
    conclusion: str = ""
    conditions: str = ""
    agrees: bool = True
    course: Course | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantCourse:
    """One course of a call for subsidies: at most `ceiling` yen, and `share` (part, whole) of what is spent."""

    name: str
    ceiling: int
    share: tuple[int, int]
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CallStory:
    """A call for proposals and how far it has come. `questions` and `papers` are what only it asks: the words,
    what explains them, and whether it must be answered or be there."""

    key: str
    title: str
    kind: str = "citizen"
    summary: str
    description: str
    theme: str = ""
    department: str | None = None
    proposers: str = "registered"
    eligibility: str = ""
    years: tuple[int, int] = (0, 1)
    announced: When | None = None
    opens: When
    closes: When
    results_due: When
    review_due: When | None = None
    review_started: When | None = None
    decided: When | None = None
    cap: int | None = 500_000
    scoring: str = "mean"
    pass_percent: int = 60
    total: int | None = None
    form: int | None = None
    questions_until: When | None = None
    consult_until: When | None = None
    corrections_until: When | None = None
    presentation: When | None = None
    courses: tuple[GrantCourse, ...] = ()
    questions: tuple[tuple[str, str, bool], ...] = ()
    papers: tuple[tuple[str, str, bool], ...] = ()
    #: Where the council has to vote on what is adopted, for when that is expected.
    vote: When | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One side's sheet: a rating per item in the order of the city's profile (from A, the best, to D, laid
    upon the city's own scale; "-" for none yet), and comments by the item's key. Without the day of submission it was not handed in."""

    ratings: str
    comments: dict[str, str] = field(default_factory=dict)
    went_well: str = ""
    to_improve: str = ""
    submitted: When | None = None
    written: When = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """The reflection: what was talked about, and a word on each wide difference by item key."""

    talked: When
    discussion: str
    improvements: str
    next_steps: str
    overall: str = ""
    notes: dict[str, str] = field(default_factory=dict)
    consents: tuple[str, ...] = ("group", "city")


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationStory:
    """The evaluation of a project, and how far it has come."""

    project: str
    round: str = "final"
    opened: When
    due: When
    group: Sheet | None = None
    city: Sheet | None = None
    one_sided: tuple[When, str] | None = None
    cancelled: tuple[When, str] | None = None
    talk: Talk | None = None
    published: When | None = None
