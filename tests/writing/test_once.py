"""One submission makes one record."""

import uuid

import pytest

from kyodo_portal.writing.once import OnceForm, create_once
from proposals.models import Consultation
from tests.factories import make_user
from tests.proposals.factories import make_consultation
from tests.races import at_once


@pytest.mark.race(1_000)
@pytest.mark.django_db(transaction=True)
def test_five_clicks_at_once_make_one_record() -> None:
    person, key = make_user(), uuid.uuid4()

    def click() -> tuple[Consultation, bool]:
        return create_once(
            Consultation,
            key,
            lambda own_key: make_consultation(by=person, submission_key=own_key),
            by=person,
        )

    outcomes = at_once(*[click] * 5)

    assert Consultation.objects.count() == 1
    assert {record.pk for record, _ in outcomes} == {Consultation.objects.get().pk}
    assert sorted(new for _, new in outcomes) == [False] * 4 + [True]


@pytest.mark.django_db
def test_form_left_behind_on_a_shared_computer_makes_the_next_person_their_own_record() -> None:
    key, people = uuid.uuid4(), (make_user(), make_user())

    made = [
        create_once(
            Consultation,
            key,
            lambda own_key, person=person: make_consultation(by=person, submission_key=own_key),
            by=person,
        )
        for person in people
    ]

    assert [(record.created_by, new) for record, new in made] == [
        (people[0], True),
        (people[1], True),
    ]


@pytest.mark.once
@pytest.mark.parametrize("typed", ["", "x", "0" * 500, "\u3000"])
def test_damaged_key_is_replaced_by_a_new_one(typed: str) -> None:
    form = OnceForm({"submission_key": typed})

    assert form.is_valid()
    assert form.cleaned_data["submission_key"].version == 4
