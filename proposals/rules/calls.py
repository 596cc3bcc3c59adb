"""Who may see, change and answer calls."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext

from groups.models import Group
from groups.rules.groups import HIDDEN
from groups.rules.people import coordinates, is_administrator, managed_groups, may_coordinate
from kyodo_portal.cities.choices import form_name
from kyodo_portal.life.flows import not_yours
from kyodo_portal.life.people import Person, is_signed_in
from kyodo_portal.life.stand_ins import can_judge
from kyodo_portal.life.verdicts import (
    ALLOWED,
    Verdict,
    all_refusals,
    allow_if,
    first_refusal,
    refuse,
)
from kyodo_portal.words.languages import listed
from kyodo_portal.writing.columns import label_of
from proposals.content.letters import can_be_letter
from proposals.interest import concerns_of_call
from proposals.kinds_of_call import is_made_in, kind_of
from proposals.models import (
    DECIDABLE_STATUSES,
    Call,
    CallStatus,
    DraftDecision,
    ProposerKind,
)

FURTHEST = timedelta(days=366)


def can_change_call(call: Call) -> Verdict:
    """A call stays as it was once its results are public; one at any time goes on until it closes."""
    goes_on = call.is_any_time and not call.has_closed
    return allow_if(
        call.status != CallStatus.DECIDED or goes_on,
        "結果を公表した募集は、記録として残すため変更できません。",
    )


def can_see_ranking(person: Person, call: Call) -> Verdict:
    """The coordinators and the administrator; nobody whose own group has proposed to the call, as
    the places of the others would tell them their own."""
    if not (coordinates(person, call) or is_administrator(person)):
        return not_yours("協働担当の職員")
    return can_judge(person, call, *concerns_of_call(call))


def may_see_desk(person: Person, call: Call) -> Verdict:
    """The coordinators and the administrator. It tells how far the sheets are and no points; of one's own
    proposal it says nothing."""
    if coordinates(person, call) or is_administrator(person):
        return ALLOWED
    return not_yours("協働担当の職員")


def can_edit_call(person: Person, call: Call) -> Verdict:
    """The coordinators, until the results are public; its criteria and its dates weigh what was
    proposed, and so nobody of those who proposed."""
    return first_refusal(
        may_coordinate(person, call),
        can_change_call(call),
        lambda: can_judge(person, call, *concerns_of_call(call)),
    )


def can_view_call(person: Person, call: Call) -> Verdict:
    """Everybody from the announcement on; a call in preparation only the coordinators."""
    if call.status != CallStatus.DRAFT or coordinates(person, call) or is_administrator(person):
        return ALLOWED
    return refuse(HIDDEN)


def can_announce(call: Call) -> Verdict:
    """A call is announced with its criteria, with a closing time that is still to come and with what its
    kind wants settled by the city."""
    return all_refusals(
        can_count_as_settled(call),
        allow_if(not kind_of(call).judged or call.criteria.all(), "審査項目が一つもありません。"),
        allow_if(not call.has_closed, "締切が、もう過ぎた日時になっています。"),
    )


def can_start_review(call: Call) -> Verdict:
    """Once it has closed; a call at any time while it is open, so that what has come is judged."""
    return allow_if(
        call.is_any_time or call.has_closed,
        "審査を始められるのは、受付を締め切ったあとです。随時受け付ける募集では、受付の間も始められます。",
    )


def can_count_as_settled(call: Call) -> Verdict:
    """Whether the city has said what proposals of this kind are written by."""
    kind = kind_of(call)
    has_courses = call.courses.exists()
    settled = [name for name in kind.settled if name != "budget_cap" or not has_courses]
    empty = [label_of(Call, name) for name in settled if getattr(call, name) in (None, "")]
    named = f"{call.get_kind_display()}の募集では、{listed(empty)}を先に書いてください。"
    return all_refusals(
        allow_if(not empty, named),
        allow_if(
            "adopted_form" not in kind.settled
            or call.adopted_form is None
            or is_made_in(call, call.adopted_form),
            "採択した事業の形態が、この型の募集では選べないものです。"
            f"{listed(form_name(number) for number in kind.forms)}から選んでください。",
        ),
        allow_if(
            kind.courses or not has_courses,
            f"{call.get_kind_display()}の募集には、コースを作れません。コースの行を消してください。",
        ),
        allow_if(
            kind.persons or call.proposers != ProposerKind.ANYONE,
            f"{call.get_kind_display()}の募集に提案できるのは、登録団体だけです。「提案できる人」を選び直してください。",
        ),
    )


def may_release(person: Person, call: Call) -> Verdict:
    """The coordinators; nobody who has an interest in any proposal of the call."""
    return first_refusal(
        may_coordinate(person, call),
        lambda: can_judge(person, call, *concerns_of_call(call)),
    )


def may_release_on_time(person: Person, call: Call) -> Verdict:
    """The clock, in the name of whoever set the time and was asked for an interest then."""
    is_set = call.release_set_by_id is not None and person.pk == call.release_set_by_id
    return allow_if(is_set, "公表の日時が決まっていません。")


def can_be_released(call: Call) -> Verdict:
    """A call in review, whatever of it stands open; afterwards what was decided since. Its letters can
    be written."""
    for template in call.letter_templates.all():
        can = can_be_letter(template.body)
        if not can:
            return refuse(
                f"{template.get_outcome_display()}の通知の文を直してください。{can.reason}"
            )
    if call.status == CallStatus.REVIEWING:
        return ALLOWED
    if call.status != CallStatus.DECIDED:
        return refuse("募集の審査が始まるまでは、決定を公表できません。")
    drafts = DraftDecision.objects.filter(
        proposal__call=call, proposal__status__in=DECIDABLE_STATUSES
    )
    return allow_if(drafts.exists(), "公表を待っている決定は、いまありません。")


def can_set_release(call: Call, at: datetime) -> Verdict:
    """A call that can be released, for a moment to come within a year."""
    now = timezone.now()
    return all_refusals(
        can_be_released(call),
        allow_if(at > now, "公表の日時は、これから先の日時にしてください。"),
        allow_if(at < now + FURTHEST, "公表の日時は、1年以内にしてください。"),
    )


def can_offer_idea(call: Call) -> Verdict:
    """Anybody, also without an account, while a call of a kind that takes it is open. What a call asks of its own is
    written on the pages of who has one."""
    kind = kind_of(call)
    takes_them = kind.guests and call.proposers == ProposerKind.ANYONE
    return all_refusals(
        allow_if(
            takes_them and not call.own_questions and not call.wanted_papers,
            gettext("この募集に提案するには、先にログインしてください。"),
        ),
        allow_if(
            call.is_open,
            gettext(
                "この募集は、いま受け付けていません。やってみたいことの相談は、いつでもできます。"
            ),
        ),
    )


def can_propose(person: Person, call: Call) -> Verdict:
    """Who speaks for a group that is registered or waits for it, which may write but not submit yet; also
    single persons where the call takes them. One may write from the announcement on."""
    if not is_signed_in(person):
        return refuse(gettext("提案を書くには、先にログインしてください。"))
    if not call.takes_drafts:
        return refuse(
            gettext(
                "この募集は受付を終えました。次の募集をお待ちください。相談はいつでもできます。"
            )
        )
    if call.proposers == ProposerKind.ANYONE:
        return ALLOWED
    writing = Group.objects.drafting().filter(pk__in=managed_groups(person))
    return allow_if(
        writing.exists(),
        gettext(
            "この募集に提案できるのは、登録団体の管理者です。"
            "団体の登録がまだのときは先に登録を申請し、期限を過ぎたときは登録を更新してください。"
        ),
    )
