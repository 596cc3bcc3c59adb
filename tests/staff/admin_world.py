"""A small city hall for the tests of the admin: everybody who works there, one record of each kind."""

import datetime as dt
import uuid
from dataclasses import dataclass, field
from typing import Any

from django.contrib import admin
from django.urls import reverse
from django.utils import timezone

from groups.actions.messages import open_thread
from groups.models import (
    FactorRecovery,
    HandOver,
    Invitation,
    JoinRequest,
    Leaving,
    Membership,
    Report,
    Thread,
    UnansweredThread,
    User,
)
from groups.models.hand_overs import LASTS as HAND_OVER_LASTS
from groups.models.invitations import LASTS
from groups.models.leavings import UNDONE_WITHIN
from kyodo_portal.life.audit import AuditEntry
from kyodo_portal.life.jobs.models import Job
from kyodo_portal.life.reading import ReadingEntry, ReadingKind, note_reading
from kyodo_portal.life.roles import Role
from kyodo_portal.life.stand_ins import StandIn
from kyodo_portal.post.outbox import OutgoingMail, queue
from proposals.models import Packet, ProposalOnAgenda
from tests.evaluations.factories import make_evaluation
from tests.factories import (
    make_coordinator,
    make_department,
    make_group,
    make_project,
    make_reviewer,
    make_staff,
    make_user,
    write_down,
)
from tests.groups.advising import make_adviser, make_passing
from tests.groups.committees.factories import make_meeting, seat, whole_committee
from tests.groups.networking import make_member
from tests.groups.offering import make_offer, make_talk
from tests.groups.places.factories import make_place
from tests.groups.signing import make_signer
from tests.groups.supporting import make_supporter
from tests.projects.events import make_event
from tests.projects.factories import make_step
from tests.projects.helping import make_answer, make_help, make_question, make_request
from tests.projects.lecturing import make_lecture
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
from tests.proposals.opinions.factories import make_round

STAFF_ROLES = ("superuser", "coordinator", "staff", "other_staff", "reviewer", "committee")


@dataclass
class World:
    """The people by what they are, and one record of each kind by its name."""

    people: dict[str, User] = field(default_factory=dict)
    records: dict[str, Any] = field(default_factory=dict)


def make_world() -> World:
    """Everything in the middle of its life: a call in review, a proposal being reviewed, a project
    being planned, an evaluation being written."""
    department, other = make_department("道路公園課"), make_department("別の課")
    manager = make_user("団体の管理者")
    people = {
        "superuser": make_user("管理する人", is_superuser=True),
        "coordinator": make_coordinator(),
        "staff": make_staff(department),
        "other_staff": make_staff(other, "ほかの課の職員"),
        "reviewer": make_reviewer("審査する人"),
        "other_reviewer": make_reviewer("ほかの審査委員"),
        "committee": make_user("委員会の人", roles=(Role.COMMITTEE,)),
        "manager": manager,
        "citizen": make_user("市民"),
    }
    group = make_group("花と道の会", managers=(manager,))
    call = make_call(when="reviewing")
    proposal = make_proposal(
        call=call,
        group=group,
        by=manager,
        status="under_review",
        responsible_department=department,
        number="2026-1-001",
    )
    project = make_project("花の道", groups=(group,), departments=(department,), published=False)
    queue(to="someone@example.jp", subject="件名", body="合言葉 123456", key="k")
    note_reading(ReadingKind.CONTACT, by=people["coordinator"], of=group)
    records = {
        "department": department,
        "user": people["citizen"],
        "membership": Membership.objects.get(user=manager),
        "group": group,
        "call": call,
        "proposal": proposal,
        "packet": Packet.objects.create(
            meeting=make_meeting(whole_committee("資料のある委員会")),
            number=1,
            digest="0" * 64,
            frozen_by=people["coordinator"],
        ),
        "proposalonagenda": ProposalOnAgenda.objects.create(
            item=make_meeting(whole_committee("別の委員会")).items.first(), proposal=proposal
        ),
        "review": make_review(proposal, people["reviewer"], status="in_progress", points=3),
        "consultation": make_consultation(by=manager, group=group, department=department),
        "project": project,
        "lecture": (lecture := make_lecture("わが家の防災", department=department)),
        "lecturerequest": ask_for_lecture(lecture, people["citizen"]),
        "event": make_event("花の日", department=department, status="draft"),
        "evaluation": make_evaluation(
            make_project(
                "花の道その二", groups=(group,), departments=(department,), status="active"
            )
        ),
        "factorrecovery": FactorRecovery.objects.create(
            account=people["reviewer"], asked_by=people["coordinator"], reason="窓口で確かめた。"
        ),
        **_records_of_groups(people, group, department),
        **_records_of_help(people, project, department),
        "invitation": Invitation.objects.create(
            name="招待された人",
            email="invited@example.jp",
            department=department,
            expires_at=timezone.now() + LASTS,
            invited_by=people["superuser"],
        ),
        "job": Job.objects.create(kind="export", label="見本の仕事", owner=people["superuser"]),
        "auditentry": write_down(group, "edit", by=manager, label="見た"),
        "readingentry": ReadingEntry.objects.get(),
        "outgoingmail": OutgoingMail.objects.get(key="k"),
        "standin": StandIn.objects.create(
            person=people["other_staff"],
            target_model="groups.group",
            target_id=group.pk,
            target_label=group.name,
            reason="担当の全員が会員のため",
            named_by=people["superuser"],
            ended_at=timezone.now(),
        ),
    }
    return World(people, records)


