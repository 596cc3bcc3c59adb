"""What becomes of a person's rows in the tables of concerns, consultations, calls, proposals and
reviews when they leave."""

from functools import partial
from typing import Any

from django.db import transaction

from groups.accounts.leaving import gone, kept
from proposals.actions.concerns import take_all_back
from proposals.models import (
    AdoptionAnswer,
    BlankForm,
    Blinding,
    Call,
    CallInquiry,
    Concern,
    ConcernPhoto,
    Consultation,
    ConsultationMessage,
    ConsultationNote,
    Decision,
    DepartmentOpinion,
    DraftDecision,
    FrozenScores,
    MeToo,
    OpinionCorrection,
    OpinionDocument,
    OpinionRound,
    OpinionSubmission,
    OpinionWriterDetails,
    Packet,
    Passing,
    Proposal,
    ProposalAttachment,
    ProposalStatus,
    ProposalVersion,
    Review,
    ScreeningAnswer,
    ScreeningWaiver,
    SettledCorrection,
)

DECIDED = "審査と決定の記録のため"
OPINIONS = "意見募集の記録のため"
ASKED = "市が受けた相談の記録のため。決められた年数がたつと消えます"


def _drafts_of_their_own(proposals: Any) -> Any:
    """What nobody else has seen: a draft of a group is the group's."""
    return proposals.filter(status=ProposalStatus.DRAFT, group=None)


def _remove_drafts(proposals: Any) -> None:
    for attachment in ProposalAttachment.objects.filter(proposal__in=proposals):
        transaction.on_commit(partial(attachment.file.storage.delete, attachment.file.name))
    for proposal in proposals:
        proposal.delete()


def _forget_writers(submissions: Any) -> None:
    """The words stay, without a name: the city answers them, or has answered."""
    OpinionWriterDetails.objects.filter(submission__in=submissions).delete()


gone(
    Proposal,
    "created_by",
    "提案の下書き",
    tells=("title", "status", "purpose", "content", "created_at"),
    only=_drafts_of_their_own,
    remove=_remove_drafts,
    why="提出した提案と、団体の提案は残ります。審査と決定の記録のため",
)
kept(
    ProposalVersion, "submitted_by", "提出した提案", why=DECIDED, tells=("proposal", "submitted_at")
)
kept(
    ProposalAttachment,
    "uploaded_by",
    "提案に添えた書類",
    why=DECIDED,
    tells=("title", "original_name", "uploaded_at"),
)
kept(
    Consultation,
    "created_by",
    "相談",
    why=ASKED,
    tells=("concern", "idea", "hoped_help", "created_at"),
)
kept(Consultation, "entered_by", "窓口で書き写した相談", why=ASKED)
kept(Consultation, "responsible", "担当した相談", why="だれが担当したかの記録のため")
kept(ConsultationNote, "author", "書き留めた相談の記録", why="窓口で書き留めた記録のため")
kept(ConsultationMessage, "author", "相談でのやりとり", why=ASKED, tells=("body", "created_at"))
kept(Call, "created_by", "つくった募集", why=DECIDED, tells=("title", "created_at"))
kept(Call, "release_set_by", "決定を公表する日時", why=DECIDED)
kept(Decision, "decided_by", "提案への決定", why=DECIDED)
kept(AdoptionAnswer, "asked_by", "頼んだ採択への返事", why=DECIDED)
kept(AdoptionAnswer, "answered_by", "書いた採択への返事", why=DECIDED)
kept(FrozenScores, "frozen_by", "固定した順位表", why=DECIDED)
kept(Packet, "frozen_by", "まとめた審査資料", why=DECIDED)
kept(DraftDecision, "written_by", "提案への決定の案", why=DECIDED)
kept(Blinding, "checked_by", "名前を伏せる確認", why=DECIDED)
kept(
    Review,
    "reviewer",
    "審査",
    why=DECIDED,
    tells=("proposal", "comment", "public_comment", "submitted_at"),
)
for _column in ("requested_by", "written_by", "settled_by"):
    kept(DepartmentOpinion, _column, "担当課の意見書", why=DECIDED)
kept(SettledCorrection, "written_by", "意見書の訂正", why=DECIDED)
kept(ScreeningAnswer, "answered_by", "受付の確認", why=DECIDED)
kept(ScreeningWaiver, "written_by", "受付の例外", why=DECIDED)
kept(Proposal, "entered_by", "入力した紙の提案", why=DECIDED)
kept(Passing, "entered_by", "書き留めた、つなぐことへの同意", why=ASKED)
kept(Passing, "proposed_by", "団体につなぐことにした相談", why=ASKED)

TOLD = "だれが書いたかは、はじめから公開していません。市が受けた困りごとの記録のため"

kept(
    Concern,
    "created_by",
    "地域の困りごと",
    why=TOLD,
    tells=("title", "place", "text", "status", "created_at"),
)
kept(Concern, "entered_by", "書き写した地域の困りごと", why="窓口で書き写した記録のため")
kept(ConcernPhoto, "uploaded_by", "困りごとの写真", why=TOLD, tells=("caption", "uploaded_at"))
gone(
    MeToo, "user", "困りごとへの「わたしも」", tells=("concern", "created_at"), remove=take_all_back
)
gone(
    OpinionSubmission,
    "user",
    "意見に書いたお名前・住所",
    tells=("round", "received_on", "status"),
    remove=_forget_writers,
    why="意見募集に出した意見の言葉は残ります。市が答えた意見の記録のため",
)
kept(OpinionSubmission, "entered_by", "入力した意見", why=OPINIONS)
kept(OpinionCorrection, "answered_by", "概要の直しへの答え", why=OPINIONS)
kept(OpinionRound, "created_by", "つくった意見募集", why=OPINIONS, tells=("title", "created_at"))
kept(
    OpinionDocument,
    "uploaded_by",
    "意見募集の資料",
    why=OPINIONS,
    tells=("title", "original_name", "uploaded_at"),
)
kept(
    BlankForm,
    "uploaded_by",
    "募集の書類の様式",
    why=DECIDED,
    tells=("paper", "original_name", "uploaded_at"),
)


def _forget_who_asked(inquiries: Any) -> None:
    """What was answered stays, without who asked; what nobody answered goes."""
    inquiries.filter(answered_at=None).delete()
    inquiries.update(user=None)


gone(
    CallInquiry,
    "user",
    "募集についての質問",
    tells=("call", "text", "answer", "created_at"),
    remove=_forget_who_asked,
    why="答えのある質問は、だれが聞いたかを外して残ります。募集を読む人の役に立つため",
)
kept(CallInquiry, "entered_by", "書き写した募集への質問", why=DECIDED)
