"""Who may do what about a consultation."""

from django.utils.translation import gettext

from groups.rules.groups import HIDDEN
from groups.rules.people import (
    belongs_to,
    coordinates,
    is_administrator,
    manages,
    may_coordinate,
    works_in,
)
from kyodo_portal.life.flows import not_yours
from kyodo_portal.life.people import Person, is_signed_in
from kyodo_portal.life.stand_ins import can_judge
from kyodo_portal.life.verdicts import ALLOWED, Verdict, allow_if, first_refusal, refuse
from proposals.interest import concerns_of_consultation
from proposals.models import Consultation, ConsultationStatus


def can_consult(person: Person) -> Verdict:
    """Anybody with an account may ask the desk."""
    return allow_if(is_signed_in(person), gettext("相談を書くには、先にログインしてください。"))


def may_enter(person: Person) -> Verdict:
    """The coordinators, for somebody who came, wrote or called."""
    return may_coordinate(person)


def can_post_letters(person: Person, consultation: Consultation) -> Verdict:
    """The coordinators, where whoever asked is answered by post."""
    return first_refusal(
        may_coordinate(person, consultation),
        allow_if(
            consultation.is_answered_by_post,
            "この相談の回答は、手紙では送りません。",
        ),
        lambda: may_judge_consultation(person, consultation),
    )


def is_asker(person: Person, consultation: Consultation) -> bool:
    """Asked it, or manages the group it is asked for."""
    if not is_signed_in(person):
        return False
    return person.pk == consultation.created_by_id or manages(person, [consultation.group_id])


def is_desk(person: Person, consultation: Consultation) -> bool:
    """Answers it: a coordinator, or staff of the department it was handed to."""
    return coordinates(person, consultation) or works_in(person, [consultation.department_id])


def is_not_the_asker(person: Person, consultation: Consultation) -> bool:
    """Whether what both sides may do is the city's act when this person does it."""
    return not is_asker(person, consultation)


def may_judge_consultation(person: Person, consultation: Consultation) -> Verdict:
    """Whoever does not belong to those who asked."""
    return can_judge(person, consultation, *concerns_of_consultation(consultation))


def can_view_consultation(person: Person, consultation: Consultation) -> Verdict:
    """Who asked, the group it is asked for, the coordinators and the department it was handed to."""
    if (
        is_asker(person, consultation)
        or is_desk(person, consultation)
        or is_administrator(person)
        or belongs_to(person, [consultation.group_id])
    ):
        return ALLOWED
    return refuse(HIDDEN)


def can_answer(person: Person, consultation: Consultation) -> Verdict:
    """The coordinators and the staff of the department it was handed to."""
    if is_desk(person, consultation):
        return ALLOWED
    return not_yours("協働担当の職員と、担当する課の職員")


def can_ask_again(person: Person, consultation: Consultation) -> Verdict:
    """Who asked, and the managers of the group."""
    if is_asker(person, consultation):
        return ALLOWED
    return not_yours(gettext("相談した方"))


def can_close(person: Person, consultation: Consultation) -> Verdict:
    """Either side, when the matter is settled."""
    if is_asker(person, consultation) or coordinates(person, consultation):
        return ALLOWED
    return not_yours(gettext("相談した方と、協働担当の職員"))


def can_convert(person: Person, consultation: Consultation) -> Verdict:
    """Who asked may turn the consultation into the draft of a proposal, at any time."""
    return can_ask_again(person, consultation)


def can_write(person: Person, consultation: Consultation) -> Verdict:
    """Both sides may write while the consultation is not closed."""
    if not (is_asker(person, consultation) or is_desk(person, consultation)):
        return not_yours(gettext("相談した方と、市の担当者"))
    if not is_asker(person, consultation):
        verdict = may_judge_consultation(person, consultation)
        if not verdict:
            return verdict
    return allow_if(
        consultation.status != ConsultationStatus.CLOSED,
        gettext("この相談は終わっています。続きがあるときは、新しい相談を書いてください。"),
    )


def can_hand_over(person: Person, consultation: Consultation) -> Verdict:
    """The coordinators, while the consultation is not closed."""
    return first_refusal(
        may_coordinate(person, consultation),
        allow_if(
            consultation.status != ConsultationStatus.CLOSED,
            "この相談は終わっているため、担当する課を変えることはできません。",
        ),
        lambda: may_judge_consultation(person, consultation),
    )


def can_note(person: Person, consultation: Consultation) -> Verdict:
    """Who answers it writes down what was said elsewhere, also after its end: a call may come late."""
    return first_refusal(
        can_answer(person, consultation),
        lambda: may_judge_consultation(person, consultation),
    )


def is_reading_for_city(person: Person, consultation: Consultation) -> bool:
    """Whether this person reads what the city's side keeps to itself: the desk and the administrators,
    but nobody who belongs to those who asked."""
    at_desk = is_desk(person, consultation) or is_administrator(person)
    asked = is_asker(person, consultation) or belongs_to(person, [consultation.group_id])
    return at_desk and not asked


def can_make_responsible(person: Person, consultation: Consultation) -> Verdict:
    """Who answers it, while it is not closed: for oneself or for another."""
    return first_refusal(
        can_answer(person, consultation),
        allow_if(
            consultation.status != ConsultationStatus.CLOSED,
            "この相談は終わっているため、担当者を変えることはできません。",
        ),
        lambda: may_judge_consultation(person, consultation),
    )


def can_be_responsible(person: Person, consultation: Consultation) -> Verdict:
    """A person of the desk whose own affair it is not, and who is still there."""
    return first_refusal(
        allow_if(
            is_signed_in(person) and person.is_active and is_desk(person, consultation),
            "この方は、この相談に回答できる職員ではありません。ほかの方を選んでください。",
        ),
        lambda: may_judge_consultation(person, consultation),
    )
