"""What a number of points means: the words beside each step of a criterion, one line each."""

import re
import unicodedata

LINE = re.compile(r"(\d{1,3})\s*点?\s*[:、]?\s*(.+)")
"""A number, and its words: 「5 とてもよい」「5点：とてもよい」."""

LONGEST = 40
"""Letters of one step's words: they stand on a button."""


def steps_in(text: str) -> dict[int, str]:
    """The words by points. Raises `ValueError` with the line that cannot be read."""
    steps: dict[int, str] = {}
    for line in filter(None, (line.strip() for line in text.splitlines())):
        found = LINE.fullmatch(unicodedata.normalize("NFKC", line))
        if found is None or len(found[2]) > LONGEST:
            raise ValueError(
                f"「{line}」を読めません。「5 とてもよい」のように、点数と{LONGEST}字までの言葉を1行に一つずつ書いてください。"
            )
        if int(found[1]) in steps:
            raise ValueError(f"{found[1]}点の言葉が、二つあります。")
        steps[int(found[1])] = found[2].strip()
    return steps


def check_steps(text: str, most: int | None) -> None:
    """Every line can be read, and is about points that can be given. Raises `ValueError`."""
    beyond = [points for points in steps_in(text) if most is not None and points > most]
    if beyond:
        raise ValueError(f"満点は{most}点です。{beyond[0]}点の言葉は使えません。")


def steps_up_to(text: str, most: int) -> str:
    """The lines of a text that are about points up to the highest; none where they would stop short of it."""
    steps = steps_in(text)
    if most not in steps:
        return ""
    return "\n".join(f"{points} {words}" for points, words in steps.items() if points <= most)
