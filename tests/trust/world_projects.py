"""Projects in every status, one of them not yet published, with progress reports and photos."""

from typing import Any

from projects.models import DraftRemark, Partner, Project, Update, UpdatePhoto
from tests.factories import make_project, sign_all, tell_result, write_down
from tests.projects.factories import changed_terms, make_amendment, make_step
from tests.trust.canaries import canary
from tests.trust.kept_files import keep_photo

STATUSES = ("planning", "agreed", "active", "completed", "evaluated", "cancelled")


def add(world: Any) -> None:
    """Add the projects of the group and the department, by their status."""
    for status in STATUSES:
        world.things[f"project_{status}"] = make_project(
            canary(f"project_{status}.title"), status=status, **sides(world)
        )
    for status in ("active", "completed", "evaluated"):
        tell_result(world[f"project_{status}"])
    world.things["project_unpublished"] = make_project(
        canary("project_unpublished.title"),
        published=False,
        purpose=canary("project_unpublished.purpose"),
        summary=canary("project_unpublished.summary"),
        **sides(world),
    )
    for name in ("active", "unpublished"):
        _add_update(world, f"project_{name}")
        world.things[f"step_of_project_{name}"] = make_step(world[f"project_{name}"])
    _add_paper_signature(world)
    _add_amendment(world)


def sides(world: Any) -> dict[str, Any]:
    """The two sides of all projects here."""
    return {"groups": (world.cast.group,), "departments": (world.cast.department,)}


def _add_amendment(world: Any) -> None:
    """In the active project the group has proposed a change of what was signed."""
    project = world["project_active"]
    amendment = make_amendment(
        project,
        by=world.cast["manager"],
        reason=canary("amendment.reason"),
        terms=changed_terms(project, purpose=canary("amendment.purpose")),
    )
    amendment.asked.filter(group=world.cast.group).update(proposes=True)


def _add_update(world: Any, name: str) -> None:
    update = Update.objects.create(
        project=world[name],
        title=canary(f"{name}.update_title"),
        body=canary(f"{name}.update_body"),
        side="group",
        side_label=world.cast.group.name,
        posted_by=world.cast["manager"],
    )
    world.things[f"update_of_{name}"] = update
    world.things[f"photo_of_{name}"] = keep_photo(
        UpdatePhoto, by=world.cast["manager"], update=update, caption=canary(f"{name}.photo")
    )


def _add_paper_signature(world: Any) -> None:
    """In the agreed project a partner without an account has signed on paper."""
    project = world["project_agreed"]
    project.agreements.all().delete()
    Partner.objects.create(project=project, name="登録のない会", order=9)
    agreement = sign_all(Project.objects.get(pk=project.pk))
    signature = agreement.signatures.get(department=None, partner__group=None)
    signature.signer_name, signature.on_paper = canary("project_agreed.signer"), True
    signature.save()
    DraftRemark.objects.create(
        project=project,
        version=1,
        text=canary("project_agreed.remark"),
        party_name="登録のない会",
        written_by=world.cast["manager"],
    )
    for kind in ("manager", "staff", "coordinator"):
        write_down(project, "edit", by=world.cast[kind], label="計画を書き直した")
