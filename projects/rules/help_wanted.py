"""Who may ask for help, answer, and decide about the answers."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groups.models import Department, Group, GroupStatus
from groups.rules.people import belongs_to, is_coordinator, manages, works_in
from kyodo_portal.life.flows import not_yours
from kyodo_portal.life.people import Person, is_signed_in
from kyodo_portal.life.verdicts import (
    ALLOWED,
    Verdict,
    allow_if,
    first_refusal,
    refuse,
)
from projects.models import (
    OPEN_STATUSES,
    AnswerStatus,
    HelpAnswer,
    HelpStatus,
    HelpWanted,
    Project,
)
from projects.rules.projects import is_city_side, is_group_side

THOSE_WHO_ASK = _("募集した側（団体の管理者、所管課の職員）と協働担当の職員")

NO_LONGER_TAKEN = {
    HelpStatus.FILLED: _("必要な人数・数がそろったため、募集を終えました。"),
    HelpStatus.DONE: _("この手伝いは、もう終わりました。"),
    HelpStatus.THANKED: _("この手伝いは、もう終わりました。"),
    HelpStatus.FAILED: _("この募集は、取りやめになりました。"),
    HelpStatus.EXPIRED: _("申し出の締切を過ぎました。"),
}


def speaks_for(person: Person, owner: Project | Group | Department) -> bool:
    """Manages the group, works in the department, or does either for a side of the project."""
    if isinstance(owner, Project):
        return is_group_side(person, owner) or is_city_side(person, owner)
    if isinstance(owner, Group):
        return manages(person, [owner.pk])
    return works_in(person, [owner.pk])


def can_ask_for_help(person: Person, owner: Project | Group | Department) -> Verdict:
    """Whoever speaks for it, and the coordinators: for the city's own project that has not ended, a group
    that is or will be registered, a department there is."""
    if not (speaks_for(person, owner) or is_coordinator(person)):
        return not_yours(THOSE_WHO_ASK)
    if isinstance(owner, Project):
        return first_refusal(
            allow_if(
                owner.status in OPEN_STATUSES,
                gettext("終わった事業では、新しく手伝いを募集できません。"),
            ),
            allow_if(
                not owner.elsewhere,
                gettext("ほかの市の記録では、手伝いを募集できません。"),
            ),
        )
    if isinstance(owner, Group):
        return allow_if(
            owner.status == GroupStatus.REGISTERED,
            gettext(
                "手伝いを募集できるのは、登録されている団体です。"
                "登録が済んだら、団体のページから募集できます。"
            ),
        )
    return allow_if(
        owner.is_active, gettext("この課はなくなりました。いまの課から募集してください。")
    )


def may_decide(person: Person, wanted: HelpWanted) -> Verdict:
    """Whoever speaks for those who ask, and the coordinators."""
    if speaks_for(person, wanted.owner) or is_coordinator(person):
        return ALLOWED
    return not_yours(THOSE_WHO_ASK)


def can_edit_help(person: Person, wanted: HelpWanted) -> Verdict:
    """Those who ask, until it is done or given up. With a later day one that ran out goes on."""
    return first_refusal(
        may_decide(person, wanted),
        allow_if(
            wanted.status not in (HelpStatus.DONE, HelpStatus.THANKED, HelpStatus.FAILED),
            gettext("この募集は終わっています。続けるときは、新しい募集を書いてください。"),
        ),
    )


def can_offer(person: Person, wanted: HelpWanted) -> Verdict:
    """Everybody who does not ask themselves, while it is open."""
    if speaks_for(person, wanted.owner):
        return refuse(gettext("ご自身の側の募集です。申し出は、ほかの方から届きます。"))
    return can_be_offered(wanted)


def can_go_on(answer: HelpAnswer) -> Verdict:
    """What somebody offered without an account, when they are confirmed: while it is open."""
    return can_be_offered(answer.help_wanted)


def can_be_offered(wanted: HelpWanted) -> Verdict:
    """While it is open, for whomever."""
    if wanted.is_hidden:
        return refuse(gettext("この募集は、市が表示をやめています。いまは申し出られません。"))
    if wanted.is_taking:
        return ALLOWED
    reason = NO_LONGER_TAKEN.get(
        HelpStatus(wanted.live_status), NO_LONGER_TAKEN[HelpStatus.EXPIRED]
    )
    next_step = gettext("ほかの募集を見るか、募集した側に聞いてみてください。")
    return refuse(f"{reason}{next_step}")


def can_enter_offer(person: Person, wanted: HelpWanted) -> Verdict:
    """What came to the counter is entered by the coordinators, and by the staff of the department that
    asks or of the project's."""
    owner = wanted.owner
    is_staff = isinstance(owner, Department) and works_in(person, [owner.pk])
    if isinstance(owner, Project):
        is_staff = is_city_side(person, owner)
    if not (is_coordinator(person) or is_staff):
        return not_yours("協働担当の職員と、所管課の職員")
    return can_be_offered(wanted)