def _records_of_groups(people: dict[str, User], group: Any, department: Any) -> dict[str, Any]:
    """What happens around a group: who joins, hands over, leaves, writes, reports and supports."""
    now, citizen = timezone.now(), people["citizen"]
    asked = {"subject": "花だんのこと", "body": "手伝えますか。", "by": citizen}
    given = make_offer(group, "苗")
    waiting, _ = open_thread(office=group, key=uuid.uuid4(), **asked)
    committee = whole_committee()
    thread, _ = open_thread(office=department, key=uuid.uuid4(), **asked)
    Thread.objects.filter(pk=waiting.pk).update(waiting_since=now - dt.timedelta(days=400))
    return {
        "committee": committee,
        "meeting": make_meeting(committee, status="scheduled"),
        "committeemember": seat(committee, "審査 する人", user=people["reviewer"]),
        "joinrequest": JoinRequest.objects.create(group=group, person=citizen),
        "handover": HandOver.objects.create(
            group=group,
            offered_by=people["manager"],
            offered_to=citizen,
            expires_at=now + HAND_OVER_LASTS,
        ),
        "leaving": Leaving.objects.create(
            user=make_user("退会する人"),
            asked_at=now,
            due_at=now + UNDONE_WITHIN,
            asked_by=people["coordinator"],
            source="counter",
            identity="見本の証明書",
        ),
        "adviser": make_adviser(group),
        "signer": make_signer(people["manager"], group=group),
        "passing": make_passing(make_consultation(by=people["citizen"]), group),
        "networkmember": make_member(group),
        "offer": given,
        "offertalk": make_talk(given, department, people["staff"]),
        "place": make_place(),
        "report": Report.objects.create(
            kind="update", target_id=0, title="通報された記録", due_on=timezone.localdate()
        ),
        "supporter": make_supporter(citizen),
        "thread": thread,
        "unansweredthread": UnansweredThread.objects.get(pk=waiting.pk),
    }


def _records_of_help(people: dict[str, User], project: Any, department: Any) -> dict[str, Any]:
    """What a department asks for, who offers it, who is asked, and a question to a project."""
    wanted = make_help(department, "受付の手伝い")
    return {
        "helpwanted": wanted,
        "helpanswer": make_answer(wanted, people["manager"]),
        "helprequest": make_request(wanted, people["citizen"]),
        "projectstep": make_step(project),
        "question": make_question(project, people["citizen"]),
        "departmentopinion": make_department_opinion(
            make_proposal(status="submitted", responsible_department=department)
        ),
        "callinquiry": make_inquiry(by=people["citizen"]),
        "concern": make_concern(status="received", department=department),
        "opinionround": make_round(department=department),
    }


def url(record: Any, page: str, *, of: Any = None) -> str:
    """The address of an admin page of a kind of record; `page`: changelist, add, change …"""
    meta = record._meta
    name = f"admin:{meta.app_label}_{meta.model_name}_{page}"
    return (
        reverse(name)
        if page in ("changelist", "add", "export")
        else reverse(name, args=[(of or record).pk])
    )


MODEL_ADMINS = sorted(
    admin.site._registry.values(), key=lambda model_admin: model_admin.opts.label_lower
)
__all__ = ["MODEL_ADMINS", "STAFF_ROLES", "AuditEntry", "World", "make_world", "url"]
