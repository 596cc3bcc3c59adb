"""Records of what groups did with each other, in a list that a city hands in."""

import json
from pathlib import Path
from typing import Any

import pytest

from kyodo_portal.files.tables.refused import ImportRefused
from projects.imports.writing import export_record, import_file
from projects.models import Project

pytestmark = pytest.mark.django_db

RECORD: dict[str, Any] = {
    "id": "record-1",
    "city": "佐久市",
    "title": "とりかえっこ",
    "partner_name": "ひなた台自治会、手つなぎ隊",
    "purpose": "小さな困りごとを、隣どうしで引き受ける。",
    "forms": [1],
    "primary_form": 1,
    "field_no": 51,
    "fiscal_year": 2024,
    "fiscal_year_end": 2024,
    "between_citizens": True,
}


@pytest.fixture(autouse=True)
def saku(settings: Any) -> None:
    """A city that counts what citizens do with citizens."""
    settings.KYODO_CITY = "saku"


def taken_in(tmp_path: Path, **changes: Any) -> Project:
    path = tmp_path / "records.json"
    path.write_text(json.dumps([{**RECORD, **changes}]), encoding="utf-8")
    import_file(path, update=True)
    return Project.objects.get()


def test_record_of_groups_with_groups_comes_out_as_it_went_in(tmp_path: Path) -> None:
    project = taken_in(tmp_path)

    assert project.between_citizens is True
    assert [str(partner) for partner in project.partners.all()] == ["ひなた台自治会", "手つなぎ隊"]
    assert export_record(project) == RECORD
    assert taken_in(tmp_path, title="とりかえっこの会").title == "とりかえっこの会"


#: What cannot be said of it, and the word that tells why.
WRONG = {
    "one group": ({"partner_name": "ひなた台自治会"}, "2つ以上"),
    "a department": ({"department": "公園課"}, "課を書きません"),
    "money of the city": ({"budget_total_yen": 9, "budget_city_yen": 5}, "市の負担がありません"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_makes_it_another_kind_of_project_is_refused(tmp_path: Path, case: str) -> None:
    changes, words = WRONG[case]
    with pytest.raises(ImportRefused, match=words):
        taken_in(tmp_path, **changes)
    assert Project.objects.count() == 0


def test_it_is_not_made_another_kind_by_a_list_that_does_not_say_so(tmp_path: Path) -> None:
    taken_in(tmp_path)
    with pytest.raises(ImportRefused, match="所管課がありません"):
        taken_in(tmp_path, between_citizens=False, department="公園課")
    assert Project.objects.get().between_citizens is True


def test_another_city_does_not_count_it(tmp_path: Path, settings: Any) -> None:
    settings.KYODO_CITY = "minami_alps"
    with pytest.raises(ImportRefused, match="市民と市との協働です"):
        taken_in(tmp_path, city="南アルプス市")
