"""Registrations from before they ended get an end, in time for everybody to renew; applications none."""

import datetime as dt
from collections.abc import Generator
from typing import Any

from django.utils import timezone

from groups.models import Group, GroupDocument
from groups.validity import end_as_listed
from tests.factories import make_group, today


def registrations_from_before_end_in_time_to_be_renewed() -> Generator[None, Any, None]:
    long_ago = timezone.now() - dt.timedelta(days=2000)
    old = make_group(registered_at=long_ago)
    resting = make_group(status="dormant", registered_at=long_ago)
    applied = make_group(status="applied")
    for title in ("規約・会則", "予算・決算の書類", "名簿"):
        GroupDocument.objects.create(group=applied, title=title, size=1)

    yield
    yield

    kinds = applied.documents.order_by("pk").values_list("kind", "shown_to")
    assert list(kinds) == [("bylaws", "closed"), ("accounts", "closed"), ("other", "closed")]

    ends = dict(Group.objects.values_list("pk", "valid_until"))
    end = end_as_listed(timezone.localdate(long_ago))
    assert end is not None
    assert (ends[old.pk], ends[resting.pk], ends[applied.pk]) == (end, end, None)
    assert (end - today()).days >= 60
