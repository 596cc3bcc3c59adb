"""The table of steps as a page: docs/forms.md."""

from collections.abc import Iterable

from django.utils.functional import Promise

from kyodo_portal.cities import city
from kyodo_portal.cities.loading import common
from kyodo_portal.words.languages import in_japanese
from projects.steps.rows import Anchor, Due, Road, Step
from projects.steps.table import ROADS, STEPS, label_of

HEAD = """# 協働の形態ごとの手順

この文書は、プログラムの中の「形態の手順の表」（`projects/steps/`）から作られています（`manage.py forms > docs/forms.md`）。
表と文書が食いちがうと、テストが知らせます。日数は共通の設定（`common.toml` の `[form_days]`）のもので、市ごとに変えられます。
市が独自に加えた形態は、設定の `follows` が指す形態の手順で進みます。

## どの形態でも守る4つの決まり

| 形態 | 署名するもの（協定にあたるもの） | 団体の署名 | 市の署名 | 評価 |
| --- | --- | --- | --- | --- |
"""

COLUMNS = (
    "手順",
    "だれの番",
    "いつまで",
    "書類",
    "済むと公開される言葉",
    "先に済ませること",
    "始める前に",
    "不要にできる人",
    "備考",
)


def page() -> str:
    """The whole page, in the words and with the days that every city starts from."""
    with in_japanese():
        rules = [_row(_name(form), *_kept(road)) for form, road in ROADS.items()]
        chapters = [_chapter(form, road) for form, road in ROADS.items()]
        return f"{HEAD}" + "\n".join([*rules, "", *chapters])


def _name(form: int) -> str:
    return f"{form} {common().form(form).name}"


def _kept(road: Road) -> tuple[str | Promise, ...]:
    return road.signed, road.group_signs, road.city_signs, road.evaluated


def _chapter(form: int, road: Road) -> str:
    head = [f"## {_name(form)}", "", _row(*COLUMNS), "|" + " --- |" * len(COLUMNS)]
    return "\n".join([*head, *(_row(*_cells(step, form, road)) for step in road.steps), ""])


def _cells(step: Step, form: int, road: Road) -> Iterable[str | Promise]:
    own = {other.key for other in road.steps}
    before = "、".join(str(STEPS[key].label) for key in step.follows if key in own)
    return (
        *(
            label_of(step, form),
            step.turn.label,
            due_words(step.due),
            step.document or "—",
            step.done,
        ),
        *(before or "—", "要る" if step.before_start else "—"),
        *(step.skips.value, _remarks(step)),
    )


def _remarks(step: Step) -> str:
    told = ["年度ごと"] if step.each_year else []
    told += ["提案の採択で済む"] if step.adopted else []
    told += ["事業の動きとともに自動で済む"] if step.by_move else []
    return "、".join(told) or "—"


def due_words(due: Due | None) -> str:
    """By when, in words: 始まる日の30日前."""
    if due is None:
        return "—"
    since = due.since.value if isinstance(due.since, Anchor) else f"「{STEPS[due.since].label}」"
    if due.days is None:
        return since
    days = due.days(city().form_days)
    return f"{since}の{days}日前" if due.before else f"{since}から{days}日以内"


def _row(*cells: str | Promise) -> str:
    return f"| {' | '.join(str(cell) for cell in cells)} |"
