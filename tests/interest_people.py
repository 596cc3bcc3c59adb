"""People with an interest, and without one, in one city in which everything is one group's and one
department's affair."""

import datetime as dt
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group as Role_
from django.utils import timezone

from groups.models import (
    FactorRecovery,
    HandOver,
    Invitation,
    JoinRequest,
    Membership,
    PastPosting,
    User,
)
from groups.models.invitations import LASTS
from kyodo_portal.life.roles import Role
from kyodo_portal.life.stand_ins import StandIn
from proposals.models import ProposalOnAgenda
from tests.evaluations.factories import make_evaluation
from tests.factories import make_department, make_group, make_project, make_staff, make_user
from tests.groups.advising import make_passing
from tests.groups.committees.factories import make_meeting
from tests.groups.networking import make_member
from tests.groups.offering import make_offer, make_talk
from tests.groups.reported import reported_update
from tests.groups.threads import begin
from tests.people import KINDS, Cast, make_cast
from tests.projects.events import comes, make_event
from tests.projects.factories import make_amendment, make_step
from tests.projects.helping import make_answer, make_help, make_question, make_request
from tests.projects.lecturing import make_request as ask_for_lecture
from tests.proposals.concerning import make_concern
from tests.proposals.factories import (
    make_call,
    make_consultation,
    make_inquiry,
    make_proposal,
    make_review,
)
from tests.proposals.opining import make_department_opinion
from tests.proposals.opinions.factories import make_round, make_submission

#: Who besides the kinds of the policy tables: what each has done or is in the group and the
#: department, beside the role in their name.
FURTHER = (
    "coordinator_in_group",  # its manager
    "coordinator_was_in_group",  # left it after everything had begun
    "coordinator_left_before",
    "coordinator_in_department",
    "superuser_in_group",  # a member, and a coordinator besides
    "staff_in_group",  # of the department, and a member of the group
    "staff_as_reviewer",
    "member_as_reviewer",
    "reviewer_of_department",  # has left it, after everything had begun
    "stand_in",
    "stand_in_of_department",
    "stand_in_with_interest",
)
EVERYBODY = (*KINDS, *FURTHER)
REVIEWERS = ("reviewer", "staff_as_reviewer", "member_as_reviewer", "reviewer_of_department")


class City:
    """The people by kind, and one record of each kind of life; each reviewer has a sheet."""

    def __init__(self, cast: Cast, things: dict[str, Any]) -> None:
        self.cast, self.things = cast, things

    def person(self, kind: str) -> Any:
        return self.cast[kind]

    def thing(self, name: str, kind: str = "") -> Any:
        """The record of this name; of the reviews, the person's own."""
        return self.things.get(f"{name}:{kind}") or self.things[name]


def invited(cast: Cast) -> Invitation:
    """The citizen is invited to the department."""
    email = cast["citizen"].email
    EmailAddress.objects.create(user=cast["citizen"], email=email, verified=True, primary=True)
    return Invitation.objects.create(
        name="市民",
        email=email,
        department=cast.department,
        expires_at=timezone.now() + LASTS,
        invited_by=cast["superuser"],
    )


