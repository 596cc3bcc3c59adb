"""The same person's same consultation, document or group application a second time: one, or asked."""

import uuid
from typing import Any

import pytest
from django.urls import reverse

from groups.models import Group
from proposals.models import Consultation
from tests.factories import make_user
from tests.groups.factories import a_pdf, application_data
from tests.proposals.factories import make_proposal
from tests.writing.seen_pages import signed_in

pytestmark = pytest.mark.django_db


def test_same_consultation_is_asked_about_before_it_is_sent_again() -> None:
    browser = signed_in(make_user())

    def asks(**more: Any) -> Any:
        words = {"subject": "花だん", "concern": "通りがさびしい。", "submission_key": uuid.uuid4()}
        return browser.post("/consult/new/", {**words, **more})

    first, second, other = asks(), asks(), asks(concern="ほかのこと")
    assert [first.status_code, second.status_code, other.status_code] == [302, 200, 302]
    assert first.headers["Location"] in second.content.decode()
    assert Consultation.objects.count() == 2

    assert asks(again="1").status_code == 302
    assert Consultation.objects.count() == 3


def test_second_application_of_the_same_group_is_asked_about() -> None:
    browser = signed_in(make_user())

    def applies(**more: Any) -> Any:
        return browser.post("/groups/apply/", application_data(submission_key=uuid.uuid4(), **more))

    answers = [applies(), applies(), applies(name="別の会"), applies(again="1")]

    assert [answer.status_code for answer in answers] == [302, 200, 302, 302]
    assert Group.objects.count() == 3


def test_same_document_is_attached_once() -> None:
    proposal = make_proposal()
    browser = signed_in(proposal.created_by)
    page = reverse("proposals:attachment_add", args=[proposal.pk])

    for _ in range(2):
        browser.post(page, {"attachment-title": "規約", "attachment-file": a_pdf()})

    assert proposal.attachments.count() == 1
