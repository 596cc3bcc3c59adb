"""地区 in the lists of the admin: there where the city names any, and nowhere else."""

from pathlib import Path
from typing import Any

import pytest
from django.contrib import admin

from groups.models import Group
from projects.models import Project
from proposals.models import Proposal
from tests.own_city import DISTRICTS, live_in

pytestmark = pytest.mark.once


def with_a_column() -> list[bool]:
    """Whether the spreadsheet of each kind of record in a 地区 has a column for it."""
    kinds = (Group, Project, Proposal)
    parts: list[Any] = [admin.site.get_model_admin(kind) for kind in kinds]
    return ["地区" in dict(part.exported()) for part in parts]


def test_spreadsheet_has_a_column_of_districts_only_where_the_city_names_any(
    settings: Any, tmp_path: Path
) -> None:
    without = with_a_column()
    live_in(settings, tmp_path, DISTRICTS)

    assert (without, with_a_column()) == ([False] * 3, [True] * 3)
