"""Judged without names: nothing that a reviewer reads says who proposes, until the results are public."""

import datetime as dt
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from kyodo_portal.files.uploads import CheckedFile
from kyodo_portal.life.acts import MoveRefused
from kyodo_portal.post.gathered import SOON, send_gathered
from kyodo_portal.post.outbox import OutgoingMail
from proposals.actions.assignment import assign_reviewers
from proposals.actions.blinding import mark_names
from proposals.content.blinding import STRUCK, names_known, struck
from proposals.desk.acts import plan_beginning
from proposals.desk.board import Board
from proposals.flows import PROPOSAL_FLOW
from proposals.models import Blinding, Call, Proposal, ProposalAttachment, Review
from tests.factories import make_group, make_user
from tests.people import Cast, make_cast
from tests.proposals.factories import make_call, make_proposal, make_review
from tests.proposals.test_admin import change, page_of

pytestmark = pytest.mark.django_db

GROUP, MEMBER, FILE = "特定非営利活動法人ほたるの里", "蛍野 ひかり（見本）", "ほたるの里_名簿.pdf"
NICKNAME = "ほたさと"

#: A text, and what is left of it without 「みどりの会」 and 「NPO みどり」.
STRUCK_TEXTS = {
    "わたしたちみどりの会は、": f"わたしたち{STRUCK}は、",
    "みどり の　会とみどりの\n会": f"{STRUCK}と{STRUCK}",
    "ｎｐｏみどりとＮＰＯ　みどり": f"{STRUCK}と{STRUCK}",
    "みどりの日の会": "みどりの日の会",
    "みどりの会みどりの会": f"{STRUCK}{STRUCK}",
    "㈱みどりの会": f"㈱{STRUCK}",
    "": "",
}


@pytest.mark.once
@pytest.mark.parametrize("text", STRUCK_TEXTS)
def test_words_are_struck_out_however_they_are_typed(text: str) -> None:
    assert struck(text, ["みどりの会", "NPO みどり"]) == STRUCK_TEXTS[text]


@pytest.mark.once
def test_words_that_overlap_are_struck_out_once() -> None:
    assert struck("青いみどりの会館", ["みどりの会", "会館", ""]) == f"青い{STRUCK}"


def blind() -> tuple[Cast, Proposal]:
    """A proposal whose text names its group in several ways, and has a document whose name does."""
    cast = make_cast()
    group = make_group(GROUP, managers=(make_user(MEMBER),))
    proposal = make_proposal(
        "ほたるの里まつりの提案",
        call=make_call(when="reviewing", is_blind=True),
        group=group,
        status="submitted",
        number="8-1",
        background=f"{GROUP}は川を守ってきた。{NICKNAME}の名で親しまれる。",
        content=f"ほたる の里の{MEMBER}が案内する。",
    )
    checked = CheckedFile(b"%PDF-1.4 ...", original_name=FILE, extension="pdf")
    paper = ProposalAttachment.from_checked(
        checked, by=proposal.created_by, proposal=proposal, title="ほたるの里の計画"
    )
    paper.file.save("file.pdf", ContentFile(b"%PDF-1.4 ..."), save=False)
    paper.save()
    return cast, proposal


def checked_and_asked(cast: Cast, proposal: Proposal) -> Review:
    """As it goes: the desk marks the names, asks the reviewer, begins; the reviewer takes it up."""
    by = cast["coordinator"]
    mark_names(proposal=proposal, words=NICKNAME, attachments=proposal.attachments.all(), by=by)
    (sheet,) = assign_reviewers(proposal=proposal, reviewers=[cast["reviewer"]], by=by)
    PROPOSAL_FLOW.make("begin_review", proposal, by=by)
    return sheet


NAMING = (GROUP, "ほたるの里", "ほたる の里", MEMBER, NICKNAME, FILE)


def test_reviewer_reads_no_name_in_any_phase() -> None:
    cast, proposal = blind()
    sheet = checked_and_asked(cast, proposal)
    browser = cast.browser("reviewer")
    places = {
        "list": "/admin/proposals/review/",
        "sheet": change(sheet),
        "side by side": f"/admin/proposals/review/mine/{proposal.call_id}/",
        "my page": "/my/",
        "proposal": proposal.get_absolute_url(),
        "search": "/search/?q=ほたるの里まつり",
    }

    def named() -> dict[str, list[str]]:
        pages = {name: browser.get(place).content.decode() for name, place in places.items()}
        pages["search"] = pages["search"].replace("ほたるの里まつり", "")
        return {name: [word for word in NAMING if word in page] for name, page in pages.items()}

    nowhere: dict[str, list[str]] = {name: [] for name in places}
    assert named() == nowhere
    browser.post(f"{page_of(sheet)}move/", {"move": "accept", "seen": "assigned"})
    assert named() == nowhere
    opened = browser.get(change(sheet)).content.decode()
    assert (opened.count(STRUCK) >= 4, "書類1" in opened) == (True, True)
    assert browser.get(places["proposal"]).status_code == 404
    send_gathered(timezone.now() + SOON)
    letters = OutgoingMail.objects.filter(to=cast["reviewer"].email)
    assert letters.exists()
    assert [word for word in NAMING for mail in letters if word in mail.subject + mail.body] == []


