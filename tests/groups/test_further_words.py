"""What a group says of itself, help wanted and questions: told to the city by anybody, hidden at every place."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from groups.actions.reports import report
from groups.flows import REPORT_FLOW
from groups.models import Complaint, Group, GroupPicture, PictureRole
from kyodo_portal.life.hiding import KINDS
from kyodo_portal.post.outbox import OutgoingMail
from tests.factories import make_coordinator, make_project
from tests.groups.offering import make_offer
from tests.people import Cast, make_cast
from tests.projects.helping import make_help, make_question
from tests.proposals.concerning import make_concern

pytestmark = pytest.mark.django_db

WORDS = "めずらしいことばのある文"

LISTED = {
    "help": ["/help-wanted/", "/opendata/help-wanted.json", "/feeds/help-wanted.xml"],
    "group": ["/groups/", "/opendata/groups.json", "/feeds/groups.xml"],
    "offer": ["/supporters/offers/", "/opendata/offers.json", "/feeds/offers.xml"],
    "concern": ["/concerns/", "/opendata/concerns.json", "/feeds/concerns.xml"],
    "question": [],
}
"""Where each kind is read besides its own place."""


def help_of(cast: Cast) -> Any:
    return make_help(cast.group, WORDS, text=WORDS)


def group_of(cast: Cast) -> Any:
    texts = dict.fromkeys(("message", "purpose", "activities"), WORDS)
    Group.objects.filter(pk=cast.group.pk).update(website="https://mezurashii.example.jp/", **texts)
    group = Group.objects.get(pk=cast.group.pk)
    group.save()
    return group


def offer_of(cast: Cast) -> Any:
    return make_offer(cast.group, WORDS, text=WORDS)


def concern_of(cast: Cast) -> Any:
    return make_concern(WORDS, text=WORDS, created_by=cast["member"])


def question_of(cast: Cast) -> Any:
    project = make_project(groups=(cast.group,), departments=(cast.department,), status="active")
    asked = {"status": "openly", "may_be_public": True, "answer": WORDS, "text": WORDS}
    return make_question(project, cast["citizen"], answered_as=cast.group.name, **asked)


MADE: dict[str, Callable[[Cast], Any]] = {
    "concern": concern_of,
    "group": group_of,
    "help": help_of,
    "offer": offer_of,
    "question": question_of,
}


def case_of(kind: str, thing: Any, cast: Cast) -> Any:
    return report(
        kind=KINDS[kind], thing=thing, complaint=Complaint(reason="abuse"), by=cast["citizen"]
    )[0]


def test_list_of_what_can_be_hidden_is_whole() -> None:
    assert set(KINDS) == {
        "concern",
        "event_photo",
        "group",
        "help",
        "journal",
        "message",
        "offer",
        "photo",
        "question",
        "supporter",
        "update",
    }


@pytest.mark.parametrize("name", list(MADE))
def test_anybody_tells_the_city_and_hidden_it_is_read_nowhere(name: str) -> None:
    cast = make_cast()
    thing = MADE[name](cast)
    guest, kind = cast.browser("anonymous"), KINDS[name]
    page, form = kind.place(thing), reverse("reports:create", args=[name, thing.pk])
    search = f"{reverse('search')}?q={WORDS}"
    before = guest.get(page).text
    assert (WORDS in before, form in before) == (True, True)
    listed = {url: WORDS in guest.get(url).getvalue().decode() for url in LISTED[name]}
    found = guest.get(search).text.count(thing.get_absolute_url())

    answer = guest.post(form, {"reason": "abuse", "note": "", "contact": "000-000-0001"})
    assert (answer.status_code, answer["Location"]) == (302, page)
    assert Complaint.objects.get().contact == "000-000-0001"
    case = Complaint.objects.get().report
    desk = cast.browser("coordinator").get(reverse("admin:groups_report_change", args=[case.pk]))
    assert (WORDS in desk.text, "連絡先：000-000-0001" in desk.text) == (True, True)
    REPORT_FLOW.make("hide", case, by=cast["coordinator"], note="見本の理由のため")

    after = guest.get(page)
    assert (WORDS in after.text, form in after.text) == (False, False)
    assert "市が表示をやめました。理由：見本の理由のため" in after.text
    assert {
        url: WORDS in guest.get(url).getvalue().decode() for url in LISTED[name]
    } == dict.fromkeys(LISTED[name], False)
    assert guest.get(search).text.count(f'href="{thing.get_absolute_url()}"') == 0
    assert (all(listed.values()), bool(found)) == (True, name != "question")
    assert guest.get(form).status_code in (404, 409)


def test_who_is_told_may_ask_again_and_what_was_rewritten_comes_back() -> None:
    cast = make_cast()
    group = group_of(cast)
    case = case_of("group", group, cast)
    REPORT_FLOW.make("hide", case, by=cast["coordinator"], note="理由")

    told = OutgoingMail.objects.filter(subject__contains="表示を、市がやめました")
    assert set(told.values_list("to", flat=True)) == {cast["manager"].email}
    assert WORDS in cast.browser("manager").get(case.get_absolute_url()).text
    REPORT_FLOW.make("appeal", case, by=cast["manager"], note="書き直します")
    other = make_coordinator("もう一人の協働担当")
    REPORT_FLOW.make("uphold", case, by=other, note="そのままでは出せない")
    REPORT_FLOW.make("undo", case, by=other, note="書き直されたため")

    assert WORDS in cast.browser("anonymous").get(group.get_absolute_url()).text


def test_hidden_help_takes_no_offer_and_its_own_side_reads_it() -> None:
    cast = make_cast()
    wanted = help_of(cast)
    url = wanted.get_absolute_url()
    REPORT_FLOW.make("hide", case_of("help", wanted, cast), by=cast["coordinator"], note="理由の文")

    codes = {
        kind: cast.browser(kind).get(url).status_code
        for kind in ("anonymous", "citizen", "manager", "coordinator")
    }
    assert codes == {"anonymous": 410, "citizen": 410, "manager": 200, "coordinator": 200}
    own = cast.browser("manager").get(url).text
    assert (WORDS in own, "理由の文" in own) == (True, True)
    answer = cast.browser("citizen").post(reverse("help_wanted:answer", args=[wanted.pk]))
    assert (answer.status_code, wanted.answers.count()) == (410, 0)


def test_pictures_of_a_group_go_with_its_words() -> None:
    cast = make_cast()
    group = group_of(cast)
    picture = GroupPicture.objects.create(
        group=group,
        role=PictureRole.PHOTO,
        alt="花だん",
        file="x.jpg",
        original_name="x.jpg",
        size=1,
        width=2,
        height=2,
        uploaded_by=cast["manager"],
    )
    address = reverse("groups:picture", args=[group.pk, picture.pk])
    assert address in cast.browser("anonymous").get(group.get_absolute_url()).text
    REPORT_FLOW.make("hide", case_of("group", group, cast), by=cast["coordinator"], note="理由")

    page = cast.browser("anonymous").get(group.get_absolute_url()).text
    assert (address in page, cast.browser("anonymous").get(address).status_code) == (False, 404)


def test_somebody_with_an_account_is_not_asked_for_a_contact() -> None:
    cast = make_cast()
    form = reverse("reports:create", args=["group", cast.group.pk])
    asked = {
        kind: 'name="contact"' in cast.browser(kind).get(form).text
        for kind in ("anonymous", "citizen", "coordinator")
    }
    assert asked == {"anonymous": True, "citizen": False, "coordinator": False}
