"""The life of a request to join: asked, answered by the group, or ended without an answer."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groups.belonging import members_watched
from groups.interest import concerns_of
from groups.models import JoinRequest, JoinRequestStatus, Membership
from groups.rules.join_requests import (
    can_close_unanswered,
    can_take_in,
    may_answer_request,
    may_withdraw_request,
)
from groups.rules.people import may_coordinate
from kyodo_portal.life.flows import Act, Flow, Move
from kyodo_portal.life.interest import Concern
from kyodo_portal.life.recorded import Reader, Recorded
from kyodo_portal.writing.locks import hold

ASKED, ACCEPTED = JoinRequestStatus.ASKED, JoinRequestStatus.ACCEPTED
DECLINED, WITHDRAWN = JoinRequestStatus.DECLINED, JoinRequestStatus.WITHDRAWN
UNANSWERED = JoinRequestStatus.UNANSWERED
PARTIES = Reader.PARTIES
THE_GROUP, THE_CITY = _("団体"), _("市")


def _whoever_asked(request: JoinRequest, _: Act) -> Any:
    return [request.person]


def _answered(_: JoinRequest, act: Act) -> dict[str, Any]:
    return {"answered_by_id": act.by.pk, "answered_at": act.at}


def _take_in(request: JoinRequest, act: Act) -> None:
    """The person is a member; who has come meanwhile by an invitation stays what they are."""
    hold(type(request.group), request.group_id)
    here = Membership.objects.running().filter(group=request.group_id, user=request.person_id)
    if not here.exists():
        with members_watched(request.group, by=act.by):
            Membership.objects.create(group=request.group, user=request.person)


def _whose_affair(request: JoinRequest) -> list[Concern]:
    """The group's, and that of whoever asked."""
    return [*concerns_of(request.group), Concern(people=frozenset({request.person_id}))]


JOIN_FLOW = Flow(
    JoinRequest,
    JoinRequestStatus,
    turns={
        ASKED: _("団体の返事を待っています"),
        ACCEPTED: _("団体に加わりました"),
        DECLINED: _("団体が見送りました"),
        WITHDRAWN: _("申し込んだ方が取り下げました"),
        UNANSWERED: _("団体の返事がないまま終わりました"),
    },
    tones={
        ASKED: "info",
        ACCEPTED: "success",
        DECLINED: "muted",
        WITHDRAWN: "muted",
        UNANSWERED: "warning",
    },
    moves=[
        Move(
            name="accept",
            label=_("迎える"),
            sources=frozenset({ASKED}),
            target=ACCEPTED,
            happened=_("団体に加わりました"),
            side=THE_GROUP,
            read_by=PARTIES,
            who=may_answer_request,
            judges=False,
            when=can_take_in,
            stamps=_answered,
            effect=_take_in,
            tone="primary",
            tells=_whoever_asked,
            told=_("団体への加入の申し込みが認められました"),
            next_step=_("団体のページで、これからできることを確かめてください。"),
            leads_to=lambda request: reverse("groups:people", args=[request.group_id]),
            done=lambda request: gettext("{name}さんを迎えました。ご本人に知らせます。").format(
                name=request.person
            ),
        ),
        Move(
            name="decline",
            label=_("今回は見送る"),
            sources=frozenset({ASKED}),
            target=DECLINED,
            happened=_("団体が加入を見送りました"),
            side=THE_GROUP,
            read_by=PARTIES,
            note_read_by=PARTIES,
            who=may_answer_request,
            judges=False,
            stamps=_answered,
            note_label=_("見送る理由（申し込んだ方に伝わります）"),
            tells=_whoever_asked,
            told=_("団体への加入の申し込みは、今回は見送られました"),
            next_step=_(
                "ほかの団体を探すことも、ひとりで参加できる活動を探すこともできます。"
                "わからないことは、協働の窓口にご相談ください。"
            ),
            done=_("見送りました。申し込んだ方に、理由を知らせます。"),
        ),
        Move(
            name="withdraw",
            label=_("申し込みを取り下げる"),
            sources=frozenset({ASKED}),
            target=WITHDRAWN,
            happened=_("申し込みを取り下げました"),
            read_by=PARTIES,
            who=may_withdraw_request,
            judges=False,
            confirm=_("この申し込みを取り下げます。よろしいですか。"),
            done=_("申し込みを取り下げました。"),
        ),
        Move(
            name="close_unanswered",
            label="返事のないまま終える",
            sources=frozenset({ASKED}),
            target=UNANSWERED,
            happened=_("団体の返事がないまま、申し込みの手続きを終えました"),
            side=THE_CITY,
            read_by=PARTIES,
            note_read_by=PARTIES,
            who=may_coordinate,
            judges=True,
            when=can_close_unanswered,
            stamps=_answered,
            note_label="終える理由と、申し込んだ方への案内",
            tone="danger",
            confirm="理由を申し込んだ方に知らせ、この申し込みを終えます。よろしいですか。",
            tells=_whoever_asked,
            told=_("団体の返事がないまま、加入の申し込みの手続きが終わりました"),
            next_step=_("添えられた言葉を読んで、わからないことは協働の窓口にご相談ください。"),
            done="申し込みの手続きを終えました。申し込んだ方に、理由を知らせます。",
        ),
    ],
    acts=[
        Recorded(
            name="ask",
            label="加入を申し込んだ",
            happened=_("加入を申し込みました"),
            read_by=PARTIES,
            is_inward=True,
        )
    ],
    concerns=_whose_affair,
)
