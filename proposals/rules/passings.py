"""Who passes a consultation on to a group that advises, who agrees to it, and who answers."""

from django.utils.translation import gettext

from groups import people
from groups.interest import concerns_of
from groups.models import Adviser, Group
from groups.rules.people import is_coordinator, manages, may_coordinate
from kyodo_portal.life.flows import not_yours
from kyodo_portal.life.people import Person
from kyodo_portal.life.stand_ins import can_judge
from kyodo_portal.life.verdicts import ALLOWED, Verdict, allow_if, first_refusal
from proposals.models import Consultation, ConsultationStatus
from proposals.models.passings import OPEN_TO_ADVISER, RUNNING, Passing
from proposals.rules.consultations import is_asker, may_judge_consultation


def may_pass_on(person: Person, consultation: Consultation) -> Verdict:
    """The coordinators, while it is open, nobody has it yet, and it is not their own affair."""
    return first_refusal(
        may_coordinate(person, consultation),
        allow_if(
            consultation.status != ConsultationStatus.CLOSED,
            "この相談は終わっているため、つなぐことはできません。",
        ),
        lambda: allow_if(
            not Passing.objects.filter(consultation=consultation, status__in=RUNNING).exists(),
            "この相談は、いま別の団体につないでいるか、相談した方の同意を待っています。",
        ),
        lambda: allow_if(
            consultation.created_by is not None or consultation.group is not None,
            "アカウントのない方の相談は、つなげません。団体の連絡先を、ご本人に伝えてください。",
        ),
        lambda: may_judge_consultation(person, consultation),
    )


def can_be_passed_to(consultation: Consultation, group: Group) -> Verdict:
    """To a group that advises now and in which somebody reads; not to the askers' own."""
    return first_refusal(
        allow_if(
            Adviser.objects.at_work().filter(group=group).exists(),
            f"「{group.name}」は、いま相談を受ける団体ではありません。",
        ),
        lambda: allow_if(
            people.managers([group]).exists(),
            f"「{group.name}」には、ポータルで返事のできる人がいません。電話などで、直接おたずねください。",
        ),
        lambda: allow_if(
            consultation.group_id != group.pk
            and not (consultation.created_by and manages(consultation.created_by, [group.pk])),
            "相談した方ご自身の団体には、つなげません。",
        ),
    )


def may_agree(person: Person, passing: Passing) -> Verdict:
    """Who asked, and nobody else: what they wrote goes to others."""
    if is_asker(person, passing.consultation):
        return ALLOWED
    return not_yours(gettext("相談した方"))


def may_enter_consent(person: Person, passing: Passing) -> Verdict:
    """The coordinators, for somebody who said yes by telephone or at the counter; not of their own affair."""
    return first_refusal(
        may_coordinate(person, passing.consultation),
        lambda: may_judge_consultation(person, passing.consultation),
        lambda: can_judge(person, passing.group, *concerns_of(passing.group)),
    )


def may_pass_to(person: Person, group: Group) -> Verdict:
    """Whoever does not belong to that group."""
    return can_judge(person, group, *concerns_of(group))


def can_still_be_passed(passing: Passing) -> Verdict:
    """While the group advises, and the consultation is open."""
    return first_refusal(
        allow_if(
            passing.consultation.status != ConsultationStatus.CLOSED,
            gettext("この相談は終わっています。続きがあるときは、新しい相談を書いてください。"),
        ),
        lambda: can_be_passed_to(passing.consultation, passing.group),
    )


def may_give_back(person: Person, passing: Passing) -> Verdict:
    """Who speaks for the group, and the coordinators."""
    if manages(person, [passing.group_id]) or is_coordinator(person):
        return ALLOWED
    return not_yours(gettext("つないだ団体の管理者と、協働担当の職員"))


def may_answer_as_adviser(person: Person, passing: Passing) -> Verdict:
    """Who speaks for the group, while it has the consultation."""
    if manages(person, [passing.group_id]) and passing.status in OPEN_TO_ADVISER:
        return ALLOWED
    return not_yours(gettext("つないだ団体の管理者"))
