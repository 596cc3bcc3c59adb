"""The forbidden moves on the way, tried in the browser: by button, by address, by forged form."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext

from evaluations.models import Assessment, Evaluation, Side
from kyodo_portal.life.audit import AuditEntry
from kyodo_portal.life.roles import Role
from projects.models import Project
from proposals.models import DraftDecision, Proposal
from tests.browser.people import Visitor, company
from tests.browser.test_life import account
from tests.evaluations.factories import fill_in, hand_in, make_evaluation
from tests.factories import make_department, make_group, make_project, tell_result
from tests.proposals.factories import conclude, make_call, make_proposal, make_review

pytestmark = [
    pytest.mark.browser,
    pytest.mark.once(on="postgres"),
    pytest.mark.django_db(transaction=True),
]

FORGE = """async ([path, fields]) => {
  const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
  const body = new URLSearchParams({csrfmiddlewaretoken: token, ...fields});
  const answer = await fetch(path, {method: "POST", body});
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return [answer.status, (page.querySelector("main, #content")?.textContent ?? "")];
}"""


def forge(visitor: Visitor, path: str, **fields: str) -> tuple[int, str]:
    """Send a form that no page offered, with this person's own session and token."""
    status, words = visitor.page.evaluate(FORGE, [path, fields])
    return status, words


class Stage:
    """One group, one department, one call, and everybody who will try what they may not."""

    def __init__(self) -> None:
        self.citizen = account("通りすがりの市民")
        self.manager = account("団体の管理者")
        self.member = account("団体の構成員")
        self.rival = account("ほかの団体の管理者")
        self.staff = account("所管課の職員")
        self.coordinator = account("協働担当", roles=(Role.COORDINATOR,))
        self.reviewer = account("審査委員", roles=(Role.REVIEWER,))
        self.insider = account("団体に属する審査委員", roles=(Role.REVIEWER,))
        self.group = make_group(
            "花と道の会", managers=(self.manager,), members=(self.member, self.insider)
        )
        make_group("ほかの会", managers=(self.rival,))
        self.department = make_department("道路公園課", staff=(self.staff,))
        self.call = make_call(when="open")


@pytest.fixture
def stage(transactional_db: None) -> Stage:
    return Stage()


def moves_of(obj: Any) -> list[str]:
    return list(AuditEntry.objects.of(obj).moves().values_list("action", flat=True))


def test_forbidden_moves_change_nothing_and_say_why(
    stage: Stage, live_server: Any, new_context: Callable[..., BrowserContext]
) -> None:
    names = ("citizen", "manager", "member", "rival", "staff", "coordinator", "reviewer", "insider")
    with company(new_context, live_server.url, *names) as people:
        for name, visitor in people.items():
            visitor.is_signed_in(getattr(stage, name))
        _before_the_decision(stage, people)
        _at_the_decision(stage, people)
        _before_the_start(stage, people)
        _under_the_seal(stage, people)


def _before_the_decision(stage: Stage, people: dict[str, Visitor]) -> None:
    draft = make_proposal(call=stage.call, group=stage.group, by=stage.manager)
    path = f"/proposals/{draft.pk}/move/"

    for name in ("citizen", "rival", "staff", "coordinator", "reviewer"):
        assert forge(people[name], path, move="submit", seen="draft")[0] == 404, name
    status, words = forge(people["member"], path, move="submit", seen="draft")
    assert (status, "団体の管理者だけが行えます" in words) == (403, True)
    status, words = forge(people["manager"], path, move="adopt", seen="draft", note="自分で採択")
    assert (status, "この操作は、このページにはありません" in words) == (403, True)
    assert "自分で採択" in words
    people["citizen"].goes_to("/admin/")
    people["citizen"].sees("市の職員と審査委員のためのもの")
    assert (Proposal.objects.get(pk=draft.pk).status, moves_of(draft)) == ("draft", [])


