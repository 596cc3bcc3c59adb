"""One collaboration lived through by its rules alone: from a question to a published report."""

import datetime as dt

import pytest
from django.utils import timezone

from evaluations.actions.opening import open_evaluation
from evaluations.actions.reflections import consent
from evaluations.flows import ASSESSMENT_FLOW, EVALUATION_FLOW
from evaluations.models import Assessment, Evaluation
from groups.flows import GROUP_FLOW
from kyodo_portal.life.history import story_of
from kyodo_portal.post.outbox import OutgoingMail
from projects.actions.agreement import sign_agreement
from projects.agreement.terms import standing_of
from projects.flows import PROJECT_FLOW
from projects.models import Project
from proposals.actions.release import release_call
from proposals.flows import CALL_FLOW, PROPOSAL_FLOW, REVIEW_FLOW
from proposals.models import Call, Proposal, Review
from tests.evaluations.factories import fill_in, write_reflection
from tests.factories import (
    make_coordinator,
    make_department,
    make_group,
    make_reviewer,
    make_staff,
    make_user,
    tell_result,
    today,
)
from tests.proposals.factories import conclude, draft, make_call, make_proposal, make_review

pytestmark = pytest.mark.django_db


def test_life_of_a_collaboration() -> None:
    manager, coordinator = make_user("団体の管理者"), make_coordinator()
    reviewers = [make_reviewer("審査委員一"), make_reviewer("審査委員二")]
    department = make_department("道路公園課")
    staff = make_staff(department)

    group = make_group("花と道の会", status="applied", managers=(manager,))
    GROUP_FLOW.make("register", group, by=coordinator)
    call = make_call(when="open")
    proposal = make_proposal(call=call, group=group, by=manager)
    PROPOSAL_FLOW.make("submit", proposal, by=manager)
    PROPOSAL_FLOW.make("return", proposal, by=coordinator, note="場所を詳しく", due_on=today())
    PROPOSAL_FLOW.make("submit", proposal, by=manager)
    proposal.refresh_from_db()
    assert proposal.number == f"{call.fiscal_year}-{call.pk}-001"
    assert proposal.versions.count() == 2

    Call.objects.filter(pk=call.pk).update(closes_at=timezone.now() - dt.timedelta(minutes=1))
    call.refresh_from_db()
    CALL_FLOW.make("start_review", call, by=coordinator)
    Proposal.objects.filter(pk=proposal.pk).update(responsible_department=department)
    for reviewer in reviewers:
        make_review(proposal, reviewer)
    PROPOSAL_FLOW.make("begin_review", proposal, by=coordinator)
    for review in Review.objects.filter(proposal=proposal):
        REVIEW_FLOW.make("accept", review, by=review.reviewer)
        for criterion in call.criteria.all():
            review.scores.create(criterion=criterion, points=4)
        REVIEW_FLOW.make("submit", review, by=review.reviewer)
    conclude(proposal)
    draft(proposal, "adopted", by=coordinator)
    assert Project.objects.count() == 0
    release_call(call=call, by=coordinator)
    project = Proposal.objects.get(pk=proposal.pk).project
    assert project is not None
    assert (project.title, project.purpose) == (proposal.title, proposal.purpose)
    assert list(Project.objects.visible_to(make_user())) == [project]

    digest = standing_of(project).digest
    sign_agreement(project=project, by=manager, digest=digest)
    sign_agreement(project=project, by=staff, digest=digest)
    project.refresh_from_db()
    assert project.status == "agreed"
    PROJECT_FLOW.make("start", project, by=staff)
    tell_result(project)
    PROJECT_FLOW.make("complete", project, by=manager)
    project.refresh_from_db()

    evaluation = open_evaluation(
        project=project, fiscal_year=project.fiscal_year, round="final", due_on=today(), by=staff
    )
    for sheet, person in zip(Assessment.objects.order_by("-side"), [manager, staff], strict=True):
        fill_in(sheet, 4)
        assert Assessment.objects.visible_to(person).count() == 1
        ASSESSMENT_FLOW.make("submit", sheet, by=person)
    evaluation.refresh_from_db()
    assert evaluation.status == "revealed"
    assert Assessment.objects.visible_to(manager).count() == 2
    write_reflection(evaluation.reflection)
    consent(evaluation=evaluation, by=manager)
    consent(evaluation=evaluation, by=staff)
    EVALUATION_FLOW.make("publish", evaluation, by=coordinator)

    assert list(Evaluation.objects.visible_to(make_user())) == [evaluation]
    assert Project.objects.get(pk=project.pk).status == "evaluated"
    told = set(OutgoingMail.objects.filter(to=manager.email).values_list("subject", flat=True))
    assert "【協働ポータル】提案が採択されました「花だんの提案」" in told
    assert {
        record: [str(event.title) for event in story_of(record)]
        for record in (group, call, proposal, project, evaluation)
    } == {
        group: ["登録されました"],
        call: ["審査が始まりました", "結果を公表しました"],
        proposal: [
            "提出しました",
            "補正をお願いしました",
            "提出しました",
            "審査が始まりました",
            "採択を決めました",
        ],
        project: [
            "提案が採択され、協働事業になりました",
            "事業のページを公開しました",
            "協定に署名しました",
            "協定に署名しました",
            "署名がそろい、協定が結ばれました",
            "事業が始まりました",
            "事業が終わりました",
            "評価と報告を公表しました",
        ],
        evaluation: [
            "評価を始めました",
            "双方の評価がそろい、お互いに読めるようになりました",
            "ふりかえりに双方が同意しました",
            "評価と報告が公表されました",
        ],
    }
