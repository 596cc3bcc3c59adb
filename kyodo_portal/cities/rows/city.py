"""What a profile says of the city as a whole: each a table of its own, `[name]`."""

from dataclasses import dataclass

from kyodo_portal.cities.rows.base import Told


@dataclass(frozen=True, slots=True, kw_only=True)
class Guideline:
    """The city's published guideline on collaboration.

    title, issued   what it is called, and when it was issued, as the city writes it.
    source_label    what the link to it says.
    source_url      where it can be read; empty, and no link, where it is not on the web.
    names_forms     whether the guideline itself names the forms of collaboration; where it does not, the
                    guide says that they are the portal's.
    names_patterns  the same of the ways in which a collaboration starts.
    """

    title: Told
    issued: Told
    source_label: Told = ""
    source_url: str = ""
    names_forms: bool = False
    names_patterns: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The coordination desk: where people call, write and come. Shown on pages and in letters."""

    name: Told
    address: Told
    phone: str
    email: str
    hours: Told


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much may be attached, and how long a registration holds.

    file_megabytes      the most one file may have.
    files_per_record    the most files beside one application or proposal.
    photos_per_update   the most photos beside one piece of news.
    registration_years  how many years a group's registration holds; 0 where it has no end.
    registration_ends   "fiscal_year": on the last day of the last of so many 年度, that of the registration
                        the first of them; "day": so many years after the day of the registration.
    renewal_opens       from how many days before its end a registration can be renewed. Whoever registers
                        with fewer days left in the last 年度 has a year more.
    """

    file_megabytes: int
    files_per_record: int
    photos_per_update: int
    registration_years: int
    registration_ends: str
    renewal_opens: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminders:
    """On which days people are reminded, in days from a day: before it negative, after it positive.

    correction    from the day by which something is to be mended.
    sheet         from the day by which an evaluation sheet is to be handed in.
    signature     from the latest signature, while others are missing.
    amendment     from the day on which a change of an agreement was proposed, while a signature is missing.
    consent       from the day on which both sides could read each other, while a consent is missing.
    consultation  from the day on which somebody asked, while the city has not answered.
    concern       from the day by which staff look at what somebody told of their part of the city.
    concern_answer  from the day on which staff had looked at it, while the city has not answered.
    draft         from the day on which a call closes, while a proposal to it is a draft.
    renewal       from the last day of a group's registration, while it is not renewed.
    event         from the day of an event, for those who come to it.
    event_record  from the day of an event, for those who hold it, while it has no record.
    event_answer  from the day by which something said at an event is to be answered.
    help_unanswered  from the day on which help was asked for, while nobody has offered any.
    help_offer    from the day on which somebody offered help, while nobody has answered them.
    lecture       from the day on which a lecture was asked for that the city has not answered.
    lecture_late  from the day by which the city should have answered who asked for a lecture.
    lecture_day   from the day of a lecture that both have settled.
    lecture_report  from the day of a lecture, while its report is not written.
    question      from the day on which somebody asked a project that has not answered.
    step          from the day by which a step of a project is to be done (`projects.steps`).
    supporter     from the last day on which others see what a supporter wrote.
    offer         from the day on which somebody asked for what a group offers, while it has not answered.
    offer_thanks  from the day on which an offer was agreed, while nobody has thanked for it.
    adviser       from the day on which it was proposed to pass a consultation on, while who asked has not agreed;
                  and from the day on which it was, while the group has not answered.
    message       from the day on which somebody wrote to a group or a department that has not answered.
    join_request  from the day on which somebody asked to join a group, while it has not answered.
    network       from the day on which a network asked a group to come in, while it has not answered.
    meeting_notice   from the day of a meeting to which nobody has been called yet.
    meeting_remarks  from the day until which a member may say what is to be put right in the minutes.
    scoring       from the day by which reviewers hand in their sheets, while one is missing.
    meeting_minutes  from the day of a meeting whose minutes are not public.
    hand_over     from the day by which somebody is to say whether they take over from a representative.
    department_opinion  from the day by which a department writes its opinion on a proposal.
    department_answer   from the day by which the proposers answer it.
    opinion_answer   from the day on which the city means to answer opinions, while it has not.
    opinion_sorting  from the day on which opinions were last taken, while some stand in no group.
    adoption      from the day by which those who are adopted are to say whether they take it.
    adoption_late    from that day, for the desk, while they have not.
    decision_question  from the day by which the city is to answer a question about a decision.
    vote          from the day on which the council votes on adoptions, while its vote is not written down.
    """

    correction: tuple[int, ...]
    sheet: tuple[int, ...]
    signature: tuple[int, ...]
    amendment: tuple[int, ...]
    consent: tuple[int, ...]
    consultation: tuple[int, ...]
    concern: tuple[int, ...]
    concern_answer: tuple[int, ...]
    draft: tuple[int, ...]
    renewal: tuple[int, ...]
    join_request: tuple[int, ...]
    network: tuple[int, ...]
    hand_over: tuple[int, ...]
    message: tuple[int, ...]
    adviser: tuple[int, ...]
    event: tuple[int, ...]
    event_record: tuple[int, ...]
    event_answer: tuple[int, ...]
    help_unanswered: tuple[int, ...]
    help_offer: tuple[int, ...]
    question: tuple[int, ...]
    step: tuple[int, ...]
    lecture: tuple[int, ...]
    lecture_late: tuple[int, ...]
    lecture_day: tuple[int, ...]
    lecture_report: tuple[int, ...]
    supporter: tuple[int, ...]
    offer: tuple[int, ...]
    offer_thanks: tuple[int, ...]
    department_opinion: tuple[int, ...]
    department_answer: tuple[int, ...]
    opinion_answer: tuple[int, ...]
    opinion_sorting: tuple[int, ...]
    meeting_notice: tuple[int, ...]
    meeting_remarks: tuple[int, ...]
    meeting_minutes: tuple[int, ...]
    scoring: tuple[int, ...]
    vote: tuple[int, ...]
    decision_question: tuple[int, ...]
    adoption: tuple[int, ...]
    adoption_late: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Notices:
    """When what is new is told in one letter to those who follow it.

    hour     from which hour of the day (0 to 23, JST) on.
    weekday  on which day of the week, to those who chose once a week: 1 is Monday, 7 is Sunday.
    desk_hour  at which hour the coordinators get the letter of all that came in since the last one.
    """

    hour: int
    weekday: int
    desk_hour: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Waits:
    """How many days the city waits for somebody before it may go on without them, with its reason.

    sheets     after the day for the evaluation sheets, when nobody has handed one in.
    consent    after both sides could read each other, when one does not agree to the reflection.
    amendment  after a change of an agreement was proposed, when not all have signed it.
    renewal    after the last day of a registration that nobody renewed: then the group rests.
    report     working days within which the city looks at what was reported.
    concern    working days within which staff look at what somebody told of their part of the city.
    places     after what is told of a place was checked, until it is to be checked again.
    message    after somebody wrote to a group or a department, when nobody answers: then the desk may ask.
    join_request  after somebody asked to join a group, when it has not answered.
    network    after a network asked a group to come in, when it does not answer: then the invitation ends.
    help_request  after a supporter was asked for help, when they do not answer.
    adviser    after it was proposed to pass a consultation on to a group, when who asked does not agree, and after
               it was, when the group does not answer: then the desk has it again.
    supporter  after somebody wrote what they can do, until others no longer see it.
    offer      after somebody asked for what a group offers, when it does not answer: then the talk ends.
    """

    sheets: int
    consent: int
    amendment: int
    renewal: int
    report: int
    concern: int
    join_request: int
    network: int
    message: int
    adviser: int
    places: int
    help_request: int
    supporter: int
    offer: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRules:
    """How people come to events.

    offer_hours       how long a seat that has come free is kept for the next in the waiting list.
    last_hours        in so many hours before the start it is kept for nobody: it is whose who answers first.
    check_in_minutes  from how many minutes before the start people can say that they are there.
    people_most       how many people may be put down in one application.
    forget_days       after how many days from its end the names and contacts of those who came go.
    """

    offer_hours: int
    last_hours: int
    check_in_minutes: int
    people_most: int
    forget_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LectureRules:
    """How the city comes to people and speaks of its work (出前講座).

    notice_days   how many days lie at least between the application and the first day wished for.
    answer_days   within how many days the city says yes or no.
    people_least  how many people should come together; with fewer one is told so, and may still ask.
    report_days   within how many days after the lecture its report is written.
    weekdays      on which days of the week the city comes, 1 for Monday to 7 for Sunday.
    on_holidays   whether it comes on national holidays, too.
    from_hour, until_hour    between which hours of the day a lecture lies.
    closed_from, closed_until  the first and the last day of each year's pause ("12-29", "01-03"); empty
                  where there is none.
    conditions    what holds for every lecture, one sentence for each.
    """

    notice_days: int
    answer_days: int
    people_least: int
    report_days: int
    weekdays: tuple[int, ...]
    on_holidays: bool
    from_hour: int
    until_hour: int
    closed_from: str
    closed_until: str
    conditions: tuple[Told, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionRules:
    """How opinions are asked for (意見募集).

    days             how many days opinions are taken at least; a shorter time has its reason told.
    correction_days  how many days writers have to say that the summary misses what they wrote.
    forget_days      after how many days from the published answer names and addresses of writers go.
    """

    days: int
    correction_days: int
    forget_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionRules:
    """What follows from the city's decisions on proposals.

    answer_days  how many days those who are adopted have to say whether they take it; nought where they
                 are not asked.
    ask_days     until how many days after a decision its proposers may ask about it and are answered in time.
    reply_days   within how many days the city answers what they ask.
    """

    answer_days: int
    ask_days: int
    reply_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingRules:
    """How the meetings of committees are announced and told of.

    notice_days      so many days before a meeting its members are called and everybody is told.
    correction_days  so many days the members have to say what is to be put right in the minutes.
    minutes_days     so many days after a meeting its minutes are public.
    packet_days      so many days after a meeting the files of its packet (審査資料) are kept. What is frozen in
                     it stays, and they can be made again.
    """

    notice_days: int
    correction_days: int
    minutes_days: int
    packet_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FormDays:
    """How many days the steps of the forms of collaboration take (`projects.steps`).

    sponsorship_notice  before the first day: a group asks for 後援.
    grant_decision      before the first day: a group asks for 補助, so that it is decided in time.
    supplies            after the agreement: tools, sign and insurance of an アダプト are there.
    year_of_care        after 31 March: the year of an アダプト is reported.
    feedback            after the end: the city says what became of the opinions of a 計画への参加.
    report              after the end: what was done is reported, and the accounts are drawn up.
    inspection          after the notice of completion: the city inspects what was commissioned.
    confirmation        after the report: the amount of a 補助 is settled.
    invoice             after the end: the group asks for the money.
    payment             after it was asked for, or decided to be paid ahead: the city pays.
    repayment           after the amount was settled: the group pays back what is left.
    year_report         after 31 March: whoever runs a facility reports on the year.
    year_review         after that report: the city publishes its evaluation of the year.
    renewal             before the last day: it is settled what comes after the years of a 指定管理.
    evaluation          after the end: both sides have evaluated and the report is public.
    """

    sponsorship_notice: int
    grant_decision: int
    supplies: int
    year_of_care: int
    feedback: int
    report: int
    inspection: int
    confirmation: int
    invoice: int
    payment: int
    repayment: int
    year_report: int
    year_review: int
    renewal: int
    evaluation: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TakingPart:
    """In which ways people take part here that not every city has.

    civic_partners  whether departments may ask people to take on a task of the city (行政パートナー).
    called          what whoever takes on such a task is called here.
    """

    civic_partners: bool
    called: Told


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """How many years the city keeps what is no longer worked on, after its end.

    closed_consultations_years  consultations that were answered and closed.
    declined_proposals_years    proposals that were not adopted or taken back.
    """

    closed_consultations_years: int
    declined_proposals_years: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Colours:
    """The city's own colours, each a pair: on light paper, on dark paper (`["#123a7a", "#9db7f5"]`).

    primary  buttons, links and the bar of the header.
    accent   what marks the citizens' side.

    What is left out stays the portal's. A pair is refused that cannot be read (`cities.colours`).
    """

    primary: tuple[str, ...] = ()
    accent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """What the home page says of the city's collaboration.

    headline, lead  a line and a sentence or two in the city's own words.
    precepts        the keys of the sets of precepts it shows.
    """

    headline: Told = ""
    lead: Told = ""
    precepts: tuple[str, ...] = ()
