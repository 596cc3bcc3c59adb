"""More about a project: rows, reports and photos, and the data its forms send."""

import datetime as dt
import io
from copy import deepcopy
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from groups.models import User
from kyodo_portal.files.uploads import check_photo
from kyodo_portal.writing.seen import Seen
from projects.agreement.parties import asked_by
from projects.agreement.terms import Terms, digest_of, terms_of
from projects.models import (
    Amendment,
    CostShare,
    Goal,
    Project,
    ProjectStep,
    RoleItem,
    Update,
    UpdatePhoto,
)
from projects.steps.table import STEPS
from projects.views.plan import parts_of
from tests.factories import make_user, sign_all, today

STEP = "invoice"
"""A step that somebody notes, of the group, and that the city may leave out."""


def make_step(project: Project, *, status: str = "waiting", key: str = STEP) -> ProjectStep:
    """A step of a project whose turn has come."""
    step = STEPS[key]
    return ProjectStep.objects.create(
        project=project,
        key=key,
        turn=step.turn.value,
        status=status,
        came_up_at=timezone.now(),
        due_on=today() + dt.timedelta(days=10),
        done_on=today() if status == "done" else None,
        reason="口座の名前がちがうため" if status in ("returned", "not_needed") else "",
    )


PLACE_IN_EXIF = "見本の撮影場所".encode("utf-16-le")


def photo_bytes(size: tuple[int, int] = (40, 30)) -> bytes:
    """A JPEG, a small one unless told otherwise, that says where and with what it was taken."""
    image = Image.new("RGB", size, "green")
    exif = Image.Exif()
    exif[0x010F] = "MIHON-CAMERA"
    exif[0x8825] = {1: "N", 2: (35.0, 53.0, 0.0)}
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif)
    return out.getvalue()


def photo_upload(name: str = "hanadan.jpg", size: tuple[int, int] = (40, 30)) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, photo_bytes(size), content_type="image/jpeg")


def add_update(project: Project, by: User, *, photos: int = 1, title: str = "植えました") -> Update:
    """A report of the group with photos."""
    update = Update.objects.create(
        project=project,
        title=title,
        body="花を植えました。",
        happened_on=today(),
        side="group",
        side_label="花と道の会",
        posted_by=by,
    )
    for number in range(photos):
        checked = check_photo(ContentFile(photo_bytes(), name="hanadan.jpg"))
        UpdatePhoto.from_checked(
            checked,
            by=by,
            update=update,
            caption=f"花だん{number + 1}",
            width=checked.width,
            height=checked.height,
        ).save()
    return update


def rows_data(prefix: str, rows: list[dict[str, Any]], *, initial: int) -> dict[str, Any]:
    """The data of a formset."""
    data: dict[str, Any] = {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": initial}
    for number, row in enumerate(rows):
        data |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return data


def goal_row(goal: Goal, **changes: Any) -> dict[str, Any]:
    return {
        "id": goal.pk,
        "what": goal.what,
        "how_much": goal.how_much,
        "by_when": goal.by_when.isoformat(),
        **changes,
    }


def role_row(role: RoleItem, **changes: Any) -> dict[str, Any]:
    return {
        "id": role.pk,
        "stage": role.stage,
        "item": role.item,
        "bearer": role.bearer,
        **changes,
    }


def plan_data(
    project: Project,
    *,
    goals: list[dict[str, Any]] | None = None,
    roles: list[dict[str, Any]] | None = None,
    costs: list[dict[str, Any]] | None = None,
    **changes: Any,
) -> dict[str, Any]:
    """What the plan's form sends when only these things were changed."""
    project.refresh_from_db()
    goal_rows = [goal_row(goal) for goal in project.goals.all()] if goals is None else goals
    role_rows = [role_row(role) for role in project.roles.all()] if roles is None else roles
    return {
        "seen": plan_token(project),
        "title": project.title,
        "purpose": project.purpose,
        "summary": project.summary,
        "start_pattern": project.start_pattern,
        "main_form": project.main_form,
        **rows_data("goals", goal_rows, initial=project.goals.count()),
        **rows_data("roles", role_rows, initial=project.roles.count()),
        **rows_data("costs", costs or [], initial=0),
        **rows_data("schedule", [], initial=0),
        **rows_data("expenses", [], initial=0),
        **changes,
    }


def plan_token(project: Project) -> str:
    """What the page of the plan carries of the state it shows."""
    form, rows = parts_of(Project.objects.get(pk=project.pk))
    return Seen([form, *rows.values()]).token


def add_rows(project: Project, number: int, by: User) -> None:
    """So many more goals, roles, costs and reports with as many photos."""
    for n in range(number):
        Goal.objects.create(project=project, what=f"目標{n}", how_much="1つ", by_when=today())
        RoleItem.objects.create(project=project, stage="afterwards", item=f"役{n}", bearer="both")
        CostShare.objects.create(project=project, category=f"費用{n}", payer="city", amount=1000)
        add_update(project, by, photos=number, title=f"報告{n}")


def changed_terms(project: Project, how_much: str = "20か所", **parts: Any) -> Terms:
    """The terms of a project with another first goal, and with these parts."""
    terms: Terms = deepcopy(terms_of(Project.objects.get(pk=project.pk)))
    if terms["goals"]:
        terms["goals"][0]["how_much"] = how_much
    return terms | parts


def make_amendment(
    project: Project, *, by: User | None = None, status: str = "proposed", **fields: Any
) -> Amendment:
    """An amendment of what a project's parties have signed, in this status; nobody has signed it."""
    base = project.agreements.order_by("version").last() or sign_all(project)
    terms = fields.pop("terms", None) or changed_terms(project)
    ended = timezone.now() if status != "proposed" else None
    amendment = Amendment.objects.create(
        project=project,
        number=project.amendments.count() + 1,
        base=base,
        terms=terms,
        digest=digest_of(terms),
        status=status,
        ended_at=ended,
        agreement=base if status == "agreed" else None,
        **{
            "reason": "花だんを増やせると分かったため。",
            "proposed_by": by or make_user(),
            "proposed_as": "花と道の会",
            **fields,
        },
    )
    for party in asked_by(project, terms):
        party.amendment = amendment
        party.save()
    return amendment
