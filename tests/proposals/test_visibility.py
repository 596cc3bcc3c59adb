"""Who sees a proposal and reads its documents, in every status, before and after the results."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone

from groups.models import User
from kyodo_portal.files.uploads import CheckedFile
from proposals.models import Proposal, ProposalAttachment
from proposals.rules.proposals import can_read_attachments, can_view_proposal
from tests.people import KINDS, Cast, make_cast
from tests.proposals.factories import make_call, make_proposal, make_review
from tests.proposals.pages import signed_in, url

pytestmark = pytest.mark.django_db

OWN = {"member", "manager"}
CITY = {"staff", "coordinator"}
SEE = OWN | CITY | {"superuser"}
ALL = set(KINDS)

#: By status — `withdrawn` after it was submitted, `given_up` before: who sees the proposal before the results of its call are public, and who after.
VIEWERS: dict[str, tuple[set[str], set[str]]] = {
    "draft": (OWN, OWN),
    "submitted": (SEE, SEE),
    "returned": (SEE, SEE),
    "not_accepted": (SEE, SEE),
    "lapsed": (SEE, SEE),
    "under_review": (SEE | {"reviewer"}, SEE | {"reviewer"}),
    "adopted": (SEE | {"reviewer"}, ALL),
    "conditional": (SEE | {"reviewer"}, ALL),
    "declined": (SEE | {"reviewer"}, ALL),
    "in_talks": (SEE | {"reviewer"}, ALL),
    "reserve": (SEE | {"reviewer"}, ALL),
    "awaiting_vote": (SEE | {"reviewer"}, ALL),
    "turned_down": (SEE | {"reviewer"}, ALL),
    "withdrawn": (SEE, SEE),
    "given_up": (OWN, OWN),
}

#: By status: who reads the documents, whether or not the results are public.
READERS: dict[str, set[str]] = {
    "draft": OWN,
    "submitted": OWN | CITY,
    "returned": OWN | CITY,
    "not_accepted": OWN | CITY,
    "lapsed": OWN | CITY,
    "under_review": OWN | CITY | {"reviewer"},
    "adopted": OWN | CITY | {"reviewer"},
    "conditional": OWN | CITY | {"reviewer"},
    "declined": OWN | CITY | {"reviewer"},
    "in_talks": OWN | CITY | {"reviewer"},
    "reserve": OWN | CITY | {"reviewer"},
    "awaiting_vote": OWN | CITY | {"reviewer"},
    "turned_down": OWN | CITY | {"reviewer"},
    "withdrawn": OWN | CITY,
    "given_up": OWN,
}


def proposal_in(status: str, when: str, cast: Cast) -> Proposal:
    """A proposal of the cast's group, hoped for by its department, with the reviewer assigned."""
    proposal = make_proposal(
        call=make_call(when=when),
        group=cast.group,
        by=cast["manager"],
        status="withdrawn" if status == "given_up" else status,
        desired_department=cast.department,
        **({"submitted_at": timezone.now()} if status == "withdrawn" else {}),
    )
    make_review(proposal, cast["reviewer"], status="in_progress")
    return proposal


def attach(proposal: Proposal) -> ProposalAttachment:
    checked = CheckedFile(b"%PDF-1.4 ...", original_name="名簿.pdf", extension="pdf")
    attachment = ProposalAttachment.from_checked(
        checked, by=proposal.created_by, proposal=proposal, title="名簿"
    )
    attachment.file.save("file.pdf", ContentFile(b"%PDF-1.4 ..."), save=False)
    attachment.save()
    return attachment


@pytest.mark.shared
@pytest.mark.parametrize("when", ["reviewing", "decided"])
@pytest.mark.parametrize("status", VIEWERS)
def test_viewers_are_the_same_by_rule_query_and_page(status: str, when: str) -> None:
    cast = make_cast()
    proposal = proposal_in(status, when, cast)
    wanted = VIEWERS[status][when == "decided"]

    by_rule = {kind for kind in KINDS if can_view_proposal(cast[kind], proposal)}
    by_query = {
        kind for kind in KINDS if Proposal.objects.visible_to(cast[kind]).filter(pk=proposal.pk)
    }
    by_page = {
        kind
        for kind in KINDS
        if cast.browser(kind).get(proposal.get_absolute_url()).status_code == 200
    }

    assert (by_rule, by_query, by_page) == (wanted, wanted, wanted)


