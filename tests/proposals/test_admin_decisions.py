"""All decisions of a call are written on one page, row by row, and nobody overwrites anybody."""

from typing import Any

import pytest
from django.test import Client

from groups.models import Group
from kyodo_portal.post.outbox import OutgoingMail
from projects.models import Project
from proposals.actions.release import release_call
from proposals.models import Call, DraftDecision, Proposal
from tests.factories import make_coordinator, make_group, make_user
from tests.people import KINDS, make_cast
from tests.proposals.factories import draft, make_call, make_decidable, make_proposal
from tests.proposals.test_admin import page_of, signed_in

pytestmark = pytest.mark.django_db


def judged(title: str, call: Call) -> Proposal:
    group = make_group(managers=(make_user(),))
    proposal = make_proposal(title, call=call, group=group, status="under_review")
    return make_decidable(proposal)


def row(proposal: Proposal, **fields: str) -> dict[str, str]:
    return {f"p{proposal.pk}-{name}": words for name, words in fields.items()}


def sent(client: Client, call: Call, *rows: dict[str, str]) -> Any:
    """Save the page with these rows as they were typed over what it showed."""
    page = f"{page_of(call)}decisions/"
    shown = client.get(page).context
    data = {"seen": shown["seen"].token}
    for line in shown["lines"]:
        data |= {bound.html_name: bound.value() or "" for bound in line.form}
    for typed in rows:
        data |= typed
    return client.post(page, data)


def meant() -> dict[str, tuple[str, int | None]]:
    drafts = DraftDecision.objects.values_list("proposal__title", "outcome", "amount")
    return {title: (outcome, amount) for title, outcome, amount in drafts}


def test_good_rows_are_saved_and_refused_ones_keep_their_words() -> None:
    call, client = make_call(when="reviewing"), signed_in(make_coordinator())
    good, second = judged("よい案", call), judged("次の案", call)
    half, bare = judged("書きかけ", call), judged("空のまま", call)
    unfit = make_proposal("採点のない案", call=call, status="under_review")

    answer = sent(
        client,
        call,
        row(good, outcome="adopted", reason="役に立つため。", amount="8万円"),
        row(second, outcome="declined", reason="予算のため。"),
        row(half, reason="残る理由"),
        row(unfit, outcome="declined", reason="残る言葉"),
    )

    words = answer.content.decode()
    assert answer.status_code == 422
    assert meant() == {"よい案": ("adopted", 80_000), "次の案": ("declined", None)}
    assert "2件の決定の案を保存しました。" in words
    assert "「市の判断」を選んでください。" in words
    assert "提出された審査が、一つもありません" in words
    assert ("残る理由" in words, "残る言葉" in words) == (True, True)
    assert not DraftDecision.objects.filter(proposal=bare).exists()


def test_emptied_row_takes_its_draft_back_and_untouched_ones_stay() -> None:
    coordinator, call = make_coordinator(), make_call(when="reviewing")
    first, second = judged("取り消す案", call), judged("そのままの案", call)
    for proposal in (first, second):
        draft(proposal, "adopted", by=coordinator)
    before = DraftDecision.objects.get(proposal=second).updated_at

    answer = sent(signed_in(coordinator), call, row(first, outcome="", reason=""))

    assert (answer.status_code, meant()) == (302, {"そのままの案": ("adopted", None)})
    assert DraftDecision.objects.get(proposal=second).updated_at == before


def test_row_that_somebody_else_has_written_meanwhile_is_not_overwritten() -> None:
    coordinator, call = make_coordinator(), make_call(when="reviewing")
    proposal, client = judged("取り合う案", call), signed_in(coordinator)
    page = f"{page_of(call)}decisions/"
    token = client.get(page).context["seen"].token
    draft(proposal, "adopted", by=make_coordinator(), reason="先に書いた理由")

    typed = row(proposal, outcome="declined", reason="あとの理由", city_conditions="")
    answer = client.post(page, {"seen": token, **typed})

    words = answer.content.decode()
    assert (answer.status_code, meant()) == (409, {"取り合う案": ("adopted", None)})
    assert ("先に書いた理由" in words, "あとの理由" in words) == (True, True)


