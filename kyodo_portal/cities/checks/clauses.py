"""The templates of the clauses of an agreement: known topics and forms, each said once."""

from collections.abc import Mapping
from typing import Any

from kyodo_portal.cities.mistakes import Notes
from kyodo_portal.cities.profile import City
from kyodo_portal.cities.rows import CLAUSE_TOPICS

LONGEST = 2000


def check_clauses(parsed: City, own: Mapping[str, Any], notes: Notes) -> None:
    """Every clause speaks of a known topic, in forms the city has, at no greater length than is kept;
    for one form the city says no topic twice. Its rows come before the common ones, and win."""
    of_the_city = len(own.get("clauses", ()))
    known = {form.number for form in parsed.forms}
    seen: set[tuple[str, int]] = set()
    for place, row in enumerate(parsed.clauses):
        if row.topic not in CLAUSE_TOPICS:
            told = "、".join(CLAUSE_TOPICS)
            notes.wrong(
                ("clauses", place, "topic"),
                f"{row.topic} は使えません。{told} のどれかにしてください。",
            )
        if not row.text.strip() or len(row.text) > LONGEST:
            notes.wrong(("clauses", place, "text"), f"1 字から {LONGEST} 字で書いてください。")
        for number in row.forms:
            if number not in known:
                notes.wrong(
                    ("clauses", place, "forms"), f"{number} という形態（forms）はありません。"
                )
        said = {(row.topic, number) for number in row.forms or (0,)}
        if said & seen and place < of_the_city:
            notes.wrong(
                ("clauses", place, "topic"),
                f"{row.topic} の条項は、同じ形態について二度書かれています。どちらかを消してください。",
            )
        seen |= said