def test_documents_leave_without_their_names() -> None:
    cast, proposal = blind()
    sheet = checked_and_asked(cast, proposal)
    browser, address = cast.browser("reviewer"), f"{page_of(sheet)}document/1/"
    before = browser.get(address).status_code

    browser.post(f"{page_of(sheet)}move/", {"move": "accept", "seen": "assigned"})
    answer = browser.get(address)

    assert (before, answer.status_code) == (404, 200)
    assert "ほたる" not in str(answer.headers)
    assert '.pdf"' in answer["Content-Disposition"] or ".pdf" in answer["Content-Disposition"]
    assert browser.get(f"{page_of(sheet)}document/2/").status_code == 404
    paper = proposal.attachments.get()
    assert browser.get(paper.url).status_code == 404
    Blinding.objects.get().attachments.clear()
    assert browser.get(address).status_code == 404


def test_reviewers_are_asked_once_the_names_were_looked_for() -> None:
    cast, proposal = blind()
    by, asked = cast["coordinator"], {"proposal": proposal, "reviewers": [cast["reviewer"]]}
    with pytest.raises(MoveRefused, match="団体が分かる言葉がないかを確かめて"):
        assign_reviewers(**asked, by=by)
    mark_names(proposal=proposal, words="", attachments=[], by=by)

    Proposal.objects.filter(pk=proposal.pk).update(content="書き直した内容")
    with pytest.raises(MoveRefused, match="団体が分かる言葉がないかを確かめて"):
        assign_reviewers(**asked, by=by)
    mark_names(proposal=proposal, words="", attachments=[], by=by)

    assert len(assign_reviewers(**asked, by=by)) == 1


def test_corrected_text_is_looked_through_again_before_the_review_begins() -> None:
    cast, proposal = blind()
    by, asked = cast["coordinator"], {"proposal": proposal, "reviewers": [cast["reviewer"]]}
    mark_names(proposal=proposal, words=NICKNAME, attachments=[], by=by)
    assign_reviewers(**asked, by=by)
    Proposal.objects.filter(pk=proposal.pk).update(content="みどり町の蛍野さんが案内する。")
    begin = Board(proposal.call, by), [proposal.pk], {}

    with pytest.raises(MoveRefused, match="団体が分かる言葉がないかを確かめて"):
        PROPOSAL_FLOW.make("begin_review", proposal, by=by)
    assert "団体が分かる言葉" in plan_beginning(*begin).refused[0].words

    mark_names(proposal=proposal, words="蛍野さん", attachments=[], by=by)
    PROPOSAL_FLOW.make("begin_review", Proposal.objects.get(pk=proposal.pk), by=by)
    assert Proposal.objects.get(pk=proposal.pk).status == "under_review"


def test_desk_reads_what_is_struck_out_and_marks_more() -> None:
    cast, proposal = blind()
    client = cast.browser("coordinator")
    page = client.get(change(proposal))
    posted = {
        "part": "blinding",
        "words": NICKNAME,
        "seen": page.context["blinding_form"].seen.token,
    }

    assert page.context["names_known"] == names_known(proposal)
    before = page.context["struck_places"]
    client.post(change(proposal), posted)
    after = client.get(change(proposal)).context

    assert (after["struck_places"], after["is_checked"]) == (before + 1, True)
    assert Blinding.objects.get().checked_by == cast["coordinator"]


def test_names_stay_hidden_while_the_own_result_is_open_and_the_others_are_out() -> None:
    cast, proposal = blind()
    sheet = checked_and_asked(cast, proposal)
    browser: Any = cast.browser("reviewer")
    browser.post(f"{page_of(sheet)}move/", {"move": "accept", "seen": "assigned"})
    Call.objects.filter(pk=proposal.call_id).update(status="decided", decided_at=timezone.now())
    places = {
        "list": "/admin/proposals/review/",
        "sheet": change(sheet),
        "side by side": f"/admin/proposals/review/mine/{proposal.call_id}/",
        "my page": "/my/",
        "call": proposal.call.get_absolute_url(),
    }

    pages = {name: browser.get(place).content.decode() for name, place in places.items()}
    named = {name: [word for word in NAMING if word in page] for name, page in pages.items()}

    assert named == {name: [] for name in places}
    assert browser.get(proposal.get_absolute_url()).status_code == 404
    seen = {
        name: Proposal.objects.visible_to(person).filter(pk=proposal.pk).exists()
        for name, person in (("reviewer", cast["reviewer"]), ("coordinator", cast["coordinator"]))
    }
    assert seen == {"reviewer": False, "coordinator": True}


def test_names_are_open_again_with_the_results() -> None:
    cast, proposal = blind()
    sheet = checked_and_asked(cast, proposal)
    cast.browser("reviewer").post(f"{page_of(sheet)}move/", {"move": "accept", "seen": "assigned"})
    Proposal.objects.filter(pk=proposal.pk).update(status="declined")
    now = proposal.submitted_at or dt.datetime.now(dt.UTC)
    Call.objects.filter(pk=proposal.call_id).update(status="decided", decided_at=now)

    browser: Any = cast.browser("reviewer")

    assert browser.get(proposal.get_absolute_url()).status_code == 200
    assert GROUP in browser.get(change(sheet)).content.decode()


def test_call_judged_with_names_needs_no_marks() -> None:
    cast = make_cast()
    proposal = make_proposal(group=cast.group, status="submitted")

    with pytest.raises(MoveRefused, match="伏せる言葉は要りません"):
        mark_names(proposal=proposal, words="", attachments=[], by=cast["coordinator"])
    assert make_review(proposal, cast["reviewer"]).shown_title == "提案"
