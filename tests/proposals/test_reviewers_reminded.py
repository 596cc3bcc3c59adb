"""Reviewers hear of all their sheets of a call at once: when they are asked, and before the day is over."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from groups.models import Membership
from kyodo_portal.cities import city
from kyodo_portal.life.clock import run_all
from kyodo_portal.post.gathered import SOON, send_gathered
from kyodo_portal.post.outbox import OutgoingMail
from proposals.flows import PROPOSAL_FLOW, REVIEW_FLOW
from proposals.models import Call, Review
from tests.proposals.desk.deadline_day import Day, make_day
from tests.proposals.factories import make_review

pytestmark = pytest.mark.django_db


def subjects_to(email: str) -> list[str]:
    told = OutgoingMail.objects.filter(to=email).order_by("pk")
    return [
        subject.removeprefix("【協働ポータル】")
        for subject in told.values_list("subject", flat=True)
    ]


def begun(day: Day) -> Day:
    for proposal in day.proposals:
        proposal.responsible_department = day.department
        proposal.save()
        for judge in day.reviewers:
            make_review(proposal, judge)
        PROPOSAL_FLOW.make("begin_review", proposal, by=day.coordinator)
    return day


def test_reviewer_asked_about_many_gets_one_letter_with_an_address_for_each() -> None:
    day = begun(make_day(3, reviewers=2))

    send_gathered(timezone.now() + SOON)

    for judge in day.reviewers:
        assert subjects_to(judge.email) == ["審査の依頼が届きました（3件）"]
        body = OutgoingMail.objects.get(to=judge.email).body
        sheets = Review.objects.filter(reviewer=judge)
        assert all(sheet.get_absolute_url() in body for sheet in sheets)
        assert all(proposal.card_name in body for proposal in day.proposals)


def test_coordinator_reads_of_all_that_came_in_the_next_morning() -> None:
    day = begun(make_day(2, reviewers=2))
    for sheet in Review.objects.all():
        REVIEW_FLOW.make("accept", sheet, by=sheet.reviewer)
        make_scores(sheet)
        REVIEW_FLOW.make("submit", sheet, by=sheet.reviewer)

    assert subjects_to(day.coordinator.email) == []
    send_gathered(timezone.now() + dt.timedelta(days=1))
    assert subjects_to(day.coordinator.email) == ["審査の採点が提出されました（4件）"]


def make_scores(sheet: Review) -> None:
    sheet.scores.bulk_create(
        sheet.scores.model(review=sheet, criterion=criterion, points=3)
        for criterion in sheet.proposal.call.criteria.all()
    )


def test_conflict_is_told_at_once_as_somebody_else_has_to_be_asked() -> None:
    day = begun(make_day(1, reviewers=1))

    REVIEW_FLOW.make(
        "declare_conflict", Review.objects.get(), by=day.reviewers[0], note="家族です。"
    )

    assert subjects_to(day.coordinator.email) == [
        "審査委員から、利害関係による辞退の申し出がありました「受付番号 2026-1-001 の提案の審査」"
    ]


def test_reviewer_is_reminded_once_before_the_day_of_all_that_is_missing(time_machine: Any) -> None:
    before = min(city().reminders.scoring)
    due = timezone.localdate() + dt.timedelta(days=10)
    time_machine.move_to(timezone.now(), tick=False)
    run_all(timezone.now())
    day = begun(make_day(3, reviewers=3))
    Call.objects.filter(pk=day.call.pk).update(review_due_on=due)
    done, missing, own = day.reviewers
    Review.objects.filter(reviewer=done).update(status="submitted", submitted_at=timezone.now())
    for number, proposal in enumerate(day.proposals):
        if number == 0:
            Membership.objects.create(user=own, group=proposal.group, role="member")
    send_gathered(timezone.now() + SOON)
    OutgoingMail.objects.all().delete()

    for _ in range(2):
        run_all(timezone.now() + dt.timedelta(days=10 + before, hours=12))

    told = [subjects_to(person.email) for person in day.reviewers]
    assert told == [[], ["審査の採点の期限が近づいています「公開の募集」"], []]
    body = OutgoingMail.objects.get(to=missing.email).body
    assert all(proposal.card_name in body for proposal in day.proposals)
    assert "/admin/proposals/review/" in body
