"""Naming who stands in for the coordinators in one record, and ending it."""

from django.contrib.auth import get_user_model
from django.db import models, transaction
from django.utils import timezone

from kyodo_portal.life.flows import flow_of, not_yours
from kyodo_portal.life.interest import has_interest
from kyodo_portal.life.people import Account, Person, is_signed_in
from kyodo_portal.life.records import WithStatus
from kyodo_portal.life.roles import Role
from kyodo_portal.life.stand_ins import StandIn, has_impartial_desk
from kyodo_portal.life.verdicts import ALLOWED, Verdict, allow_if, first_refusal
from kyodo_portal.post import letters
from kyodo_portal.words.languages import listed
from kyodo_portal.writing.locks import locked

AUTOMATIC_END = "この件が終わるか、システム管理者が終えるまで続きます。"


def may_name_stand_ins(person: Person) -> Verdict:
    """The administrator."""
    keeps = is_signed_in(person) and person.is_superuser
    return ALLOWED if keeps else not_yours("システム管理者")


def can_have_stand_in(record: WithStatus) -> Verdict:
    """A record whose life goes on, and in which every coordinator has an interest."""
    flow = flow_of(record)
    return first_refusal(
        allow_if(
            not flow.is_final(record.live_status),
            "この件の手続きは終わっているため、代理の職員は要りません。",
        ),
        lambda: allow_if(
            not has_impartial_desk(*flow.concerns(record)),
            "この件に利害関係のない協働担当の職員がいるため、代理の職員は置けません。その職員に任せてください。",
        ),
    )


def can_name_stand_in(by: Person, record: WithStatus) -> Verdict:
    """The administrator, unless the record is their own affair."""
    return first_refusal(
        may_name_stand_ins(by),
        lambda: flow_of(record).can_judge(by, record),
        lambda: can_have_stand_in(record),
    )


def can_stand_in(person: Account, record: WithStatus, *, by: Person) -> Verdict:
    """Somebody else who works in a department and has no interest in the record: no party to it,
    and not of a department that answers for it."""
    return first_refusal(
        allow_if(
            person.pk != by.pk, "ご自身を代理にすることはできません。ほかの職員を選んでください。"
        ),
        allow_if(
            person.is_active and person.department_ids,
            f"{person.display_name}さんは、いずれかの課の職員ではないため、代理になれません。",
        ),
        lambda: allow_if(
            not has_interest(person, *flow_of(record).concerns(record)),
            f"{person.display_name}さんにも、この件に利害関係があります"
            "（当事者の団体や担当課に属しているか、手続きの途中まで属していました）。"
            "利害関係のない職員を選んでください。",
        ),
    )


def free_to_stand_in(record: WithStatus, *, by: Person) -> list[Account]:
    """Everybody who `can_stand_in` for this record, by name; what it concerns is read once for all."""
    people = get_user_model().objects.active().filter(departments__isnull=False).distinct()
    concerns = flow_of(record).concerns(record)
    return [
        person
        for person in people.exclude(pk=by.pk).with_places().order_by("display_name", "pk")
        if not has_interest(person, *concerns)
    ]


@transaction.atomic
def name_stand_in(*, record: WithStatus, person: Account, reason: str, by: Account) -> StandIn:
    """Let somebody do for this record what only the coordinators may, until it ends. The public
    reads that, why, and of which department; the person and the coordinators get a letter. Who
    stands in already goes on as before. Raises `PermissionDenied`."""
    record = locked(type(record), pk=record.pk)
    can_name_stand_in(by, record).enforce()
    can_stand_in(person, record, by=by).enforce()
    earlier = StandIn.objects.of(record).running().filter(person=person.pk).first()
    if earlier is not None:
        return earlier
    named = StandIn.objects.create(
        person_id=person.pk,
        target_model=record._meta.label_lower,
        target_id=record.pk,
        target_label=str(record)[:200],
        reason=reason,
        named_by_id=by.pk,
    )
    office = listed(department.name for department in named.person.departments.all())
    entry = flow_of(record).record(
        "name_stand_in",
        record,
        by=by,
        label=f"{person.display_name}を代理の職員に決めた",
        note=f"代理をするのは、{office}の職員です。理由：{reason}",
        data={"person": person.pk},
    )
    letters.queue_letter(
        named.person,
        about=record,
        told="協働担当の代理として、手続きをお願いします",
        note=reason,
        next_step=f"ページを開いて、必要な手続きをしてください。代理は、{AUTOMATIC_END}",
        key=f"stand_in:{entry.pk}",
    )
    letters.tell_others(
        get_user_model().objects.with_role(Role.COORDINATOR),
        by=by,
        about=record,
        told="代理の職員が決まりました",
        note=reason,
        next_step="この件の手続きは、代理の職員が行います。",
        key=f"stand_in.told:{entry.pk}",
    )
    return named


@transaction.atomic
def end_stand_in(*, stand_in: StandIn, record: models.Model, by: Person) -> None:
    """Take back what was given to a stand-in for this record. The same again does nothing. Raises
    `PermissionDenied`."""
    may_name_stand_ins(by).enforce()
    running = StandIn.objects.of(record).running().filter(pk=stand_in.pk)
    if running.update(ended_at=timezone.now()):
        flow_of(record).record(
            "end_stand_in", record, by=by, label=f"{stand_in.person}の代理を終えた"
        )
