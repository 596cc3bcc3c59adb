"""Postal codes are read as they stand on an envelope."""

import pytest
from django.core.exceptions import ValidationError

from kyodo_portal.writing.postal import PostalCodeField

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    "typed",
    [
        "342-8501",
        "3428501",
        "〒342-8501",
        "〒３４２－８５０１",
        "３４２ー８５０１",
        "〒 342 8501",
        "3 4 2 8 5 0 1",
    ],
)
def test_code_is_kept_as_seven_digits(typed: str) -> None:
    field = PostalCodeField(max_length=8)

    assert field.clean(typed) == "3428501"
    assert field.clean("3428501") == "3428501"


@pytest.mark.parametrize("typed", ["342", "342-85011", "吉川", "３４２−８５０a", "〒" * 40])
def test_what_is_no_code_is_told(typed: str) -> None:
    with pytest.raises(ValidationError) as refused:
        PostalCodeField().clean(typed)
    assert refused.value.messages == ["郵便番号は7桁の数字で書いてください（例：342-0000）。"]


def test_group_may_leave_it_out() -> None:
    assert PostalCodeField(required=False).clean("　") == ""
