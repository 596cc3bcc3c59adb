"""Help wanted and the answers to it, complete by default."""

from typing import Any

from django.utils import timezone

from groups.models import Department, Group, User
from projects.models import HelpAnswer, HelpField, HelpRequest, HelpWanted, Project, Question


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


def make_question(project: Project, by: User | None = None, **more: Any) -> Question:
    """Somebody asks a project; answered where the status says so."""
    answered = {"answer": "どなたでもどうぞ。", "answered_at": timezone.now()}
    is_answered = more.get("status") in ("openly", "privately")
    more = {"text": "だれでも行けますか。", **(answered if is_answered else {}), **more}
    return Question.objects.create(project=project, user=by, **more)


def make_request(wanted: HelpWanted, of: User | None, **more: Any) -> HelpRequest:
    """A supporter is asked to help with it."""
    words = {"public_name": "花の好きなM", "words": "土曜の朝、来ていただけますか。", **more}
    return HelpRequest.objects.create(help_wanted=wanted, user=of, **words)
