"""The planned money adds up, or the refusal says by how much it does not."""

import pytest

from projects.agreement.money import can_be_paid

LINES = [("city", 200_000), ("group", 80_000), ("other", 20_000)]


@pytest.mark.parametrize(
    ("total", "city", "cap", "lines", "told"),
    [
        (300_000, 200_000, 200_000, LINES, ""),
        (None, None, None, [], ""),
        (300_000, None, None, [], ""),
        (None, None, 200_000, LINES, ""),
        (310_000, 200_000, None, LINES, "経費の行の合計は300,000円で、事業費の計画額310,000円と10,000円ちがいます。"),
        (300_000, 150_000, None, LINES, "「市」の行の合計は200,000円で、市の負担150,000円と50,000円ちがいます。"),
        (100_000, 150_000, None, [], "市の負担150,000円が、事業費の計画額100,000円より50,000円多くなっています。"),
        (300_000, 200_000, 199_999, LINES, "市の負担200,000円は、決定で定めた上限199,999円を1円超えています。"),
        (None, None, 150_000, LINES, "市の負担200,000円は、決定で定めた上限150,000円を50,000円超えています。"),
    ],
)  # fmt: skip
def test_money_adds_up_or_says_by_how_much_it_does_not(
    total: int | None, city: int | None, cap: int | None, lines: list[tuple[str, int]], told: str
) -> None:
    verdict = can_be_paid(total=total, city=city, cap=cap, lines=lines)

    assert (bool(verdict), verdict.reason[: len(told)]) == (not told, told)
    assert verdict.reason.count("。") == (2 if told else 0)


@pytest.mark.parametrize(
    ("city", "cap", "decided", "told"),
    [
        (60_000, 80_000, 60_000, ""),
        (60_000, None, None, ""),
        (60_000, None, 50_000, "市の負担60,000円は、市の決定額50,000円を10,000円超えています。"),
        (None, 80_000, 90_000, "市の決定額90,000円は、上限80,000円を10,000円超えています。"),
    ],
)
def test_amount_decided_lies_between_the_share_and_the_ceiling(
    city: int | None, cap: int | None, decided: int | None, told: str
) -> None:
    verdict = can_be_paid(total=100_000, city=city, cap=cap, decided=decided, lines=[])

    assert (bool(verdict), verdict.reason[: len(told)]) == (not told, told)
