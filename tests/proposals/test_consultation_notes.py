"""What was said away from the portal is written down, and one person sees to the answer."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.test import Client

from groups.models import User
from kyodo_portal.life.audit import AuditEntry
from kyodo_portal.life.queues import queues_for
from kyodo_portal.post.outbox import OutgoingMail
from proposals.actions.consultation_notes import make_responsible
from proposals.actions.handover import hand_over
from proposals.models import Consultation, ConsultationNote
from proposals.rules.consultations import can_be_responsible
from tests.factories import make_coordinator, make_department, make_group, make_project, make_user
from tests.people import IN_BROWSERS, make_cast
from tests.proposals.factories import make_consultation
from tests.proposals.pages import signed_in, url
from tests.staff.admin_world import url as admin_url

pytestmark = pytest.mark.django_db

SAID = {"way": "phone", "day": "2026-11-20", "note": "苗の置き場所を伺った。"}


def writes(person: User, consultation: Consultation, part: str = "note", **words: Any) -> Any:
    """A small form of the desk's page, sent."""
    form = {**(SAID if part == "note" else {}), **words, "submission_key": uuid.uuid4()}
    return signed_in(person).post(admin_url(consultation, "change"), {"part": part, **form})


def thread(client: Client, consultation: Consultation) -> list[tuple[str, str, bool]]:
    page = client.get(url("consultations:detail", consultation.pk))
    return [(each.body, str(each.way), each.is_inward) for each in page.context["thread"]]


@pytest.mark.parametrize("is_shared", [True, False])
def test_note_says_how_and_when_and_who_asked_reads_what_is_shared(is_shared: bool) -> None:
    asker, coordinator = make_user(), make_coordinator()
    consultation = make_consultation(by=asker)

    answer = writes(coordinator, consultation, **({"is_shared": "on"} if is_shared else {}))

    entry = (SAID["note"], "電話", not is_shared)
    assert answer.status_code == 302
    note = ConsultationNote.objects.get()
    assert (note.way, note.day, note.author) == ("phone", dt.date(2026, 11, 20), coordinator)
    assert thread(signed_in(coordinator), consultation) == [entry]
    assert thread(signed_in(asker), consultation) == ([entry] if is_shared else [])
    assert AuditEntry.objects.of(consultation).get().action == "consultation.note"
    assert OutgoingMail.objects.count() == 0


def test_who_reads_what_the_city_keeps_to_itself() -> None:
    """Nobody who belongs to those who asked, whatever else they are."""
    cast = make_cast()
    consultation = make_consultation(
        by=cast["citizen"], group=cast.group, department=cast.department
    )
    ConsultationNote.objects.create(
        consultation=consultation,
        way="visit",
        day="2026-11-20",
        body="内輪の話",
        is_shared=False,
        author=cast["staff"],
        author_label="課",
        submission_key=uuid.uuid4(),
    )
    page = url("consultations:detail", consultation.pk)

    reading = {
        kind: "内輪の話" in cast.browser(kind).get(page).content.decode() for kind in IN_BROWSERS
    }

    assert {kind for kind, reads in reading.items() if reads} == {
        *("staff", "staff_without_factor", "coordinator", "superuser")
    }
    in_group = make_coordinator()
    cast.group.memberships.create(user=in_group, role="member")
    assert thread(signed_in(in_group), consultation) == []


def test_who_is_of_the_side_that_asked_writes_no_note() -> None:
    coordinator = make_coordinator()
    consultation = make_consultation(by=coordinator)

    assert writes(coordinator, consultation).status_code == 403
    assert not ConsultationNote.objects.exists()


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ({"day": "2126-01-01"}, "これから先の日付になっています"),
        ({"way": "dream"}, "正しく選択してください"),
        ({"note": ""}, "「話した内容」を入力してください"),
    ],
)
def test_note_that_cannot_be_read_comes_back(words: dict[str, str], fault: str) -> None:
    page = writes(make_coordinator(), make_consultation(by=make_user()), **words)

    shown = page.content.decode()
    assert page.status_code == 422
    assert "data-warn-unsaved" in shown
    assert (SAID["note"] in shown) == ("note" not in words)
    assert not ConsultationNote.objects.exists()


