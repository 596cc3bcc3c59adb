"""Asking a supporter for help."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from groups.models import Supporter
from kyodo_portal.life.people import Person
from kyodo_portal.post import letters
from kyodo_portal.writing.locks import locked
from projects.flows import HELP_REQUEST_FLOW
from projects.models import HelpRequest, HelpRequestStatus, HelpWanted
from projects.rules.help_requests import can_request


@transaction.atomic
def request_help(
    *, wanted: HelpWanted, supporter: Supporter, words: str, by: Person
) -> HelpRequest:
    """Ask a supporter through the portal; they get a letter, or, without an account, are called by the
    desk. Raises `PermissionDenied` with the reason,
    also when they have been asked already."""
    current = locked(HelpWanted, pk=wanted.pk)
    can_request(by, current, supporter).enforce()
    request = HelpRequest.objects.create(
        help_wanted=current,
        user=supporter.user,
        guest=supporter.guest,
        public_name=supporter.public_name,
        words=words,
    )
    entry = HELP_REQUEST_FLOW.record("ask", request, by=by, after=HelpRequestStatus.ASKED)
    if supporter.user is None:
        return request
    letters.queue_letter(
        supporter.user,
        about=request,
        told=_("手伝ってほしいと、たのまれました"),
        note=words,
        next_step=_(
            "ページを開いて、「引き受ける」か「今回は難しい」を選んでください。理由は要りません。"
            "引き受けるまで、あなたの名前は伝わりません。"
        ),
        key=f"help_request.ask:{entry.pk}",
    )
    return request