def make_city() -> City:
    cast = make_cast()
    places = cast.group.memberships
    places.filter(user=cast["manager"]).update(role="representative")
    project = make_project(groups=(cast.group,), departments=(cast.department,), signed=True)
    evaluation = make_evaluation(project)
    proposal = make_proposal(
        group=cast.group,
        status="under_review",
        responsible_department=cast.department,
        call=make_call(when="reviewing"),
    )
    things: dict[str, Any] = {
        "groups.group": cast.group,
        "groups.invitation": invited(cast),
        "groups.report": reported_update(cast, by="anonymous")[0],
        "groups.thread": begin(cast),
        "groups.joinrequest": JoinRequest.objects.create(group=cast.group, person=cast["citizen"]),
        "groups.handover": HandOver.objects.create(
            group=cast.group,
            offered_by=cast["manager"],
            offered_to=cast["member"],
            expires_at=timezone.now() + LASTS,
        ),
        "projects.project": project,
        "evaluations.evaluation": evaluation,
        "evaluations.assessment": evaluation.assessments.get(side="group"),
        "evaluations.assessment:city": evaluation.assessments.get(side="city"),
        "proposals.call": proposal.call,
        "proposals.proposal": proposal,
        "proposals.concern": make_concern(created_by=cast["citizen"], department=cast.department),
        "proposals.consultation": make_consultation(
            by=cast["citizen"], group=cast.group, department=cast.department
        ),
    }
    things["proposals.departmentopinion"] = make_department_opinion(
        proposal, status="settled", requested_by=cast["coordinator"]
    )
    consultation = things["proposals.consultation"]
    things["proposals.passing"] = make_passing(consultation, make_group())
    round_ = make_round(when="closed", department=cast.department)
    things["proposals.opinionround"] = round_
    submission = make_submission(make_round(department=cast.department), cast["citizen"])
    things["proposals.opinionsubmission"] = submission
    meeting = make_meeting(items=("提案の審査",))
    ProposalOnAgenda.objects.create(item=meeting.items.get(), proposal=proposal)
    things["groups.meeting"] = meeting
    event = make_event(project=project)
    things["projects.event"] = event
    things["projects.participation"] = comes(event, by=cast["citizen"])
    things["projects.helpwanted"] = make_help(project)
    things["projects.helpanswer"] = make_answer(things["projects.helpwanted"], cast["citizen"])
    things["projects.helprequest"] = make_request(things["projects.helpwanted"], cast["citizen"])
    things["groups.offer"] = make_offer(cast.group)
    takers = make_group(managers=(cast["citizen"],))
    things["groups.networkmember"] = make_member(cast.group, takers)
    things["groups.offertalk"] = make_talk(things["groups.offer"], takers, cast["citizen"])
    asked = {"group": cast.group, "department": cast.department}
    things["projects.lecturerequest"] = ask_for_lecture(**asked)
    things["proposals.callinquiry"] = make_inquiry(by=cast["citizen"])
    things["projects.question"] = make_question(project, cast["citizen"])
    things["projects.projectstep"] = make_step(project)
    amendment = make_amendment(project, by=cast["manager"])
    amendment.asked.filter(group=cast.group).update(proposes=True)
    things["projects.amendment"] = amendment
    people = cast.people
    coordinators = [kind for kind in FURTHER if kind.startswith(("coordinator", "superuser"))]
    for kind in coordinators:
        people[kind] = make_user(kind, roles=(Role.COORDINATOR,))
    User.objects.filter(pk=people["superuser_in_group"].pk).update(is_superuser=True)
    places.create(user=people["coordinator_in_group"], role="manager")
    places.create(user=people["superuser_in_group"])
    leave(places.create(user=people["coordinator_was_in_group"]), timezone.now())
    leave(places.create(user=people["coordinator_left_before"]), ago(5))
    cast.department.staff.add(people["coordinator_in_department"])

    # What a department asks has no groups: who wrote to it is who would answer themselves.
    for kind in ("coordinator_in_group", "coordinator_was_in_group", "superuser_in_group"):
        make_submission(things["proposals.opinionround"], people[kind], f"{kind}の意見")
    people["staff_in_group"] = make_staff(cast.department, "staff_in_group")
    places.create(user=people["staff_in_group"])
    make_submission(things["proposals.opinionround"], people["staff_in_group"], "職員の意見")
    written = things["proposals.opinionround"].submissions.order_by("pk").first()
    things["proposals.opinion"] = written.opinions.get()
    people["staff_as_reviewer"] = make_staff(cast.department, "staff_as_reviewer")
    people["member_as_reviewer"] = make_user("member_as_reviewer")
    places.create(user=people["member_as_reviewer"])
    people["reviewer_of_department"] = make_staff(cast.department, "reviewer_of_department")
    cast.department.staff.remove(people["reviewer_of_department"])
    for kind in REVIEWERS[1:]:
        people[kind].groups.add(Role_.objects.get(name=Role.REVIEWER))
    for kind in REVIEWERS:
        things[f"proposals.review:{kind}"] = make_review(proposal, people[kind])
    things["proposals.review"] = things["proposals.review:reviewer"]

    things["groups.factorrecovery"] = FactorRecovery.objects.create(
        account=people["superuser_in_group"],
        asked_by=people["coordinator"],
        reason="窓口で確かめた。",
    )
    elsewhere = make_department("遠くの課")
    people["stand_in"] = make_staff(elsewhere, "stand_in")
    people["stand_in_of_department"] = make_staff(cast.department, "stand_in_of_department")
    people["stand_in_with_interest"] = make_staff(elsewhere, "stand_in_with_interest")
    places.create(user=people["stand_in_with_interest"])
    for kind in ("stand_in", "stand_in_of_department", "stand_in_with_interest"):
        let_stand_in(people[kind], *set(things.values()), by=people["superuser"])
    again = {id(thing): type(thing)._base_manager.get(pk=thing.pk) for thing in things.values()}
    return City(cast, {name: again[id(thing)] for name, thing in things.items()})


def ago(days: int) -> dt.datetime:
    return timezone.now() - dt.timedelta(days=days)


def leave(membership: Membership, at: dt.datetime) -> None:
    """Somebody who came long ago has left at that moment."""
    came = at - dt.timedelta(days=100)
    Membership.objects.filter(pk=membership.pk).update(joined_at=came, ended_at=at)


def left_department(person: User, at: dt.datetime) -> None:
    """What they have left, they left at that moment."""
    PastPosting.objects.filter(user=person).update(ended_at=at)


def let_stand_in(person: User, *records: Any, by: User) -> None:
    """Name somebody for each of these records, whether or not it may be done."""
    StandIn.objects.bulk_create(
        StandIn(
            person=person,
            target_model=record._meta.label_lower,
            target_id=record.pk,
            target_label=str(record)[:200],
            reason="全員に利害関係があるため。",
            named_by=by,
        )
        for record in records
    )
