"""The coordination desk: asking once, answering in the office's name, becoming a proposal."""

import uuid
from typing import Any

import pytest

from kyodo_portal.cities import city
from kyodo_portal.life.audit import AuditEntry
from kyodo_portal.post.outbox import OutgoingMail
from proposals.models import Consultation, ConsultationMessage, Proposal
from proposals.rules import consultations
from tests.factories import make_coordinator, make_department, make_group, make_staff, make_user
from tests.people import KINDS, make_cast
from tests.proposals.factories import make_call, make_consultation
from tests.proposals.pages import signed_in, url

pytestmark = pytest.mark.django_db

QUESTION = {
    "subject": "花だんの相談",
    "concern": "通りがさびしい。\n\nだれも歩かない。",
    "idea": "花を植えたい。",
    "hoped_help": "場所を貸してほしい。",
    "place": "駅前通り",
}


def keyed(**data: Any) -> dict[str, Any]:
    return {"submission_key": str(uuid.uuid4()), **data}


def test_question_pressed_twice_is_asked_once() -> None:
    person, coordinator = make_user(), make_coordinator()
    client, form = signed_in(person), keyed(**QUESTION)

    answers = [client.post(url("consultations:create"), form) for _ in range(2)]

    consultation = Consultation.objects.get()
    assert [answer.url for answer in answers] == [consultation.get_absolute_url()] * 2
    assert consultation.created_by == person
    assert AuditEntry.objects.of(consultation).get().action == "consultation.open"
    assert OutgoingMail.objects.get().to == coordinator.email


def test_refused_question_keeps_its_words() -> None:
    client = signed_in(make_user())

    page = client.post(url("consultations:create"), keyed(**{**QUESTION, "subject": ""}))

    assert page.status_code == 200
    assert "「件名」を入力してください。" in page.content.decode()
    assert "だれも歩かない。" in page.content.decode()
    assert not Consultation.objects.exists()


def test_asking_needs_an_account() -> None:
    answer = signed_in(make_user()).get(url("consultations:create"))
    assert answer.status_code == 200
    anonymous = signed_in(make_user())
    anonymous.logout()
    assert anonymous.get(url("consultations:create")).status_code == 302


def test_only_ones_own_groups_can_be_chosen() -> None:
    person = make_user()
    mine = make_group(managers=(person,), status="applied")
    make_group(managers=(make_user(),))

    page = signed_in(person).get(url("consultations:create"))

    assert list(page.context["form"].fields["group"].queryset) == [mine]


@pytest.mark.parametrize("status", ["waiting", "answered", "closed"])
def test_viewers_are_the_same_by_rule_query_and_page(status: str) -> None:
    cast = make_cast()
    consultation = make_consultation(
        by=cast["citizen"], group=cast.group, department=cast.department, status=status
    )
    wanted = {"citizen", "member", "manager", "staff", "coordinator", "superuser"}

    by_rule = {
        kind for kind in KINDS if consultations.can_view_consultation(cast[kind], consultation)
    }
    by_query = {kind for kind in KINDS if Consultation.objects.visible_to(cast[kind]).exists()}
    by_page = {
        kind
        for kind in KINDS
        if kind != "anonymous"
        and signed_in(cast[kind]).get(consultation.get_absolute_url()).status_code == 200
    }

    assert (by_rule, by_query, by_page) == (wanted, wanted, wanted)


def test_thread_signs_with_office_group_or_display_name() -> None:
    person, manager, coordinator = make_user("市民"), make_user(), make_coordinator()
    department = make_department("道路公園課")
    staff = make_staff(department)
    group = make_group("花の会", managers=(manager,))
    consultation = make_consultation(by=person, group=group, department=department)

    for writer in (coordinator, staff, person, manager):
        answer = signed_in(writer).post(
            url("consultations:reply", consultation.pk), keyed(body="ことば")
        )
        assert answer.status_code == 302

    thread = consultation.messages.values_list("author_label", "from_city")
    assert list(thread) == [
        (city().desk.name, True),
        ("道路公園課", True),
        ("市民", False),
        ("花の会", False),
    ]


def test_each_side_moves_the_consultation_on_and_tells_the_other() -> None:
    person, coordinator = make_user(), make_coordinator()
    consultation = make_consultation(by=person)

    signed_in(coordinator).post(url("consultations:reply", consultation.pk), keyed(body="答え"))
    consultation.refresh_from_db()
    assert consultation.status == "answered"
    signed_in(person).post(url("consultations:reply", consultation.pk), keyed(body="続き"))
    consultation.refresh_from_db()
    assert consultation.status == "waiting"

    letters = OutgoingMail.objects.order_by("pk").values_list("to", "subject")
    assert list(letters) == [
        (person.email, "【協働ポータル】相談に回答がありました「花だんの相談」"),
        (coordinator.email, "【協働ポータル】相談に続きがあります「花だんの相談」"),
    ]


def test_reply_pressed_twice_is_written_once() -> None:
    person = make_user()
    consultation = make_consultation(by=person)
    client, form = signed_in(person), keyed(body="続き")

    for _ in range(2):
        client.post(url("consultations:reply", consultation.pk), form)

    assert ConsultationMessage.objects.count() == 1


def test_reply_to_a_closed_consultation_is_refused_with_its_words() -> None:
    person = make_user()
    consultation = make_consultation(by=person, status="closed")

    page = signed_in(person).post(
        url("consultations:reply", consultation.pk), keyed(body="まだあります")
    )

    assert page.status_code == 403
    assert "まだあります</textarea>" in page.content.decode()
    assert not consultation.messages.exists()