def can_be_finished(wanted: HelpWanted) -> Verdict:
    """Somebody was said yes to, and everybody was answered."""
    return first_refusal(
        allow_if(
            has_answers(wanted, AnswerStatus.ACCEPTED),
            gettext(
                "お願いした人が、まだいません。申し出に返事をしてから、もう一度押してください。"
            ),
        ),
        allow_if(
            not has_answers(wanted, AnswerStatus.OFFERED),
            gettext(
                "返事を待っている申し出があります。"
                "お願いするか見送るかを伝えてから、もう一度押してください。"
            ),
        ),
    )


def has_answers(wanted: HelpWanted, status: AnswerStatus) -> bool:
    """Whether an answer has come so far."""
    return any(answer.status == status for answer in wanted.answers.all())


def is_helper(person: Person, answer: HelpAnswer) -> bool:
    """Offered it, or manages the group that did."""
    if not is_signed_in(person):
        return False
    return answer.user_id == person.pk or manages(person, [answer.group_id])


def may_take_back(person: Person, answer: HelpAnswer) -> Verdict:
    """Whoever offered; and the staff at the counter for whom they entered."""
    if is_helper(person, answer):
        return ALLOWED
    if answer.is_from_counter and is_coordinator(person):
        return ALLOWED
    return not_yours(gettext("申し出た方"))


def may_decide_answer(person: Person, answer: HelpAnswer) -> Verdict:
    """Those who ask, but not about their own offer; about that of a group to a department nobody who
    belongs to the group."""
    verdict = may_decide(person, answer.help_wanted)
    of_their_group = answer.help_wanted.department_id is not None and belongs_to(
        person, [answer.group_id]
    )
    if verdict and (is_helper(person, answer) or of_their_group):
        return refuse(
            gettext("ご自身の申し出には、募集した側のほかの方か、協働担当の職員が返事をします。")
        )
    return verdict


def is_interest_missing(answer: HelpAnswer) -> bool:
    """Somebody is to take on a task of the city who has not said how they are tied to it."""
    return answer.help_wanted.is_civic_partner and not answer.interest


def can_be_accepted(answer: HelpAnswer) -> Verdict:
    """Whoever is to take on a task of the city has said how they are tied to it."""
    return allow_if(
        not is_interest_missing(answer),
        gettext(
            "この仕事との利害関係を、まだうかがっていません。申し出た方が、"
            "申し出のページで答えると、お願いできます。"
        ),
    )


def can_tell_interest(person: Person, answer: HelpAnswer) -> Verdict:
    """Whoever offered, once, before they are answered; and the coordinators for whom they entered."""
    is_theirs = is_helper(person, answer) or (answer.is_from_counter and is_coordinator(person))
    return first_refusal(
        ALLOWED if is_theirs else not_yours(gettext("申し出た方")),
        allow_if(
            is_interest_missing(answer) and answer.status == AnswerStatus.OFFERED,
            gettext(
                "利害関係は、もううかがっています。変わったときは、募集した課に伝えてください。"
            ),
        ),
    )


def can_thank(person: Person, answer: HelpAnswer) -> Verdict:
    """Those who asked, once it is done."""
    return first_refusal(
        may_decide_answer(person, answer),
        allow_if(
            answer.status == AnswerStatus.DONE,
            gettext("お礼は、手伝いが済んでから書けます。"),
        ),
    )
