"""The lives of calls: drafted, announced, reviewed, decided. Open and closed follow the clock."""

from decimal import Decimal

from kyodo_portal.cities import city
from kyodo_portal.files.spreadsheets import Column, spreadsheet
from kyodo_portal.files.uploads import CheckedFile
from kyodo_portal.made_up.demonstration.cast import World
from kyodo_portal.made_up.demonstration.clock import at
from kyodo_portal.made_up.demonstration.stories import CallStory
from kyodo_portal.words.steps import steps_up_to
from proposals.actions.release import release_call
from proposals.flows import CALL_FLOW
from proposals.kinds_of_call import kind_of
from proposals.models import (
    BlankForm,
    Call,
    CallCourse,
    CallPaper,
    CallQuestion,
    Criterion,
    ScreeningPoint,
)

BLANKS = {
    "見積書": ("品名・内容", "数量", "単価（円）", "金額（円）"),
    "業務の見積書": ("区分", "内容", "数量", "単価（円）", "金額（円）"),
}
"""The heads of the blank forms, by the paper."""


def prepare(world: World, story: CallStory) -> Call:
    """Write the call with the city's criteria, and announce it when its day came."""
    day, words = world.calendar, world.calendar.in_words
    begun = story.announced if story.announced is not None else -2
    with at(day.moment(begun, 9)):
        call = Call.objects.create(
            title=words(story.title),
            kind=story.kind,
            summary=words(story.summary),
            description=words(story.description),
            theme=story.theme,
            department=world.departments[story.department] if story.department else None,
            fiscal_year=day.year + story.years[0],
            project_fiscal_year=day.year + story.years[1],
            proposers=story.proposers,
            eligibility=story.eligibility,
            opens_at=day.moment(story.opens, 8, 30),
            closes_at=day.moment(story.closes, 17, 15),
            results_due_on=day.day(story.results_due),
            review_due_on=None if story.review_due is None else day.day(story.review_due),
            others_open_on=None if story.review_due is None else day.day(story.review_due),
            budget_cap=story.cap,
            budget_total=story.total,
            adopted_form=story.form,
            **{
                name: None if when is None else day.day(when)
                for name, when in (
                    ("questions_until", story.questions_until),
                    ("consult_until", story.consult_until),
                    ("corrections_until", story.corrections_until),
                    ("presentation_on", story.presentation),
                )
            },
            scoring_method=story.scoring,
            pass_percent=story.pass_percent,
            needs_vote=story.vote is not None,
            vote_on=None if story.vote is None else day.day(story.vote),
            contact=f"{city().desk.name}　電話 {city().desk.phone}",
            created_by=world.coordinator,
        )
        judged = kind_of(call).judged
        Criterion.objects.bulk_create(
            Criterion(
                call=call,
                name=row.label,
                question=row.question,
                points_max=row.points,
                weight=Decimal(row.weight),
                step_words=steps_up_to(city().review.steps, row.points),
                order=order,
            )
            for order, row in enumerate(city().criteria if judged else ())
        )
        _ask_of_its_own(call, story)
        ScreeningPoint.objects.bulk_create(
            ScreeningPoint(
                call=call, text=row.label, help_text=row.help, is_required=row.required, order=order
            )
            for order, row in enumerate(city().screening)
            if not row.kinds or story.kind in row.kinds
        )
        if story.announced is not None:
            CALL_FLOW.make("announce", call, by=world.coordinator)
    world.calls[story.key] = call
    return call


def _ask_of_its_own(call: Call, story: CallStory) -> None:
    """Its courses, and the questions and papers that no other call has."""
    CallCourse.objects.bulk_create(
        CallCourse(
            call=call,
            name=course.name,
            ceiling=course.ceiling,
            rate_part=course.share[0],
            rate_whole=course.share[1],
            note=course.note,
            order=order,
        )
        for order, course in enumerate(story.courses)
    )
    CallQuestion.objects.bulk_create(
        CallQuestion(call=call, text=text, help_text=about, is_required=must, order=order)
        for order, (text, about, must) in enumerate(story.questions)
    )
    CallPaper.objects.bulk_create(
        CallPaper(call=call, name=name, help_text=about, is_required=must, order=order)
        for order, (name, about, must) in enumerate(story.papers)
    )
    for paper in call.papers.filter(name__in=BLANKS):
        BlankForm.from_checked(_blank(paper), by=None, paper=paper).save()


def _blank(paper: CallPaper) -> CheckedFile:
    """An empty table to fill in."""
    columns = [Column(head, str) for head in BLANKS[paper.name]]
    content = spreadsheet(paper.name, columns, [])
    return CheckedFile(content, original_name=f"{paper.name}の様式.xlsx", extension="xlsx")


def start_review(world: World, story: CallStory) -> None:
    """The review begins when the call has closed and its day came."""
    if story.review_started is not None:
        with at(world.calendar.moment(story.review_started)):
            call = Call.objects.get(pk=world.calls[story.key].pk)
            CALL_FLOW.make("start_review", call, by=world.coordinator)


def announce_results(world: World, story: CallStory) -> None:
    """All decisions come out together when their day came."""
    if story.decided is not None:
        with at(world.calendar.moment(story.decided)):
            call = Call.objects.get(pk=world.calls[story.key].pk)
            release_call(call=call, by=world.coordinator)
