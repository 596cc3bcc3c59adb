"""The projects of a made-up city and what belongs to them, a thousand at a time."""

import datetime as dt
from decimal import Decimal
from random import Random

from django.utils import timezone

from groups.models import User
from kyodo_portal.cities import city
from kyodo_portal.life.audit import AuditEntry
from kyodo_portal.made_up.filling.calls import Adoption
from kyodo_portal.made_up.filling.parts import Cast, Parts, add_parts
from kyodo_portal.made_up.filling.words import RARE, RARE_EVERY, SUBJECTS, Words
from kyodo_portal.words.text import fiscal_year
from projects.flows import PROJECT_FLOW
from projects.models import Origin, Project, ProjectStatus

YEARS = 15
"""The 年度 over which the projects are spread, the present one last."""

EVALUATED_EVERY, HIDDEN_EVERY = 10, 25
"""One project of so many has a published evaluation, no public page yet."""


def make_projects(
    rng: Random, places: range, *, cast: Cast, adoptions: list[Adoption], batch: int
) -> list[Project]:
    """The projects at these places of the whole, with everything that belongs to them. The first
    ones are born of the adopted proposals."""
    words, parts = Words(rng), Parts()
    projects = []
    for place in places:
        adoption = adoptions[place] if place < len(adoptions) else None
        subject = rng.choice(SUBJECTS)
        project = _project(words, place, subject, adoption, by=cast.by)
        lead = adoption.group if adoption is not None else rng.choice(cast.groups)
        add_parts(parts, project, place, subject, words, cast, lead)
        projects.append(project)
    Project.objects.bulk_create(projects, batch_size=batch)
    parts.write(batch)
    AuditEntry.objects.bulk_create(
        [entry for project in projects for entry in _acts(project, cast.by)], batch_size=batch
    )
    return projects


def has_report(project: Project) -> bool:
    """Whether it belongs to those that are to get a published evaluation."""
    return project.status == ProjectStatus.EVALUATED


def _status(place: int, year: int, this_year: int, rng: Random) -> str:
    if year == this_year:
        return ProjectStatus.ACTIVE
    return ProjectStatus.CANCELLED if rng.random() < 0.02 else ProjectStatus.COMPLETED


def _project(
    words: Words,
    place: int,
    subject: tuple[str, str, int],
    adoption: Adoption | None,
    *,
    by: User,
) -> Project:
    rng, now = words.rng, timezone.now()
    this_year = fiscal_year(now)
    year = this_year - rng.randrange(YEARS)
    status = _status(place, year, this_year, rng)
    is_public = place % HIDDEN_EVERY != HIDDEN_EVERY - 1
    if place % EVALUATED_EVERY == EVALUATED_EVERY - 2:
        year, status, is_public = min(year, this_year - 2), ProjectStatus.EVALUATED, True
    if adoption is not None:
        year, status, is_public = adoption.call.project_fiscal_year, ProjectStatus.PLANNING, True
    area = words.place()
    title, kana = words.title(area, subject)
    starts = dt.date(year, rng.randint(4, 12), rng.randint(1, 28))
    ends = min(starts + dt.timedelta(days=rng.randint(1, 120)), dt.date(year + 1, 3, 31))
    content = words.sentences(7, area[0], subject[0])
    if place % RARE_EVERY == RARE_EVERY // 100:
        content += f"年の終わりには{RARE}も行います。"
    is_over = status in (ProjectStatus.COMPLETED, ProjectStatus.EVALUATED)
    begun = dt.datetime(year, 4, 1, 9, tzinfo=timezone.get_default_timezone())
    total, summary = rng.randint(5, 200) * 10_000, words.sentences(2, area[0], subject[0])
    on_map = rng.random() < 0.5
    return Project(
        title=title,
        title_kana=kana,
        summary=summary,
        background=words.sentences(3, area[0], subject[0]),
        purpose=words.sentences(2, area[0], subject[0]),
        content=content,
        why_together=words.sentences(2, area[0], subject[0]),
        target_people="市内に住む人",
        expected_count=rng.randint(10, 500),
        place=area[0],
        latitude=Decimal(f"35.{rng.randint(860_000, 920_000)}") if on_map else None,
        longitude=Decimal(f"139.{rng.randint(820_000, 890_000)}") if on_map else None,
        starts_on=starts,
        ends_on=ends,
        fiscal_year=year,
        fiscal_year_end=year,
        start_pattern=rng.choice([each.code for each in city().patterns_on] or [""]),
        main_form=rng.choice(city().enabled_forms),
        budget_total=total,
        budget_city=total * rng.randint(0, 10) // 10,
        result=words.sentences(3, area[0], subject[0]) if is_over else "",
        origin=Origin.RECORD if adoption is None else Origin.PROPOSAL,
        status=status,
        published_at=begun if is_public else None,
        started_at=begun if status != ProjectStatus.PLANNING else None,
        completed_at=begun + dt.timedelta(days=350) if is_over else None,
        created_by=by,
    )


def _acts(project: Project, by: User) -> list[AuditEntry]:
    """What is told of its course beside the reports."""
    moments = [
        ("publish", "公開した", "", project.published_at),
        ("start", "事業を始める", ProjectStatus.ACTIVE, project.started_at),
        ("complete", "事業を終える", ProjectStatus.COMPLETED, project.completed_at),
    ]
    return [
        AuditEntry(
            at=at,
            by=by,
            action=PROJECT_FLOW.action(name),
            target_model=Project._meta.label_lower,
            target_id=project.pk,
            target_label=project.title,
            label=label,
            status_after=status,
        )
        for name, label, status, at in moments
        if at is not None
    ]
