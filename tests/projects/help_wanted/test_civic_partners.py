"""People who take on a task of the city: what a department has to say, and what they are asked themselves."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client

from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.post.outbox import OutgoingMail
from projects.actions.help_answers import tell_interest
from projects.asked_waiting import waiting_for
from projects.flows import HELP_ANSWER_FLOW, HELP_REQUEST_FLOW
from projects.models import HelpAnswer, HelpWanted
from projects.rules.help_wanted import may_decide_answer
from tests.factories import make_group
from tests.people import KINDS, Cast, make_cast
from tests.projects.helping import make_answer, make_help, make_request

pytestmark = pytest.mark.django_db

CALLED = "行政パートナー"
ASKED = {
    "kind": "people",
    "title": "資料館の受付",
    "text": "週に1日、資料館の受付を受け持ってくださる方。",
    "is_civic_partner": "on",
    "is_understood": "on",
    "reward": "expenses",
    "safety": "市の市民活動保険の対象です。",
}


def task(cast: Cast, **more: Any) -> HelpWanted:
    """A task that the department asks somebody to take on."""
    return make_help(cast.department, "資料館の受付", is_civic_partner=True, **more)


#: What is left out or wrong of what a department writes, and where it is told so.
WRONG: dict[str, tuple[dict[str, str], set[str]]] = {
    "nothing": ({}, set()),
    "not understood": ({"is_understood": ""}, {"is_understood"}),
    "nothing of insurance": ({"safety": ""}, {"safety"}),
    "nothing of a reward": ({"reward": ""}, {"reward"}),
    "things": ({"kind": "things"}, {"kind"}),
    "an ordinary call": ({"is_civic_partner": "", "safety": "", "is_understood": ""}, set()),
}


@pytest.mark.parametrize("case", WRONG)
def test_department_says_what_is_seen_to_before_it_asks(case: str) -> None:
    cast = make_cast()
    changed, told = WRONG[case]

    answer = cast.browser("staff").post(
        f"/help-wanted/new/department/{cast.department.pk}/", {**ASKED, **changed}
    )

    if told:
        assert set(answer.context["form"].errors) == told
        assert "週に1日、資料館の受付" in answer.content.decode()
    else:
        made = HelpWanted.objects.get()
        assert made.is_civic_partner is (case == "nothing")


def test_everybody_is_shown_what_it_means(client: Client) -> None:
    cast = make_cast()
    wanted = task(cast)
    make_help(cast.department, "ふつうの手伝い")

    page = client.get(wanted.get_absolute_url()).content.decode()
    found = client.get("/help-wanted/", {"civic": "yes"}).context["page_obj"]

    assert CALLED in page
    assert "一つひとつ指図を受けることはありません" in page
    assert [(line.title, line.partner_called) for line in found] == [("資料館の受付", CALLED)]


def test_city_without_them_asks_for_help_as_everybody_does(settings: Any, client: Client) -> None:
    settings.KYODO_CITY = "suwa"
    cast = make_cast()

    page = cast.browser("staff").get(f"/help-wanted/new/department/{cast.department.pk}/")

    assert {"is_civic_partner", "is_understood"} & set(page.context["form"].fields) == set()
    assert "civic" not in client.get("/help-wanted/").context["filter"].form.fields


def test_groups_are_not_asked_for_it() -> None:
    cast = make_cast()
    page = cast.browser("manager").get(f"/help-wanted/new/group/{cast.group.pk}/")

    assert "is_civic_partner" not in page.context["form"].fields
    for owner, kind in ((cast.group, "people"), (cast.department, "things")):
        with pytest.raises(IntegrityError), transaction.atomic():
            make_help(owner, kind=kind, is_civic_partner=True)


def test_what_people_have_answered_stays_what_it_was() -> None:
    cast = make_cast()
    wanted = task(cast, reward="none", safety="保険に入っています。")
    make_answer(wanted, cast["citizen"], interest="none")
    browser, page = cast.browser("staff"), f"{wanted.get_absolute_url()}edit/"

    shown = browser.get(page)
    assert "is_civic_partner" not in shown.context["form"].fields
    changed = {**ASKED, "safety": "", "seen": shown.context["seen"].token, "is_civic_partner": ""}

    assert set(browser.post(page, changed).context["form"].errors) == {"safety"}
    assert HelpWanted.objects.get().is_civic_partner


#: What is answered about one's own ties, and what is kept, or where it is told to be wrong.
TIES: dict[str, tuple[dict[str, str], tuple[str, str] | set[str]]] = {
    "none": ({"interest": "none", "interest_words": "書きかけ"}, ("none", "")),
    "some": (
        {"interest": "some", "interest_words": "家族が館長です。"},
        ("some", "家族が館長です。"),
    ),
    "some, nothing of which": ({"interest": "some"}, {"interest_words"}),
    "nothing": ({}, {"interest"}),
    "what nobody offers": ({"interest": "x"}, {"interest"}),
}


@pytest.mark.parametrize("case", TIES)
def test_whoever_offers_says_how_they_are_tied_to_it(case: str) -> None:
    cast = make_cast()
    wanted = task(cast)
    typed, expected = TIES[case]

    answer = cast.browser("citizen").post(
        f"{wanted.get_absolute_url()}answer/", {"number": "1", "message": "やります。", **typed}
    )

    if isinstance(expected, set):
        assert set(answer.context["form"].errors) == expected
        assert "やります。" in answer.content.decode()
    else:
        made = HelpAnswer.objects.get()
        assert (made.interest, made.interest_words) == expected


def test_ties_are_read_by_the_department_and_by_oneself_alone() -> None:
    cast = make_cast()
    answer = make_answer(
        task(cast), cast["citizen"], interest="some", interest_words="家族が館長です。"
    )

    def reads(kind: str) -> bool:
        page = cast.browser(kind).get(answer.get_absolute_url())
        return "家族が館長です。" in page.content.decode()

    assert {kind for kind in KINDS if reads(kind)} == {
        *("citizen", "staff", "coordinator", "superuser")
    }


def test_supporter_who_agrees_is_asked_first() -> None:
    cast = make_cast()
    wanted = task(cast, number=1)
    HELP_REQUEST_FLOW.make("agree", make_request(wanted, cast["citizen"]), by=cast["citizen"])
    answer = HelpAnswer.objects.get()
    page = answer.get_absolute_url()

    assert (answer.status, [each.url for each in waiting_for(cast["citizen"])]) == (
        "offered",
        [page],
    )
    with pytest.raises(MoveRefused, match="利害関係を、まだうかがっていません"):
        HELP_ANSWER_FLOW.make("accept", answer, by=cast["staff"], note="1日からお願いします。")
    for kind in ("staff", "coordinator"):
        with pytest.raises(PermissionDenied):
            tell_interest(answer=answer, interest="none", interest_words="", by=cast[kind])

    citizen = cast.browser("citizen")
    missing = citizen.post(f"{page}interest/", {"interest": "some"})
    citizen.post(f"{page}interest/", {"interest": "some", "interest_words": "家族が館長です。"})
    again = citizen.post(f"{page}interest/", {"interest": "none"})

    answer.refresh_from_db()
    assert (missing.status_code, again.status_code) == (422, 403)
    assert (answer.interest, answer.interest_words) == ("some", "家族が館長です。")
    told = OutgoingMail.objects.filter(to=cast["staff"].email, subject__contains="利害関係")
    assert told.count() == 1
    assert waiting_for(cast["citizen"]) == []
    HELP_ANSWER_FLOW.make("accept", answer, by=cast["staff"], note="1日からお願いします。")
    assert HelpWanted.objects.get().status == "filled"


def test_officer_in_the_group_that_offers_leaves_it_to_another() -> None:
    cast = make_cast()
    of_the_group = make_group("受付の会", members=(cast["staff"],))
    for_department = make_answer(task(cast), group=of_the_group, interest="none")
    other = make_answer(make_help(cast.group), group=of_the_group)

    assert not may_decide_answer(cast["staff"], for_department)
    assert may_decide_answer(cast["coordinator"], for_department)
    assert may_decide_answer(cast["manager"], other)
