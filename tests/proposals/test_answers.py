"""What a proposal answers to the questions of its call, and the papers that its call asks for."""

from typing import Any

import pytest

from proposals.content.completeness import answers_are_given, gaps_of, papers_are_there
from proposals.content.reading import changed_labels, reading_of
from proposals.content.snapshot import freeze, snapshot_of
from proposals.models import CallQuestion, Proposal, ProposalAnswer, ProposalAttachment
from tests.proposals.factories import make_call, make_proposal
from tests.proposals.pages import signed_in, typed, url
from tests.proposals.test_attachments import add, pdf
from tests.proposals.test_call_papers import make_paper

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(tmp_path: Any, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def asked() -> tuple[Proposal, CallQuestion, CallQuestion]:
    """A whole proposal to a call with a question that must be answered and one that may."""
    call = make_call()
    must = CallQuestion.objects.create(
        call=call, text="だれと話しましたか", order=1, most_letters=20
    )
    may = CallQuestion.objects.create(call=call, text="ひとこと", order=2, is_required=False)
    return make_proposal(call=call), must, may


def save(proposal: Proposal, answers: dict[CallQuestion, str], **fields: Any) -> Any:
    named = {f"answers-{question.pk}": text for question, text in answers.items()}
    form = typed(proposal, title=proposal.title) | named | fields
    return signed_in(proposal.created_by).post(url("proposals:whole", proposal.pk), form)


def fresh(proposal: Proposal) -> Proposal:
    return Proposal.objects.get(pk=proposal.pk)


def told(proposal: Proposal) -> list[str]:
    """What its questions and papers still lack."""
    return [gap.reason for gap in [*answers_are_given(proposal), *papers_are_there(proposal)]]


def test_answers_are_saved_changed_and_taken_back(
    asked: tuple[Proposal, CallQuestion, CallQuestion],
) -> None:
    proposal, must, may = asked
    save(proposal, {must: "町内会の方", may: "よろしく"})
    first = {row.question: row.text for row in ProposalAnswer.objects.all()}
    save(proposal, {must: "子ども会の方", may: ""})

    assert first == {must: "町内会の方", may: "よろしく"}
    assert [(row.question, row.text) for row in ProposalAnswer.objects.all()] == [
        (must, "子ども会の方")
    ]


def test_answer_that_is_too_long_stays_on_the_page_and_the_rest_is_kept(
    asked: tuple[Proposal, CallQuestion, CallQuestion],
) -> None:
    proposal, must, may = asked
    answer = save(proposal, {must: "長" * 21, may: "よろしく"}, title="新しい題")

    page = answer.content.decode()
    assert "長" * 21 in page
    assert f'href="#id_answers-{must.pk}"' in page
    assert [row.text for row in ProposalAnswer.objects.all()] == ["よろしく"]
    assert fresh(proposal).title == "新しい題"


def test_what_must_be_answered_is_missed_until_it_is(
    asked: tuple[Proposal, CallQuestion, CallQuestion],
) -> None:
    proposal, must, _ = asked
    assert [(gap.reason, gap.place) for gap in gaps_of(proposal)] == [
        ("「だれと話しましたか」に、まだ答えていません。", f"id_answers-{must.pk}")
    ]

    save(proposal, {must: "町内会の方"})

    assert told(fresh(proposal)) == []


def test_answers_are_frozen_with_their_questions(
    asked: tuple[Proposal, CallQuestion, CallQuestion],
) -> None:
    proposal, must, _ = asked
    without = snapshot_of(proposal)
    save(proposal, {must: "町内会の方"})
    version = freeze(fresh(proposal), by=proposal.created_by, at=proposal.created_at)
    CallQuestion.objects.filter(pk=must.pk).update(text="べつの質問")

    rows = [row for part in reading_of(version.data, of=proposal.call) for row in part.rows]

    told = {label: str(value) for label, value in rows}
    assert "町内会の方" in told["だれと話しましたか"]
    assert "answers" not in without
    assert "この募集の質問" in changed_labels(without, version.data)


def test_wanted_paper_is_missed_until_it_is_there() -> None:
    proposal = make_proposal(call=make_call())
    paper = make_paper(proposal.call)
    make_paper(proposal.call, "見積書", is_required=False)
    assert [gap.reason for gap in gaps_of(fresh(proposal))] == [
        "「誓約書」が、まだ添えられていません。"
    ]

    add(proposal, pdf(), **{"attachment-paper": ""})
    assert told(fresh(proposal)) == ["「誓約書」が、まだ添えられていません。"]
    add(proposal, pdf(), **{"attachment-paper": str(paper.pk)})

    assert told(fresh(proposal)) == []
    names = ProposalAttachment.objects.order_by("pk").values_list("title", "paper__name")
    assert list(names) == [("規約.pdf", None), ("誓約書", "誓約書")]


def test_paper_of_another_call_cannot_be_named() -> None:
    proposal, other = make_proposal(call=make_call()), make_call("ほか")
    make_paper(proposal.call)
    theirs = make_paper(other, "よその書類")

    answer = add(proposal, pdf(), **{"attachment-paper": str(theirs.pk)})

    assert answer.status_code == 200
    assert not ProposalAttachment.objects.exists()


def test_call_without_questions_and_papers_asks_nothing_more() -> None:
    proposal = make_proposal()

    page = signed_in(proposal.created_by).get(url("proposals:whole", proposal.pk)).content.decode()

    assert "この募集の質問" not in page
    assert 'name="attachment-paper"' not in page
