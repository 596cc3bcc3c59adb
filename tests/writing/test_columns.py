"""Columns and fields asked for by name: told as what they are, or refused."""

import pytest
from django import forms

from groups.models import Group
from kyodo_portal.writing.columns import column_of, field_of, label_of
from projects.models import Project

pytestmark = pytest.mark.once


class Asked(forms.Form):
    kind = forms.TypedChoiceField(choices=[("1", "一")])


def test_column_and_its_label_are_found_by_name() -> None:
    assert column_of(Group, "name").column == "name"
    assert label_of(Group(), "name") == "団体名"


def test_relation_known_from_its_other_end_is_no_column() -> None:
    with pytest.raises(TypeError, match=r"projects\.Project\.partners is no column"):
        column_of(Project, "partners")


def test_field_is_given_as_the_kind_it_is() -> None:
    form = Asked()

    field_of(form, "kind", forms.ChoiceField).choices = [("2", "二")]

    assert list(form.fields["kind"].choices) == [("2", "二")]


def test_field_of_another_kind_is_refused() -> None:
    with pytest.raises(TypeError, match=r"Asked\.kind is no ModelChoiceField"):
        field_of(Asked(), "kind", forms.ModelChoiceField)
