"""An idea: three questions, no money, and once adopted a consultation instead of a project."""

import uuid

import pytest
from django.test import Client

from kyodo_portal.post.outbox import OutgoingMail
from proposals.content.completeness import gaps_of
from proposals.content.sections import sections_of
from proposals.models import Consultation, Proposal
from proposals.rules.calls import can_announce
from proposals.rules.decisions import can_adopt, can_begin_review, can_turn_down
from tests.factories import make_coordinator, make_department, make_user
from tests.proposals.factories import conclude, decide, make_call, make_proposal
from tests.proposals.pages import signed_in, url

pytestmark = pytest.mark.django_db

WORDS = {
    "title": "バス停にベンチを",
    "background": "坂の途中で休むところがない。",
    "content": "木のベンチを町内で作って置く。",
}


def make_idea(status: str = "draft", when: str = "open") -> Proposal:
    """A person's idea, whole in its three answers."""
    call = make_call(kind="idea", proposers="anyone", when=when)
    call.criteria.all().delete()
    proposal = make_proposal(
        call=call, by=make_user(), status=status, complete=False, agrees_to_publish=True, **WORDS
    )
    Proposal.objects.filter(pk=proposal.pk).update(group=None)
    return Proposal.objects.get(pk=proposal.pk)


def test_idea_is_whole_with_three_answers() -> None:
    idea = make_idea()

    assert [section.key for section in sections_of(idea.call)] == [
        *("who", "outline", "issue", "plan", "consent")
    ]
    assert gaps_of(idea) == []
    idea.background = ""
    assert [gap.reason for gap in gaps_of(idea)] == [
        "「どんなことに気づきましたか。だれが困っていますか」が、まだ書かれていません。"
    ]


def test_page_of_an_idea_asks_three_questions_in_its_own_words() -> None:
    idea = make_idea()

    page = signed_in(idea.created_by).get(url("proposals:whole", idea.pk)).content.decode()

    for name in WORDS:
        assert f'name="{name}"' in page
    for name in ("summary", "requested_amount", "starts_on", "goals-0-what"):
        assert f'name="{name}"' not in page
    assert "アイデアを一言でいうと" in page


def test_idea_is_begun_and_written_on_one_page() -> None:
    person, call = make_user(), make_idea().call
    client = signed_in(person)

    shown = client.get(call.get_absolute_url()).content.decode()
    begun = client.post(url("calls:propose", call.pk), {"submission_key": str(uuid.uuid4())})

    mine = Proposal.objects.get(created_by=person)
    assert "アイデアを書く" in shown
    assert begun.url == url("proposals:whole", mine.pk)


def test_call_for_ideas_needs_no_criteria_and_its_page_says_so() -> None:
    call = make_call(kind="idea", proposers="anyone", when="draft")
    call.criteria.all().delete()
    assert can_announce(call)
    opened = make_idea().call

    page = Client().get(opened.get_absolute_url()).content.decode()

    assert "点数はつけません。" in page
    assert "提案した人と市が、始め方を話し合います" in page
    assert "市の負担の上限" not in page


def test_idea_is_judged_without_sheets_and_needs_no_group() -> None:
    idea = make_idea("submitted", "reviewing")
    assert can_begin_review(idea)
    under_review = make_idea("under_review", "reviewing")
    assert can_adopt(under_review).reason == "委員会の結論と理由を、先に記録してください。"
    conclude(under_review)
    assert can_adopt(Proposal.objects.get(pk=under_review.pk))


@pytest.mark.parametrize("outcome", ["adopted", "conditional"])
def test_adopted_idea_leads_to_a_consultation_and_to_no_project(outcome: str) -> None:
    idea, desk = make_idea("under_review", "reviewing"), make_coordinator()
    Proposal.objects.filter(pk=idea.pk).update(responsible_department=make_department("公園課"))
    conclude(idea)

    idea = decide(Proposal.objects.get(pk=idea.pk), outcome, by=desk)

    talk = Consultation.objects.get()
    assert (idea.status, idea.project, idea.led_to) == (outcome, None, talk)
    assert (talk.subject, talk.concern, talk.idea) == tuple(WORDS.values())
    assert (talk.created_by, talk.status, str(talk.department)) == (
        idea.created_by,
        "waiting",
        "公園課",
    )
    letter = OutgoingMail.objects.get(to=idea.created_by.email)
    assert "相談のページで、市の担当者と" in letter.body
    assert not can_turn_down(idea)
    own = signed_in(idea.created_by).get(idea.get_absolute_url()).content.decode()
    everybody = Client().get(idea.get_absolute_url()).content.decode()
    assert talk.get_absolute_url() in own
    assert talk.get_absolute_url() not in everybody
    assert "提案した人と市の話し合いに進みました" in everybody


def test_idea_stays_adopted_when_its_consultation_is_forgotten() -> None:
    idea, desk = make_idea("under_review", "reviewing"), make_coordinator()
    conclude(idea)
    idea = decide(idea, "adopted", by=desk)

    Consultation.objects.all().delete()

    idea.refresh_from_db()
    assert (idea.status, idea.led_to) == ("adopted", None)
