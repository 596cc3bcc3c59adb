"""What projects and groups had written of taking part is help wanted after the upgrade, once and unconfirmed;
on the way back a group looks for people again by its mark."""

from collections.abc import Generator
from typing import Any

from groups.models import Group, GroupField
from kyodo_portal.cities import city
from projects.models import HelpWanted, Project, ProjectField, SourceRecord
from tests.factories import make_group, make_project

SENTENCE = "毎週土曜9時、広場に集まります。"

PROJECTS = {
    "planning": ("planning", SENTENCE, ""),
    "under way": ("active", f"  {SENTENCE} ", city().name),
    "says nothing": ("active", "", ""),
    "blank": ("active", " \n", ""),
    "over": ("completed", SENTENCE, ""),
    "called off": ("cancelled", SENTENCE, ""),
    "elsewhere": ("active", SENTENCE, "遠くの市"),
}
"""Status, sentence and the municipality of the record that it is."""

GROUPS = {
    "looks": ("registered", True),
    "rests": ("dormant", True),
    "applies": ("applied", True),
    "is no more": ("deleted", True),
    "looks not": ("registered", False),
}


def make_projects() -> dict[str, Project]:
    made = {}
    for name, (status, sentence, municipality) in PROJECTS.items():
        made[name] = make_project(status=status, how_to_join=sentence)
        ProjectField.objects.create(project=made[name], number=7)
        if municipality:
            SourceRecord.objects.create(
                project=made[name], municipality=municipality, external_id=f"加わる-{name}"
            )
    return made


def what_was_written_of_taking_part_is_help_wanted() -> Generator[None, Any, None]:
    projects = make_projects()
    groups = {name: make_group(status=status) for name, (status, _) in GROUPS.items()}
    GroupField.objects.create(group=groups["looks"], number=3)
    asked = make_group("あとから募集した会")
    HelpWanted.objects.create(group=asked, kind="people", title="仲間", text="来てください。")
    ended = make_group("募集を終えた会", is_recruiting=True)

    past = yield
    former = past.get_model("groups", "Group").objects
    back = dict(former.filter(pk__in=[asked.pk, ended.pk]).values_list("pk", "is_recruiting"))
    for name, (_, is_recruiting) in GROUPS.items():
        former.filter(pk=groups[name].pk).update(is_recruiting=is_recruiting)
    yield

    assert back == {asked.pk: True, ended.pk: False}
    rows = HelpWanted.objects.filter(project__in=[each.pk for each in projects.values()])
    found = {row.project_id: row for row in rows}
    assert rows.count() == len(found)
    assert [name for name, each in projects.items() if each.pk in found] == [
        "planning",
        "under way",
    ]
    for row in found.values():
        told = (row.kind, row.text, row.number, row.last_day, row.is_taken_over)
        assert told == ("people", SENTENCE, None, None, True)
        assert [each.number for each in row.fields.all()] == [7]
        assert (row.is_taking, row.created_by, row.history().count()) == (True, None, 0)
        assert row.created_at == row.project.updated_at
    assert Project.objects.get(pk=projects["planning"].pk).how_to_join == SENTENCE
    looking = HelpWanted.objects.filter(group__in=[each.pk for each in groups.values()])
    by_group = {row.group_id: row for row in looking}
    assert [name for name, each in groups.items() if each.pk in by_group] == [
        "looks",
        "rests",
        "applies",
    ]
    assert [each.number for each in by_group[groups["looks"].pk].fields.all()] == [3]
    assert by_group[groups["looks"].pk].is_taking
    assert not by_group[groups["rests"].pk].is_taking
    again = HelpWanted.objects.get(group=asked.pk)
    assert (again.is_taken_over, again.text) == (True, by_group[groups["looks"].pk].text)
    assert Group.objects.get(pk=ended.pk).help_wanted.count() == 0
