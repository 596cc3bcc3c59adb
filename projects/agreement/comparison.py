"""The terms as people read them, part by part, and what changed between two versions of them."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kyodo_portal.words.differences import marked
from kyodo_portal.words.languages import Words
from kyodo_portal.words.text import japanese_date, yen
from projects.agreement.clauses import by_topic
from projects.agreement.terms import Terms, identity_of
from projects.models import Bearer, Payer, Scheme, Stage, Topic


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the terms: its key, what it is called, its lines, and since which scheme it is signed;
    an optional one is left out where it says nothing."""

    key: str
    label: Words
    lines: Callable[[Any], list[str]]
    scheme: int = Scheme.WHOLE
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Difference:
    """One part of the terms: what is no longer in it and what is new, as people read it; of a text both
    in one, with the words `marked` that came and went."""

    label: str
    gone: list[str]
    come: list[str]
    marked: str = ""


def goal_line(goal: dict[str, Any]) -> str:
    """A goal of stored terms as one line."""
    day = japanese_date(dt.date.fromisoformat(goal["by_when"]))
    return gettext("{goal}：{how_much}（{day}まで）").format(
        goal=goal["what"], how_much=goal["how_much"], day=day
    )


def role_line(role: dict[str, Any]) -> str:
    """A row of the stored role table as one line."""
    return gettext("{stage}：{item}（{bearer}）").format(
        stage=Stage(role["stage"]).label, item=role["item"], bearer=Bearer(role["bearer"]).label
    )


def cost_line(cost: dict[str, Any]) -> str:
    """A stored line of cost as one line."""
    words = gettext("{category}：{payer}が {amount}").format(
        category=cost["category"], payer=Payer(cost["payer"]).label, amount=yen(cost["amount"])
    )
    return (
        gettext("{line}（{note}）").format(line=words, note=cost["note"]) if cost["note"] else words
    )


def _period(period: dict[str, Any]) -> list[str]:
    first, last = (
        japanese_date(dt.date.fromisoformat(day)) if (day := period[name]) else ""
        for name in ("starts_on", "ends_on")
    )
    if first and last:
        return [gettext("{first}から{last}まで").format(first=first, last=last)]
    if first:
        return [gettext("{first}から").format(first=first)]
    return [gettext("{last}まで").format(last=last)] if last else []


def _money(money: dict[str, Any]) -> list[str]:
    lines = [
        (gettext("事業費の計画額：{amount}"), money["total"]),
        (gettext("うち市の負担：{amount}"), money["city"]),
        (gettext("市の負担の上限：{amount}"), money["cap"]),
    ]
    return [line.format(amount=yen(amount)) for line, amount in lines if amount is not None]


def _words(words: str) -> list[str]:
    return [words] if words else []


def _names(parties: list[Any]) -> list[str]:
    """The parties by name. Versions of the first scheme kept nothing else of them."""
    return [party["name"] if isinstance(party, dict) else party for party in parties]


def _decided(money: dict[str, Any]) -> list[str]:
    amount = money.get("decided")
    return [] if amount is None else [yen(amount)]


def _clauses(clauses: list[dict[str, str]]) -> list[str]:
    line = gettext("{topic}：{text}")
    return [line.format(topic=Topic(row["topic"]).label, text=row["text"]) for row in clauses]


PARTS = (
    Part("purpose", _("共有する目的"), lambda words: [words], Scheme.ROLES),
    Part("goals", _("目標"), lambda rows: [goal_line(row) for row in rows], Scheme.ROLES),
    Part("roles", _("役割分担"), lambda rows: [role_line(row) for row in rows], Scheme.ROLES),
    Part("period", _("期間"), _period),
    Part("money", _("お金の計画"), _money),
    Part("costs", _("経費の負担"), lambda rows: [cost_line(row) for row in rows]),
    Part("decided", _("市の決定額"), _decided, Scheme.CLAUSES, optional=True),
    Part("conditions", _("採択の条件"), _words),
    Part("clauses", _("条項"), _clauses, Scheme.CLAUSES, optional=True),
    Part("groups", _("団体"), _names),
    Part("departments", _("市"), _names),
)
"""The parts of the terms in the order of the page."""

PARTIES = ("groups", "departments")


def part_of(terms: Terms, key: str) -> Any:
    """What the terms say in a part; None where they are of a time that did not know it."""
    if key in PARTIES:
        return terms.get("parties", {}).get(key)
    if key == "decided":
        return terms.get("money")
    return terms.get(key, [] if key == "clauses" else None)


def as_read(
    terms: Terms, *, since: int | None = None, departments: list[str] | None = None
) -> list[tuple[str, list[str]]]:
    """The terms as people read them: what each part is called and its lines. With `since` only the
    parts that are signed from that scheme on; `departments` in the language of the page."""
    others = {"departments": departments} if departments is not None else {}
    read = [
        (part, others.get(part.key) or part.lines(part_of(terms, part.key)))
        for part in PARTS
        if part_of(terms, part.key) is not None and since in (None, part.scheme)
    ]
    return [(str(part.label), lines) for part, lines in read if lines or not part.optional]


def differences(before: Terms, after: Terms) -> list[Difference]:
    """The parts that differ, in the order of the page; a mere change of order counts as one. A party
    that only calls itself otherwise is no difference, and what `before` did not know is none."""
    found = []
    for part in PARTS:
        old, new = part_of(before, part.key), part_of(after, part.key)
        if old is None or new is None or (part.key in PARTIES and _are_same(old, new)):
            continue
        if part.key == "clauses":
            found += _of_clauses(by_topic(old), by_topic(new))
        elif difference := _between(str(part.label), part.lines(old), part.lines(new)):
            found.append(difference)
    return found


def _of_clauses(old: dict[str, str], new: dict[str, str]) -> list[Difference]:
    """Each clause that differs, word by word."""
    found = []
    for topic in Topic:
        before, after = old.get(topic.value, ""), new.get(topic.value, "")
        if before != after:
            label = gettext("条項：{topic}").format(topic=topic.label)
            found.append(Difference(label, [before], [after], marked(before, after)))
    return found


def _are_same(old: list[Any], new: list[Any]) -> bool:
    if not all(isinstance(party, dict) for party in [*old, *new]):
        return False
    return sorted(map(identity_of, old)) == sorted(map(identity_of, new))


def _between(label: str, old: list[str], new: list[str]) -> Difference | None:
    if old == new:
        return None
    gone = [line for line in old if line not in new]
    come = [line for line in new if line not in old]
    if not (gone or come):
        return Difference(label, old, new)
    return Difference(label, gone, come)
