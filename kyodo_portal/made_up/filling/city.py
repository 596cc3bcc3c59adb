"""Filling a database with a made-up city of a given size."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from django.db import transaction

from kyodo_portal import search
from kyodo_portal.made_up.filling.advising import make_advisers
from kyodo_portal.made_up.filling.amendments import make_amendments
from kyodo_portal.made_up.filling.bodies import departments, make_groups, writer
from kyodo_portal.made_up.filling.calls import adoptions_of, make_calls, make_proposals
from kyodo_portal.made_up.filling.concerns import make_concerns
from kyodo_portal.made_up.filling.events import make_events
from kyodo_portal.made_up.filling.help import make_help
from kyodo_portal.made_up.filling.lectures import make_lectures, make_requests
from kyodo_portal.made_up.filling.meetings import make_meetings
from kyodo_portal.made_up.filling.networks import make_networks
from kyodo_portal.made_up.filling.offers import make_offers
from kyodo_portal.made_up.filling.opinions import make_rounds
from kyodo_portal.made_up.filling.parts import Cast
from kyodo_portal.made_up.filling.people import (
    make_answers,
    make_representatives,
    make_supporters,
)
from kyodo_portal.made_up.filling.places import make_places
from kyodo_portal.made_up.filling.reports import make_reports
from kyodo_portal.made_up.filling.works import has_report, make_projects
from projects.models import Project, ProjectStatus

AT_ONCE = 1_000
"""Projects made and kept in memory at once."""

BATCH = 500
"""Rows written in one statement."""

Progress = Callable[[str, int, int], None]
"""Told what is being made, how many of it are done, and of how many."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many groups, days in a year and supporters, where they are not to be in proportion to the
    projects."""

    groups: int = 0
    events: int = 0
    supporters: int = 0


IN_PROPORTION = Sizes()


def fill(
    *, projects: int, seed: int, progress: Progress, sizes: Sizes = IN_PROPORTION
) -> dict[str, int]:
    """Add a made-up city with so many projects, in proportion: a group for twenty projects, a
    progress report for five, a published evaluation for ten, a place for two hundred, a call and a round
    of opinions for five hundred, help wanted for each one that goes on, an offer for three groups, a
    meeting for a hundred projects, a day in a year for two, a supporter and a concern for five, a
    lecture asked for ten; `sizes` say otherwise. Each thousand projects
    are one transaction; the search is filled at the end. Returns what was made, by name.
    """
    rng = Random(seed)  # noqa: S311 - the same city for the same seed, nothing secret
    with transaction.atomic():
        by, offices = writer(), departments()
        groups = make_groups(rng, sizes.groups or max(3, projects // 20), by=by, batch=BATCH)
        progress("団体", len(groups), len(groups))
        number = max(2, projects // 500)
        calls = make_calls(rng, number, departments=offices, by=by, batch=BATCH)
        progress("募集", number, number)
        opinions = make_rounds(
            Random(seed + 6),  # noqa: S311
            number,
            departments=offices,
            by=by,
            batch=BATCH,
        )
        progress("意見", opinions, opinions)
        places = make_places(Random(seed + 1), max(3, projects // 200), batch=BATCH)  # noqa: S311
        progress("場所", len(places), len(places))
        make_networks(groups, by=by, batch=BATCH)
        make_advisers(groups, by=by, batch=BATCH)
        given = make_offers(Random(seed + 4), groups, by=by, batch=BATCH)  # noqa: S311
        met = make_meetings(Random(seed + 5), max(3, projects // 100), by=by, batch=BATCH)  # noqa: S311
        helping = Random(seed + 3)  # noqa: S311
        people = make_supporters(helping, sizes.supporters or max(3, projects // 5), batch=BATCH)
        make_representatives(people, groups, batch=BATCH)
        progress("サポーター", len(people), len(people))
        told = make_concerns(
            Random(seed + 5),  # noqa: S311
            max(5, projects // 5),
            people=people,
            batch=BATCH,
        )
    adoptions = adoptions_of(rng, calls, groups)
    cast = Cast(by, groups, offices)
    born: list[Project] = []
    hosts: list[Project] = []
    reports = amendments = helped = 0
    for start in range(0, projects, AT_ONCE):
        numbers = range(start, min(start + AT_ONCE, projects))
        with transaction.atomic():
            made = make_projects(rng, numbers, cast=cast, adoptions=adoptions, batch=BATCH)
            evaluated = [project for project in made if has_report(project)]
            reports += make_reports(rng, evaluated, by=by, batch=BATCH)
            amendments += make_amendments(made, by=by, batch=BATCH)
            looking = [] if start else groups
            helped += make_help(rng, made, looking, by=by, batch=BATCH)
        born += made[: max(0, len(adoptions) - start)]
        hosts += [project for project in made if project.status == ProjectStatus.ACTIVE]
        progress("事業", numbers.stop, projects)
    with transaction.atomic():
        proposals = make_proposals(
            rng,
            calls,
            list(zip(adoptions, born, strict=False)),
            groups=groups,
            departments=offices,
            by=by,
            batch=BATCH,
        )
    with transaction.atomic():
        lectures = make_lectures(Random(seed + 3), offices, batch=BATCH)  # noqa: S311
        asked = make_requests(
            Random(seed + 7),  # noqa: S311
            max(6, projects // 10),
            people=people,
            by=by,
            batch=BATCH,
        )
        progress("出前講座", lectures + asked, lectures + asked)
    with transaction.atomic():
        events = make_events(
            Random(seed + 2),  # noqa: S311
            sizes.events or max(6, projects // 2),
            groups=groups,
            projects=hosts,
            places=places,
            by=by,
            batch=BATCH,
        )
        progress("参加できる日", events, events)
        answered = make_answers(helping, people, batch=BATCH)
    progress("検索の索引", 0, 1)
    documents = search.rebuild()
    progress("検索の索引", 1, 1)
    return {
        "団体": len(groups),
        "募集": number,
        "意見": opinions,
        "場所": len(places),
        "参加できる日": events,
        "出前講座": lectures,
        "出前講座の申込み": asked,
        "提案": proposals,
        "協働事業": projects,
        "公表した評価": reports,
        "協定の変更案": amendments,
        "手伝いの募集": helped,
        "団体からの提供": given,
        "地域の困りごと": told,
        "委員会の会議": met,
        "サポーター": len(people),
        **answered,
        "検索の文書（前からあったものを含む）": sum(documents.values()),
    }
