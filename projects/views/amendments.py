"""A change of what was signed: what it changes, who has signed it, and answering it. It stands on the
page of the agreement, for those whom it concerns."""

from typing import Any

from django.http import HttpRequest

from kyodo_portal.life.audit import AuditEntry
from projects.agreement.comparison import Difference, differences
from projects.amending import rules
from projects.amending.flow import AMENDMENT_FLOW
from projects.forms import AnswerForm, PaperAnswerForm
from projects.models import Amendment, AmendmentStatus, Project
from projects.rules.projects import is_amended as is_amended_now

WITH_A_REASON = (AmendmentStatus.DECLINED, AmendmentStatus.CLOSED)
"""How an amendment ends when somebody wrote why."""


def amendments_of(request: HttpRequest, project: Project, rejected: Any = None) -> dict[str, Any]:
    """What the page of the agreement shows of its amendments: that one is talked about, for everybody;
    the running one with its forms, and those that have ended, for whoever may read them. Three queries
    where there are any, one more where some were declined or closed, and for a visitor none."""
    is_amended, was_amended = is_amended_now(project), getattr(project, "was_amended", True)
    shown: dict[str, Any] = {"is_amended": is_amended, "amendment": None, "ended": []}
    if not was_amended or not request.user.is_authenticated:
        return shown
    visible = Amendment.objects.visible_to(request.user).filter(project=project)
    rows = list(
        visible.select_related("base").prefetch_related("asked__group", "asked__department")
    )
    for row in rows:
        row.project = project
    notes = notes_of(rows)
    shown["ended"] = [
        (row, changes_of(row), notes.get(row.pk, "")) for row in rows if not row.is_running
    ]
    current = next((row for row in rows if row.is_running), None)
    if current is None:
        return shown
    own = rules.parties_of(request.user, current)
    on_paper = [party for party in current.unsigned if party.is_on_paper]
    paper = on_paper and rules.can_record_paper(request.user, current)
    digest = {"digest": current.digest}
    return {
        **shown,
        "amendment": current,
        "amendment_changes": changes_of(current),
        "amendment_offers": AMENDMENT_FLOW.offers(request.user, current),
        "closes_from": rules.closes_from(current),
        "can_answer": rules.can_answer(request.user, current),
        "is_asked": bool(own),
        "answers_for": [party.name_in_language for party in own if party.signed_at is None],
        "answers_for_both": len({party.side for party in own}) > 1,
        "answer_form": rejected
        if isinstance(rejected, AnswerForm)
        else AnswerForm(initial=digest, prefix="answer"),
        "paper_answer_form": rejected
        if isinstance(rejected, PaperAnswerForm)
        else PaperAnswerForm(initial=digest, parties=on_paper, prefix="paper_answer")
        if paper
        else None,
    }


def notes_of(amendments: list[Amendment]) -> dict[int, str]:
    """Why each of those that were declined or closed was, by its key: one query, and none where none
    was."""
    ended = [row.pk for row in amendments if row.status in WITH_A_REASON]
    if not ended:
        return {}
    entries = AuditEntry.objects.filter(
        target_model=Amendment._meta.label_lower,
        target_id__in=ended,
        action__in=[AMENDMENT_FLOW.action(name) for name in ("decline", "close")],
    )
    return {entry.target_id: entry.note for entry in entries}


def changes_of(amendment: Amendment) -> list[Difference]:
    """What the amendment changes, as people read it."""
    return differences(amendment.base.whole_terms, amendment.terms)
