"""Who stands in for the coordinators where all of them have an interest: named in the open, for one
record, and only while nobody else can act."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from evaluations.flows import EVALUATION_FLOW
from evaluations.models import Evaluation
from groups.flows import GROUP_FLOW
from groups.models import User
from kyodo_portal.cities import city
from kyodo_portal.life.history import story_of
from kyodo_portal.life.stand_ins import StandIn
from kyodo_portal.life.standing_in import end_stand_in, name_stand_in
from kyodo_portal.post.outbox import OutgoingMail
from kyodo_portal.site.my_page import waiting_for
from projects.amending.flow import AMENDMENT_FLOW
from projects.models import Amendment
from proposals.actions.consultations import reply_to
from proposals.rules.reviews import may_review
from tests.evaluations.factories import make_evaluation
from tests.factories import make_department, make_project, make_staff
from tests.people import Cast, make_cast
from tests.projects.factories import make_amendment
from tests.proposals.factories import make_consultation, make_proposal

pytestmark = pytest.mark.django_db

REASON = "協働担当がその団体の会員のため"


def make_biased() -> tuple[Cast, Evaluation]:
    """An evaluation ready to be published, of a group to which the only coordinator belongs."""
    cast = make_cast()
    project = make_project(groups=(cast.group,), departments=(cast.department,), status="completed")
    evaluation = make_evaluation(project, status="reflected")
    cast.group.memberships.create(user=cast["coordinator"])
    return cast, evaluation


def named(cast: Cast, evaluation: Any, kind: str = "other_staff") -> StandIn:
    return name_stand_in(record=evaluation, person=cast[kind], reason=REASON, by=cast["superuser"])


def test_stand_in_makes_the_moves_of_that_record_and_of_no_other() -> None:
    cast, evaluation = make_biased()
    other = make_evaluation(evaluation.project, status="reflected", round="midterm")
    assert EVALUATION_FLOW.open_to(cast["other_staff"], evaluation) == []

    named(cast, evaluation)

    assert EVALUATION_FLOW.open_to(cast["other_staff"], evaluation) == ["send_back", "publish"]
    assert EVALUATION_FLOW.open_to(cast["other_staff"], other) == []
    assert GROUP_FLOW.open_to(cast["other_staff"], cast.group) == []
    visible = Evaluation.objects.visible_to(cast["other_staff"])
    assert list(visible) == [evaluation]
    page = cast.browser("other_staff").get(evaluation.get_absolute_url())
    assert "公表する" in page.content.decode()


def test_naming_stands_in_the_course_with_its_reason_and_no_name() -> None:
    cast, evaluation = make_biased()

    named(cast, evaluation)

    told = story_of(evaluation)[-1]
    assert told.title.startswith("協働担当の全員に利害関係があるため")
    assert told.body == f"代理をするのは、ほかの課の職員です。理由：{REASON}"
    letters = {letter.to: letter.subject for letter in OutgoingMail.objects.all()}
    assert set(letters) == {cast["other_staff"].email, cast["coordinator"].email}
    assert "代理として、手続きをお願いします" in letters[cast["other_staff"].email]


@pytest.mark.parametrize(
    ("kind", "by", "reason"),
    [
        ("other_staff", "coordinator", "システム管理者だけが"),
        ("other_staff", "other_staff", "システム管理者だけが"),
        ("superuser", "superuser", "ご自身を代理に"),
        ("citizen", "superuser", "いずれかの課の職員ではない"),
        ("staff", "superuser", "利害関係があります"),  # of the department that answers for it
        ("coordinator", "superuser", "いずれかの課の職員ではない"),
    ],
)
def test_who_may_not_stand_in_or_name(kind: str, by: str, reason: str) -> None:
    cast, evaluation = make_biased()

    with pytest.raises(PermissionDenied, match=reason):
        name_stand_in(record=evaluation, person=cast[kind], reason=REASON, by=cast[by])

    assert not StandIn.objects.exists()


@pytest.mark.parametrize(
    ("what", "reason"),
    [
        ("stand-in with an interest", "さんにも、この件に利害関係があります"),
        ("administrator with an interest", "当事者（団体や担当課）に"),
        ("a coordinator is free", "利害関係のない協働担当の職員がいるため"),
        ("the record has ended", "手続きは終わっているため"),
    ],
)
def test_nobody_is_named_where(what: str, reason: str) -> None:
    cast, evaluation = make_biased()
    record: Any = evaluation
    if what == "stand-in with an interest":
        cast.group.memberships.create(user=cast["other_staff"])
    elif what == "administrator with an interest":
        cast.group.memberships.create(user=cast["superuser"])
    elif what == "a coordinator is free":
        cast["coordinator"].memberships.all().delete()
    else:
        record = evaluation.project
        type(record).objects.filter(pk=record.pk).update(status="cancelled")

    with pytest.raises(PermissionDenied, match=reason):
        named(cast, record)

    assert not StandIn.objects.exists()


def test_stand_in_who_comes_to_have_an_interest_is_refused() -> None:
    cast, evaluation = make_biased()
    named(cast, evaluation)

    cast.group.memberships.create(user=cast["other_staff"])

    assert EVALUATION_FLOW.open_to(cast["other_staff"], evaluation) == []


def test_stand_in_is_told_on_my_page_as_long_as_it_lasts() -> None:
    cast, evaluation = make_biased()
    told = f"「{evaluation}」の手続きを、協働担当の代理としてする"
    stand_in = named(cast, evaluation)
    before = [task.label for task in waiting_for(cast["other_staff"])]
    [task] = [task for task in waiting_for(cast["other_staff"]) if task.label == told]
    end_stand_in(stand_in=stand_in, record=evaluation, by=cast["superuser"])

    assert (task.url, task.note) == (evaluation.get_absolute_url(), f"理由：{REASON}")
    assert [task.label for task in waiting_for(cast["other_staff"])] == [
        label for label in before if label != told
    ]
    assert told not in [task.label for task in waiting_for(cast["staff"])]


def test_stand_in_answers_for_the_desk_and_judges_nothing_besides() -> None:
    """A consultation of the only coordinator's, and a proposal of her group, which a reviewer who works
    in a department runs in her place: they write no sheet on it."""
    cast = make_cast()
    question = make_consultation(by=cast["coordinator"], department=cast.department)
    reviewer = make_staff(make_department("財政課"), "職員でもある委員")
    reviewer.groups.add(*cast["reviewer"].groups.all())
    cast.group.memberships.create(user=cast["coordinator"])
    proposal = make_proposal(group=cast.group, status="under_review")
    named(cast, question)
    assert may_review(User.objects.get(pk=reviewer.pk), proposal)
    name_stand_in(record=proposal, person=reviewer, reason=REASON, by=cast["superuser"])

    reply_to(consultation=question, body="ご相談ください。", by=cast["other_staff"], key=uuid4())

    assert question.messages.last().author_label == city().desk.name
    page = cast.browser("other_staff").get(question.get_absolute_url()).content.decode()
    assert "管理画面で担当の課につなぐ" in page
    assert not may_review(User.objects.get(pk=reviewer.pk), proposal)


def test_stand_in_of_a_project_reads_its_amendment_and_ends_it() -> None:
    cast = make_cast()
    project = make_project(groups=(cast.group,), departments=(cast.department,), status="active")
    amendment = make_amendment(project, by=cast["manager"])
    cast.group.memberships.create(user=cast["coordinator"])
    named(cast, project)

    assert list(Amendment.objects.visible_to(cast["other_staff"])) == [amendment]
    with time_machine.travel(timezone.now() + timedelta(days=city().waits.amendment)):
        assert AMENDMENT_FLOW.open_to(cast["other_staff"], amendment) == ["close"]
        assert AMENDMENT_FLOW.open_to(cast["coordinator"], amendment) == []


def test_standing_in_ends_with_the_record_or_by_the_administrator() -> None:
    cast, evaluation = make_biased()
    stand_in = named(cast, evaluation)
    assert named(cast, evaluation) == stand_in

    with pytest.raises(PermissionDenied):
        end_stand_in(stand_in=stand_in, record=evaluation, by=cast["coordinator"])
    end_stand_in(stand_in=stand_in, record=evaluation, by=cast["superuser"])
    assert EVALUATION_FLOW.open_to(cast["other_staff"], evaluation) == []
    assert [event.title for event in story_of(evaluation)][-1] == "代理の職員が役目を終えました"

    of_group = named(cast, cast.group)
    GROUP_FLOW.make("delete", cast.group, by=cast["other_staff"], note="解散したため")
    of_group.refresh_from_db()
    assert of_group.ended_at is not None


def test_nobody_names_themselves_in_the_database_either() -> None:
    cast, evaluation = make_biased()
    stand_in = named(cast, evaluation)

    with pytest.raises(IntegrityError), transaction.atomic():
        StandIn.objects.filter(pk=stand_in.pk).update(named_by=stand_in.person)


def test_administrator_is_led_from_the_record_to_naming_and_ends_it() -> None:
    cast, evaluation = make_biased()
    browser = cast.browser("superuser")
    record = f"/admin/evaluations/evaluation/{evaluation.pk}/change/"
    address = browser.get(record).context["stand_in_url"]
    stranger, biased = cast["other_staff"], make_staff(make_department("財政課"), "会員の職員")
    cast.group.memberships.create(user=biased)

    page = browser.get(address).content.decode()
    assert "ほかの課の職員（ほかの課）" in page
    assert "会員の職員" not in page
    refused = browser.post(address, {"person": biased.pk, "reason": REASON})
    assert "利害関係のない職員を選んでください" in refused.content.decode()
    browser.post(address, {"person": stranger.pk, "reason": REASON})

    stand_in = StandIn.objects.get()
    assert (stand_in.person, stand_in.reason, stand_in.named_by) == (
        stranger,
        REASON,
        cast["superuser"],
    )
    assert EVALUATION_FLOW.open_to(stranger, evaluation) == ["send_back", "publish"]
    page = browser.get(record).content.decode()
    assert "ほかの課 ほかの課の職員" in page
    assert "代理の職員を決めてください" not in page
    own = f"/admin/kyodo_portal/standin/{stand_in.pk}/"
    assert browser.get(f"{own}change/").status_code == 200
    assert cast.browser("coordinator").post(f"{own}end/").status_code == 403
    browser.post(f"{own}end/")
    stand_in.refresh_from_db()
    assert stand_in.ended_at is not None


def test_page_of_a_record_leads_to_naming_only_where_it_is_needed() -> None:
    cast, evaluation = make_biased()
    record = f"/admin/evaluations/evaluation/{evaluation.pk}/change/"
    assert cast.browser("coordinator").get(record).context["stand_in_url"] == ""

    cast["coordinator"].memberships.all().delete()
    assert cast.browser("superuser").get(record).context["stand_in_url"] == ""
    address = (
        f"/admin/kyodo_portal/standin/add/?model=evaluations.evaluation&number={evaluation.pk}"
    )
    assert cast.browser("superuser").get(address).status_code == 403
    for wrong in (
        "",
        "?model=groups.user&number=1",
        "?model=groups.group&number=9999999999999999999",
    ):
        status = (
            cast.browser("superuser").get(f"/admin/kyodo_portal/standin/add/{wrong}").status_code
        )
        assert status in (403, 404)