def test_one_person_is_responsible_told_and_has_it_in_their_queue() -> None:
    first, second = make_coordinator("一人目"), make_coordinator("二人目")
    consultation = make_consultation(by=make_user())

    answer = writes(first, consultation, "responsible", responsible=second.pk, seen="responsible:")

    consultation.refresh_from_db()
    assert (answer.status_code, consultation.responsible) == (302, second)
    assert [mail.to for mail in OutgoingMail.objects.all()] == [second.email]
    label = "自分が担当する相談に回答する"
    counts = {
        person: next(q.count for q in queues_for(person) if q.label == label)
        for person in (User.objects.get(pk=first.pk), User.objects.get(pk=second.pk))
    }
    assert list(counts.values()) == [0, 1]


def test_who_asks_again_is_answered_by_whoever_is_responsible() -> None:
    """And where that person is gone, or has come to belong to who asked, by the whole desk."""
    asker = make_user()
    coordinators = [make_coordinator(), make_coordinator()]
    consultation = make_consultation(by=asker, group=make_group(managers=(asker,)))
    make_responsible(consultation=consultation, responsible=coordinators[0], by=coordinators[0])

    def told_when_asked_again() -> set[str]:
        OutgoingMail.objects.all().delete()
        form = {"body": f"続き{uuid.uuid4()}", "submission_key": uuid.uuid4()}
        signed_in(asker).post(url("consultations:reply", consultation.pk), form)
        return {mail.to for mail in OutgoingMail.objects.all()}

    everybody = {person.email for person in coordinators}
    assert told_when_asked_again() == {coordinators[0].email}
    User.objects.filter(pk=coordinators[0].pk).update(is_active=False)
    assert told_when_asked_again() == everybody - {coordinators[0].email}
    User.objects.filter(pk=coordinators[0].pk).update(is_active=True)
    assert consultation.group is not None
    consultation.group.memberships.create(user=coordinators[0], role="member")
    assert told_when_asked_again() >= {coordinators[1].email}


def test_only_who_may_answer_can_be_responsible() -> None:
    cast = make_cast()
    consultation = make_consultation(by=cast["citizen"], department=cast.department)

    may = {
        kind
        for kind in ("citizen", "manager", "staff", "other_staff", "coordinator", "reviewer")
        if can_be_responsible(cast[kind], consultation)
    }

    assert may == {"staff", "coordinator"}


@pytest.mark.parametrize(("who", "stays"), [("coordinator", True), ("staff", False)])
def test_handing_over_ends_what_the_old_department_had_to_do(who: str, stays: bool) -> None:
    cast = make_cast()
    consultation = make_consultation(by=cast["citizen"], department=cast.department)
    make_responsible(consultation=consultation, responsible=cast[who], by=cast["coordinator"])

    hand_over(consultation=consultation, department=make_department(), by=cast["coordinator"])

    consultation.refresh_from_db()
    assert (consultation.responsible == cast[who]) == stays


def test_consultation_about_a_project_names_it_to_both_sides() -> None:
    """Where whoever asks may see it; a number of another's draft says nothing."""
    asker, coordinator = make_user(), make_coordinator()
    project, unseen = make_project(status="active"), make_project(status="planning")
    type(unseen).objects.filter(pk=unseen.pk).update(published_at=None)
    client = signed_in(asker)
    for about in (project, unseen):
        form = {"subject": str(about.pk), "concern": "会場のこと", "submission_key": uuid.uuid4()}
        client.post(f"{url('consultations:create')}?project={about.pk}", form)
    client.post(f"{url('consultations:create')}?project=９", {"subject": "x", "concern": "y"})

    named = dict(Consultation.objects.values_list("subject", "project"))

    assert named == {str(project.pk): project.pk, str(unseen.pk): None, "x": None}
    consultation = Consultation.objects.get(project=project)
    for person, page in (
        (asker, url("consultations:detail", consultation.pk)),
        (coordinator, admin_url(consultation, "change")),
    ):
        assert project.get_absolute_url() in signed_in(person).get(page).content.decode()