@pytest.mark.shared
@pytest.mark.parametrize("when", ["reviewing", "decided"])
@pytest.mark.parametrize("status", READERS)
def test_readers_of_documents(status: str, when: str) -> None:
    cast = make_cast()
    proposal = proposal_in(status, when, cast)
    attachment = attach(proposal)
    viewers = VIEWERS[status][when == "decided"]

    answers = {
        kind: _status(cast[kind], "proposals:attachment", proposal.pk, attachment.pk)
        for kind in KINDS
    }

    assert answers == {
        kind: 200 if kind in READERS[status] else 403 if kind in viewers else 404 for kind in KINDS
    }
    assert {kind for kind in KINDS if can_read_attachments(cast[kind], proposal)} == READERS[status]


def test_document_is_a_download_and_belongs_to_its_proposal() -> None:
    cast = make_cast()
    proposal, other = (proposal_in("submitted", "open", cast) for _ in range(2))
    attachment = attach(proposal)
    client = signed_in(cast["manager"])

    answer = client.get(url("proposals:attachment", proposal.pk, attachment.pk))

    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert client.get(url("proposals:attachment", other.pk, attachment.pk)).status_code == 404


@pytest.mark.parametrize("status", ["under_review", "adopted"])
@pytest.mark.parametrize("sheet", ["assigned", "declared_conflict"])
def test_reviewer_with_a_conflict_or_before_their_word_sees_nothing(
    status: str, sheet: str
) -> None:
    cast = make_cast()
    proposal = make_proposal(
        call=make_call(when="reviewing"), group=cast.group, by=cast["manager"], status=status
    )
    attachment = attach(proposal)
    make_review(proposal, cast["reviewer"], status=sheet)

    assert not can_view_proposal(cast["reviewer"], proposal)
    assert _status(cast["reviewer"], "proposals:detail", proposal.pk) == 404
    assert _status(cast["reviewer"], "proposals:attachment", proposal.pk, attachment.pk) == 404


@pytest.mark.parametrize("status", ["under_review", "adopted"])
def test_reviewer_of_the_proposing_group_does_not_count_as_a_reviewer(status: str) -> None:
    cast = make_cast()
    reviewer = cast["reviewer"]
    cast.group.memberships.create(user=reviewer, role="member")
    proposal = proposal_in(status, "reviewing", cast)

    assert not Proposal.objects.assigned_to(cast["reviewer"]).exists()
    page = signed_in(User.objects.get(pk=reviewer.pk)).get(proposal.get_absolute_url())
    assert page.context["offers"] == []


def test_proposal_of_a_person_alone_is_theirs() -> None:
    cast = make_cast()
    proposal = make_proposal(call=make_call(proposers="anyone"), by=cast["citizen"])
    Proposal.objects.filter(pk=proposal.pk).update(group=None, created_by=cast["citizen"])
    proposal.refresh_from_db()

    viewers = {kind for kind in KINDS if can_view_proposal(cast[kind], proposal)}

    assert viewers == {"citizen"}
    assert proposal.proposer_label == "個人"


def test_public_page_names_nobody_and_shows_both_reasons() -> None:
    cast = make_cast()
    proposal = proposal_in("declined", "decided", cast)
    attach(proposal)

    page = signed_in(cast["citizen"]).get(proposal.get_absolute_url()).content.decode()

    assert "公益性が高く、役割も明確である。" in page
    assert "地域に役立つため。" in page
    for hidden in (proposal.created_by.display_name, "名簿", "審査委員の確認"):
        assert hidden not in page.replace("管理画面", "")


def _status(person: Any, name: str, *numbers: int) -> int:
    client = Client() if isinstance(person, AnonymousUser) else signed_in(person)
    return client.get(url(name, *numbers)).status_code
