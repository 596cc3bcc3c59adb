"""Who may ask a supporter for help, and who answers."""

from django.utils.translation import gettext

from groups.models import Supporter
from groups.rules.people import is_coordinator
from kyodo_portal.life.flows import not_yours
from kyodo_portal.life.people import Person, is_signed_in
from kyodo_portal.life.verdicts import ALLOWED, Verdict, allow_if, first_refusal
from projects.models import HelpRequest, HelpWanted
from projects.rules.help_wanted import can_be_offered, may_decide

AT_ONCE = 10
"""How many people may be asked about one thing at a time."""


def can_look_for_supporters(person: Person, wanted: HelpWanted) -> Verdict:
    """Those who decide about its answers, while it is open."""
    return first_refusal(may_decide(person, wanted), can_be_offered(wanted))


def can_request(person: Person, wanted: HelpWanted, supporter: Supporter) -> Verdict:
    """Of a supporter who lets them be seen and has not been asked about this; a few at a time."""
    return first_refusal(
        can_look_for_supporters(person, wanted),
        lambda: allow_if(
            Supporter.objects.visible_to(person).offering().filter(pk=supporter.pk).exists()
            and is_signed_in(person)
            and (supporter.user_id is None or supporter.user_id != person.pk),
            gettext("この方には、いまはたのめません。ほかの方を探してみてください。"),
        ),
        lambda: allow_if(
            not wanted.requests.filter(user=supporter.user_id, guest=supporter.guest_id).exists(),
            gettext("この方には、この募集のことをすでにたのんでいます。"),
        ),
        lambda: allow_if(
            wanted.requests.waiting().count() < AT_ONCE,
            gettext(
                "返事を待っている方が{count}人います。返事が来てから、次の方にたのめます。"
            ).format(count=AT_ONCE),
        ),
    )


def may_answer_request(person: Person, request: HelpRequest) -> Verdict:
    """Whoever is asked; for who has no account the coordinators, who have called them."""
    if request.guest_id is not None:
        return ALLOWED if is_coordinator(person) else not_yours(gettext("協働担当の職員"))
    own = is_signed_in(person) and person.pk == request.user_id
    return ALLOWED if own else not_yours(gettext("たのまれた方"))
