"""Who may ask about a call, and who answers."""

from django.utils import timezone
from django.utils.translation import gettext

from groups.rules.people import coordinates, may_coordinate
from kyodo_portal.life.flows import not_yours
from kyodo_portal.life.people import Person, is_signed_in
from kyodo_portal.life.verdicts import ALLOWED, Verdict, all_refusals, allow_if
from kyodo_portal.words.text import japanese_date
from proposals.models import Call, CallInquiry, InquiryStatus


def can_ask(call: Call) -> Verdict:
    """Anybody, from the announcement until the day named for questions; without one until the call
    closes. What is answered to one is answered to all, and so nobody asks afterwards."""
    day = call.questions_until
    return all_refusals(
        allow_if(
            call.takes_drafts,
            gettext(
                "この募集は受付を終えたため、質問も受け付けていません。窓口への相談は、いつでもできます。"
            ),
        ),
        allow_if(
            day is None or timezone.localdate() <= day,
            gettext(
                "質問は{day}に締め切りました。よせられた質問と答えは、このページで読めます。"
            ).format(day=japanese_date(day))
            if day
            else "",
        ),
    )


def can_enter(person: Person, call: Call) -> Verdict:
    """The coordinators write down what somebody asked on paper or by telephone."""
    return all_refusals(may_coordinate(person), can_ask(call))


def may_answer(person: Person, inquiry: CallInquiry) -> Verdict:
    """The coordinators, and the staff of the department whose theme it is."""
    if coordinates(person, inquiry):
        return ALLOWED
    department = inquiry.call.department_id
    theirs = is_signed_in(person) and department in person.department_ids
    return ALLOWED if theirs else not_yours(gettext("協働担当と、テーマの所管課の職員"))


def can_be_reworded(inquiry: CallInquiry) -> Verdict:
    """Until it is answered: afterwards everybody has read it."""
    return allow_if(
        inquiry.status == InquiryStatus.ASKED,
        "公開する質問の文を書き直せるのは、答えるまでの間です。",
    )


def may_withdraw(person: Person, inquiry: CallInquiry) -> Verdict:
    """Whoever asked."""
    theirs = is_signed_in(person) and person.pk == inquiry.user_id
    return ALLOWED if theirs else not_yours(gettext("質問した方"))
