"""What waits for a person about help wanted and questions."""

from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext

from kyodo_portal.life.people import Account, Person, is_signed_in
from kyodo_portal.life.waiting import Task
from projects.models import (
    HelpAnswer,
    HelpRequest,
    HelpRequestStatus,
    HelpWanted,
    Question,
    QuestionStatus,
)

SHOWN = 20
"""Of each kind, the oldest."""


def waiting_for(user: Person) -> list[Task]:
    """What this person is asked to help with, and about their ties to it; then offers to be answered,
    questions, and what was taken over and nobody has looked at: of those for whom this person speaks. One
    query, and three for them."""
    if not is_signed_in(user):
        return []
    mine = _asked_of(user)
    if not (user.managed_group_ids or user.department_ids):
        return mine
    offers = HelpAnswer.objects.to_decide_by(user).waiting().select_related("help_wanted")
    asked = Question.objects.to_answer_by(user).filter(status=QuestionStatus.ASKED)
    old = HelpWanted.objects.taking().decided_by(user).filter(is_taken_over=True)
    return [
        *mine,
        *(
            Task(
                gettext("手伝いの申し出に返事をする：{title}").format(title=offer.help_wanted),
                offer.get_absolute_url(),
            )
            for offer in offers.order_by("created_at")[:SHOWN]
        ),
        *(
            Task(
                gettext("事業への質問に答える：{title}").format(title=question.project),
                question.get_absolute_url(),
            )
            for question in asked.select_related("project").order_by("created_at")[:SHOWN]
        ),
        *(
            Task(
                gettext("以前の記入から作られた募集を確かめる：{title}").format(title=wanted),
                reverse("help_wanted:detail", args=[wanted.pk]),
            )
            for wanted in old.order_by("created_at")[:SHOWN]
        ),
    ]


def _asked_of(user: Account) -> list[Task]:
    """What a supporter is asked to answer: the request itself; and after a yes to a task of the city, how
    they are tied to it. One query."""
    untold = HelpAnswer.objects.waiting().filter(
        help_wanted=OuterRef("help_wanted"),
        user=user.pk,
        interest="",
        help_wanted__is_civic_partner=True,
    )
    agreed = Q(status=HelpRequestStatus.AGREED, untold__isnull=False)
    asked = HelpRequest.objects.filter(user=user.pk).annotate(
        untold=Subquery(untold.values("pk")[:1])
    )
    waiting = asked.filter(Q(pk__in=HelpRequest.objects.waiting().values("pk")) | agreed)
    owner = ("help_wanted__project", "help_wanted__group", "help_wanted__department")
    tasks = []
    for request in waiting.select_related(*owner).order_by("created_at")[:SHOWN]:
        title = request.help_wanted.title
        unasked: int | None = getattr(request, "untold", None)
        if unasked is not None:
            label = gettext("利害関係を答える：{title}").format(title=title)
            tasks.append(Task(label, reverse("help_wanted:answer_detail", args=[unasked])))
        elif request.help_wanted.is_taking:
            label = gettext("手伝いの頼みごとに返事をする：{title}").format(title=title)
            tasks.append(Task(label, request.get_absolute_url(), request.last_day))
    return tasks
