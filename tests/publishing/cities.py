"""A small city for the open data: one public and one hidden record of every kind."""

import datetime as dt
from typing import Any

from django.utils import timezone

from evaluations.models import Evaluation
from groups.models import ContactDetails, Group, GroupField, Place
from projects.models import Event, FormOfProject, Lecture, Project, ProjectField, Update
from proposals.models import Call, OpinionRound
from tests.evaluations.factories import make_evaluation
from tests.factories import make_department, make_group, make_project, make_user
from tests.groups.committees.factories import make_committee, make_meeting
from tests.groups.offering import make_offer
from tests.groups.places.factories import make_place, open_on
from tests.projects.events import make_event
from tests.projects.helping import make_help
from tests.projects.lecturing import make_lecture
from tests.proposals.concerning import make_concern
from tests.proposals.factories import make_call
from tests.proposals.opinions.factories import make_round

HIDDEN = "見えてはいけない"
SHOWN = "だれでも見られる"
CONTACT = "連絡先はここだけ"


def fill_city(number: int = 1) -> None:
    """So many public records of every kind, and as many hidden ones."""
    for turn in range(number):
        group = public_group(f"{SHOWN}会{turn}")
        sides = {"groups": (group,), "departments": (make_department(),)}
        project = public_project(f"{SHOWN}事業{turn}", **sides)
        make_help(project, f"{SHOWN}手伝い{turn}", starts_on=dt.date(2026, 11, 1), fields=(3,))
        make_event(f"{SHOWN}日{turn}", project=project)
        make_lecture(f"{SHOWN}講座{turn}")
        make_offer(group, f"{SHOWN}提供{turn}")
        make_meeting(make_committee(f"{SHOWN}委員会{turn}"))
        make_call(f"{SHOWN}募集{turn}")
        make_concern(f"{SHOWN}困りごと{turn}", field=3)
        make_round(f"{SHOWN}案{turn}")
        open_on(make_place(f"{SHOWN}場所{turn}"), 0, 6)
        make_evaluation(make_project(f"{SHOWN}報告{turn}", groups=(group,)), status="published")
        hide(turn)


def public_group(name: str, **fields: Any) -> Group:
    """A registered group that opened every line of its contact record on its page."""
    group = make_group(name, **fields)
    GroupField.objects.create(group=group, number=3)
    opened = {f"{line}_shown_to": "everybody" for line in ContactDetails.CHOOSABLE}
    ContactDetails.objects.filter(group=group).update(
        **opened, **dict.fromkeys(("name", "address", "phone"), CONTACT)
    )
    return group


def public_project(title: str, **fields: Any) -> Project:
    """A published project with days, fields and forms, and something told on its way."""
    project = make_project(
        title,
        **{
            "starts_on": dt.date(2026, 5, 1),
            "ends_on": dt.date(2027, 2, 28),
            "status": "active",
            "started_at": timezone.now(),
            **fields,
        },
    )
    ProjectField.objects.create(project=project, number=7)
    FormOfProject.objects.create(project=project, number=4)
    Update.objects.create(
        project=project,
        title=f"{SHOWN}進捗",
        body="植えました。",
        side="group",
        side_label="見本の会",
        posted_by=make_user(f"{HIDDEN}人"),
    )
    return project


def hide(turn: int = 0) -> None:
    """One of every kind that is not public."""
    for status in ("applied", "returned", "not_accepted", "deleted"):
        make_group(f"{HIDDEN}会{turn}", status=status)
    hidden = make_project(
        f"{HIDDEN}事業{turn}", published=False, starts_on=dt.date(2026, 5, 1), status="active"
    )
    Update.objects.create(
        project=hidden,
        title=f"{HIDDEN}進捗",
        body=HIDDEN,
        side="city",
        side_label=HIDDEN,
        posted_by=make_user(),
    )
    make_call(f"{HIDDEN}募集{turn}", when="draft")
    make_concern(f"{HIDDEN}困りごと{turn}", status="received", text=HIDDEN)
    make_round(f"{HIDDEN}案{turn}", when="draft")
    make_place(f"{HIDDEN}場所{turn}", is_public=False, about=HIDDEN)
    make_lecture(f"{HIDDEN}講座{turn}", is_out=False)
    make_event(f"{HIDDEN}日{turn}", status="draft", project=hidden)
    make_event(f"{HIDDEN}事業の日{turn}", project=hidden)
    for status in ("open", "revealed", "reflected"):
        evaluation = make_evaluation(make_project(), status=status)
        evaluation.project.title = f"{SHOWN}が評価は途中"
        evaluation.project.save()
        evaluation.reflection.overall = HIDDEN
        evaluation.reflection.save()


def hidden_pages() -> list[str]:
    """The addresses of everything that is not public."""
    groups = Group.objects.exclude(status__in=("registered", "dormant"))
    projects = Project.objects.filter(published_at__isnull=True)
    places = Place.objects.filter(is_public=False)
    calls = Call.objects.filter(status="draft")
    rounds = OpinionRound.objects.filter(status="draft")
    events = Event.objects.exclude(pk__in=Event.objects.public().values("pk"))
    lectures = Lecture.objects.filter(published_at=None)
    evaluations = Evaluation.objects.exclude(status="published")
    return [
        record.get_absolute_url()
        for records in (groups, projects, places, calls, rounds, events, lectures, evaluations)
        for record in records
    ]
