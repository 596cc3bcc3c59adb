"""Charts: values become places on the paper, labels fit, nothing a person wrote becomes markup."""

import xml.etree.ElementTree as ET

import pytest
from django.template import Context, Template
from django.utils.translation import override

from kyodo_portal.ui.charts import (
    BAR_RIGHT,
    SCALE_LEFT,
    SCALE_RIGHT,
    WIDTH,
    Pair,
    bar_chart,
    ems,
    pair_chart,
    wrapped,
    year_chart,
)

pytestmark = pytest.mark.once

STEPS = ("D", "C", "B", "A")
HOSTILE = '</title><script>alert(1)</script>"&<b>'


@pytest.mark.parametrize(
    ("words", "width"), [("", 0), ("花", 1), ("ab", 1), ("花a", 1.5), ("ｶﾅ", 1)]
)
def test_width_in_full_width_letters(words: str, width: float) -> None:
    assert ems(words) == width


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        ("", []),
        ("花", ["花"]),
        ("花の道を", ["花の道を"]),
        ("花の道をつくる", ["花の道を", "つくる"]),
        ("花の道をつくる会と", ["花の道を", "つくる…"]),
        ("花の道をつくる会", ["花の道を", "つくる会"]),
        ("abcdefgh", ["abcdefgh"]),
        ("shared goal", ["shared", "goal"]),
        ("a goal, shared", ["a goal,", "shared"]),
        ("花 side’s goal", ["花", "side’…"]),
        ("花\n の\t道", ["花 の 道"]),
    ],
)
def test_label_is_wrapped_and_cut(words: str, lines: list[str]) -> None:
    assert wrapped(words, width=4, lines=2) == lines


def test_label_of_any_length_gets_two_lines_at_most() -> None:
    lines = wrapped("とても長い名前の項目" * 100)

    assert len(lines) == 2
    assert max(map(ems, lines)) <= 22
    assert lines[-1].endswith("…")


@pytest.mark.parametrize(("step", "x"), [(1, SCALE_LEFT), (2, 100.0), (3, 180.0), (4, SCALE_RIGHT)])
def test_rating_lies_at_its_step(step: int, x: float) -> None:
    [row] = pair_chart([Pair("項目", step, step)], STEPS, 2).rows

    assert row.first is not None
    assert row.second is not None
    assert (row.first.x, row.second.x) == (x, x)
    assert row.first.y < row.rail_y < row.second.y


@pytest.mark.parametrize(
    ("first", "second", "gap", "wide", "words"),
    [
        (4, 4, 0, False, "同じ"),
        (4, 3, 1, False, "差 1段階"),
        (1, 3, 2, True, "差 2段階"),
        (4, 1, 3, True, "差 3段階"),
        (4, None, None, False, "一方だけ"),
        (None, 1, None, False, "一方だけ"),
        (None, None, None, False, "評価なし"),
    ],
)
def test_gap_is_said_in_words(
    first: int | None, second: int | None, gap: int | None, wide: bool, words: str
) -> None:
    [row] = pair_chart([Pair("項目", first, second)], STEPS, 2).rows

    assert row.note is not None
    assert (row.gap, row.is_wide, row.note.words) == (gap, wide, words)
    assert (row.first is None, row.second is None) == (first is None, second is None)


def test_scale_names_every_step_in_order() -> None:
    scale = pair_chart([], STEPS, 2).scale

    assert [(text.words, text.x) for text in scale] == [
        ("D", 20.0),
        ("C", 100.0),
        ("B", 180.0),
        ("A", 260.0),
    ]


@pytest.mark.parametrize("number", [0, 1, 13, 60])
def test_items_stand_below_each_other_within_the_paper(number: int) -> None:
    chart = pair_chart([Pair("項目の名前" * (n % 9 + 1), 4, 1) for n in range(number)], STEPS, 2)

    rails = [row.rail_y for row in chart.rows]
    assert len(rails) == number
    assert rails == sorted(set(rails))
    assert all(row.label[-1].y < row.rail_y < chart.height for row in chart.rows)


