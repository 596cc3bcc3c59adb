"""Each city's demonstration: the shared stories in its own kinds, and groups and projects of its own."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.db.models import Count
from django.test import Client, override_settings

from groups.models import Group
from kyodo_portal.cities import city, load_city
from kyodo_portal.made_up.demonstration.cities import TABLES, own_groups, own_projects
from kyodo_portal.made_up.demonstration.cities.saku_register import COUNTED
from kyodo_portal.made_up.demonstration.fitting import fields_of, form_of, kind_of
from kyodo_portal.made_up.demonstration.loading import load
from projects.models import Project


@pytest.fixture(scope="module")
def saku(for_the_file: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The demonstration of a city without start patterns and with fields of its own."""
    media = tmp_path_factory.mktemp("media")
    with override_settings(MEDIA_ROOT=media, KYODO_CITY="saku"):
        cache.clear()
        load()
        yield
    cache.clear()


@pytest.mark.once
@pytest.mark.parametrize("name", sorted(TABLES))
def test_each_city_has_groups_and_projects_of_its_own(name: str) -> None:
    groups, projects = own_groups(name), own_projects(name)
    keys = {story.key for story in groups}

    assert len(groups) >= 12
    assert len(projects) >= 8
    assert len({story.name for story in groups}) == len(keys) == len(groups)
    assert {key for story in projects for key in story.groups} <= keys
    elsewhere = {story.name for other in TABLES if other != name for story in own_groups(other)}
    assert {story.name for story in groups} & elsewhere == set()


@pytest.mark.once
@pytest.mark.parametrize("name", sorted(TABLES))
def test_stories_fit_what_the_city_offers(name: str) -> None:
    here = load_city(name)

    assert {form_of(here, number) for number in range(1, 13)} <= set(here.enabled_forms)
    offered = {each.number for each in here.fields_on}
    assert {number for field in range(1, 21) for number in fields_of(here, (field,))} <= offered
    kinds = {each.code for each in here.group_kinds_on}
    assert {kind_of(here, code) for code in ("npo", "other", "neighbourhood")} <= kinds


def test_the_register_of_saku_counts_what_its_guideline_counts(saku: None) -> None:
    kinds = Group.objects.registered().values_list("kind").annotate(Count("pk"))
    counted = {kind: number for kind, number in kinds if kind in COUNTED}

    assert counted == {"neighbourhood": 239, "npo": 35, "volunteer": 130}
    names = list(Group.objects.values_list("name", flat=True))
    assert len(set(names)) == len(names)


def test_a_city_without_patterns_has_none_in_its_records(saku: None) -> None:
    projects = Project.objects.published().with_list_parts()

    assert {project.start_pattern for project in projects} == {""}
    assert {project.main_form for project in projects} <= set(city().enabled_forms)
    numbers = {row.number for project in projects for row in project.fields.all()}
    assert numbers == {50, 51, 52, 53, 54, 55, 56}


def test_groups_do_something_with_each_other(saku: None, client: Client) -> None:
    together = Project.objects.published().filter(between_citizens=True)

    assert sorted(together.values_list("status", flat=True)) == ["active", "completed"]
    shown = client.get("/projects/?among=citizens").context["page_obj"]
    assert {line.pk for line in shown} == set(together.values_list("pk", flat=True))


def test_groups_of_the_register_are_found(saku: None, client: Client) -> None:
    group = Group.objects.filter(kind="neighbourhood", members_count__gt=0).latest("pk")
    assert group.name in client.get("/search/", {"q": group.name}).content.decode()
    assert "239" in client.get("/groups/", {"kind": "neighbourhood"}).content.decode()
