"""A reviewer says whether they have an interest before the text opens; only the card is there until then."""

import pytest
from django.utils import timezone

from kyodo_portal.life.acts import MoveRefused
from kyodo_portal.post.gathered import SOON, send_gathered
from kyodo_portal.post.outbox import OutgoingMail
from proposals.flows import PROPOSAL_FLOW, REVIEW_FLOW
from proposals.models import Review
from tests.people import make_cast
from tests.proposals.factories import make_proposal, make_review
from tests.proposals.test_admin import change, page_of

pytestmark = pytest.mark.django_db
LIST = "/admin/proposals/review/"
TITLE, NUMBER, TEXT = "夜ふけの灯りの提案", "R-0417", "灯りを十基おく。"


def asked() -> tuple[object, Review]:
    cast = make_cast()
    proposal = make_proposal(
        TITLE, group=cast.group, status="under_review", number=NUMBER, content=TEXT
    )
    return cast, make_review(proposal, cast["reviewer"])


def test_card_says_who_proposes_and_nothing_of_what() -> None:
    cast, sheet = asked()
    browser = cast.browser("reviewer")
    places = {
        "list": LIST,
        "list in order": f"{LIST}?o=1",
        "found by its words": f"{LIST}?q={TITLE}",
        "found by its number": f"{LIST}?q={NUMBER}",
        "sheet": change(sheet),
        "my page": "/me/",
        "proposal": sheet.proposal.get_absolute_url(),
        "search": f"/search/?q={TITLE}",
    }

    def told() -> dict[str, list[bool]]:
        pages = {name: browser.get(place).content.decode() for name, place in places.items()}
        words = (f"{TITLE}の", f"提案「{TITLE}", f">{TITLE}<", TEXT)
        return {name: [word in page for word in words] for name, page in pages.items()}

    assert told() == dict.fromkeys(places, [False] * 4)
    card = browser.get(change(sheet)).content.decode()
    assert [word in card for word in (NUMBER, cast.group.name, "利害関係を確かめてください")] == [
        True,
        True,
        True,
    ]
    assert browser.get(f"{LIST}?q={NUMBER}").context["cl"].result_count == 1
    assert browser.get(f"{LIST}?q={TITLE}").context["cl"].result_count == 0

    browser.post(f"{page_of(sheet)}move/", {"move": "accept", "seen": "assigned"})
    opened = browser.get(change(sheet)).content.decode()
    assert (f"{TITLE}の審査" in opened, TEXT in opened) == (True, True)
    assert browser.get(places["proposal"]).status_code == 200


def test_letter_that_asks_leads_to_the_card_and_names_the_number() -> None:
    cast = make_cast()
    proposal = make_proposal(TITLE, group=cast.group, status="submitted", number=NUMBER)
    sheet = make_review(proposal, cast["reviewer"])

    PROPOSAL_FLOW.make("begin_review", proposal, by=cast["coordinator"])
    send_gathered(timezone.now() + SOON)

    (letter,) = OutgoingMail.objects.filter(to=cast["reviewer"].email)
    assert (TITLE in letter.subject + letter.body, NUMBER in letter.subject) == (False, True)
    assert sheet.get_absolute_url() in letter.body


def test_request_to_step_aside_is_dismissed_with_a_reason_alone() -> None:
    cast, sheet = asked()
    REVIEW_FLOW.make("declare_conflict", sheet, by=cast["reviewer"], note="名前を知っている。")
    with pytest.raises(MoveRefused, match="利害関係にあたらないと判断した理由"):
        REVIEW_FLOW.make("dismiss_conflict", sheet, by=cast["coordinator"], note=" ")

    REVIEW_FLOW.make("dismiss_conflict", sheet, by=cast["coordinator"], note="知人ではないため。")

    letter = OutgoingMail.objects.get(to=cast["reviewer"].email)
    assert (sheet.status, "知人ではないため。" in letter.body) == ("assigned", True)
    assert REVIEW_FLOW.open_to(cast["reviewer"], sheet) == ["accept", "declare_conflict"]


def test_what_the_portal_knows_to_be_an_interest_is_not_dismissed() -> None:
    cast, sheet = asked()
    cast.group.memberships.create(user=cast["reviewer"], role="member")
    REVIEW_FLOW.make("declare_conflict", sheet, by=cast["reviewer"], note="会員です。")

    with pytest.raises(MoveRefused, match="申し出のとおり、審査から外してください"):
        REVIEW_FLOW.make("dismiss_conflict", sheet, by=cast["coordinator"], note="軽いため。")
