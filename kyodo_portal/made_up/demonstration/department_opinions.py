"""What the departments say of proposals before their review: asked, in draft, settled, answered or not."""

from dataclasses import dataclass

from kyodo_portal.life.people import EVERYBODY
from kyodo_portal.made_up.demonstration.cast import World
from kyodo_portal.made_up.demonstration.clock import When, at
from kyodo_portal.made_up.demonstration.stories import ProposalStory
from proposals.actions.assignment import assign_department
from proposals.actions.department_opinions import (
    answer_opinion,
    request_opinion,
    write_opinion,
)
from proposals.flows import DEPARTMENT_OPINION_FLOW
from proposals.models import DepartmentOpinion, Proposal


@dataclass(frozen=True, slots=True, kw_only=True)
class Opined:
    """One opinion and how far it has come; what it has not come to is None."""

    asked: When
    due: When
    written: When | None = None
    stance: str = ""
    feasibility: str = ""
    law: str = ""
    budget: str = ""
    roles: str = ""
    overall: str = ""
    settled: When | None = None
    answered: When | None = None
    answer: str = ""
    run_out: When | None = None
    called_off: When | None = None


#: By the key of the proposal.
OPINIONS = {
    "livingroom": Opined(
        asked=-49,
        due=-40,
        written=-46,
        stance="conditional",
        feasibility="空き教室は二つあり、使う時間を学校と決めれば始められます。",
        law="学校施設の目的外使用の許可が要ります。",
        budget="委託料は、来年度の予算で要求します。",
        roles="学校との取り決めと安全の確認は課が行います。",
        overall="学校の行事の日は使わないことを条件に、一緒に進めたい提案です。",
        settled=-44,
        answered=-41,
        answer="行事の日は公民館で開きます。役割分担の表にも書き加える用意があります。",
    ),
    "porch": Opined(
        asked=-47,
        due=-40,
        written=-45,
        stance="favourable",
        feasibility="縁台を置く場所は、三つとも見通しがよく、支障はありません。",
        law="公園に物を置く許可は、課の手続きで済みます。",
        budget="保険料は、課の予算で持てます。",
        roles="見守りの連絡先は、課が窓口になります。",
        overall="花だんの世話とあわせて、無理なく続けられる提案です。",
        settled=-43,
        run_out=-32,
    ),
    "shopseat": Opined(asked=-44, due=-38, called_off=-33),
    "stars": Opined(
        asked=-10,
        due=4,
        written=-4,
        stance="difficult",
        feasibility="夜に開けられる施設が、いまはありません。",
        law="夜間の使用は、条例の時間の外になります。",
        budget="照明と警備の費用を、見込んでいません。",
        roles="見守りの人数を、団体と相談する必要があります。",
        overall="夕方までの開催に変えられれば、一緒に考えられます。",
        settled=-3,
    ),
    "compost": Opined(
        asked=-1,
        due=6,
        written=-1,
        feasibility="置き場所の候補を、地域ごとに調べています。",
    ),
    "blankets": Opined(asked=-4, due=10),
}


def opine(world: World, story: ProposalStory) -> None:
    """The department's opinion on one proposal, as far as it has come."""
    opined = OPINIONS.get(story.key)
    if opined is None:
        return
    days, desk = world.calendar, world.coordinator
    officer = world.staff_of(story.desired)
    with at(days.moment(opined.asked, 9)):
        proposal = Proposal.objects.get(pk=world.proposals[story.key].pk)
        department = world.departments[story.desired]
        assign_department(proposal=proposal, department=department, by=desk)
        opinion = request_opinion(
            proposal=Proposal.objects.get(pk=proposal.pk), due_on=days.day(opined.due), by=desk
        )
    if opined.written is not None:
        with at(days.moment(opined.written, 10)):
            write_opinion(
                departmentopinion=opinion,
                by=officer,
                feasibility=opined.feasibility,
                law=opined.law,
                budget=opined.budget,
                roles=opined.roles,
                stance=opined.stance,
                overall=opined.overall,
            )
    if opined.settled is not None:
        with at(days.moment(opined.settled, 11)):
            DEPARTMENT_OPINION_FLOW.make("settle", _now(opinion), by=officer)
    if opined.answered is not None and story.group:
        with at(days.moment(opined.answered, 12)):
            by = world.manager_of(story.group)
            answer_opinion(opinion=_now(opinion), answer=opined.answer, by=by)
    if opined.run_out is not None:
        with at(days.moment(opined.run_out, 0)):
            DEPARTMENT_OPINION_FLOW.make("run_out", _now(opinion), by=EVERYBODY)
    if opined.called_off is not None:
        with at(days.moment(opined.called_off, 9)):
            why = "課の見込みは、話し合いの場で聞いたため。"
            DEPARTMENT_OPINION_FLOW.make("call_off", _now(opinion), by=desk, note=why)


def _now(opinion: DepartmentOpinion) -> DepartmentOpinion:
    found = DepartmentOpinion.objects.select_related("proposal", "department")
    return found.get(pk=opinion.pk)
