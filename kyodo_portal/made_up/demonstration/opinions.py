"""Rounds of opinions of the demonstration, in every state, and what people wrote to them."""

import datetime as dt

from django.utils import timezone

from groups.models import Guest
from kyodo_portal.cities import city
from kyodo_portal.made_up.demonstration.cast import World, key_of
from kyodo_portal.made_up.demonstration.clock import When, at
from kyodo_portal.made_up.demonstration.opinion_stories import ROUNDS, RoundStory, Said
from proposals.actions.opinion_answers import (
    answer_correction,
    ask_correction,
    put_into_group,
    set_aside,
    show_summaries,
    write_group,
)
from proposals.actions.opinions import enter_opinion, hand_in, hand_in_as_guest
from proposals.flows import OPINION_ROUND_FLOW, OPINION_SUBMISSION_FLOW
from proposals.models import (
    Opinion,
    OpinionGroup,
    OpinionRound,
    OpinionSection,
    OpinionSubmission,
    OpinionWriterDetails,
)
from proposals.models.opinions import Words


def ask_for_opinions(world: World) -> None:
    """Every round, as far as it has come."""
    for number, story in enumerate(ROUNDS):
        round_ = _prepared(world, story)
        if story.announced is None:
            continue
        with at(world.calendar.moment(story.announced, 10)):
            OPINION_ROUND_FLOW.make("announce", round_, by=world.staff_of(story.department))
        for place, said in enumerate(story.said):
            _written(world, round_, story, said, f"{number}/{place}", place)
        if story.cancelled is not None:
            with at(world.calendar.moment(story.cancelled, 11)):
                reason = "国の制度が変わり、案をつくり直すことになったためです。"
                OPINION_ROUND_FLOW.make("cancel", round_, by=world.coordinator, note=reason)
        _answered(world, round_, story)


def _prepared(world: World, story: RoundStory) -> OpinionRound:
    calendar = world.calendar
    begun = story.announced if story.announced is not None else -2
    with at(calendar.moment(begun, 9)):
        round_ = OpinionRound.objects.create(
            title=story.title,
            summary=story.summary,
            why=story.why,
            department=world.departments[story.department],
            opens_at=calendar.moment(story.opens, 8, 30),
            closes_at=calendar.moment(story.closes, 17, 15),
            shorter_because=story.shorter_because,
            writers=[kind.code for kind in city().opinion_writers_on],
            on_paper=f"{city().desk.name}（{city().desk.address}）に、郵送か持参で。",
            answer_due_on=calendar.day(story.due),
            contact=f"{city().desk.name}　電話 {city().desk.phone}",
            created_by=world.staff_of(story.department),
        )
        for order, (heading, text) in enumerate(story.sections, start=1):
            OpinionSection.objects.create(
                round=round_, order=order, number=str(order), heading=heading, text=text
            )
    return round_


def _written(
    world: World, round_: OpinionRound, story: RoundStory, said: Said, name: str, place: int
) -> None:
    """With an account, by somebody who left a telephone number, or on paper."""
    key = key_of(f"opinion/{name}")
    section = round_.sections.all()[said.section - 1] if said.section else None
    words = [Words(section, said.text, said.reason)]
    writer = OpinionWriterDetails(name=f"見本 {place + 1}", address=f"{city().name}見本町1")
    with at(round_.opens_at + dt.timedelta(days=2 + place)):
        submission = OpinionSubmission(
            round=round_, writer_kind="resident", received_on=timezone.localdate()
        )
        if said.by:
            by = world.person(said.by)
            made = hand_in(submission=submission, writer=writer, words=words, by=by, key=key)
            if said.taken_back:
                OPINION_SUBMISSION_FLOW.make("withdraw", made.submission, by=by)
        elif said.phone:
            guest = Guest(name=writer.name, phone=said.phone)
            hand_in_as_guest(
                submission=submission, writer=writer, words=words, guest=guest, key=key
            )
        else:
            submission.received_how = said.how
            by = world.staff_of(story.department)
            enter_opinion(submission=submission, writer=writer, words=words, by=by, key=key)


def _opinions(round_: OpinionRound, *said: Said) -> list[Opinion]:
    standing = Opinion.objects.standing().filter(submission__round=round_)
    return list(standing.filter(text__in=[each.text for each in said]))


def _answered(world: World, round_: OpinionRound, story: RoundStory) -> None:
    """Sorted, summed up, shown to the writers, put right and published, as far as the round has come."""
    by = world.staff_of(story.department)
    if story.sorted is None:
        return
    with at(world.calendar.moment(story.sorted, 10)):
        for told in story.answers:
            group = OpinionGroup(round=round_, heading=told.heading)
            members = _opinions(
                round_, *(each for each in story.said if each.group == told.heading)
            )
            group.section = members[0].section
            group.order = round_.groups.count() + 1
            group = put_into_group(group=group, opinions_=members, by=by)
            group.summary, group.answer = told.summary, told.answer
            group.kind, group.changed = told.kind, told.changed
            write_group(group=group, by=by)
        for said in story.said:
            if said.aside:
                strange = _opinions(round_, said)
                set_aside(round_=round_, opinions_=strange, because=said.aside, by=by)
    if story.shown is not None:
        _shown(world, round_, story, story.shown)
    if story.answered is not None:
        with at(world.calendar.moment(story.answered, 10)):
            OPINION_ROUND_FLOW.make("publish_answer", _again(round_), by=by)


def _again(round_: OpinionRound) -> OpinionRound:
    return OpinionRound.objects.get(pk=round_.pk)


def _shown(world: World, round_: OpinionRound, story: RoundStory, day: When) -> None:
    by, moment = world.staff_of(story.department), world.calendar.moment(day, 10)
    with at(moment):
        show_summaries(round_=round_, by=by)
    if not story.missed:
        return
    writer = world.person(story.said[0].by)
    with at(moment + dt.timedelta(days=1)):
        mine = OpinionSubmission.objects.standing().get(round=round_, user=writer)
        asked = ask_correction(submission=mine, text=story.missed, by=writer)
    if story.mended:
        with at(moment + dt.timedelta(days=3)):
            answer_correction(correction=asked, answer=story.mended, by=by)
