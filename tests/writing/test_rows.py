"""Tables of rows within a form: how many are asked for."""

import pytest
from django.http import QueryDict

from kyodo_portal.writing.rows import with_more_rows

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("sent", "asked_for"),
    [
        ("2", "5"),
        ("0", "3"),
        ("29", "30"),
        ("30", "30"),
        ("999", "30"),
        ("", "3"),
        ("x", "3"),
        ("-1", "3"),
        ("１", "3"),
        ("9" * 400, "3"),
    ],
)
def test_more_rows_are_three_and_never_too_many(sent: str, asked_for: str) -> None:
    data = QueryDict(mutable=True)
    data["goals-TOTAL_FORMS"] = sent

    more = with_more_rows(data, "goals", most=30)

    assert (more["goals-TOTAL_FORMS"], data["goals-TOTAL_FORMS"]) == (asked_for, sent)
