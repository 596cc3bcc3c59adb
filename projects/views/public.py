"""The register of projects, and the story of each."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from groups.rules.people import managed_groups
from kyodo_portal.cities import city
from kyodo_portal.life.moves import make_move
from kyodo_portal.life.people import Person
from kyodo_portal.lists.listing import listing
from kyodo_portal.lists.whole import read_whole
from kyodo_portal.words.languages import listed
from kyodo_portal.writing.columns import label_of
from projects.agreement.conditions import conditions_of
from projects.agreement.parties import waits_for
from projects.agreement.terms import standing_of
from projects.flows import PROJECT_FLOW
from projects.history import course_of, steps_of
from projects.models import OPEN_STATUSES, Event, Origin, Project, Question, Update
from projects.profile import hands_of, photo_of, shares_of
from projects.published.kinds import PROJECTS
from projects.questions import BORN_OF, JUDGED
from projects.register.columns import columns_of
from projects.register.event_lines import EventLine
from projects.register.event_lines import lines_of as days_of
from projects.register.facets import TALLIES
from projects.register.help_lines import help_of
from projects.register.lines import card_of, lines_of
from projects.road.shown import road_of
from projects.rules import projects as rules
from projects.rules.between_citizens import can_tell_together
from projects.rules.conditions import can_tick_conditions
from projects.rules.help_wanted import can_ask_for_help, speaks_for
from projects.rules.questions import can_ask
from projects.types import CollaborationForm
from projects.views.crumbs import crumbs_to
from projects.views.lookup import found_project
from projects.views.ways import views_of

QUESTIONS_SHOWN = 20
"""Questions that are shown with their answers, the newest first."""


@login_not_required
@require_safe
def project_list(request: HttpRequest) -> HttpResponse:
    """The register: every collaboration of the city, searched and narrowed by its address."""
    filterset = PROJECTS.narrowed(request.GET, PROJECTS.listed_for(request.user))
    shown = listing(request, filterset, TALLIES)
    lines = lines_of(shown["page_obj"].object_list)
    shown["page_obj"].object_list = lines
    view = filterset.form.cleaned_data.get("view") or "cards"
    return render(
        request,
        "projects/project_list.html",
        {
            **shown,
            "view": view,
            "cards": [card_of(line) for line in lines] if view == "cards" else [],
            "views": views_of(request, view),
            "columns": columns_of(request, filterset.form.cleaned_data.get("sort"))
            if view == "table"
            else [],
            "may_tell_together": city().citizens_together and can_tell_together(request.user),
            "may_apply": bool(managed_groups(request.user))
            and CollaborationForm.SPONSORSHIP in city().enabled_forms,
            "crumbs": [(gettext("協働事業"), None)],
        },
    )


@login_not_required
@require_safe
def project_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One collaboration as one story: why, what was agreed, how it went, what came of it."""
    project = found_project(request.user, pk)
    standing = standing_of(project)
    updates = read_whole(Update.objects.filter(project=project).with_side_names(), "photos")
    is_born = project.origin == Origin.PROPOSAL
    proposal = BORN_OF.of(project, by=request.user) if is_born else None
    judged = JUDGED.of(project, by=request.user)
    story = course_of(project, updates, proposal=proposal, judged=judged)
    may = {
        "edit": rules.can_edit(request.user, project),
        "sign": rules.can_be_signed_by_parties(request.user, project)
        and bool(waits_for(request.user, project, standing)),
        "post_update": rules.can_post_update(request.user, project),
        "write_results": rules.can_write_results(request.user, project),
    }
    offers = PROJECT_FLOW.offers(request.user, project)
    next_days, conditions = next_days_of(project), conditions_of(project)
    return render(
        request,
        "projects/project_detail.html",
        {
            "project": project,
            "crumbs": crumbs_to(project),
            "linked_data": PROJECTS.linked_data_of(project),
            "is_open": project.status in OPEN_STATUSES,
            "next_days": next_days,
            "open_day": next((day for day in next_days[:1] if day.is_open), None),
            "turn": judged.turn or project.whose_turn,
            "steps": steps_of(project),
            "road": road_of(project, request.user),
            "story": story,
            "updates": updates,
            "mendable": mendable_by(request.user, project, updates),
            "standing": standing,
            "is_amended": rules.is_amended(project),
            "agreed_before": standing.agreement is not None and not standing.is_current,
            "hands": hands_of(project),
            "shares": shares_of(project),
            "conditions": conditions,
            "may_tick": bool(conditions) and can_tick_conditions(request.user, project),
            "cost_lines": len(project.costs.all()) + len(project.expenses.all()),
            "photo": photo_of(updates),
            "facts": facts_of(project),
            "plan_texts": plan_texts_of(project),
            "help_wanted": help_of(project),
            "questions": list(Question.objects.public().filter(project=project)[:QUESTIONS_SHOWN]),
            "can_ask": can_ask(request.user, project),
            "may_ask_for_help": can_ask_for_help(request.user, project),
            "hold_url": _hold_url(request.user, project),
            "source": getattr(project, "source", None),
            "proposal": proposal,
            "evaluations": judged.evaluations,
            "report": judged.report,
            "may": may,
            "offers": offers,
            "begin_url": judged.begin_url,
            "has_part": bool(offers or judged.begin_url) or any(may.values()),
        },
    )


def _hold_url(person: Person, project: Project) -> str:
    """Where those who speak for a project make a day of it; nothing for others, or after its end."""
    if project.elsewhere or project.status not in OPEN_STATUSES or not speaks_for(person, project):
        return ""
    return f"{reverse('events:create')}?holder=project:{project.pk}"


DAYS_SHOWN = 3
"""Coming days on the page of a project; the rest is in their list."""


def next_days_of(project: Project) -> list[EventLine]:
    """The next days of a project to which everybody may come: one query; none where it has ended."""
    if project.status not in OPEN_STATUSES:
        return []
    coming = Event.objects.public().coming().filter(project=project)
    return days_of(coming.select_related("project", "place")[:DAYS_SHOWN])


#: What is planned beside what is signed, and where it stands on the page.
PLAN_TEXTS = {
    "novelty": "novelty",
    "sustainability": "lasting",
    "safety": "safety",
    "other_grants": "grants",
}


def plan_texts_of(project: Project) -> list[tuple[str, str, str]]:
    """What the plan says beside its terms, as (place on the page, label, words); nothing of what was
    not written."""
    texts = (
        (place, label_of(project, name), getattr(project, name))
        for name, place in PLAN_TEXTS.items()
    )
    return [text for text in texts if text[2]]


def mendable_by(person: Person, project: Project, updates: list[Update]) -> set[int]:
    """The reports that this person may correct or take down, by their keys."""
    for update in updates:
        update.project = project
    return {update.pk for update in updates if rules.can_mend_update(person, update)}


@login_not_required
@require_POST
def project_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a move of the project's life."""
    project = found_project(request.user, pk, agreements=False)
    return make_move(request, PROJECT_FLOW, project)


def facts_of(project: Project) -> list[tuple[str, object]]:
    """The outline beside the story: what has been written of it, nothing that has not."""
    rows: list[tuple[str, object]] = [
        (gettext("対象となる人"), project.target_people),
        (
            gettext("見込みの人数"),
            gettext("{expected_count:,}人").format(expected_count=project.expected_count)
            if project.expected_count
            else "",
        ),
        (gettext("場所"), project.place),
        (gettext("地区"), project.district_name),
        (gettext("分野"), listed(str(row) for row in project.fields.all())),
    ]
    return [(label, value) for label, value in rows if value]
