"""Help wanted and the answers to it, complete by default."""

from typing import Any

from groups.models import Department, Group, User
from projects.models import HelpAnswer, HelpField, HelpWanted, Project


def make_help(
    owner: Project | Group | Department,
    title: str = "",
    *,
    fields: tuple[int, ...] = (),
    **more: Any,
) -> HelpWanted:
    """Something that this project, group or department asks for: people, unless told otherwise."""
    wanted = HelpWanted.objects.create(
        **{
            owner._meta.model_name or "": owner,
            "kind": "people",
            "title": title or "花の植えかえ",
            "text": "花の苗を植えかえます。道具はこちらで用意します。",
            **more,
        }
    )
    HelpField.objects.bulk_create(HelpField(help_wanted=wanted, number=each) for each in fields)
    return wanted


def make_answer(
    wanted: HelpWanted, by: User | None = None, *, group: Group | None = None, **more: Any
) -> HelpAnswer:
    """Somebody, or a group, offers to help."""
    return HelpAnswer.objects.create(help_wanted=wanted, user=by, group=group, **more)
