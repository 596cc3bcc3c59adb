"""Several parts in one form of an admin page: what stands beside the button that is pressed is not lost."""

from typing import Any

import pytest

from kyodo_portal.writing.kept.texts import KeptText
from proposals.models import ConsultationMessage
from tests.factories import make_coordinator, make_department, make_reviewer, make_user
from tests.proposals.factories import make_consultation, make_proposal
from tests.staff.admin_world import url
from tests.trust.reading import PostForm, forms_in
from tests.writing.seen_pages import signed_in

pytestmark = pytest.mark.django_db


def form_with(answer: Any, path: str, name: str) -> PostForm:
    return next(form for form in forms_in(answer, path) if name in form.fields)


def test_reviewers_stay_ticked_when_the_department_is_saved() -> None:
    proposal, reviewer = make_proposal(status="under_review"), make_reviewer()
    department, page = make_department(), url(proposal, "change")
    browser = signed_in(make_coordinator())
    form = form_with(browser.get(page), page, "department").fields

    pressed = {"part": "department", "department": department.pk, "reviewers": [reviewer.pk]}
    browser.post(page, {**form, **pressed})
    after = form_with(browser.get(page), page, "department").fields

    proposal.refresh_from_db()
    assert (proposal.responsible_department, proposal.reviews.count()) == (department, 0)
    assert (after["department"], after["reviewers"]) == (str(department.pk), str(reviewer.pk))

    answer = browser.post(page, {**after, "part": "reviewers"})
    assert (answer.status_code, proposal.reviews.get().reviewer) == (302, reviewer)
    assert KeptText.objects.count() == 0


def test_reply_stays_when_the_consultation_is_handed_over() -> None:
    consultation, department = make_consultation(by=make_user()), make_department()
    page = url(consultation, "change")
    browser = signed_in(make_coordinator())
    form = form_with(browser.get(page), page, "body").fields

    browser.post(
        page, {**form, "part": "department", "department": department.pk, "body": "書きかけの回答"}
    )
    after = form_with(browser.get(page), page, "body").fields

    assert (ConsultationMessage.objects.count(), after["body"].strip()) == (0, "書きかけの回答")
    browser.post(page, {**after, "part": "reply"})
    assert ConsultationMessage.objects.get().body == "書きかけの回答"
    assert form_with(browser.get(page), page, "body").fields["body"].strip() == ""
