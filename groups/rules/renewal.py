"""Who may renew the registration of a group, and when."""

from django.utils import timezone
from django.utils.translation import gettext

from groups.models import Group, GroupStatus
from groups.rules.groups import may_handle
from groups.rules.people import manages
from groups.validity import renewal_opens_on
from kyodo_portal.life.flows import not_yours
from kyodo_portal.life.people import Person
from kyodo_portal.life.verdicts import ALLOWED, Verdict, allow_if, first_refusal, refuse
from kyodo_portal.words.text import japanese_date


def may_renew(person: Person, group: Group) -> Verdict:
    """Those who speak for the group; and the coordinators, for one that answers on paper, but not for a
    group of their own."""
    if manages(person, [group.pk]) or may_handle(person, group):
        return ALLOWED
    return not_yours(gettext("この団体の代表・管理者と協働担当の職員"))


def can_be_renewed(group: Group) -> Verdict:
    """A registration is renewed shortly before it ends and after it has ended, once each time; also
    that of a group which rests because nobody renewed it."""
    if group.live_status not in (
        GroupStatus.REGISTERED,
        GroupStatus.RENEWAL_DUE,
        GroupStatus.DORMANT,
    ):
        return refuse(gettext("登録されていない団体の登録は、更新できません。"))
    if group.valid_until is None:
        return refuse(gettext("この団体の登録には期限がないため、更新の手続きはいりません。"))
    opens_on = renewal_opens_on(group.valid_until)
    return allow_if(
        timezone.localdate() >= opens_on,
        gettext(
            "この団体の登録は{until}まで有効です。更新の手続きは、{opens}からできます。"
        ).format(until=japanese_date(group.valid_until), opens=japanese_date(opens_on)),
    )


def can_renew(person: Person, group: Group) -> Verdict:
    """Whether this person may renew this registration now."""
    return first_refusal(may_renew(person, group), lambda: can_be_renewed(group))


def can_resume(group: Group) -> Verdict:
    """A group whose registration ended while it rested renews it instead."""
    ended = group.valid_until is not None and group.valid_until < timezone.localdate()
    return allow_if(
        not ended,
        gettext(
            "登録の期限を過ぎているため、再開には登録の更新がいります。"
            "団体のページの「登録を更新する」から、内容を確かめて更新してください。"
        ),
    )
