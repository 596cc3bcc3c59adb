"""Proposing and answering a change of what was signed, as people do."""

from typing import Any

from django.test import Client
from django.urls import reverse

from projects.actions.amendments import propose_change
from projects.models import Amendment, Project
from tests.factories import make_project
from tests.people import Cast
from tests.projects.factories import changed_terms

REASON = "花だんを増やせると分かったため。"
NEW_PURPOSE = "だれもが休みたくなる道にする。"


def project_of(cast: Cast, **fields: Any) -> Project:
    more = {"status": "active", "budget_total": 100_000, "budget_city": 60_000, **fields}
    return make_project(groups=(cast.group,), departments=(cast.department,), **more)


def proposed(project: Project, by: Any, **parts: Any) -> Amendment:
    terms = changed_terms(project, **{"purpose": NEW_PURPOSE, **parts})
    return propose_change(project=project, by=by, terms=terms, reason=REASON)


def answer(amendment: Amendment, client: Client, **changes: Any) -> Any:
    data = {"answer-digest": amendment.digest, "answer-agrees": "on", **changes}
    number = [amendment.project_id, amendment.number]
    return client.post(reverse("projects:amendment_sign", args=number), data)


def move(amendment: Amendment, client: Client, name: str, note: str = "") -> Any:
    number = [amendment.project_id, amendment.number]
    data = {"move": name, "seen": amendment.status, "note": note}
    return client.post(reverse("projects:amendment_move", args=number), data)
