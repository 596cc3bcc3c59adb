"""The desk of a round: identical texts move together, opinions are set aside in bulk, taken out as a spreadsheet; and
what the pages cost."""

import io
import uuid
from functools import partial
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from groups.models import Guest, User
from kyodo_portal.cities import city
from kyodo_portal.life.queues import rules_for
from kyodo_portal.life.reading import ReadingEntry
from proposals.actions.opinion_answers import put_into_group
from proposals.actions.opinions import hand_in
from proposals.models import (
    Opinion,
    OpinionGroup,
    OpinionInGroup,
    OpinionRound,
    OpinionSubmission,
    OpinionWriterDetails,
)
from proposals.models.opinions import Words
from tests.factories import make_department, make_staff, make_user
from tests.proposals.opinions.factories import make_opinion_group, make_round, make_submission
from tests.races import at_once

pytestmark = pytest.mark.django_db


def at_desk(when: str = "closed") -> tuple[OpinionRound, Client]:
    office = make_department()
    client = Client()
    client.force_login(make_staff(office))
    return make_round(when=when, department=office), client


def page(round_: OpinionRound, name: str = "desk") -> str:
    return reverse(f"opinions:{name}", args=[round_.pk])


def test_same_text_of_many_stands_once_and_moves_together() -> None:
    round_, staff = at_desk()
    same = [make_submission(round_, make_user()).opinions.get() for _ in range(4)]
    other = make_submission(round_, make_user(), "花も植えてほしい。").opinions.get()

    shown = staff.get(page(round_)).context["waiting"]
    staff.post(page(round_), {"opinions": [same[0].pk], "heading": "木を増やす"})

    assert [(line.opinion, line.many) for line in shown] == [(same[0], 4), (other, 1)]
    assert set(OpinionGroup.objects.get().opinions.all()) == set(same)
    assert list(Opinion.objects.ungrouped()) == [other]


def test_group_that_is_there_or_a_new_one_is_marked_as_one_of_two() -> None:
    round_, client = at_desk()
    make_submission(round_)

    assert client.get(page(round_)).content.decode().count("※どちらか1つ") == 2


def test_other_languages_say_where_the_japanese_begins() -> None:
    round_ = make_round(on_paper="市役所3階の窓口へ。")
    told = {
        prefix: Client().get(f"{prefix}{round_.get_absolute_url()}").content.decode()
        for prefix in ("", "/en", "/easy")
    }

    phone = city().desk.phone
    said = {prefix: page.count(phone) for prefix, page in told.items()}
    assert (said["/en"] - said[""], said["/easy"] - said[""]) == (1, 1)
    assert '<div lang="ja">' in told["/en"]


def test_same_text_for_another_reason_or_on_another_section_stays_apart() -> None:
    round_, _ = at_desk()
    first, reasoned, elsewhere = (
        make_submission(round_, make_user()).opinions.get() for _ in range(3)
    )
    Opinion.objects.filter(pk=reasoned.pk).update(reason="夏が暑いから。")
    Opinion.objects.filter(pk=elsewhere.pk).update(section=round_.sections.all()[0])

    assert [line.many for line in Opinion.objects.ungrouped().alike(10)] == [1, 1, 1]
    assert list(Opinion.objects.like([first])) == [first]


def test_many_are_set_aside_at_once_with_a_reason() -> None:
    round_, staff = at_desk()
    same = [make_submission(round_, make_user(), "広告です。").opinions.get() for _ in range(3)]
    chosen: dict[str, Any] = {"opinions": [same[0].pk], "act": "set_aside"}

    without = staff.post(page(round_), chosen)
    before = Opinion.objects.filter(status="out_of_scope").count()
    staff.post(page(round_), {**chosen, "because": "案と関わりがないため。"})

    assert "対象外の理由を書いてください" in without.content.decode()
    assert f'value="{same[0].pk}" checked' in without.content.decode()
    reasons = Opinion.objects.values_list("set_aside_because", flat=True)
    assert (before, list(reasons)) == (0, ["案と関わりがないため。"] * 3)


def test_members_are_taken_out_or_stand_in_another_group_too() -> None:
    round_, staff = at_desk()
    opinion = make_submission(round_, make_user()).opinions.get()
    trees, summer = make_opinion_group(round_, opinion), make_opinion_group(round_, heading="夏")
    members = reverse("opinions:group_members", args=[trees.pk])

    nowhere = staff.post(members, {"opinions": [opinion.pk], "act": "also"}, follow=True)
    staff.post(members, {"opinions": [opinion.pk], "act": "also", "also": summer.pk})
    both = set(opinion.groups.all())
    staff.post(members, {"opinions": [opinion.pk], "act": "take_out"})

    assert "ほかのまとまりを選んでください。" in nowhere.content.decode()
    assert (both, set(opinion.groups.all())) == ({trees, summer}, {summer})


