"""A collaboration lived through in the browser by six people, from a question to the report."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, expect

from evaluations.models import Evaluation
from groups.models import Department, Group, User
from kyodo_portal.life.roles import Role
from projects.models import Project
from proposals.models import Call, Consultation, Proposal
from tests.browser.people import Visitor, company
from tests.factories import PASSWORD, make_department, make_group, make_user, today
from tests.proposals.factories import make_call

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TITLE = "駅前の花だんを育てる"
GOAL = "花だんの数"


def account(name: str, **fields: Any) -> User:
    user = make_user(name, password=PASSWORD, **fields)
    user.emailaddress_set.create(email=user.email, verified=True, primary=True)
    return user


class Town:
    """The six people, their group and department, and a call that takes proposals."""

    def __init__(self) -> None:
        self.citizen = account("市民 一")
        self.manager = account("花と道の会 代表")
        self.staff = account("道路公園課 職員")
        self.coordinator = account("協働担当", roles=(Role.COORDINATOR,))
        self.reviewers = [account(f"審査委員 {n}", roles=(Role.REVIEWER,)) for n in "一二"]
        self.group: Group = make_group("花と道の会", managers=(self.manager,))
        self.department: Department = make_department("道路公園課", staff=(self.staff,))
        self.call: Call = make_call("令和の花と緑の募集", when="open")

    def let_the_call_close(self) -> None:
        Call.objects.filter(pk=self.call.pk).update(
            closes_at=timezone.now() - dt.timedelta(minutes=1)
        )


@pytest.fixture
def town(transactional_db: None) -> Town:
    return Town()


def consult(visitor: Visitor, subject: str) -> Consultation:
    visitor.goes_to("/consult/")
    visitor.presses("相談を書く")
    visitor.writes(subject=subject, concern="駅前の通りがさびしい。", idea="花だんを世話したい。")
    visitor.presses("相談を送る")
    visitor.sees("回答は、まだありません")
    return Consultation.objects.get(subject=subject)


def begins_with(visitor: Visitor, words: str, role: Any = "button") -> None:
    """Press the button or link that says where it leads after these words."""
    visitor.page.locator("main").get_by_role(role, name=re.compile(f"^{words}")).first.click()


def write_proposal(visitor: Visitor, town: Town) -> Proposal:
    """Fill in what the consultation did not say, and submit."""
    words = "花を植えて、歩きたくなる通りにする。"
    visitor.sees("書くこと")
    visitor.page.get_by_role("link", name="提案する人").click()
    visitor.chooses(group=str(town.group.pk), desired_department=str(town.department.pk))
    begins_with(visitor, "保存して次へ")
    visitor.writes(title=TITLE, summary=words)
    begins_with(visitor, "保存して次へ")
    assert visitor.page.input_value("[name=background]") == "駅前の通りがさびしい。"
    visitor.writes(purpose=words)
    begins_with(visitor, "保存して次へ")
    assert visitor.page.input_value("[name=content]") == "花だんを世話したい。"
    visitor.writes(
        target_people="駅を使う人",
        place="駅前通り",
        starts_on="令和９年４月１日",
        ends_on="2028-03-31",
    )
    begins_with(visitor, "保存して次へ")
    goal = {"what": GOAL, "how_much": "10か所", "by_when": "2028/3/31"}
    visitor.writes(**{f"goals-0-{name}": said for name, said in goal.items()})
    begins_with(visitor, "保存して次へ")
    visitor.writes(why_together=words)
    visitor.ticks("start_pattern", "D")
    visitor.chooses(main_form="8")
    begins_with(visitor, "保存して次へ")
    visitor.writes(**{"roles-0-item": "植え付けと水やり", "roles-1-item": "場所と苗の用意"})
    visitor.chooses(**{"roles-0-bearer": "group", "roles-1-bearer": "city"})
    visitor.presses("保存して一覧にもどる")
    begins_with(visitor, "続きを書く", "link")
    visitor.writes(expected_effect=words)
    begins_with(visitor, "保存して次へ")
    visitor.writes(
        requested_amount="１０万円",
        **{
            "income-0-category": "市の負担",
            "income-0-amount": "100,000",
            "expense-0-category": "苗代",
            "expense-0-amount": "100000円",
        },
    )
    begins_with(visitor, "保存して次へ")
    begins_with(visitor, "次へ", "link")
    visitor.ticks("agrees_to_publish")
    visitor.presses("保存して内容を確認する")
    visitor.sees("提出の前に確かめる")
    visitor.presses("提出する")
    visitor.sees("受付番号")
    return Proposal.objects.get()


def review(visitor: Visitor, proposal: Proposal, points: int) -> None:
    """A reviewer's work: nothing at stake, points for everything, hand in."""
    visitor.goes_to("/admin/")
    visitor.page.locator(".portal-queues a").first.click()
    known = f"受付番号 {proposal.number} の提案"  # its title is read once there is no conflict
    visitor.page.locator("#result_list").get_by_role("link", name=known).first.click()
    visitor.presses("利害関係がないことを確認して始める")
    for criterion in proposal.call.criteria.all():
        visitor.ticks(f"points_{criterion.pk}", str(points))
    visitor.presses("保存して提出する", sure=True)
    visitor.sees("提出済み")


