"""Changes of agreements: one that is being talked about, and what became of others."""

from copy import deepcopy
from dataclasses import dataclass

from groups.models import User
from kyodo_portal.made_up.demonstration.cast import World
from kyodo_portal.made_up.demonstration.clock import When, at
from projects.actions.amendments import propose_change, sign_amendment
from projects.agreement.terms import terms_of
from projects.amending.flow import AMENDMENT_FLOW
from projects.models import Amendment, AmendmentStatus, Project


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeStory:
    """A change of the first goal of a project, and what came of it: `outcome` is the status in which
    it is today."""

    project: str
    proposed: When
    by_group: bool
    how_much: str
    reason: str
    outcome: AmendmentStatus = AmendmentStatus.PROPOSED
    ended: When = -1
    note: str = ""


CHANGES = (
    ChangeStory(
        project="riverside",
        proposed=-28,
        by_group=False,
        how_much="年12回×10地点",
        reason="下流の二か所でも調べてほしいという声があり、地点を増やしました。",
        outcome=AmendmentStatus.AGREED,
        ended=-24,
    ),
    ChangeStory(
        project="riverside",
        proposed=-8,
        by_group=True,
        how_much="年14回×10地点",
        reason="調べる人が増え、夏に二回多く調べられるようになりました。回数の目標を上げたいです。",
    ),
    ChangeStory(
        project="roadside",
        proposed=-40,
        by_group=True,
        how_much="2.4キロ",
        reason="となりの通りからも声がかかり、受け持つ歩道を延ばしたいと考えました。",
        outcome=AmendmentStatus.WITHDRAWN,
        ended=-36,
    ),
    ChangeStory(
        project="reading",
        proposed=-18,
        by_group=True,
        how_much="年110回",
        reason="地区の集会所でも開いてほしいという声があり、回数を増やしたいです。",
        outcome=AmendmentStatus.DECLINED,
        ended=-14,
        note="図書館の部屋の空きがなく、今年度は増やせません。来年度の予算と合わせて相談させてください。",
    ),
    ChangeStory(
        project="gym",
        proposed=-44,
        by_group=False,
        how_much="28,000人",
        reason="夜の時間を延ばしたので、年間の利用者の目標を見直したいと考えました。",
        outcome=AmendmentStatus.CLOSED,
        ended=-13,
        note="30日を過ぎても署名がそろわないため、いったん終わらせます。改めて話し合ってください。",
    ),
)


def change(world: World, story: ChangeStory) -> None:
    """Propose the change, and everything that came of it since."""
    project = Project.objects.get(pk=world.projects[story.project].pk)
    sides = _speaker(world, project), _staff(world, project)
    proposer, other = sides if story.by_group else sides[::-1]
    with at(world.calendar.moment(story.proposed, 10)):
        terms = deepcopy(terms_of(project))
        terms["goals"][0]["how_much"] = story.how_much
        amendment = propose_change(project=project, by=proposer, terms=terms, reason=story.reason)
    if story.outcome != AmendmentStatus.PROPOSED:
        with at(world.calendar.moment(story.ended, 15)):
            _end(world, story, amendment, proposer, other)


def _end(
    world: World, story: ChangeStory, amendment: Amendment, proposer: User, other: User
) -> None:
    if story.outcome == AmendmentStatus.AGREED:
        sign_amendment(amendment=amendment, by=other, digest=amendment.digest)
        return
    name, by = {
        AmendmentStatus.WITHDRAWN: ("withdraw", proposer),
        AmendmentStatus.DECLINED: ("decline", other),
        AmendmentStatus.CLOSED: ("close", world.coordinator),
    }[story.outcome]
    AMENDMENT_FLOW.make(name, amendment, by=by, note=story.note)


def _speaker(world: World, project: Project) -> User:
    partners = project.partner_group_ids()
    return next(world.manager_of(key) for key, row in world.groups.items() if row.pk in partners)


def _staff(world: World, project: Project) -> User:
    rows = project.responsible_department_ids()
    return next(world.staff_of(key) for key, row in world.departments.items() if row.pk in rows)
