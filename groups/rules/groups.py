"""Who may do what about groups."""

import datetime as dt
from typing import Protocol

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groups.checklist import checklist_of
from groups.interest import concerns_of
from groups.models import Group, GroupStatus
from groups.models.groups import PUBLIC_STATUSES
from groups.questions import HAS_OPEN_WORK
from groups.rules.people import (
    belongs_to,
    coordinates,
    is_administrator,
    manages,
    may_coordinate,
)
from kyodo_portal.cities import said
from kyodo_portal.life.flows import not_yours
from kyodo_portal.life.people import Person, is_signed_in
from kyodo_portal.life.stand_ins import can_judge
from kyodo_portal.life.verdicts import ALLOWED, Verdict, allow_if, first_refusal, refuse
from kyodo_portal.words.languages import listed
from kyodo_portal.words.text import japanese_date

HIDDEN = _("お探しのものは見つかりません。")


def may_handle(person: Person, group: Group) -> Verdict:
    """The coordinators, but not about a group of their own."""
    return first_refusal(
        may_coordinate(person, group), lambda: can_judge(person, group, *concerns_of(group))
    )


def can_apply(person: Person) -> Verdict:
    """Anybody with an account may apply to register a group, once its address is known to be theirs."""
    if not is_signed_in(person):
        return refuse(gettext("団体の登録を申請するには、先にログインしてください。"))
    return allow_if(
        person.is_confirmed,
        gettext(
            "メールアドレスの確認が済んでいないため、団体の登録はまだ申請できません。一度ログアウトし、"
            "「メールでコードを受け取る」からログインすると、確認が済みます。"
        ),
    )


def can_enter(person: Person) -> Verdict:
    """The coordinators enter what came on paper."""
    return may_coordinate(person)


def can_view(person: Person, group: Group) -> Verdict:
    """Everybody sees a registered or dormant group; its members and the coordinators also an
    application; only the coordinators a deleted one."""
    if group.status in PUBLIC_STATUSES:
        return ALLOWED
    if coordinates(person, group) or is_administrator(person):
        return ALLOWED
    if group.status != GroupStatus.DELETED and belongs_to(person, [group.pk]):
        return ALLOWED
    return refuse(HIDDEN)


def can_edit(person: Person, group: Group) -> Verdict:
    """The managers of a group keep its page; the coordinators may mend that of a group which is not
    their own. A deleted group stays as it was."""
    if group.status == GroupStatus.DELETED:
        return refuse(gettext("抹消された団体の情報は、記録として残すため変更できません。"))
    if manages(person, [group.pk]):
        return ALLOWED
    return first_refusal(
        may_keep(person, group), lambda: can_judge(person, group, *concerns_of(group))
    )


def can_view_contact(person: Person, group: Group) -> Verdict:
    """The whole contact record: the managers themselves and the coordinators. Everybody else sees
    only the lines the group opened."""
    return may_keep(person, group)


def can_view_documents(person: Person, group: Group) -> Verdict:
    """The documents of an application: the group's members and the coordinators."""
    if belongs_to(person, [group.pk]) or coordinates(person, group):
        return ALLOWED
    return not_yours(gettext("この団体の構成員と協働担当の職員"))


def may_manage(person: Person, group: Group) -> Verdict:
    """The managers of the group."""
    return ALLOWED if manages(person, [group.pk]) else not_yours(gettext("この団体の管理者"))


def may_keep(person: Person, group: Group) -> Verdict:
    """The managers of the group and the coordinators."""
    if manages(person, [group.pk]) or coordinates(person, group):
        return ALLOWED
    return not_yours(gettext("この団体の管理者と協働担当の職員"))


def is_not_its_manager(person: Person, group: Group) -> bool:
    """Whether what both sides may do with a group is the city's act when this person does it."""
    return not manages(person, [group.pk])


def can_be_registered(group: Group) -> Verdict:
    """A group is registered when the coordinator has confirmed every line of the checklist that
    it was asked when it applied (practice §1.3)."""
    missing = [said(str(line)) for line in checklist_of(group) if not line.confirmed]
    return allow_if(
        not missing,
        gettext(
            "まだ確認していない登録要件があります：{names}。"
            "確認して「担当が確認した」に印を付けてから、登録してください。"
        ).format(names=listed(missing)),
    )


def can_stop(group: Group) -> Verdict:
    """A group is not put to rest or deleted in the middle of a collaboration, nor before a day to which
    people mean to come."""
    return allow_if(
        not HAS_OPEN_WORK.of(group),
        gettext(
            "協定を結んだ、または実施中の協働事業か、これから行う催しがあるため、いまはできません。"
            "事業を終了するか中止し、催しは行うか中止してから、もう一度操作してください。"
        ),
    )


class Correctable(Protocol):
    """What is given back to be mended until a day: an application of a group, a proposal."""

    @property
    def correction_due_on(self) -> dt.date | None: ...


def can_close_uncorrected(record: Correctable) -> Verdict:
    """What was never mended is closed once the day set for it has passed."""
    due = record.correction_due_on
    return allow_if(
        due is None or timezone.localdate() > due,
        gettext(
            "手直しの期限（{due}）が、まだ過ぎていません。期限までは、直してもう一度出せます。"
        ).format(due=japanese_date(due) if due else ""),
    )
