"""What judges is frozen when an evaluation is opened: its scale, its phases, its questions."""

from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from evaluations.actions.reflections import consent
from evaluations.flows import ASSESSMENT_FLOW, EVALUATION_FLOW
from evaluations.models import Answer, DifferenceNote, Evaluation, ScaleStep, Side
from evaluations.published.kinds import REPORTS
from evaluations.report.comparison import compare
from evaluations.rules.reflections import widely_differing
from evaluations.rules.sheets import can_submit_sheet
from kyodo_portal.life.people import EVERYBODY
from tests.evaluations.factories import fill_in, hand_in, make_evaluation, write_reflection
from tests.factories import make_project
from tests.own_city import live_in, scale
from tests.people import Cast, make_cast

pytestmark = pytest.mark.django_db

FIVE = scale("◎ とてもよい", "○ よい", "△ ふつう", "▲ もう少し!", "× 足りない!", far_apart=3)
LAST = scale("7 最高", "6 上", "5 中の上", "4 中", "3 中の下!", "2 下!", "1 最低!", far_apart=4)

#: How many steps → the lines of the profile; from the lowest, which ratings may be handed in without a
#: word; how many steps apart two sides have to talk about it.
SCALES: dict[int, tuple[str, list[bool], list[int]]] = {
    2: (scale("できた できた", "できなかった できなかった!"), [False, True], [1]),
    4: ("", [False, False, True, True], [2, 3]),
    5: (FIVE, [False, False, True, True, True], [3, 4]),
    7: (LAST, [False, False, False, True, True, True, True], [4, 5, 6]),
}


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def ended(cast: Cast, title: str = "花の道") -> Any:
    return make_project(
        title, status="completed", groups=(cast.group,), departments=(cast.department,)
    )


@pytest.mark.parametrize("steps", SCALES)
def test_scale_says_what_needs_a_word_and_what_is_far_apart(
    settings: Any, tmp_path: Path, cast: Cast, steps: int
) -> None:
    lines, silent, far = SCALES[steps]
    live_in(settings, tmp_path, lines)
    evaluation = make_evaluation(ended(cast))
    group, city = evaluation.assessments.order_by("-side")
    may_be_silent = []
    for rating in range(1, steps + 1):
        group.answers.all().delete()
        fill_in(group, rating)
        may_be_silent.append(bool(can_submit_sheet(group)))
    fill_in(city, steps)
    for gap, item in zip(range(steps), evaluation.items.all(), strict=False):
        Answer.objects.filter(assessment=group, item=item).update(rating=steps - gap)
    Answer.objects.filter(assessment=group, item__order__gte=steps).update(rating=steps)
    hand_in(group)
    hand_in(city)
    Evaluation.objects.update(
        status="published", revealed_at=timezone.now(), published_at=timezone.now()
    )
    evaluation = Evaluation.objects.get()
    comparison = compare(evaluation, EVERYBODY)

    assert may_be_silent == silent
    assert [item.order for item in widely_differing(evaluation)] == far
    assert [row.gap for row in comparison.wide] == far
    assert {row.gap for row in comparison.rows} == set(range(steps))
    assert set(Answer.objects.values_list("rating_of", flat=True)) == {steps}


