"""The lives of what is handed in to a round (意見書), and of each opinion in it."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from groups.models import Guest
from kyodo_portal.life.flows import Act, Flow, Move
from kyodo_portal.life.recorded import Reader, Recorded
from proposals.interest import concerns_of_opinion
from proposals.models import (
    Opinion,
    OpinionStatus,
    OpinionSubmission,
    OpinionWriterDetails,
    SubmissionStatus,
)
from proposals.rules import opinions as rules

UNCONFIRMED, RECEIVED = SubmissionStatus.UNCONFIRMED, SubmissionStatus.RECEIVED
WITHDRAWN = SubmissionStatus.WITHDRAWN
PARTIES, THE_CITY, THE_WRITER = Reader.PARTIES, _("市"), _("意見を書いた人")


def _erase(submission: OpinionSubmission, act: Act) -> None:
    """What is taken back leaves nothing but its number: neither words nor name."""
    Opinion.objects.filter(submission=submission).delete()
    OpinionWriterDetails.objects.filter(submission=submission).delete()
    day = timezone.localdate(act.at) + dt.timedelta(days=30)
    if submission.guest_id is not None:
        Guest.objects.filter(pk=submission.guest_id).update(forget_on=day)


OPINION_SUBMISSION_FLOW = Flow(
    OpinionSubmission,
    SubmissionStatus,
    turns={
        UNCONFIRMED: _("書いた方の確認を待っています"),
        RECEIVED: _("市が受け付けました"),
        WITHDRAWN: _("意見は取り下げられました"),
    },
    tones={UNCONFIRMED: "muted", RECEIVED: "success", WITHDRAWN: "muted"},
    moves=[
        Move(
            name="confirm",
            label=_("本人と確かめる"),
            sources=frozenset({UNCONFIRMED}),
            target=RECEIVED,
            happened=_("意見が受け付けられました"),
            read_by=PARTIES,
            judges=False,
            automatic=True,
            when=rules.can_be_confirmed,
        ),
        Move(
            name="withdraw",
            label=_("意見を取り下げる"),
            sources=frozenset({RECEIVED}),
            target=WITHDRAWN,
            happened=_("意見が取り下げられました"),
            side=THE_WRITER,
            read_by=PARTIES,
            who=rules.may_rewrite,
            when=rules.can_be_rewritten,
            judges=False,
            effect=_erase,
            confirm=_("意見を取り下げます。書いた言葉と、お名前・住所は消えます。よろしいですか。"),
            done=_("意見を取り下げました。締切までは、もう一度出せます。"),
        ),
        Move(
            name="take_back",
            label=_("意見を取り下げる（アカウントのない方）"),
            sources=frozenset({RECEIVED}),
            target=WITHDRAWN,
            happened=_("意見が取り下げられました"),
            side=THE_WRITER,
            read_by=PARTIES,
            when=rules.can_be_rewritten,
            judges=False,
            automatic=True,
            effect=_erase,
        ),
        Move(
            name="replace",
            label=_("同じ人の新しい意見に替わる"),
            sources=frozenset({RECEIVED}),
            target=WITHDRAWN,
            happened=_("同じ人の新しい意見に替わりました"),
            side=THE_WRITER,
            read_by=PARTIES,
            when=rules.can_be_confirmed,
            judges=False,
            automatic=True,
            effect=_erase,
        ),
    ],
    acts=[
        Recorded(
            name="hand_in",
            label="意見を出した",
            happened=_("意見を出しました"),
            side=THE_WRITER,
            read_by=PARTIES,
            is_inward=True,
        ),
        Recorded(
            name="rewrite",
            label="意見を書き直した",
            happened=_("意見を書き直しました"),
            side=THE_WRITER,
            read_by=PARTIES,
            is_inward=True,
        ),
        Recorded(
            name="ask_correction",
            label="概要の直しを求めた",
            happened=_("概要の直しを求めました"),
            side=THE_WRITER,
            read_by=PARTIES,
            is_inward=True,
        ),
        Recorded(
            name="answer_correction",
            label="概要の直しの求めに答えた",
            happened=_("概要の直しの求めに、市が答えました"),
            side=THE_CITY,
            read_by=PARTIES,
            is_inward=True,
        ),
    ],
)

OPINION_FLOW = Flow(
    Opinion,
    OpinionStatus,
    turns={
        OpinionStatus.RECEIVED: _("市が読んで、整理します"),
        OpinionStatus.VALID: _("市が考え方をまとめます"),
        OpinionStatus.OUT_OF_SCOPE: _("この募集の対象ではありませんでした"),
    },
    tones={
        OpinionStatus.RECEIVED: "info",
        OpinionStatus.VALID: "success",
        OpinionStatus.OUT_OF_SCOPE: "muted",
    },
    moves=[
        Move(
            name="accept",
            label="有効にする",
            sources=frozenset({OpinionStatus.RECEIVED, OpinionStatus.OUT_OF_SCOPE}),
            target=OpinionStatus.VALID,
            happened=_("意見を有効としました"),
            side=THE_CITY,
            read_by=PARTIES,
            who=rules.may_sort_opinion,
            when=rules.can_be_sorted,
            judges=True,
            stamps=lambda _opinion, _act: {"set_aside_because": ""},
            done="有効な意見としました。市の考え方のまとまりに入れてください。",
        ),
        Move(
            name="set_aside",
            label="対象外にする",
            sources=frozenset({OpinionStatus.RECEIVED, OpinionStatus.VALID}),
            target=OpinionStatus.OUT_OF_SCOPE,
            happened=_("この募集の対象ではないとしました"),
            side=THE_CITY,
            read_by=PARTIES,
            note_read_by=PARTIES,
            who=rules.may_sort_opinion,
            when=rules.can_be_sorted,
            judges=True,
            stamps=lambda _, act: {"set_aside_because": act.note},
            effect=lambda opinion, _: opinion.places.all().delete(),
            note_label="対象外の理由（書いた方に見えます）",
            done="対象外としました。理由は、書いた方のページに出ます。",
        ),
    ],
    concerns=concerns_of_opinion,
)