#: The places that stand, those typed, and what stands then; the third of them is not typed.
PLACES = {
    "swapped": ((1, 2, None), (2, 1), (2, 1, None)),
    "moved on": ((1, 2, None), (2, 3), (2, 3, None)),
    "into a place that stays": ((1, 2, 3), (2, 3), (1, 2, 3)),
    "the same for both": ((1, 2, None), (3, 3), (3, 2, None)),
}


@pytest.mark.parametrize("case", PLACES)
def test_places_of_the_reserve_are_changed_with_one_another(case: str) -> None:
    standing, typed, then = PLACES[case]
    coordinator, call = make_coordinator(), make_call(when="reviewing")
    proposals = [judged(f"次点の案{number}", call) for number in (1, 2, 3)]
    for proposal, place in zip(proposals, standing, strict=True):
        if place is not None:
            draft(proposal, "reserve", by=coordinator, reserve_rank=place)

    rows = [
        row(proposal, outcome="reserve", reason="地域に役立つため。", reserve_rank=str(place))
        for proposal, place in zip(proposals, typed, strict=False)
    ]
    sent(signed_in(coordinator), call, *rows)

    ranks = dict(DraftDecision.objects.values_list("proposal", "reserve_rank"))
    assert tuple(ranks.get(proposal.pk) for proposal in proposals) == then


def test_page_says_what_the_release_would_do() -> None:
    call, by = make_call(when="reviewing"), make_coordinator()
    both = make_group("二つ出した会", managers=(make_user(),))
    paper = make_group("紙の会")
    for title, group, outcome in (
        ("一つ目", both, "adopted"),
        ("二つ目", both, "declined"),
        ("紙の提案", paper, "adopted"),
    ):
        proposal = make_proposal(
            title, call=call, group=group, by=make_user(), status="under_review"
        )
        draft(make_decidable(proposal), outcome, by=by)
    gone = judged("やめた会の提案", call)
    draft(gone, "adopted", by=by)
    Group.objects.filter(pk=gone.group_id).update(status="deleted")
    make_proposal("まだの提案", call=call, status="submitted")

    shown = signed_in(by).get(f"{page_of(call)}decisions/").content.decode()
    assert f"{page_of(call)}release/#preview-title" in shown
    page = signed_in(by).get(f"{page_of(call)}release/").content.decode()
    told = page.partition("いま公表すると、こうなります")[2].partition("</section>")[0]
    assert "公表される結果：3件" in told
    assert "生まれて公開される事業：2件" in told
    assert "通知を受け取る団体と個人：1<" in told.replace("（", "<")
    assert "通知の届かない団体：紙の会。" in told
    assert "公表されずに残る決定の案：1件" in told
    assert "やめた会の提案：" in told
    assert "示される提案：1件" in told

    letters = OutgoingMail.objects.count()
    release_call(call=call, by=by)
    assert (Project.objects.count(), OutgoingMail.objects.count() - letters) == (2, 1)


def test_page_is_the_desks_alone() -> None:
    cast, call = make_cast(), make_call(when="reviewing")
    make_proposal(call=call, group=cast.group, status="under_review")
    page = f"{page_of(call)}decisions/"

    def opened() -> set[str]:
        return {kind for kind in KINDS if cast.browser(kind).get(page).status_code == 200}

    assert opened() == {"coordinator"}
    cast.group.memberships.create(user=cast["coordinator"], role="member")
    assert opened() == set()


@pytest.mark.parametrize("count", [1, 3])
def test_page_asks_a_constant_number_of_questions(
    count: int, django_assert_num_queries: Any
) -> None:
    coordinator, call = make_coordinator(), make_call(when="reviewing")
    for number in range(count):
        draft(judged(f"提案{number}", call), "adopted", by=coordinator)
    client = signed_in(coordinator)
    client.get(f"{page_of(call)}decisions/")

    with django_assert_num_queries(QUESTIONS):
        client.get(f"{page_of(call)}decisions/")


QUESTIONS = 13