def test_five_steps_from_the_sheet_to_the_open_data(
    settings: Any, tmp_path: Path, cast: Cast
) -> None:
    live_in(settings, tmp_path, FIVE)
    evaluation = make_evaluation(ended(cast))
    first = evaluation.items.all()[0]
    address = reverse("evaluations:sheet", args=[evaluation.pk])
    for kind, code in (("manager", "◎"), ("staff", "○")):
        page = cast.browser(kind)
        body = page.get(address).content.decode()
        assert [words in body for words in ("◎ とてもよい", "× 足りない")] == [True] * 2
        assert "▲か×を付けたときは、提出までに理由を書いてください。" in body
        form = {f"rating_{item.pk}": code for item in evaluation.items.all()}
        if kind == "staff":
            form[f"rating_{first.pk}"] = "×"
        assert page.post(address, form).status_code == 302
        submit = reverse("evaluations:submit", args=[evaluation.pk])
        refused = page.post(submit, {"move": "submit", "seen": "draft"})
        if kind == "staff":
            assert "▲か×を付けた項目には、コメントが必要です" in refused.content.decode()
            page.post(address, form | {f"comment_{first.pk}": "人手が足りなかった"})
            ASSESSMENT_FLOW.make("submit", evaluation.assessments.get(side="city"), by=cast[kind])
    evaluation = Evaluation.objects.get()
    write_reflection(evaluation.reflection)
    DifferenceNote.objects.create(reflection=evaluation.reflection, item=first, note="話した")
    for kind in ("manager", "staff"):
        consent(evaluation=Evaluation.objects.get(), by=cast[kind])
    EVALUATION_FLOW.make("publish", Evaluation.objects.get(), by=cast["coordinator"])

    report = Client().get(evaluation.get_absolute_url()).content.decode()
    told = [
        "◎は「とてもよい」、○は「よい」、△は「ふつう」、▲は「もう少し」、×は「足りない」です。",
        "ちがったのは13項目（うち1項目は3段階以上）です。",
        "見方の差 4段階",
    ]
    assert [words for words in told if words not in report] == []
    assert report.count('class="chart-stop"') == 5 * 13
    assert REPORTS.dataset is not None
    dataset = REPORTS.dataset(REPORTS)
    [values] = dataset.rows(dataset.records())
    row = dict(zip(dataset.keys, values, strict=True))
    assert (row["group_rating"][0], row["city_rating"][0], row["city_ratings"][0]) == (
        f"{first.label}=5",
        f"{first.label}=1",
        f"{first.label}=×",
    )
    assert (row["rating_of"], row["rating_label"]) == (
        5,
        ["5=◎ とてもよい", "4=○ よい", "3=△ ふつう", "2=▲ もう少し", "1=× 足りない"],
    )


OTHERWISE = (
    scale("はい はい", "いいえ いいえ")
    + """
[[phases]]
key = "whole"
name = "全体"

[[evaluation_items]]
phase = "whole"
key = "glad"
label = "やってよかったか"
group_question = "やってよかったと思いますか。"
city_question = "市として、やってよかったと思いますか。"
"""
)


def test_profile_changed_meanwhile_changes_nothing_of_what_is_open(
    settings: Any, tmp_path: Path, cast: Cast
) -> None:
    live_in(settings, tmp_path, "")
    opened = make_evaluation(ended(cast))
    live_in(settings, tmp_path, OTHERWISE)
    later = make_evaluation(ended(cast, "川の道"))
    address = reverse("evaluations:sheet", args=[opened.pk])
    page = cast.browser("manager")

    body = page.get(address).content.decode()
    page.post(address, {f"rating_{item.pk}": "D" for item in opened.items.all()})
    sheet = opened.assessments.get(side=Side.GROUP)

    assert ["D できなかった" in body, "やってよかった" in body] == [True, False]
    assert [f">{phase}</h2>" in body for phase in ("導入", "過程", "成果", "全体")] == [
        *(True, True, True),
        False,
    ]
    assert set(sheet.answers.values_list("rating", "rating_of")) == {(1, 4)}
    assert "CかDを付けた項目には、コメントが必要です" in can_submit_sheet(sheet).reason
    assert {
        one: (one.scale.codes, one.far_apart, {item.phase_name for item in one.items.all()})
        for one in (opened, later)
    } == {
        opened: (("D", "C", "B", "A"), 2, {"導入", "過程", "成果"}),
        later: (("いいえ", "はい"), 1, {"全体"}),
    }


@pytest.mark.parametrize(
    "forged",
    [{"rating": 5}, {"rating": 0}, {"rating_of": 8, "rating": 8}, {"rating_of": 1, "rating": 1}],
)
def test_database_keeps_a_rating_within_its_scale(cast: Cast, forged: dict[str, int]) -> None:
    evaluation = make_evaluation(ended(cast))
    fill_in(evaluation.assessments.all()[0])

    with pytest.raises(IntegrityError), transaction.atomic():
        Answer.objects.update(**forged)


@pytest.mark.parametrize("forged", [{"step": 3}, {"step": 0}, {"step": 8}, {"code": "B"}])
def test_database_keeps_each_step_once(cast: Cast, forged: dict[str, Any]) -> None:
    evaluation = make_evaluation(ended(cast))

    with pytest.raises(IntegrityError), transaction.atomic():
        ScaleStep.objects.filter(evaluation=evaluation, code="A").update(**forged)
