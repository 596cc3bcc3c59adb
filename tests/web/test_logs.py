"""The log tells an outage in one line, with its cause, and an error of the portal with its traceback."""

import logging
import sys

import pytest
from django.db import OperationalError

from kyodo_portal.web.logs import RefusalsInOneLine

pytestmark = pytest.mark.once

#: What was answered to what, the line, and whether the traceback stays.
ANSWERS: dict[str, tuple[int, Exception, str, bool]] = {
    "refused": (403, PermissionError("not yours"), "told /a", False),
    "away": (
        503,
        OperationalError("connection refused\n\tIs it running?"),
        "told /a (connection refused)",
        False,
    ),
    "broken": (500, ValueError("x"), "told /a", True),
}


@pytest.mark.parametrize("case", ANSWERS)
def test_line_of_an_answer(case: str) -> None:
    status, error, line, is_kept = ANSWERS[case]
    try:
        raise error
    except Exception:  # noqa: BLE001 -- as Django catches whatever a view raises
        exc_info = sys.exc_info()
    record = logging.LogRecord("django.request", 40, "", 1, "told %s", ("/a",), exc_info)
    record.status_code = status

    assert RefusalsInOneLine().filter(record)
    assert (record.getMessage(), bool(record.exc_info)) == (line, is_kept)
