"""The letters of a call: from the city's texts, read before they leave, one to a group, printed."""

import pytest

from kyodo_portal.files import pdf
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.post.outbox import OutgoingMail
from proposals.actions.release import release_call
from proposals.content.letters import DEFAULTS, PLACEHOLDERS, bodies_of, can_be_letter
from proposals.models import Call, Decision, DecisionOutcome, LetterTemplate, Proposal
from tests.conftest import REQUIRED
from tests.evaluations.report.test_printing import streams
from tests.factories import make_coordinator, make_group, make_user
from tests.people import make_cast
from tests.proposals.factories import draft, make_call, make_decidable, make_proposal
from tests.proposals.test_admin import page_of, signed_in

pytestmark = pytest.mark.django_db

EVERY = "".join(f"［{name}］{{{name}}}" for name in PLACEHOLDERS)


def judged(title: str, call: Call, group: object = None) -> Proposal:
    group = group or make_group(managers=(make_user(),))
    return make_decidable(
        make_proposal(title, call=call, group=group, status="under_review", number=f"8-{title}")
    )


def test_every_outcome_has_a_text_that_can_be_filled_in() -> None:
    assert set(DEFAULTS) == set(DecisionOutcome.values)
    assert [body for body in DEFAULTS.values() if not can_be_letter(body)] == []


@pytest.mark.once
@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("{事業名}と{なまえ}", "{なまえ}は、差し込めない名前です"),
        ("{事業名", "そろっていない"),
        ("事業名}", "そろっていない"),
        ("{}", "差し込めない名前です"),
        ("{事業名.title}", "差し込めない名前です"),
        ("", ""),
        ("波かっこのない文", ""),
    ],
)
def test_text_with_a_name_that_is_not_known_is_no_letter(body: str, said: str) -> None:
    can = can_be_letter(body)

    assert (bool(can), said in can.reason) == (not said, True)


def test_text_of_the_call_is_filled_in_read_and_sent() -> None:
    cast, call = make_cast(), make_call("春の募集", when="reviewing")
    proposal = judged("花の道", call, cast.group)
    draft(
        proposal,
        "conditional",
        by=cast["coordinator"],
        reason="{事業名}は役立つ。",
        conditions="毎月の報告",
        amount=80_000,
    )
    LetterTemplate.objects.create(call=call, outcome="conditional", body=EVERY)
    filled = (
        f"［提案者］{cast.group.name}［事業名］花の道［受付番号］8-花の道［募集名］春の募集"
        "［結果］条件付き採択［理由］{事業名}は役立つ。［決定額］80,000円［条件］毎月の報告［次点の順位］—"
    )

    read = signed_in(cast["coordinator"]).get(f"{page_of(call)}letters/").content.decode()
    release_call(call=call, by=cast["coordinator"])

    letter = OutgoingMail.objects.get(to=cast["manager"].email)
    notice = Decision.objects.get().notice
    assert [filled in words for words in (read, letter.body, notice)] == [True] * 3


def test_group_with_several_proposals_gets_one_letter() -> None:
    cast, call = make_cast(), make_call(when="reviewing")
    for title, outcome in (("一つ目", "adopted"), ("二つ目", "declined")):
        draft(judged(title, call, cast.group), outcome, by=cast["coordinator"])

    release_call(call=call, by=cast["coordinator"])

    letter = OutgoingMail.objects.get(to=cast["manager"].email)
    assert letter.subject.startswith("【協働ポータル】提案の審査の結果が決まりました")
    assert all(f"「{title}」" in letter.body for title in ("一つ目", "二つ目"))


def test_unknown_name_is_refused_when_saved_and_again_before_the_release() -> None:
    coordinator, call = make_coordinator(), make_call(when="reviewing")
    draft(judged("花の道", call), "adopted", by=coordinator)
    client, page = signed_in(coordinator), f"{page_of(call)}letters/"
    shown = client.get(page).context
    texts = {bound.html_name: bound.value() for bound in shown["form"]}
    typed = {**texts, "seen": shown["seen"].token, "adopted": "{なまえ}様、残る言葉"}

    answer = client.post(page, typed)
    words = answer.content.decode()
    assert (answer.status_code, LetterTemplate.objects.count()) == (422, 0)
    assert ("差し込めない名前です" in words, "残る言葉" in words) == (True, True)

    client.post(page, {**typed, "adopted": "{提案者}様、おめでとうございます。"})
    assert LetterTemplate.objects.get().outcome == "adopted"
    client.post(page, {**typed, "seen": client.get(page).context["seen"].token, "adopted": ""})
    assert bodies_of(call) == dict(DEFAULTS)

    LetterTemplate.objects.create(call=call, outcome="adopted", body="{なまえ}様")
    with pytest.raises(MoveRefused, match="採択の通知の文を直してください"):
        release_call(call=call, by=coordinator)
    assert (Proposal.objects.get().status, OutgoingMail.objects.count()) == ("under_review", 0)


@pytest.mark.once
@pytest.mark.skipif(
    bool(pdf.missing().what) and "pdf" not in REQUIRED, reason=f"missing: {pdf.missing().what}"
)
def test_notices_are_printed_one_to_a_page_after_the_release() -> None:
    coordinator, call = make_coordinator(), make_call(when="reviewing")
    for title in ("花の道", "水の道"):
        draft(judged(title, call), "adopted", by=coordinator)
    client, page = signed_in(coordinator), f"{page_of(call)}notices.pdf"

    assert client.get(page).status_code == 409
    release_call(call=call, by=coordinator)

    answer = client.get(page)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer.content.startswith(b"%PDF-")
    whole = answer.content + b"".join(streams(answer.content))
    wanted = (b"/StructTreeRoot", b"pdfuaid", b"(ja)", b"/Count 2")
    assert [each for each in wanted if each not in whole] == []
