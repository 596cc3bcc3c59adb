"""地区: asked where the city names any, shown by name, kept by code, carried, found, handed out and taken in."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from groups.models import Group
from groups.published.kinds import GROUPS
from kyodo_portal.files.tables.refused import ImportRefused
from projects.imports.writing import export_record, import_file
from projects.models import Project
from projects.published.kinds import PROJECTS
from proposals.content.snapshot import snapshot_of
from proposals.flows.birth import SAME
from proposals.models import Proposal
from tests.factories import make_project
from tests.own_city import DISTRICTS, live_in
from tests.people import Cast, make_cast
from tests.projects.factories import plan_data
from tests.proposals.factories import make_call, make_proposal
from tests.proposals.pages import typed

pytestmark = pytest.mark.django_db

REAL = Path(__file__).parents[1] / "data" / "real_projects.json"


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def project_of(cast: Cast, **fields: Any) -> Project:
    return make_project(groups=(cast.group,), departments=(cast.department,), **fields)


def forms_of(cast: Cast) -> dict[str, tuple[str, str]]:
    """Who writes on which page about something that may be in a 地区."""
    project = project_of(cast)
    draft = make_proposal("", group=cast.group, by=cast["manager"], complete=False)
    return {
        "group": ("manager", reverse("groups:edit", args=[cast.group.pk])),
        "project": ("manager", reverse("projects:edit", args=[project.pk])),
        "proposal": ("manager", reverse("proposals:whole", args=[draft.pk])),
        "group at the desk": (
            "coordinator",
            reverse("admin:groups_group_change", args=[cast.group.pk]),
        ),
        "project at the desk": ("coordinator", reverse("admin:projects_project_add")),
    }


@pytest.mark.parametrize("lines", ["", DISTRICTS])
def test_district_is_asked_where_the_city_names_any(
    settings: Any, tmp_path: Path, cast: Cast, lines: str
) -> None:
    live_in(settings, tmp_path, lines)
    pages = {
        name: cast.browser(kind).get(path).content.decode()
        for name, (kind, path) in forms_of(cast).items()
    }

    offered = '<option value="river">みずべ地区</option>'
    assert {name: ('name="district"' in page, offered in page) for name, page in pages.items()} == (
        dict.fromkeys(pages, (bool(lines), bool(lines)))
    )


def test_district_is_shown_by_name_and_without_the_name_by_its_code(
    settings: Any, tmp_path: Path, cast: Cast
) -> None:
    live_in(settings, tmp_path, DISTRICTS)
    project = project_of(cast, status="active", district="river")
    Group.objects.update(district="river")
    call = make_call(when="decided")
    proposal = make_proposal(call=call, group=cast.group, status="adopted", district="river")
    pages = [
        (cast.browser("anonymous"), project.get_absolute_url()),
        (cast.browser("anonymous"), cast.group.get_absolute_url()),
        (cast.browser("anonymous"), proposal.get_absolute_url()),
        (cast.browser("other_staff"), reverse("admin:projects_project_change", args=[project.pk])),
        (cast.browser("other_staff"), reverse("admin:groups_group_change", args=[cast.group.pk])),
        (
            cast.browser("coordinator"),
            reverse("admin:proposals_proposal_change", args=[proposal.pk]),
        ),
    ]

    def shown(words: str) -> list[bool]:
        return [words in page.get(path).content.decode() for page, path in pages]

    assert (shown("みずべ地区"), shown("river")) == ([True] * 6, [False] * 6)
    live_in(settings, tmp_path, "")
    assert (shown("みずべ地区"), shown("river")) == ([False] * 6, [True] * 6)


def test_district_that_is_no_more_stays_until_it_is_changed(
    settings: Any, tmp_path: Path, cast: Cast
) -> None:
    live_in(settings, tmp_path, DISTRICTS)
    project = project_of(cast, district="gone")
    page = cast.browser("manager")
    path = reverse("projects:edit", args=[project.pk])
    kept = []
    for typed_in in ("gone", "south", "north", "gone", ""):
        page.post(path, plan_data(project, title=f"名前{typed_in}", district=typed_in))
        kept.append(tuple(Project.objects.values_list("title", "district").get()))

    assert kept == [
        ("名前gone", "gone"),
        ("名前gone", "gone"),
        ("名前north", "north"),
        ("名前north", "north"),
        ("名前", ""),
    ]


def test_district_of_a_proposal_is_frozen_and_carried_over(
    settings: Any, tmp_path: Path, cast: Cast
) -> None:
    live_in(settings, tmp_path, DISTRICTS)
    draft = make_proposal(group=cast.group, by=cast["manager"])
    path = reverse("proposals:whole", args=[draft.pk])
    cast.browser("manager").post(path, typed(draft, district="north"))

    frozen = snapshot_of(Proposal.objects.get())["district"]

    assert frozen == "north"
    assert "district" in SAME


def test_district_is_in_the_open_data(settings: Any, tmp_path: Path, cast: Cast) -> None:
    live_in(settings, tmp_path, DISTRICTS)
    project_of(cast, status="active", district="river")
    Group.objects.filter(pk=cast.group.pk).update(district="north")
    told = {}
    for kind in (PROJECTS, GROUPS):
        dataset: Any = kind.dataset and kind.dataset(kind)
        rows = [
            dict(zip(dataset.keys, row, strict=True)) for row in dataset.rows(dataset.records())
        ]
        told[kind.slug] = {(row["district"], row["district_name"]) for row in rows}

    assert told == {
        "projects": {("river", "みずべ地区")},
        "groups": {("north", "きたの地区"), (None, None)},
    }


@pytest.mark.parametrize(
    ("model", "path"),
    [(Project, "admin:projects_project_changelist"), (Group, "admin:groups_group_changelist")],
)
def test_desk_narrows_its_lists_by_district(
    settings: Any, tmp_path: Path, cast: Cast, model: Any, path: str
) -> None:
    live_in(settings, tmp_path, DISTRICTS)
    project_of(cast, title="花の道")
    project_of(cast, title="川の道")
    first, second = model.objects.order_by("pk")[:2]
    model.objects.filter(pk=second.pk).update(district="river")
    desk = cast.browser("coordinator")

    found = desk.get(reverse(path), {"district": "river"}).content.decode()
    assert (str(second) in found, f">{first}<" in found) == (True, False)
    assert "?district=north" in found
    live_in(settings, tmp_path, "")
    assert "?district=" not in desk.get(reverse(path)).content.decode()


@pytest.mark.parametrize("query", ["みずべ地区", "みずべちく"])
def test_district_is_found_by_its_name_and_its_reading(
    settings: Any, tmp_path: Path, cast: Cast, query: str
) -> None:
    live_in(settings, tmp_path, DISTRICTS)
    project = project_of(cast, status="active", district="river")

    page = Client().get(reverse("search"), {"q": query}).content.decode()

    assert project.get_absolute_url() in page


#: What a record of a file says → the district of its project, or the columns that are refused.
OWN, OTHER = "吉川市", "見本町"
SAID = [
    (OWN, {"district": "north"}, "north"),
    (OWN, {"district": "みずべ地区"}, "river"),
    (OWN, {"district_name": "きたの地区"}, "north"),
    (OWN, {"district": "river", "district_name": "みずべ地区"}, "river"),
    (OWN, {"district": "", "district_name": None}, ""),
    (OWN, {}, ""),
    (OTHER, {"district": "north"}, ""),
    (OWN, {"district": "south"}, ["district"]),
    (OWN, {"district": "north", "district_name": "みなみ地区"}, ["district_name"]),
    (OWN, {"district": "north", "district_name": "みずべ地区"}, ["district_name"]),
]


@pytest.mark.parametrize(("municipality", "said", "expected"), SAID)
def test_district_is_taken_in_from_a_file(
    settings: Any, tmp_path: Path, municipality: str, said: dict[str, Any], expected: Any
) -> None:
    live_in(settings, tmp_path, DISTRICTS)
    one = json.loads(REAL.read_text(encoding="utf-8"))[0] | {"city": municipality} | said
    file = tmp_path / "records.json"
    file.write_text(json.dumps([one], ensure_ascii=False), encoding="utf-8")

    if isinstance(expected, list):
        with pytest.raises(ImportRefused) as refusal:
            import_file(file)
        assert [
            reason.split("の ")[1].split("「")[0] for reason in refusal.value.reasons
        ] == expected
        return
    import_file(file)
    project = Project.objects.get()
    assert project.district == expected
    assert export_record(project) == project.source.data
    Project.objects.update(district="river")
    again = export_record(Project.objects.get())
    known = {name for name in ("district", "district_name") if name in said}
    changed = {"district": "river", "district_name": "みずべ地区"} if municipality == OWN else said
    stays = {name: said[name] for name in known} if expected == "river" else changed
    assert {name: again[name] for name in known} == {name: stays[name] for name in known}
