"""Checklists from before they kept their words get those they were shown with."""

from collections.abc import Generator
from typing import Any

from groups.models import EligibilityAnswer
from tests.factories import make_group


def checklists_get_the_words_they_were_shown_with() -> Generator[None, Any, None]:
    group = make_group(status="applied")
    EligibilityAnswer.objects.create(group=group, key="gone")
    own = EligibilityAnswer.objects.filter(group=group).order_by("pk")
    rows = own.values_list("key", "label", "explanation")
    before = list(rows)

    yield
    yield

    assert list(rows.all()) == before
    assert [str(row) for row in own.filter(key="gone")] == ["gone"]
