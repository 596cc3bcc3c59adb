"""The words beside a number of points, as staff type them."""

import pytest

from kyodo_portal.words.steps import check_steps, steps_in, steps_up_to

pytestmark = pytest.mark.once

READ: dict[str, dict[int, str]] = {
    "": {},
    "5 とてもよい": {5: "とてもよい"},
    "５　とてもよい\n０点：読み取れない": {5: "とてもよい", 0: "読み取れない"},
    "  3点、ふつう  \n\n": {3: "ふつう"},
    "10:満点": {10: "満点"},
}


@pytest.mark.parametrize("text", READ)
def test_steps_are_read_as_they_are_typed(text: str) -> None:
    assert steps_in(text) == READ[text]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("とてもよい", "「とてもよい」を読めません"),
        ("5", "「5」を読めません"),
        (f"5 {'長' * 41}", "を読めません"),
        ("5 よい\n5 とてもよい", "5点の言葉が、二つあります"),
        ("6 すばらしい", "満点は5点です"),
    ],
)
def test_what_cannot_be_read_is_said(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        check_steps(text, 5)


def test_steps_of_the_city_stand_where_they_reach_the_highest_points() -> None:
    text = "0 なし\n5 よい\n10 最高"

    assert [steps_up_to(text, most) for most in (5, 10, 7)] == [
        "0 なし\n5 よい",
        "0 なし\n5 よい\n10 最高",
        "",
    ]