def sign(visitor: Visitor, project: Project) -> None:
    visitor.goes_to(project.get_absolute_url())
    visitor.presses("協定の内容を確かめて署名する")
    visitor.sees("植え付けと水やり")
    visitor.ticks("agrees")
    visitor.presses("この内容に署名する", sure=True)


def evaluate(visitor: Visitor, evaluation: Evaluation, rating: str) -> None:
    visitor.goes_to(evaluation.get_absolute_url())
    visitor.presses("自分の側の評価シートを開く")
    for item in evaluation.items.all():
        visitor.ticks(f"rating_{item.pk}", rating)
        if rating in "CD":
            visitor.writes(**{f"comment_{item.pk}": "準備の時間が足りなかった。"})
    visitor.presses("保存して提出前の確認へ")
    visitor.presses("評価を提出する", sure=True)


@pytest.mark.shared(on="sqlite")
def test_collaboration_is_lived_from_question_to_report(
    town: Town, live_server: Any, new_context: Callable[..., BrowserContext]
) -> None:
    names = ("citizen", "manager", "staff", "coordinator", "reviewer1", "reviewer2")
    with company(new_context, live_server.url, *names) as people:
        for name in ("citizen", "staff"):
            people[name].signs_in(getattr(town, name))
        for name in ("manager", "coordinator"):
            people[name].is_signed_in(getattr(town, name))
        for visitor, user in zip(
            (people["reviewer1"], people["reviewer2"]), town.reviewers, strict=True
        ):
            visitor.is_signed_in(user)
        citizen, manager = people["citizen"], people["manager"]
        staff, coordinator = people["staff"], people["coordinator"]

        # 相談: a citizen asks; the desk hands the question on; the department answers.
        question = consult(citizen, "駅前に花がほしい")
        coordinator.goes_to(f"/admin/proposals/consultation/{question.pk}/change/")
        coordinator.chooses(department=str(town.department.pk))
        coordinator.presses("この課に渡す")
        staff.goes_to(f"/admin/proposals/consultation/{question.pk}/change/")
        staff.writes(body="花と道の会が同じことを考えています。")
        staff.presses("回答を送る")
        citizen.goes_to(question.get_absolute_url())
        citizen.sees("花と道の会が同じことを考えています。")

        # 提案: the group's own question becomes its proposal; nothing is typed twice.
        asked = consult(manager, "花だんの世話をしたい")
        manager.goes_to(asked.get_absolute_url())
        manager.presses("提案の下書きにする")
        manager.presses("下書きを用意する")
        proposal = write_proposal(manager, town)

        # 補正: the desk asks for a correction; the group makes it.
        coordinator.goes_to(f"/admin/proposals/proposal/{proposal.pk}/change/")
        coordinator.page.fill("#note-return", "場所をくわしく書いてください。")
        coordinator.page.fill("#due-return", today().isoformat())
        coordinator.presses("補正を頼む")
        manager.goes_to(f"/proposals/{proposal.pk}/edit/")
        manager.sees("場所をくわしく書いてください。")
        manager.page.get_by_role("link", name="事業の内容").click()
        manager.writes(place="駅前通りの北側、東西200メートル")
        manager.presses("保存して一覧にもどる")
        manager.presses("内容を確認して提出する")
        manager.presses("提出する")
        manager.sees("受付番号")

        # 審査: two reviewers, each alone.
        town.let_the_call_close()
        coordinator.goes_to(f"/admin/proposals/call/{town.call.pk}/change/")
        coordinator.presses("審査を始める", sure=True)
        coordinator.goes_to(f"/admin/proposals/proposal/{proposal.pk}/change/")
        coordinator.chooses(department=str(town.department.pk))
        coordinator.presses("担当課を保存する")
        for user in town.reviewers:
            coordinator.ticks("reviewers", str(user.pk))
        coordinator.presses("選んだ人に審査を依頼する")
        coordinator.presses("審査を始める", sure=True)
        review(people["reviewer1"], proposal, 4)
        review(people["reviewer2"], proposal, 5)

        # 決定: the committee's word, then the city's, each with its reasons; then made public.
        coordinator.goes_to(f"/admin/proposals/proposal/{proposal.pk}/change/")
        coordinator.writes(conclusion="公益性が高い。", met_on=today().isoformat())
        coordinator.presses("委員会の結論を保存する")
        coordinator.goes_to(f"/admin/proposals/proposal/{proposal.pk}/change/")
        coordinator.chooses(outcome="adopted")
        coordinator.writes(reason="まちに役立ち、役割も明確である。")
        coordinator.presses("決定の案を保存する")
        citizen.goes_to("/projects/")
        citizen.does_not_see(TITLE)
        coordinator.goes_to(f"/admin/proposals/call/{town.call.pk}/release/")
        coordinator.sees("まちに役立ち、役割も明確である。")
        coordinator.presses("決定を公表する", sure=True)
        citizen.goes_to(town.call.get_absolute_url())
        citizen.sees("公益性が高い。")
        citizen.sees("まちに役立ち、役割も明確である。")

        # 協定: the same version, signed by both sides.
        project = Project.objects.get()
        assert (project.title, project.goals.get().what) == (TITLE, GOAL)
        sign(manager, project)
        manager.sees("相手の署名を待っています")
        sign(staff, project)
        staff.goes_to(project.get_absolute_url())
        staff.presses("事業を始める", sure=True)

        # 実施: progress and result, in public.
        manager.goes_to(project.get_absolute_url())
        manager.presses("活動を報告する")
        manager.writes(title="苗を植えました", body="20人が集まり、300株を植えました。")
        manager.presses("報告を公開する")
        citizen.goes_to(project.get_absolute_url())
        citizen.sees("20人が集まり、300株を植えました。")
        staff.goes_to(project.get_absolute_url())
        staff.presses("結果を書く")
        staff.writes(result="花だんが10か所になった。", **{"goals-0-result": "10か所"})
        staff.ticks("goals-0-achievement", "reached")
        staff.presses("結果を保存する")
        staff.goes_to(project.get_absolute_url())
        staff.presses("事業を終える", sure=True)

        # 評価: each side alone, then both together.
        staff.goes_to(f"/evaluations/new/?project={project.pk}")
        staff.presses("評価を始める")
        evaluation = Evaluation.objects.get()
        evaluate(manager, evaluation, "A")
        manager.goes_to(evaluation.get_absolute_url())
        manager.does_not_see("準備の時間が足りなかった。")
        evaluate(staff, evaluation, "C")
        manager.goes_to(evaluation.get_absolute_url())
        manager.sees("準備の時間が足りなかった。")
        manager.presses("ふりかえりを書く")
        notes = manager.page.locator("main textarea[name^='note_']")
        for place in range(notes.count()):
            notes.nth(place).fill("準備の始まりが遅かったと受け止めた。")
        manager.writes(
            discussion="準備の時期を話し合った。",
            improvements="次は春のうちに日程を決める。",
            next_steps="来年は花だんを二つ増やす。",
            overall="まちの人に喜ばれた。",
        )
        manager.presses("ふりかえりを保存する")
        for visitor in (manager, staff):
            visitor.goes_to(evaluation.get_absolute_url())
            visitor.presses("この内容に同意する", sure=True)

        # 公表: the city publishes; everybody reads.
        citizen.goes_to("/evaluations/")
        citizen.does_not_see(TITLE)
        coordinator.goes_to(evaluation.get_absolute_url())
        coordinator.presses("公表する", sure=True)
        citizen.goes_to("/evaluations/")
        citizen.page.get_by_role("link", name=TITLE).first.click()
        citizen.sees("来年は花だんを二つ増やす。")
        citizen.sees("花だんが10か所になった。")
        citizen.goes_to(project.get_absolute_url())
        citizen.sees("評価公表済")
        expect(citizen.page).to_have_title(f"{TITLE} — 協働ポータル（吉川市）")
