"""Short stories of a city's own groups and projects, written out to what the portal asks of each."""

from dataclasses import dataclass

from kyodo_portal.made_up.demonstration.clock import When
from kyodo_portal.made_up.demonstration.stories import Aim, Course, Plan, ProjectStory, Report
from kyodo_portal.made_up.demonstration.town import GroupStory

PLANNING, ACTIVE, DONE = "planning", "active", "done"


@dataclass(frozen=True, slots=True)
class GroupBrief:
    """A group in a line. `fields` are numbers of the NPO Act, as everywhere in the demonstration."""

    key: str
    name: str
    kana: str
    kind: str
    fields: tuple[int, ...]
    members: int
    purpose: str
    activities: str
    area: str = "市内全域"


@dataclass(frozen=True, slots=True)
class ProjectBrief:
    """A project in a few lines: what it is for, a goal (what, how much), what each side does, what it
    costs (yen of the city, of the group), how far it has come, and what came of it."""

    key: str
    title: str
    kana: str
    form: int
    pattern: str
    fields: tuple[int, ...]
    groups: tuple[str, ...]
    department: str
    summary: str
    purpose: str
    goal: tuple[str, str]
    group_does: str
    city_does: str
    yen: tuple[int, int]
    people: tuple[str, int]
    stage: str = ACTIVE
    told: str = ""


def group_story(brief: GroupBrief, number: int) -> GroupStory:
    """The group as it applied and was registered, three years ago."""
    return GroupStory(
        key=brief.key,
        name=brief.name,
        kana=brief.kana,
        kind=brief.kind,
        fields=brief.fields,
        purpose=brief.purpose,
        activities=brief.activities,
        area=brief.area,
        members=brief.members,
        founded=(-5 - number % 20, 4 + number % 8, 1 + number % 27),
        recruiting=number % 2 == 0,
        applied=(-3, 4, 6 + number % 20),
        registered=(-3, 5, 10 + number % 15),
    )


def project_story(brief: ProjectBrief, number: int) -> ProjectStory:
    """The project from its entry in the register to where it stands now."""
    years = -1 if brief.stage == DONE else 0
    month = 4 + number % 3
    return ProjectStory(
        key=brief.key,
        groups=brief.groups,
        departments=(brief.department,),
        registered=(years - 1, 12, 3 + number) if brief.stage != PLANNING else -20 - number,
        plan=_plan(brief, years, month),
        course=_course(brief, years, month, number),
    )


def _plan(brief: ProjectBrief, years: int, month: int) -> Plan:
    city, own = brief.yen
    costs = (
        *((("市の負担する費用", "city", city, "会場、資材、保険など"),) if city else ()),
        *((("団体の負担する費用", "group", own, "会費と参加費から"),) if own else ()),
    )
    starts: When = 40 if brief.stage == PLANNING else (years, month, 10)
    ends: When = 300 if brief.stage == PLANNING else (years, 3, 20)
    what, how_much = brief.goal
    is_over = brief.stage == DONE
    return Plan(
        title=brief.title,
        kana=brief.kana,
        summary=brief.summary,
        background=f"{brief.summary}きっかけは、住む人から寄せられた声でした。",
        purpose=brief.purpose,
        content=f"団体：{brief.group_does}。市：{brief.city_does}。月に一度、双方で進みぐあいを確かめます。",
        why_together="近くで暮らす人の気づきと、市の場所や仕組みの両方が要るためです。",
        effect=f"{what}を{how_much}にし、続けていける形をつくります。",
        people=brief.people[0],
        count=brief.people[1],
        place="市内の会場と地域",
        pattern=brief.pattern,
        form=brief.form,
        fields=brief.fields,
        starts=starts,
        ends=ends,
        aims=(Aim(what, how_much, brief.told, "reached") if is_over else Aim(what, how_much),),
        roles=(
            ("preparation", "進め方を一緒に決める", "both"),
            ("work", brief.group_does, "group"),
            ("work", brief.city_does, "city"),
            ("afterwards", "結果をまとめて公開する", "both"),
        ),
        costs=costs,
    )


def _course(brief: ProjectBrief, years: int, month: int, number: int) -> Course:
    if brief.stage == PLANNING:
        return Course()
    told = (
        (
            Report(
                (years, month + 2, 5 + number),
                "group",
                f"{brief.goal[0]}が進んでいます",
                brief.told,
            ),
        )
        if brief.told
        else ()
    )
    return Course(
        signed_by_city=(years, month, 2),
        signed_by_group=(years, month, 4),
        started=(years, month, 10),
        how_to_join="はじめての人も加われます。窓口か、活動の日に声をかけてください。",
        reports=told,
        result=brief.told if brief.stage == DONE else "",
        ended=(years, 3, 25) if brief.stage == DONE else None,
    )
