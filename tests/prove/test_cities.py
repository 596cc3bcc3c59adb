"""The main journey under every city's profile, from a consultation to the published report, page by page.

`make cities` runs it. That home and guide say each city's own words, `tests/cities/test_five.py` shows in every run.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import timezone

from evaluations.models import Evaluation
from kyodo_portal.cities import City, city
from kyodo_portal.life.roles import Role
from projects.models import Project
from proposals.models import Call, Consultation, Proposal
from tests.cities.test_five import FIVE
from tests.cities.walker import Walker
from tests.factories import make_department, make_group, make_user, today
from tests.proposals.factories import make_call

pytestmark = [pytest.mark.prove, pytest.mark.django_db]

TITLE = "駅前の花だんを育てる"
WORDS = "花を植えて、歩きたくなる通りにする。"


@pytest.fixture(params=FIVE)
def here(request: pytest.FixtureRequest, settings: Any) -> Iterator[City]:
    settings.KYODO_CITY = request.param
    cache.clear()
    yield city()
    cache.clear()


class Town:
    """The people of one collaboration, their group and department, and a call that takes proposals."""

    def __init__(self, here: City) -> None:
        self.users = {
            "citizen": make_user("市民 一"),
            "manager": make_user("花と道の会 代表"),
            "staff": make_user("道路公園課 職員"),
            "coordinator": make_user("協働担当", roles=(Role.COORDINATOR,)),
            "reviewer1": make_user("審査委員 一", roles=(Role.REVIEWER,)),
            "reviewer2": make_user("審査委員 二", roles=(Role.REVIEWER,)),
        }
        kind = here.group_kinds_on[0].code
        self.group = make_group("花と道の会", managers=(self.users["manager"],), kind=kind)
        self.department = make_department("道路公園課", staff=(self.users["staff"],))
        self.call = make_call("令和の花と緑の募集", when="open")
        self.people = {name: Walker(user) for name, user in self.users.items()}


def test_main_journey_is_walked_under_the_city(here: City) -> None:
    town = Town(here)
    anybody = Walker()
    anybody.goes_to("/").sees(here.home.headline)
    anybody.goes_to("/guide/").sees(here.guideline.title)

    question = consult(town)
    proposal = propose(town, here)
    judge(town, proposal)
    project = carry_out(town, anybody)
    evaluation = look_back(town, project)

    anybody.goes_to("/evaluations/").presses(TITLE)
    anybody.sees("来年は花だんを二つ増やす。")
    anybody.goes_to(project.get_absolute_url()).sees(here.form(project.main_form).name)
    assert Evaluation.objects.get(pk=evaluation.pk).status == "published"
    assert question.messages.exists()


def consult(town: Town) -> Consultation:
    """A citizen asks; the desk hands the question on; the department answers."""
    citizen, coordinator, staff = (
        town.people[name] for name in ("citizen", "coordinator", "staff")
    )
    citizen.goes_to("/consult/").presses("相談を書く")
    citizen.writes(
        subject="駅前に花がほしい", concern="駅前の通りがさびしい。", idea="花だんを世話したい。"
    )
    citizen.presses("相談を送る")
    question = Consultation.objects.get()
    coordinator.goes_to(f"/admin/proposals/consultation/{question.pk}/change/")
    coordinator.chooses(department=str(town.department.pk))
    coordinator.presses("この課に渡す")
    staff.goes_to(f"/admin/proposals/consultation/{question.pk}/change/")
    staff.writes(body="花と道の会が同じことを考えています。")
    staff.presses("回答を送る")
    citizen.goes_to(question.get_absolute_url()).sees("花と道の会が同じことを考えています。")
    return question


def propose(town: Town, here: City) -> Proposal:
    """The group writes its proposal in a form, and if the city has them a pattern, of the profile."""
    manager = town.people["manager"]
    manager.goes_to("/consult/").presses("相談を書く")
    manager.writes(
        subject="花だんの世話をしたい",
        concern="駅前の通りがさびしい。",
        idea="花だんを世話したい。",
    )
    manager.presses("相談を送る")
    manager.presses("提案の下書きにする")
    manager.presses("下書きを用意する")
    assert manager.has("start_pattern") == here.has_patterns
    if here.has_patterns:
        manager.ticks("start_pattern", here.patterns_on[-1].code)
    manager.chooses(
        group=str(town.group.pk),
        main_form=str(here.enabled_forms[-1]),
        desired_department=str(town.department.pk),
    )
    manager.chooses(**{"roles-0-bearer": "group", "roles-1-bearer": "city"})
    manager.writes(
        title=TITLE,
        target_people="駅を使う人",
        place="駅前通り",
        starts_on="令和９年４月１日",
        ends_on="2028-03-31",
        requested_amount="１０万円",
        **dict.fromkeys(("summary", "purpose", "why_together", "expected_effect"), WORDS),
        **{
            "goals-0-what": "花だんの数",
            "goals-0-how_much": "10か所",
            "goals-0-by_when": "2028/3/31",
            "roles-0-item": "植え付けと水やり",
            "roles-1-item": "場所と苗の用意",
            "income-0-category": "市の負担",
            "income-0-amount": "100,000",
            "expense-0-category": "苗代",
            "expense-0-amount": "100000円",
        },
    )
    manager.ticks("agrees_to_publish")
    manager.presses("内容を確認する")
    manager.presses("提出する")
    manager.sees("受付番号")
    return Proposal.objects.get()


def judge(town: Town, proposal: Proposal) -> None:
    """Two reviewers by the city's criteria, the committee's word, the city's decision, made public."""
    coordinator = town.people["coordinator"]
    Call.objects.update(closes_at=timezone.now() - dt.timedelta(minutes=1))
    of_call = f"/admin/proposals/call/{town.call.pk}/change/"
    of_proposal = f"/admin/proposals/proposal/{proposal.pk}/change/"
    coordinator.goes_to(of_call).presses("審査を始める")
    coordinator.goes_to(of_proposal).chooses(department=str(town.department.pk))
    coordinator.presses("担当課を保存する")
    for name in ("reviewer1", "reviewer2"):
        coordinator.ticks("reviewers", str(town.users[name].pk))
    coordinator.presses("選んだ人に審査を依頼する")
    coordinator.presses("審査を始める")
    for review in proposal.reviews.all():
        reviewer = next(p for n, p in town.people.items() if town.users[n].pk == review.reviewer_id)
        reviewer.goes_to(f"/admin/proposals/review/{review.pk}/change/")
        reviewer.presses("利害関係がないことを確認して始める")
        for criterion in town.call.criteria.all():
            reviewer.ticks(f"points_{criterion.pk}", "4")
        reviewer.presses("保存して提出する")
        reviewer.sees("提出済み")
    coordinator.goes_to(of_proposal)
    coordinator.writes(conclusion="公益性が高い。", met_on=today().isoformat())
    coordinator.presses("委員会の結論を保存する")
    coordinator.goes_to(of_proposal).chooses(outcome="adopted")
    coordinator.writes(reason="まちに役立ち、役割も明確である。")
    coordinator.presses("決定の案を保存する")
    coordinator.goes_to(f"/admin/proposals/call/{town.call.pk}/release/")
    coordinator.presses("決定を公表する")