def test_opinions_are_taken_out_without_names_and_it_is_written_down() -> None:
    round_, staff = at_desk()
    submission = make_submission(round_, make_user(), "=1+1", name="見本 花子")
    make_opinion_group(round_, submission.opinions.get())

    answer = staff.get(page(round_, "spreadsheet"))

    rows = list(load_workbook(io.BytesIO(answer.content)).active.values)
    told = dict(zip(rows[0], rows[1], strict=True))
    assert (told["受付番号"], told["意見"], told["まとまり"]) == (
        submission.receipt,
        "=1+1",
        "木を増やす",
    )
    assert told["同じ文の意見の数"] == 1
    assert "見本 花子" not in {cell for row in rows for cell in row}
    entry = ReadingEntry.objects.get()
    assert (entry.kind, entry.target_label, entry.count) == ("export", str(round_), 1)
    stranger = Client()
    stranger.force_login(make_staff(make_department("別の課"), "別の課の職員"))
    assert stranger.get(page(round_, "spreadsheet")).status_code == 403


@pytest.mark.parametrize(
    ("when", "status"), [("announced", 200), ("open", 200), ("closed", 403), ("answered", 403)]
)
def test_form_on_paper_is_to_be_had_until_the_deadline(when: str, status: int) -> None:
    answer = Client().get(page(make_round(when=when), "paper"))

    assert answer.status_code == status
    assert ("意見書の用紙" in answer.content.decode()) == (status == 200)


def test_same_words_of_one_person_a_hundred_times_are_one() -> None:
    round_, citizen = make_round(), make_user()

    def once_more() -> int:
        submission = OpinionSubmission(
            round=round_, writer_kind="resident", received_on=round_.opens_at.date()
        )
        writer = OpinionWriterDetails(name="見本 花子", address="見本市見本町1")
        words = [Words(None, "木を増やしてほしい。")]
        return hand_in(
            submission=submission, writer=writer, words=words, by=citizen, key=uuid.uuid4()
        ).submission.pk

    assert len({once_more() for _ in range(100)}) == 1
    assert (OpinionSubmission.objects.count(), Opinion.objects.count()) == (1, 1)


def test_who_left_a_telephone_number_waits_in_the_queues_of_the_desk() -> None:
    round_, _ = at_desk("open")
    officer = User.objects.get()
    guest = Guest.objects.create(
        name="見本 花子", phone="048-000-0000", came_for="opinion", forget_on="2099-01-01"
    )
    make_submission(round_, None, status="unconfirmed", guest=guest)

    held = {
        rule.key
        for rule in rules_for(officer, OpinionRound)
        if OpinionRound.objects.filter(rule.holds(officer)).exists()
    }

    assert held == {"my_opinions_to_call"}


QUERIES = {"list": 3, "detail": 4, "answered": 8, "desk": 27, "group": 16, "submission": 11}


@pytest.mark.parametrize("many", [1, 3])
def test_pages_ask_the_same_for_one_and_for_three(many: int) -> None:
    round_, staff = at_desk()
    answered, opened = make_round(when="answered"), make_round()
    make_opinion_group(round_, heading="ほかのまとまり")
    for number in range(many):
        make_round(f"{number}つめ")
        opinion = make_submission(round_, make_user(), f"{number}つめの意見").opinions.get()
        unsorted = make_submission(round_, make_user(), f"{number}つめの整理していない意見")
        group = make_opinion_group(round_, opinion)
        said = make_submission(answered, make_user(), f"{number}").opinions.get()
        make_opinion_group(answered, said, heading=f"{number}")
    pages = {
        "list": (Client(), reverse("opinions:list")),
        "detail": (Client(), opened.get_absolute_url()),
        "answered": (Client(), answered.get_absolute_url()),
        "desk": (staff, page(round_)),
        "group": (staff, reverse("opinions:group", args=[group.pk])),
        "submission": (staff, unsorted.get_absolute_url()),
    }
    asked = {}
    for name, (client, address) in pages.items():
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        asked[name] = len(queries)

    assert asked == QUERIES


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_staff_sort_the_same_opinion_at_once_and_it_stands_there_once() -> None:
    office = make_department()
    round_ = make_round(when="closed", department=office)
    people = [make_staff(office), make_staff(office, "同僚")]
    opinion = make_submission(round_, make_user()).opinions.get()
    group = make_opinion_group(round_)

    def sort(by: User) -> None:
        put_into_group(
            group=OpinionGroup.objects.get(pk=group.pk),
            opinions_=[Opinion.objects.get(pk=opinion.pk)],
            by=User.objects.get(pk=by.pk),
        )

    at_once(*[partial(sort, each) for each in people])

    assert OpinionInGroup.objects.count() == 1
    assert Opinion.objects.get().history().filter(action__endswith="accept").count() == 1
