"""The same person's same consultation, document or group application a second time: one, or asked."""

import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from groups.models import Group
from kyodo_portal.writing.kept.marks import mark_for
from kyodo_portal.writing.kept.texts import KeptText
from proposals.models import Consultation
from tests.factories import make_group, make_user
from tests.groups.factories import a_pdf, application_data
from tests.proposals.factories import make_consultation, make_proposal
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


def test_second_application_of_the_same_group_is_not_taken() -> None:
    browser = signed_in(make_user())

    def applies(**more: Any) -> Any:
        return browser.post("/groups/apply/", application_data(submission_key=uuid.uuid4(), **more))

    answers = [applies(), applies(), applies(name="別の会"), applies(again="1")]

    assert [answer.status_code for answer in answers] == [302, 200, 302, 200]
    assert Group.objects.count() == 2


def test_same_document_is_attached_once() -> None:
    proposal = make_proposal()
    browser = signed_in(proposal.created_by)
    page = reverse("proposals:attachment_add", args=[proposal.pk])

    for _ in range(2):
        browser.post(page, {"attachment-title": "規約", "attachment-file": a_pdf()})

    assert proposal.attachments.count() == 1


def test_same_reply_is_asked_about_before_it_is_sent_again() -> None:
    person = make_user()
    browser, consultation = signed_in(person), make_consultation(by=person)
    page = reverse("consultations:reply", args=[consultation.pk])

    def says(body: str = "花の種類を聞きたいです。", **more: Any) -> int:
        data = {"body": body, "submission_key": uuid.uuid4(), **more}
        return browser.post(page, data).status_code

    key = uuid.uuid4()
    answers = [says(submission_key=key), says(submission_key=key), says(), says("水やりのこと")]
    answers += [says(), says(), says(again="1")]

    assert answers == [302, 302, 200, 302, 302, 200, 302]
    assert consultation.messages.count() == 4
    shown = browser.post(page, {"body": "花の種類を聞きたいです。", "submission_key": uuid.uuid4()})
    assert "同じ内容を、すでに送っています" in shown.content.decode()


def test_same_document_of_a_group_is_kept_once() -> None:
    group = make_group(managers=(make_user(),))
    browser = signed_in(group.memberships.get().user)
    page = reverse("groups:edit", args=[group.pk])

    def sends(**files: Any) -> None:
        shown = browser.get(page)
        data = application_data(name=group.name, seen=shown.context["seen"].token, **files)
        assert browser.post(page, data).status_code == 302

    for _ in range(2):
        sends(documents__bylaws=a_pdf())
    sends(documents__other=a_pdf())  # the same file as another document

    assert [row.title for row in group.documents.all()] == ["規約・会則", "そのほかの書類"]


def test_document_of_a_kept_application_need_not_be_chosen_again() -> None:
    person = make_user()
    mark, again = mark_for(person, "/groups/apply/"), "書類は、もう一度選んでください"
    Client().post("/groups/apply/", application_data(name="", documents__bylaws=a_pdf(), mark=mark))
    browser = signed_in(person)
    kept = KeptText.objects.get()
    data = application_data(name="", mark=mark, kept=kept.pk, kept_file=kept.files.get().pk)

    page = browser.post("/groups/apply/", data).content.decode()

    assert ("選んでいたファイルも預かっています" in page, again in page) == (True, False)
    chosen = browser.post("/groups/apply/", application_data(name="", documents__bylaws=a_pdf()))
    assert again in chosen.content.decode()