def test_member_of_the_group_reads_but_does_not_write() -> None:
    cast = make_cast()
    consultation = make_consultation(by=cast["citizen"], group=cast.group)

    page = signed_in(cast["member"]).get(consultation.get_absolute_url())
    answer = signed_in(cast["member"]).post(
        url("consultations:reply", consultation.pk), keyed(body="ひとこと")
    )

    assert (page.status_code, answer.status_code) == (200, 403)
    assert not page.context["may_write"]


def test_conversion_carries_every_word_once() -> None:
    manager, department = make_user(), make_department("道路公園課")
    group, call = make_group(managers=(manager,)), make_call()
    consultation = make_consultation(by=manager, group=group, department=department, **QUESTION)
    client, form = signed_in(manager), keyed(call=call.pk)

    answers = [client.post(url("consultations:convert", consultation.pk), form) for _ in range(2)]

    proposal = Proposal.objects.get()
    assert {answer.url for answer in answers} == {url("proposals:detail", proposal.pk)}
    assert {
        "title": proposal.title,
        "background": proposal.background,
        "content": proposal.content,
        "why_together": proposal.why_together,
        "place": proposal.place,
    } == {
        "title": QUESTION["subject"],
        "background": QUESTION["concern"],
        "content": QUESTION["idea"],
        "why_together": QUESTION["hoped_help"],
        "place": QUESTION["place"],
    }
    assert (proposal.group, proposal.desired_department) == (group, department)
    assert (proposal.consultation, proposal.created_by, proposal.status) == (
        consultation,
        manager,
        "draft",
    )
    assert consultation.status == "waiting"


@pytest.mark.parametrize("when", ["draft", "closed", "reviewing", "decided"])
def test_conversion_needs_a_call_that_takes_drafts(when: str) -> None:
    manager = make_user()
    group, call = make_group(managers=(manager,)), make_call(when=when)
    consultation = make_consultation(by=manager, group=group)

    page = signed_in(manager).post(
        url("consultations:convert", consultation.pk), keyed(call=call.pk)
    )

    assert page.status_code == 200
    assert not Proposal.objects.exists()


def test_conversion_by_somebody_who_may_not_propose_is_refused() -> None:
    person, call = make_user(), make_call()
    consultation = make_consultation(by=person)

    page = signed_in(person).post(
        url("consultations:convert", consultation.pk), keyed(call=call.pk)
    )

    assert page.status_code == 200
    assert "登録団体の管理者" in page.content.decode()
    assert not Proposal.objects.exists()


def test_conversion_offers_only_the_calls_one_may_propose_to() -> None:
    person = make_user()
    for_groups, for_all = make_call("団体の募集"), make_call("みんなの募集", proposers="anyone")
    consultation = make_consultation(by=person)

    page = signed_in(person).get(url("consultations:convert", consultation.pk))

    words = page.content.decode()
    assert page.context["open_to_me"] == [for_all]
    assert f'name="call" value="{for_all.pk}"' in words
    assert f'value="{for_groups.pk}"' not in words
    assert "登録団体の管理者" in words
    assert f'href="{url("groups:create")}"' in words


def test_the_desk_does_not_convert_what_others_asked() -> None:
    consultation = make_consultation(by=make_user())

    answer = signed_in(make_coordinator()).get(url("consultations:convert", consultation.pk))

    assert answer.status_code == 403


def test_closing_is_a_move_of_the_page() -> None:
    person = make_user()
    consultation = make_consultation(by=person)

    answer = signed_in(person).post(
        url("consultations:move", consultation.pk), {"move": "close", "seen": "waiting"}
    )

    consultation.refresh_from_db()
    assert (answer.status_code, consultation.status) == (302, "closed")


@pytest.mark.parametrize("count", [1, 3])
def test_pages_ask_a_constant_number_of_questions(
    count: int, django_assert_num_queries: Any
) -> None:
    person = make_user()
    group = make_group(managers=(person,))
    for _ in range(count):
        consultation = make_consultation(by=person, group=group)
        for _ in range(count):
            ConsultationMessage.objects.create(
                consultation=consultation,
                body="a",
                author=person,
                from_city=False,
                author_label="b",
            )
    client = signed_in(person)

    with django_assert_num_queries(9):
        client.get(url("consultations:list"))
    with django_assert_num_queries(11):
        client.get(url("consultations:detail", consultation.pk))


def test_form_speaks_of_groups_only_to_those_who_have_one() -> None:
    alone, manager = make_user(), make_user()
    make_group(managers=(manager,))

    pages = [
        signed_in(person).get(url("consultations:create")).content.decode()
        for person in (alone, manager)
    ]

    assert ["あなたと選んだ団体の人" in page for page in pages] == [False, True]


def test_who_asked_reads_when_to_expect_an_answer() -> None:
    person = make_user()
    consultation = make_consultation(by=person)
    pages = []
    for status in ("waiting", "answered"):
        Consultation.objects.filter(pk=consultation.pk).update(status=status)
        pages.append(signed_in(person).get(consultation.get_absolute_url()).content.decode())
    desk = signed_in(make_coordinator()).get(consultation.get_absolute_url()).content.decode()

    assert ["届いた順に読んで回答します" in page for page in [*pages, desk]] == [True, False, False]
    assert city().desk.phone in pages[0]