def test_bars_are_as_long_as_their_amounts() -> None:
    chart = bar_chart([("団体", 50), ("市", 100), ("その他", 0), ("わずか", 1)], unit="円")

    assert [bar.width for bar in chart.bars] == [BAR_RIGHT / 2, BAR_RIGHT, 0, 2.7]
    assert [bar.amount.words for bar in chart.bars] == ["50円", "100円", "0円", "1円"]


@pytest.mark.parametrize(
    ("code", "told"), [("ja", "40,000円"), ("ja-easy", "40,000円"), ("en", "40,000 yen")]
)
def test_money_is_written_as_in_the_table(code: str, told: str) -> None:
    template = "{% yen_chart values id='c' title='図' desc='表と同じ' %}|{% money 40000 %}"
    with override(code):
        chart, _, table = (
            Template(template).render(Context({"values": [("市", 40000)]})).partition("|")
        )

    assert (f">{told}</text>" in chart, table) == (True, told)


@pytest.mark.parametrize(
    ("amounts", "widths"),
    [([], []), ([0], [0]), ([0, 0], [0, 0]), ([1], [BAR_RIGHT]), ([1, 10**12], [2, BAR_RIGHT])],
)
def test_bars_of_nothing_little_and_very_much(amounts: list[int], widths: list[float]) -> None:
    bars = bar_chart([("名前", amount) for amount in amounts]).bars

    assert [bar.width for bar in bars] == widths


@pytest.mark.parametrize("number", [0, 1, 4, 8, 9, 27])
def test_years_stand_within_the_paper_and_the_last_is_named(number: int) -> None:
    chart = year_chart([(str(year), year % 5) for year in range(number)])

    named = [column.name.words for column in chart.columns if column.name]
    assert len(chart.columns) == number
    assert all(0 <= column.x <= column.x + column.width <= WIDTH for column in chart.columns)
    assert len(named) <= 8
    assert named[-1:] == [str(number - 1)][:number]


def test_columns_are_as_high_as_their_figures() -> None:
    chart = year_chart([("6", 5), ("7", 10), ("8", 0)])

    assert [column.height for column in chart.columns] == [60.0, 120.0, 0.0]
    assert all(column.y + column.height == chart.ground for column in chart.columns)


DRAWN = {
    "pairs": "{% pairs_chart values id='c' title=words desc=words first=words steps='DCBA' far_apart=2 %}",
    "bars": "{% bars_chart values id='c' title=words desc=words unit=words %}",
    "years": "{% years_chart values id='c' title=words desc=words %}",
}


def drawn(kind: str, words: str, *, empty: bool = False) -> str:
    values = [Pair(words, 4, 1), Pair(words, None, 2)] if kind == "pairs" else [(words, 3)]
    return Template(DRAWN[kind]).render(
        Context({"values": [] if empty else values, "words": words})
    )


def markup_of(drawing: str) -> ET.Element:
    return ET.fromstring(drawing)  # noqa: S314 - our own markup


@pytest.mark.parametrize("kind", DRAWN)
@pytest.mark.parametrize("empty", [False, True])
def test_chart_is_one_picture_with_its_name_and_words(kind: str, empty: bool) -> None:
    [picture] = markup_of(drawn(kind, HOSTILE, empty=empty)).iter("svg")

    assert picture.get("role") == "img"
    assert picture.get("aria-labelledby") == "c-title c-desc"
    assert [picture.find(name).text for name in ("title", "desc")] == [HOSTILE] * 2
    assert {each.tag for each in picture.iter()} <= {
        *("svg", "title", "desc", "text", "line", "circle", "rect"),
    }


@pytest.mark.parametrize("kind", DRAWN)
def test_chart_keeps_to_the_policy_of_styles_and_scripts(kind: str) -> None:
    markup = drawn(kind, HOSTILE)

    assert "<script" not in markup
    assert [each for each in (" style=", "<style", "href=", " on") if each in markup] == []


def test_sides_differ_in_shape() -> None:
    picture = markup_of(drawn("pairs", "項目"))

    assert {each.tag for each in picture.iter() if "chart-first" in each.get("class", "")} == {
        "circle"
    }
    assert {each.tag for each in picture.iter() if "chart-second" in each.get("class", "")} == {
        "rect"
    }
