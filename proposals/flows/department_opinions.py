"""The life of a department's opinion: asked for, written, settled, answered by the proposers or by nobody."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from groups import people
from groups.models.people import account_of
from kyodo_portal.cities import city
from kyodo_portal.life.flows import Act, Flow, Move
from kyodo_portal.life.interest import Concern
from kyodo_portal.life.people import Person
from kyodo_portal.life.recorded import Reader, Recorded
from kyodo_portal.life.verdicts import ALLOWED, Verdict
from proposals.flows.addressees import proposers
from proposals.interest import proposing_side_of
from proposals.models import DepartmentOpinion, DepartmentOpinionStatus
from proposals.rules import department_opinions as rules

STATUS = DepartmentOpinionStatus
DEPARTMENT, PROPOSERS, DESK = _("担当課"), _("提案した人"), _("市")


def _may_be_made(_: Person, __: Any) -> Verdict:
    return ALLOWED


def _concerns(opinion: DepartmentOpinion) -> Iterable[Concern]:
    """Theirs who propose; the department is asked for its own view, and no party to it."""
    return [proposing_side_of(opinion.proposal)]


def _proposers(opinion: DepartmentOpinion, act: Act) -> Any:
    return proposers(opinion.proposal, act)


def office(opinion: DepartmentOpinion, _: Act | None = None) -> Any:
    """The staff of the department."""
    return people.staff([opinion.department_id])


def page_of_department(opinion: DepartmentOpinion) -> str:
    """Where the department writes it: its public page is there once it is settled."""
    return reverse("admin:proposals_departmentopinion_change", args=[opinion.pk])


def _both(opinion: DepartmentOpinion, _: Act) -> Any:
    return [*people.staff([opinion.department_id]), *people.coordinators()]


def _settled(_: DepartmentOpinion, act: Act) -> dict[str, Any]:
    days = dt.timedelta(days=city().department_opinion.answer_days)
    return {
        "settled_by": account_of(act.by),
        "settled_at": act.at,
        "answer_due_on": timezone.localdate(act.at) + days,
    }


DEPARTMENT_OPINION_FLOW = Flow(
    DepartmentOpinion,
    STATUS,
    turns={
        STATUS.REQUESTED: "担当課が意見書を書きます",
        STATUS.DRAFT: "担当課が意見書を書いています",
        STATUS.SETTLED: _("提案した人の返答を待っています"),
        STATUS.ANSWERED: _("返答がありました"),
        STATUS.UNANSWERED: _("返答のないまま、期限を過ぎました"),
        STATUS.CALLED_OFF: "意見書の依頼を取りやめました",
    },
    tones={
        STATUS.REQUESTED: "warning",
        STATUS.DRAFT: "info",
        STATUS.SETTLED: "info",
        STATUS.ANSWERED: "success",
        STATUS.UNANSWERED: "muted",
        STATUS.CALLED_OFF: "muted",
    },
    moves=[
        Move(
            name="write",
            label="意見書の案を書く",
            sources=frozenset({STATUS.REQUESTED}),
            target=STATUS.DRAFT,
            happened="意見書の案が書かれました",
            side=DEPARTMENT,
            read_by=Reader.CITY,
            who=_may_be_made,
            judges=False,
            automatic=True,
        ),
        Move(
            name="settle",
            label="意見書を確定する",
            sources=frozenset({STATUS.DRAFT}),
            target=STATUS.SETTLED,
            happened=_("担当課の意見書が確定しました"),
            side=DEPARTMENT,
            read_by=Reader.PARTIES,
            who=rules.may_settle_opinion,
            judges=True,
            when=rules.can_settle_opinion,
            stamps=_settled,
            tone="primary",
            confirm="確定すると、提案した人が読み、書きかえられなくなります。よろしいですか。",
            tells=_proposers,
            told=_("提案への、担当課の意見書が届きました"),
            next_step=_(
                "意見書を読んで、期限までに返答するか、最終版を提出してください。返答は一度だけできます。"
            ),
            done="意見書を確定しました。提案した人に知らせます。",
        ),
        Move(
            name="answer",
            label=_("意見書に返答する"),
            sources=frozenset({STATUS.SETTLED}),
            target=STATUS.ANSWERED,
            happened=_("意見書への返答がありました"),
            side=PROPOSERS,
            read_by=Reader.PARTIES,
            who=_may_be_made,
            judges=False,
            automatic=True,
            stamps=lambda _, act: {"answered_at": act.at},
            tells=_both,
            told="意見書への、提案した人の返答がありました",
        ),
        Move(
            name="run_out",
            label=_("返答のないまま期限が過ぎる"),
            sources=frozenset({STATUS.SETTLED}),
            target=STATUS.UNANSWERED,
            happened=_("返答のないまま、期限を過ぎました"),
            side=PROPOSERS,
            read_by=Reader.PARTIES,
            who=_may_be_made,
            judges=False,
            automatic=True,
            tells=lambda opinion, act: [*_both(opinion, act), *_proposers(opinion, act)],
            told=_("担当課の意見書に返答のないまま、期限を過ぎました"),
            next_step=_("提案の手続きは、提出された内容と意見書で進みます。"),
        ),
        Move(
            name="call_off",
            label="意見書の依頼を取りやめる",
            sources=frozenset({STATUS.REQUESTED, STATUS.DRAFT}),
            target=STATUS.CALLED_OFF,
            happened="意見書の依頼を取りやめました",
            side=DESK,
            read_by=Reader.CITY,
            note_read_by=Reader.CITY,
            who=rules.may_call_off_opinion,
            judges=True,
            note_label="取りやめる理由",
            tone="danger",
            confirm="取りやめると、この提案は意見書なしで審査に進めます。よろしいですか。",
            tells=office,
            told="意見書の依頼が取りやめになりました",
            leads_to=page_of_department,
            done="意見書の依頼を取りやめました。担当課に知らせます。",
        ),
    ],
    acts=[
        Recorded(name="request", label="意見書を依頼した", is_inward=True),
        Recorded(name="edit", label="意見書の案を保存した", is_inward=True),
        Recorded(
            name="correct",
            label="意見書を訂正した",
            happened=_("意見書に訂正を加えました"),
            side=DEPARTMENT,
            read_by=Reader.PARTIES,
        ),
    ],
    concerns=_concerns,
)