def _at_the_decision(stage: Stage, people: dict[str, Visitor]) -> None:
    proposal = make_proposal("審査中の提案", group=stage.group, status="under_review")
    make_review(proposal, stage.reviewer, status="submitted", points=4)
    make_review(proposal, stage.insider)
    address = f"/admin/proposals/proposal/{proposal.pk}/"

    people["insider"].goes_to("/admin/proposals/review/")
    people["insider"].does_not_see("審査中の提案")
    coordinator = people["coordinator"]
    coordinator.goes_to(f"{address}change/")
    status, words = forge(
        coordinator, f"{address}move/", move="adopt", seen="under_review", note="急いで"
    )
    assert (status, "この操作は、このページにはありません" in words) == (403, True)
    status, words = forge(
        coordinator, f"{address}change/", part="decision", outcome="declined", reason="急いで"
    )
    assert (status, "委員会の結論と理由を、先に記録してください" in words) == (409, True)
    assert (Project.objects.count(), DraftDecision.objects.count()) == (0, 0)

    proposal.reviews.filter(reviewer=stage.insider).delete()
    conclude(proposal)
    second_tab = Visitor(coordinator.page.context.new_page(), coordinator.base_url)
    for tab in (coordinator, second_tab):
        tab.goes_to(f"{address}change/")
    for tab, outcome, reason in (
        (coordinator, "declined", "予算が足りない。"),
        (second_tab, "adopted", "役に立つ。"),
    ):
        tab.chooses(outcome=outcome)
        tab.writes(reason=reason)
        tab.presses("決定の案を保存する")
    second_tab.sees("同じ欄を書きかえて先に保存しました")
    assert second_tab.page.input_value("#id_reason") == "役に立つ。"
    assert DraftDecision.objects.get().outcome == "declined"
    assert (Proposal.objects.get(pk=proposal.pk).status, Project.objects.count()) == (
        "under_review",
        0,
    )


def _before_the_start(stage: Stage, people: dict[str, Visitor]) -> None:
    project = make_project(
        "署名のそろわない事業",
        status="agreed",
        groups=(stage.group,),
        departments=(stage.department,),
        signed=False,
    )
    staff = people["staff"]

    staff.goes_to(project.get_absolute_url())
    staff.sees("まだ全員の署名がそろっていません")
    path = f"/projects/{project.pk}/"
    for move in ("start", "agree", "mark_evaluated"):
        status, _ = forge(staff, f"{path}move/", move=move, seen="agreed")
        assert status in (403, 409), move
    assert forge(people["rival"], f"{path}move/", move="start", seen="agreed")[0] == 403
    status, words = forge(people["manager"], f"{path}agreement/sign/", digest="0" * 64, agrees="on")
    assert (status, "変わりました" in words) == (409, True)
    assert forge(people["rival"], f"{path}agreement/sign/", digest="0" * 64, agrees="on")[0] == 403
    assert (Project.objects.get(pk=project.pk).status, project.agreements.count()) == ("agreed", 0)


def _under_the_seal(stage: Stage, people: dict[str, Visitor]) -> None:
    project = make_project(
        "評価中の事業",
        status="completed",
        groups=(stage.group,),
        departments=(stage.department,),
    )
    tell_result(project)
    evaluation: Evaluation = make_evaluation(project)
    sheet: Assessment = evaluation.assessments.get(side=Side.CITY)
    fill_in(sheet, 1, "封のなかの言葉")
    hand_in(sheet)
    path = evaluation.get_absolute_url()

    for name in ("manager", "member", "coordinator"):
        for page in (
            path,
            f"{path}sheet/",
            f"/admin/evaluations/evaluation/{evaluation.pk}/change/",
        ):
            people[name].goes_to(page)
            assert "封のなかの言葉" not in people[name].page.content(), (name, page)
    staff = people["staff"]
    staff.goes_to(f"{path}sheet/")
    staff.sees("提出した評価シートは書き直せません")
    for name, move in (("coordinator", "publish"), ("coordinator", "reveal"), ("staff", "reveal")):
        people[name].goes_to("/my/")
        status, _ = forge(people[name], f"{path}move/", move=move, seen="open")
        assert status in (403, 409), (name, move)
    assert forge(people["citizen"], f"{path}move/", move="publish", seen="open")[0] == 404
    for name in ("citizen", "manager", "staff", "coordinator"):
        project_path = f"{project.get_absolute_url()}move/"
        assert forge(people[name], project_path, move="mark_evaluated")[0] == 403, name
    assert Project.objects.get(pk=project.pk).status == "completed"
    assert Evaluation.objects.get(pk=evaluation.pk).status == "open"
