"""The table of forms: one row for every form, with every piece."""

import dataclasses

import pytest

from projects.types import FORMS, CollaborationForm

pytestmark = pytest.mark.once


def test_every_form_has_one_row_with_every_piece() -> None:
    empty = [
        (form.name, piece.name)
        for form, facts in FORMS.items()
        for piece in dataclasses.fields(facts)
        if piece.name != "is_further" and not getattr(facts, piece.name)
    ]

    assert list(FORMS) == list(CollaborationForm)
    assert empty == []
    assert [form.value for form, facts in FORMS.items() if facts.is_further] == [10, 11, 12]


def test_no_two_forms_are_told_in_the_same_words() -> None:
    told = [
        str(getattr(facts, piece.name))
        for facts in FORMS.values()
        for piece in dataclasses.fields(facts)
        if piece.name not in {"is_further", "reasons"}
    ]

    assert sorted(set(told)) == sorted(told)
