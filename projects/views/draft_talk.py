"""The talk of the parties about a version of their agreement, on the page of the agreement."""

from typing import Any

from django.http import HttpRequest

from projects.agreement.parties import voices_of
from projects.forms import RemarkForm
from projects.models import DraftRemark, Project
from projects.rules.draft_remarks import can_remark


def remarks_of(request: HttpRequest, project: Project, rejected: Any = None) -> dict[str, Any]:
    """What the page shows of the talk: nothing, and no query, for who is no member of a party."""
    if not voices_of(request.user, project):
        return {"remarks": [], "remark_form": None}
    written = DraftRemark.objects.visible_to(request.user).filter(project=project)
    form = rejected if isinstance(rejected, RemarkForm) else RemarkForm(prefix="remark")
    return {
        "remarks": list(written),
        "remark_form": form if can_remark(request.user, project) else None,
    }
