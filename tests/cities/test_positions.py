"""Where the keys of a TOML file stand: headings, rows, lists over several lines, what looks like a key."""

import pytest

from kyodo_portal.cities.positions import line_of, positions

pytestmark = pytest.mark.once

FILE = '''# a = 1
a = "b = 2"  # c = 3
text = """
[no]
d = 4
"""
list = [
  "[x]",
  { key = "one" },
  { key = "two" },
]
[table]
e = 5
[[rows]]
f = 6
[[rows]]
f = 7
[[rows.inner]]
g = 8
[[rows.inner]]
g = 9
[rows.more]
h = 10
'''


def test_every_key_is_found_on_its_line() -> None:
    assert positions(FILE) == {
        ("a",): 2,
        ("text",): 3,
        ("list",): 7,
        ("list", 0): 9,
        ("list", 1): 10,
        ("table",): 12,
        ("table", "e"): 13,
        ("rows",): 14,
        ("rows", 0): 14,
        ("rows", 0, "f"): 15,
        ("rows", 1): 16,
        ("rows", 1, "f"): 17,
        ("rows", 1, "inner"): 18,
        ("rows", 1, "inner", 0): 18,
        ("rows", 1, "inner", 0, "g"): 19,
        ("rows", 1, "inner", 1): 20,
        ("rows", 1, "inner", 1, "g"): 21,
        ("rows", 1, "more"): 22,
        ("rows", 1, "more", "h"): 23,
    }


def test_what_is_not_there_is_looked_for_where_it_would_stand() -> None:
    lines = positions(FILE)
    assert line_of(("rows", 1, "inner", 1, "missing"), lines) == 20
    assert line_of(("missing", "key"), lines) == 1
