"""What a report of a list keeps: the first lines, and of the rest what shows that it changed."""

from kyodo_portal.life.imports import MOST_LINES, _shortened
from kyodo_portal.life.jobs.kinds import Section


def test_long_section_shows_a_change_in_the_lines_it_does_not_keep() -> None:
    lines = [f"{number}行目" for number in range(MOST_LINES + 3)]
    kept = _shortened(Section("登録するもの", lines))
    other = _shortened(Section("登録するもの", [*lines[:-1], "ほかの行"]))
    assert kept.lines[:-1] == lines[:MOST_LINES] == other.lines[:-1]
    assert kept.lines[-1].startswith("ほか3件（")
    assert kept.lines[-1] != other.lines[-1]
    assert _shortened(Section("登録するもの", lines[:MOST_LINES])).lines == lines[:MOST_LINES]