def carry_out(town: Town, anybody: Walker) -> Project:
    """Both sign the same version; the work is told, and ends with its result."""
    manager, staff = town.people["manager"], town.people["staff"]
    project = Project.objects.get()
    for person in (manager, staff):
        person.goes_to(project.get_absolute_url()).presses("協定の内容を確かめて署名する")
        person.ticks("agrees")
        person.presses("この内容に署名する")
    staff.goes_to(project.get_absolute_url()).presses("事業を始める")
    manager.goes_to(project.get_absolute_url()).presses("活動を報告する")
    manager.writes(title="苗を植えました", body="20人が集まり、300株を植えました。")
    manager.presses("報告を公開する")
    anybody.goes_to(project.get_absolute_url()).sees("20人が集まり、300株を植えました。")
    staff.goes_to(project.get_absolute_url()).presses("結果を書く")
    staff.writes(result="花だんが10か所になった。", **{"goals-0-result": "10か所"})
    staff.ticks("goals-0-achievement", "reached")
    staff.presses("結果を保存する")
    staff.goes_to(project.get_absolute_url()).presses("事業を終える")
    return project


def look_back(town: Town, project: Project) -> Evaluation:
    """Each side by the city's items and scale, then both together; the city publishes."""
    manager, staff = town.people["manager"], town.people["staff"]
    staff.goes_to(f"/evaluations/new/?project={project.pk}").presses("評価を始める")
    evaluation = Evaluation.objects.get()
    for person, step in ((manager, 0), (staff, -1)):
        person.goes_to(evaluation.get_absolute_url()).presses("自分の側の評価シートを開く")
        for item in evaluation.items.all():
            person.ticks(f"rating_{item.pk}", place=step)
            person.writes(**{f"comment_{item.pk}": "準備の時間が足りなかった。"})
        person.presses("保存して提出前の確認へ")
        person.presses("評価を提出する")
    manager.goes_to(evaluation.get_absolute_url()).presses("ふりかえりを書く")
    manager.writes(**dict.fromkeys(manager.names("note_"), "準備の始まりが遅かったと受け止めた。"))
    manager.writes(
        discussion="準備の時期を話し合った。",
        improvements="次は春のうちに日程を決める。",
        next_steps="来年は花だんを二つ増やす。",
        overall="まちの人に喜ばれた。",
    )
    manager.presses("ふりかえりを保存する")
    for person in (manager, staff):
        person.goes_to(evaluation.get_absolute_url()).presses("この内容に同意する")
    town.people["coordinator"].goes_to(evaluation.get_absolute_url()).presses("公表する")
    return evaluation
