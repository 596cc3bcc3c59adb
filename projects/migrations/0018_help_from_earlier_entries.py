"""What projects wrote of how to take part, and groups by their mark that they look for people, becomes
help wanted, once each: marked as taken over from earlier entries until somebody of their side has looked
at it. The project's sentence stays where it is. Records of other cities, projects that have ended and
groups that are no more get none. It is as old as what it was made of, so that it is nobody's news."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.db import migrations
from django.db.models import Exists, OuterRef, Q, Subquery

from kyodo_portal.cities import city

OPEN = ("planning", "agreed", "active")
TAKING = ("open", "answered", "partly")
STANDING = ("applied", "returned", "registered", "dormant")
PROJECT_TITLE = "この事業に加わる・手伝う方"
GROUP_TITLE = "いっしょに活動する仲間"
GROUP_TEXT = "いっしょに活動する仲間を募集しています。くわしいことは、団体にお聞きください。"


def _make(wanted: Any, field: Any, owners: Iterable[Any], name: str, title: str) -> None:
    made = wanted.bulk_create(
        [
            wanted.model(
                **{f"{name}_id": owner.pk},
                kind="people",
                title=title,
                text=getattr(owner, "how_to_join", "").strip() or GROUP_TEXT,
                district=owner.district,
                is_taken_over=True,
                submission_key=uuid.uuid4(),
            )
            for owner in owners
        ]
    )
    numbers = {owner.pk: [row.number for row in owner.fields.all()] for owner in owners}
    field.bulk_create(
        field.model(help_wanted_id=each.pk, number=number)
        for each in made
        for number in numbers[getattr(each, f"{name}_id")]
    )


def take_over(apps: Any, schema_editor: Any) -> None:
    database = schema_editor.connection.alias

    def stored(app: str, model: str) -> Any:
        return apps.get_model(app, model).objects.using(database)

    wanted, field = stored("projects", "HelpWanted"), stored("projects", "HelpField")
    own = Q(source=None) | Q(source__municipality__in=("", city().name, city().full_name))
    projects = stored("projects", "Project").filter(own, status__in=OPEN).exclude(how_to_join="")
    told = [each for each in projects.prefetch_related("fields") if each.how_to_join.strip()]
    groups = stored("groups", "Group").filter(is_recruiting=True, status__in=STANDING)
    _make(wanted, field, told, "project", PROJECT_TITLE)
    _make(wanted, field, list(groups.prefetch_related("fields")), "group", GROUP_TITLE)
    for name, owner in (("project", "Project"), ("group", "Group")):
        app = "projects" if name == "project" else "groups"
        since = stored(app, owner).filter(pk=OuterRef(name)).values("updated_at")
        mine = wanted.filter(is_taken_over=True).exclude(**{name: None})
        mine.update(created_at=Subquery(since), updated_at=Subquery(since))


def mark_groups(apps: Any, schema_editor: Any) -> None:
    """For whoever goes back: a group looks for people there by its mark."""
    database = schema_editor.connection.alias
    wanted = apps.get_model("projects", "HelpWanted").objects.using(database)
    groups = apps.get_model("groups", "Group").objects.using(database)
    looking = Exists(wanted.filter(group=OuterRef("pk"), kind="people", status__in=TAKING))
    groups.filter(is_recruiting=False).filter(looking).update(is_recruiting=True)
    groups.filter(is_recruiting=True).exclude(looking).update(is_recruiting=False)


class Migration(migrations.Migration):
    dependencies = [("projects", "0017_help_wanted")]

    operations = [migrations.RunPython(take_over, mark_groups)]
