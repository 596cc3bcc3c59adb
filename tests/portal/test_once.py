"""One submission makes one record."""

import uuid

import pytest

from kyodo_portal.once import OnceForm, create_once
from proposals.models import Consultation
from tests.factories import make_user
from tests.proposals.factories import make_consultation
from tests.races import at_once


@pytest.mark.django_db(transaction=True)
def test_five_clicks_at_once_make_one_record() -> None:
    person, key = make_user(), uuid.uuid4()

    def click() -> tuple[Consultation, bool]:
        return create_once(
            Consultation,
            key,
            lambda: make_consultation(by=person, submission_key=key),
            owned_by={"created_by": person},
        )

    outcomes = at_once(*[click] * 5)

    assert Consultation.objects.count() == 1
    assert {record.pk for record, _ in outcomes} == {Consultation.objects.get().pk}
    assert sorted(new for _, new in outcomes) == [False] * 4 + [True]


@pytest.mark.django_db
def test_key_of_somebody_else_opens_nothing() -> None:
    theirs = make_consultation(by=make_user())
    person = make_user()

    with pytest.raises(Exception, match="(?i)unique"):
        create_once(
            Consultation,
            theirs.submission_key,
            lambda: make_consultation(by=person, submission_key=theirs.submission_key),
            owned_by={"created_by": person},
        )


@pytest.mark.once
@pytest.mark.parametrize("typed", ["", "x", "0" * 500, "\u3000"])
def test_damaged_key_is_replaced_by_a_new_one(typed: str) -> None:
    form = OnceForm({"submission_key": typed})

    assert form.is_valid()
    assert form.cleaned_data["submission_key"].version == 4
