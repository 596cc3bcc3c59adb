"""The documents of a proposal, added and taken away from the page on which it is written."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kyodo_portal.cities import city
from proposals.flows import PROPOSAL_FLOW
from proposals.models import Proposal, ProposalAttachment
from tests.factories import make_coordinator, make_user, today
from tests.proposals.factories import make_proposal
from tests.proposals.pages import signed_in, typed, url

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"


def pdf(name: str = "規約.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="application/pdf")


def add(proposal: Proposal, file: Any, **fields: Any) -> Any:
    form = {**typed(proposal, title=proposal.title), "attachment-file": file, **fields}
    return signed_in(proposal.created_by).post(url("proposals:attachment_add", proposal.pk), form)


def test_document_is_added_and_what_is_written_saved_with_it() -> None:
    proposal = make_proposal()

    answer = add(proposal, pdf(), title="書きかけの題", **{"attachment-title": "会の規約"})

    assert answer.url == url("proposals:section", proposal.pk, "attachments")
    attachment = ProposalAttachment.objects.get()
    assert (attachment.title, attachment.original_name) == ("会の規約", "規約.pdf")
    assert Proposal.objects.get(pk=proposal.pk).title == "書きかけの題"


def test_document_without_a_name_goes_by_its_files() -> None:
    proposal = make_proposal()

    add(proposal, pdf("見積書.pdf"))

    assert ProposalAttachment.objects.get().title == "見積書.pdf"


@pytest.mark.parametrize(
    ("file", "words"),
    [
        ("", "添える書類のファイルを選んでください。"),
        (pdf("悪い.exe"), "この種類のファイルは受け取れません。"),
        (pdf(content=b""), "選んだファイルは空です。"),
    ],
)
def test_unusable_document_is_refused_and_the_words_are_kept(file: Any, words: str) -> None:
    proposal = make_proposal()

    page = add(proposal, file, title="書きかけの題")

    assert page.status_code == 200
    assert words in page.content.decode()
    assert "書きかけの題" in page.content.decode()
    assert not ProposalAttachment.objects.exists()
    assert Proposal.objects.get(pk=proposal.pk).title == "書きかけの題"


def test_no_more_documents_than_the_city_takes() -> None:
    proposal = make_proposal()
    for number in range(city().limits.files_per_record):
        add(proposal, pdf(f"{number}.pdf", PDF + b"%%" * number))

    answer = add(proposal, pdf("多すぎる.pdf", PDF + b"more"))

    assert answer.status_code == 409
    assert proposal.attachments.count() == city().limits.files_per_record


def test_document_is_taken_away_with_its_file(django_capture_on_commit_callbacks: Any) -> None:
    proposal = make_proposal()
    add(proposal, pdf())
    attachment = ProposalAttachment.objects.get()
    storage, name = attachment.file.storage, attachment.file.name

    with django_capture_on_commit_callbacks(execute=True):
        signed_in(proposal.created_by).post(
            url("proposals:attachment_delete", proposal.pk, attachment.pk)
        )

    assert not ProposalAttachment.objects.exists()
    assert not storage.exists(name)


def test_file_of_a_submitted_version_stays(django_capture_on_commit_callbacks: Any) -> None:
    proposal = make_proposal()
    add(proposal, pdf())
    Proposal.objects.filter(pk=proposal.pk).update(title=proposal.title)
    proposal = make_complete(proposal)
    PROPOSAL_FLOW.make("submit", proposal, by=proposal.created_by)
    PROPOSAL_FLOW.make("return", proposal, by=make_coordinator(), note="直す", due_on=today())
    attachment = ProposalAttachment.objects.get()
    storage, name = attachment.file.storage, attachment.file.name

    with django_capture_on_commit_callbacks(execute=True):
        signed_in(proposal.created_by).post(
            url("proposals:attachment_delete", proposal.pk, attachment.pk)
        )

    assert not ProposalAttachment.objects.exists()
    assert storage.exists(name)


def test_documents_of_others_cannot_be_touched() -> None:
    proposal, other = make_proposal(), make_proposal()
    add(proposal, pdf())
    attachment = ProposalAttachment.objects.get()

    answers = [
        signed_in(make_user()).post(url("proposals:attachment_delete", proposal.pk, attachment.pk)),
        signed_in(other.created_by).post(
            url("proposals:attachment_delete", other.pk, attachment.pk)
        ),
        signed_in(other.created_by).post(
            url("proposals:attachment_add", proposal.pk), {"attachment-file": pdf()}
        ),
    ]

    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert ProposalAttachment.objects.count() == 1


def make_complete(proposal: Proposal) -> Proposal:
    """The same draft, whole again after a page that posted little of it."""
    whole = make_proposal(group=proposal.group, call=proposal.call, by=proposal.created_by)
    proposal.attachments.update(proposal=whole)
    return whole


SCRIPTED = PDF.replace(b"/Catalog", b"/Catalog /OpenAction << /S /JavaScript >>")


def test_document_that_holds_something_unseen_is_asked_about_first() -> None:
    """Without JavaScript: the page comes back with a box beside the file, which is chosen again."""
    proposal = make_proposal()

    page = add(proposal, pdf("見積.pdf", SCRIPTED)).content.decode()

    assert "「見積.pdf」には、開いただけでは目に入らないものがあります" in page
    assert not ProposalAttachment.objects.exists()
    (key,) = re.findall(r'name="attachment-file-as-it-is" value="([0-9a-f]{16})"', page)
    add(proposal, pdf("見積.pdf", SCRIPTED), **{"attachment-file-as-it-is": key})
    assert ProposalAttachment.objects.get().original_name == "見積.pdf"
